"""Ways in and out: our own CSV and JSONL, and other tools' exports, one module a format."""
