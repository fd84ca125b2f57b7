"""The schema's history, one set for both engines: Alembic walks it, `schema.py` decides when."""
