"""From what an analyst tells to nouns: the same rules for the shell, the dialogue and the files."""
