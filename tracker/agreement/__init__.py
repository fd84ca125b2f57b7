"""Agreed? Whether coders who read the same words say the same."""
