"""How it compares: deadlines, verdicts, scores and statistics."""
