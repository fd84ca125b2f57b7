"""The commands that record and that show what was recorded: one module a family."""
