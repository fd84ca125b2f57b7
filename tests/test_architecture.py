"""The shape of the house: imports point down, commands load late, and every command is documented."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from desk.cli import PLACES, SECTIONS, main

ROOT = Path(__file__).parents[1]
ORDER = ("forecasts", "tracker", "reports", "desk")
ENTRY = ROOT / "tracker" / "__main__.py"
"""`python -m tracker` opens the door at the top: nothing imports it."""
HEAVY = (
    *("pandas", "numpy", "scipy", "matplotlib", "pydantic", "sqlalchemy", "alembic", "rich", "icalendar"),
    *("starlette", "uvicorn", "fastapi", "pyarrow", "duckdb", "dask", "distributed"),
)
LAZY = ("forecasts", "forecasts.ledger", "tracker", "tracker.scoring", "reports")
"""The packages whose public names are listed in `__init__.pyi`, and nowhere else."""
SHARED = {"--ledger", "--from", "--as", "--json", "--as-of", "--on", "--help"}
DOCS = ROOT / "docs" / "commands.md"


def command_named(name: str) -> click.Command:
    """The command of a name such as "log" or, in a group, "review open"."""
    found: click.Command = main
    for part in name.split():
        assert isinstance(found, click.Group)
        inner = found.get_command(click.Context(found), part)
        assert inner is not None
        found = inner
    return found


def every_command() -> list[str]:
    """The names of all commands, those of a group after it."""
    names = []
    for name in PLACES:
        found = command_named(name)
        inner = found.commands if isinstance(found, click.Group) else ()
        names += [name, *(f"{name} {part}" for part in inner)]
    return names


def modules(package: str) -> list[Path]:
    """The modules of a package, migrations left out: they belong to a tool that loads them by path."""
    return [path for path in sorted((ROOT / package).rglob("*.py")) if "migrations" not in path.parts]


def imports(path: Path) -> Iterator[str]:
    """The top-level packages that a module imports anywhere, inside functions and for types too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            assert node.level == 0, f"{path}: a relative import hides its direction"
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("package", ORDER)
def test_imports_point_down(package: str) -> None:
    """The desk may import all, reports tracker and forecasts, tracker only forecasts, forecasts none."""
    above = ORDER[ORDER.index(package) + 1 :]
    for path in modules(package):
        if path == ENTRY:
            continue
        upward = set(imports(path)) & set(above)
        assert not upward, f"{path.relative_to(ROOT)} imports {upward}"


def module_name(path: Path) -> str:
    """The dotted name under which a module of the product is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_modules(path: Path, known: frozenset[str]) -> set[str]:
    """The product's modules that a module imports at any scope: for types, in functions, and by strings."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            found.update(
                name if (name := f"{node.module}.{alias.name}") in known else node.module
                for alias in node.names
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
            found.add(node.value.partition(":")[0])
    return (found & known) - {module_name(path)}


def circles(arrows: dict[str, set[str]]) -> list[list[str]]:
    """The modules that reach one another, circle by circle."""
    reached: dict[str, set[str]] = {}
    for start in arrows:
        seen: set[str] = set()
        waiting = list(arrows[start])
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += arrows[name]
        reached[start] = seen
    found = {tuple(sorted(other for other in reached[name] if name in reached[other])) for name in arrows}
    return [list(circle) for circle in sorted(found) if circle]


def test_no_modules_import_each_other() -> None:
    """There is no circle at any scope, neither for types alone nor inside functions nor by strings."""
    paths = {module_name(path): path for package in ORDER for path in modules(package)}
    known = frozenset(paths)
    arrows = {name: imported_modules(path, known) for name, path in paths.items()}
    assert circles(arrows) == []


def test_the_site_is_behind_its_commands() -> None:
    """Nothing but `tracker serve`, `tracker site` and the site itself imports the site."""
    for package in ORDER:
        for path in modules(package):
            inside = path.relative_to(ROOT).parts[:2] in (("desk", "site"), ("desk", "api"))
            if not inside and path.name not in ("serving.py", "publishing.py"):
                assert "desk.site" not in path.read_text(encoding="utf-8"), path


def test_circles_are_seen() -> None:
    """The test above can fail: a circle is found with those in it, and a chain is none."""
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [["b", "c"]]
    assert circles({"a": {"b"}, "b": {"c"}, "c": set()}) == []


