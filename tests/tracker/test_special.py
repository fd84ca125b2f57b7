"""SciPy's special functions, imported without the rest of their package."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import scipy.special

from tracker import special

NAMES = [name for name, held in vars(special).items() if isinstance(held, np.ufunc)]
ROOT = Path(__file__).parents[2]


def said(code: str) -> str:
    """What a fresh Python says that runs some code."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.strip()


@pytest.mark.parametrize("name", NAMES)
def test_each_is_the_function_that_scipy_gives(name: str) -> None:
    """So every digit is the same."""
    assert getattr(special, name) is getattr(scipy.special, name)


def test_they_load_nothing_for_other_array_libraries() -> None:
    """NumPy's tests and its Fortran compiler among it."""
    heavy = ("numpy.testing", "numpy.f2py", "unittest", "scipy._lib._array_api")
    assert said(f"import sys, tracker.special\nprint([one for one in {heavy} if one in sys.modules])") == "[]"


@pytest.mark.parametrize(
    "code",
    [
        "from scipy.special import logsumexp; print(logsumexp([0.0]))",
        "import scipy.special; print(scipy.special.logsumexp([0.0]))",
        "from scipy.special import *; print(logsumexp([0.0]))",
        "import scipy.stats, scipy.optimize; print(scipy.optimize.brentq(lambda x: x, -1, 1))",
        "from scipy.special._logsumexp import logsumexp; print(logsumexp([0.0]))",
    ],
)
def test_whoever_wants_more_of_the_package_gets_all_of_it(code: str) -> None:
    """The stand-in becomes the package itself."""
    assert said(f"import tracker.special\n{code}") == "0.0"


def test_what_the_package_does_not_have_is_refused_as_ever() -> None:
    """A wrong name is an ImportError that names it."""
    code = "try:\n    from scipy.special import nothing\nexcept ImportError as fault:\n    print(fault)"
    assert said(f"import tracker.special\n{code}").startswith("cannot import name 'nothing'")


def test_no_other_module_of_the_product_imports_them_from_scipy() -> None:
    """One that did would bring the whole package back."""
    modules = [
        path
        for floor in ("forecasts", "tracker", "reports", "desk")
        for path in ROOT.glob(f"{floor}/**/*.py")
    ]
    named = {
        (path.name, node.module)
        for path in modules
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "scipy.special"
    }
    assert not named
