"""The ledger: an append-only chain of entries, the tables that mirror it, and the views that read it.

`Ledger` is loaded when first asked for, since it brings the database with it; `__init__.pyi` says from where.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
