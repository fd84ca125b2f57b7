"""What was recorded: nouns, beliefs, words to numbers, and the ledger that keeps them.

`Ledger` is loaded when first asked for; `__init__.pyi` says from where.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
