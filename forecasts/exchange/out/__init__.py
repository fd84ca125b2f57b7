"""Exports: one module a form, and what each of them cannot carry."""
