"""The commands: one module a family, loaded when asked for."""