def test_the_clock_is_asked_in_one_module() -> None:
    """No other module of the program asks the system what time it is."""
    for package in ORDER:
        for path in modules(package):
            text = path.read_text(encoding="utf-8")
            asks = any(call in text for call in ("datetime.now(", "date.today(", "time.time("))
            assert not asks or path.name == "clock.py", path


def test_modules_are_one_idea_long() -> None:
    """No module is over 300 lines, except the nouns and the errors, which stand together."""
    for package in ORDER:
        for path in modules(package):
            length = len(path.read_text(encoding="utf-8").splitlines())
            assert length <= 300 or path.name in ("model.py", "errors.py"), f"{path} has {length} lines"


def collections_of(path: Path, names: set[str]) -> Iterator[int]:
    """The lines on which a module lists several of these names, `__all__` apart."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public = {
        id(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and any(getattr(to, "id", "") == "__all__" for to in node.targets)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.expr) or id(node) in public:
            continue
        listed = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
        if len(names & {part.value for part in listed if isinstance(part, ast.Constant)}) > 1:
            yield node.lineno


def test_each_measure_is_declared_once() -> None:
    """Nothing but `tracker/measures/` keeps a table or a list of measures."""
    from tracker.measures import MEASURES

    for package in ORDER:
        for path in modules(package):
            if path.parent != ROOT / "tracker" / "measures":
                lines = list(collections_of(path, set(MEASURES)))
                assert not lines, f"{path.relative_to(ROOT)} lists measures on lines {lines}"


def stubbed(package: str) -> dict[str, str]:
    """The public names of a package and the modules that they come from, by its stub."""
    stub = ROOT.joinpath(*package.split("."), "__init__.pyi").read_text(encoding="utf-8")
    return {
        alias.name: f"{package}.{node.module}"
        for node in ast.parse(stub).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


@pytest.mark.parametrize("name", LAZY)
def test_public_names_come_from_one_list(name: str) -> None:
    """The stub is that list: `__all__` and `dir()` follow it, and each name is what its module has."""
    package, listed = importlib.import_module(name), stubbed(name)
    assert set(package.__all__) == set(listed) <= set(dir(package))
    for public, home in listed.items():
        assert getattr(package, public) is getattr(importlib.import_module(home), public)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = package.no_such_name


@pytest.mark.parametrize("name", LAZY)
def test_every_public_name_is_documented(name: str) -> None:
    """In a page of `docs/` or the README: a new public name is a decision."""
    pages = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"]
    told = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    assert [public for public in stubbed(name) if public not in told] == []


def loaded_after(code: str) -> set[str]:
    """The heavy packages that a fresh interpreter has loaded after running some code."""
    asked = f"{code}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)
    return {name.partition(".")[0] for name in done.stdout.split()} & set(HEAVY)


def test_commands_load_nothing_heavy_before_they_run() -> None:
    """Neither the packages, nor any module with commands, nor any --help loads what takes long."""
    code = (
        "import forecasts, tracker, reports, desk, contextlib, io\n"
        "from desk.cli import PLACES, main\n"
        "for asked in [['--help'], *([name, '--help'] for name in PLACES)]:\n"
        "    with contextlib.redirect_stdout(io.StringIO()):\n"
        "        main(asked, prog_name='tracker', standalone_mode=False)\n"
    )
    assert loaded_after(code) == set()


def test_recording_needs_no_pandas(tmp_path: Path) -> None:
    """Logging, resolving and showing stay quick: of what is heavy they load SQLAlchemy alone."""
    ledger = str(tmp_path / "ledger.db")
    logged = ["log", "Kabul falls", "--slug", "kabul", "--by", "Ann", "--when", "by 2021-09-25"]
    runs = [
        ["init"],
        [*logged, "--said", "2021-06-25"],
        ["resolve", "kabul", "--on", "2021-08-15"],
        ["show", "kabul"],
        ["list"],
    ]
    code = (
        "import contextlib, io\nfrom desk.cli import main\n"
        f"for asked in {runs!r}:\n"
        "    with contextlib.redirect_stdout(io.StringIO()):\n"
        f"        main([*asked, '--ledger', {ledger!r}], prog_name='tracker', standalone_mode=False)\n"
    )
    assert loaded_after(code) == {"sqlalchemy"}


UNREAD = (
    "forecasts.ledger.entry",
    "forecasts.ledger.auditing",
    "forecasts.words.windows.grammar",
    "forecasts.words.languages.lexicon",
    "holidays",
    "sqlalchemy.dialects.postgresql",
    "scipy.optimize",
    "matplotlib",
    "alembic",
)
"""What a look at a SQLite ledger on a terminal has no use for."""


def test_a_look_on_a_terminal_loads_nothing_that_it_does_not_use(tmp_path: Path) -> None:
    """What writes, audits, reads words, draws or seeks roots stays where it is, whatever is shown."""
    ledger = str(tmp_path / "ledger.db")
    run = CliRunner().invoke(main, ["init", "--ledger", ledger])
    assert run.exit_code == 0, run.output
    for place in range(6):
        for by, chance in (("Ann", "0.3"), ("Ben", "0.8")):
            logged = ["log", f"Thing {place} happens", "--slug", f"thing-{place}", "--by", by, "-p", chance]
            logged = ["log", f"thing-{place}", *logged[4:]] if by == "Ben" else logged
            dated = ["--said", "2021-06-25", "--deadline", "2021-09-25", "--ledger", ledger]
            run = CliRunner().invoke(main, [*logged, *dated])
            assert run.exit_code == 0, run.output
        ended = ["resolve", f"thing-{place}", "--on", "2021-08-15", "--ledger", ledger]
        assert CliRunner().invoke(main, ended).exit_code == 0
    looks = [["scores"], ["due"], ["check"], ["scorecard", "ann"], ["calibration"], ["compare"]]
    code = (
        "import contextlib, io, sys\nfrom desk.cli import main\n"
        f"for asked in {looks!r}:\n"
        "    with contextlib.redirect_stdout(io.StringIO()):\n"
        f"        main([*asked, '--ledger', {ledger!r}], prog_name='tracker', standalone_mode=False)\n"
        f"print([name for name in {UNREAD!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", every_command())
def test_every_command_answers_help_with_an_example(name: str) -> None:
    """The help fits 80 columns and shows the command in use."""
    said = CliRunner().invoke(main, [*name.split(), "--help"], prog_name="tracker")
    assert said.exit_code == 0
    assert "\n  Example:\n" in said.output
    assert f"tracker {name}" in said.output.partition("Example:")[2]
    assert max(map(len, said.output.splitlines())) <= 80


def table_row(option: click.Option) -> str:
    """An option as a row of the table of its command."""
    spelt = ", ".join(option.opts) + "".join(f" / {other}" for other in option.secondary_opts)
    value = "" if option.is_flag else f" {option.make_metavar(click.Context(main))}"
    return f"| `{(spelt + value).replace('|', chr(92) + '|')}` | {option.help} |"


@pytest.mark.parametrize("name", every_command())
def test_every_command_is_documented(name: str) -> None:
    """`docs/commands.md` has a section for it, with a row for its every option as --help has it."""
    docs = DOCS.read_text(encoding="utf-8")
    _, _, rest = docs.partition(f"\n## `tracker {name}")
    assert rest, f"docs/commands.md lacks tracker {name}"
    section = rest.partition("\n## ")[0]
    for option in command_named(name).params:
        if isinstance(option, click.Option) and not SHARED & set(option.opts):
            assert table_row(option) in section, f"docs/commands.md lacks a row: {table_row(option)}"


def test_the_group_helps_under_its_four_headings() -> None:
    """Each command is listed with a short help that is not cut off."""
    said = CliRunner().invoke(main, ["--help"], prog_name="tracker").output
    assert [line.rstrip(":") for line in said.splitlines() if line.rstrip(":") in SECTIONS] == list(SECTIONS)
    assert "..." not in said.partition("Record:")[2]


def test_the_pages_on_the_house_name_files_that_exist() -> None:
    """Every path of the product that they name is there, or has a NAME to fill in."""
    for page in (ROOT / "docs" / "architecture.md", ROOT / "CONTRIBUTING.md"):
        named = re.findall(
            r"`((?:forecasts|tracker|reports|desk)/[\w/.]*)`", page.read_text(encoding="utf-8")
        )
        assert len(named) > 10
        for path in named:
            blank = any(word in path for word in ("NAME", "TOOL"))
            assert blank or (ROOT / path).exists(), f"{page.name} names {path}"
