"""How it looks: reports as data, and the renderers and charts that show them.

The functions that make reports, and `judged`, a frame of judged forecasts, are loaded when first asked
for; `__init__.pyi` lists them.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
