"""What was said, in words: how likely (`chances`), and when (`windows`)."""
