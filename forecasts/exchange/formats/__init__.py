"""One module a format of another tool: how its files are told, and what their rows bring."""
