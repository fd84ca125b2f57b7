"""A report drawn, for a terminal, as a page, a PDF, Markdown or JSON: `__init__.pyi` lists the looks."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
