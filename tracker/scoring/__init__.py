"""One score per forecast: chances, shares, quantiles, timelines, windows and histories.

Every function takes what was said before what happened. Scalars, lists, arrays and Series go in, and the
same shape comes out, a Series for a Series. The smaller the better, unless the docstring says otherwise in
bold. Averages, weights and grouping are the caller's. Undefined is NaN, and `why_undefined` says why;
infinite stays infinite. Each is loaded when first asked for; `__init__.pyi` lists them.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
