"""Better than whom? Skill against a reference, and one forecaster against another on common events."""
