"""The commands that show."""
