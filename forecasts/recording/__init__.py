"""What an analyst types becomes records: the same rules for the shell, the dialogue and the files."""
