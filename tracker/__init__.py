"""How it compares: deadlines, verdicts, scores and statistics.

The statistics are here by name, each loaded when first asked for, and the scores in `tracker.scoring`:

    from tracker import Tally, decomposition
    decomposition(Tally.of(p, y)).miscalibration

`__init__.pyi` lists the names and their homes, for the loader and for type checkers alike.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
