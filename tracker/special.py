"""The special functions of SciPy that statistics need, without what their package loads beside them.

To import all of `scipy.special` takes 0.2 s, a fifth of a look on a terminal, mostly for other array
libraries; the compiled module in which the functions are takes a tenth of that. Whatever else of the package
is asked for, by SciPy itself or by anybody, loads the rest at that moment.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any

_PACKAGE = "scipy.special"


def _functions() -> Any:
    """The module of the functions; of the package around it only a stand-in, unless it is loaded already."""
    if _PACKAGE not in sys.modules:
        sys.modules[_PACKAGE] = _stand_in()
    return import_module(f"{_PACKAGE}._ufuncs")


def _stand_in() -> ModuleType:
    """The package, which runs its own code once a name is wanted that it does not hold."""
    spec = find_spec(_PACKAGE)
    assert spec is not None
    assert spec.loader is not None, "SciPy has special functions"
    package, load, lock = module_from_spec(spec), spec.loader.exec_module, RLock()
    begun: list[str] = []

    def whole(name: str) -> Any:
        with lock:
            if not begun and (name == "__all__" or not name.startswith("__")):
                begun.append(name)
                load(package)
        try:
            return package.__dict__[name]
        except KeyError:
            raise AttributeError(f"module {_PACKAGE!r} has no attribute {name!r}") from None

    package.__dict__["__getattr__"] = whole
    return package


_found = _functions()

bdtrc = _found.bdtrc
betaincinv = _found.betaincinv
expit = _found.expit
gammaincinv = _found.gammaincinv
gammaln = _found.gammaln
logit = _found.logit
ndtr = _found.ndtr
ndtri = _found.ndtri
stdtr = _found.stdtr
stdtrit = _found.stdtrit
xlog1py = _found.xlog1py
xlogy = _found.xlogy
