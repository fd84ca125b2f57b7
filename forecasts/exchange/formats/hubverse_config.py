"""What a hub asks for: the targets, horizons and quantile levels in its hub-config/tasks.json."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from forecasts.errors import UnfitFile
from forecasts.exchange.files import DataFile

_PLACE = Path("hub-config") / "tasks.json"
_UP = 6
_TARGETS = ("target", "target_variable", "outcome_variable")


@dataclass(frozen=True, kw_only=True, slots=True)
class HubConfig:
    """The targets, horizons and levels of all rounds of a hub; empty where it says nothing of them.

    `levels` are those that a forecast must state, `asked` all that it may.
    """

    targets: frozenset[str]
    horizons: frozenset[str]
    levels: frozenset[float]
    asked: frozenset[float]

    @classmethod
    def of(cls, document: Any) -> HubConfig:
        """What the JSON of a tasks.json says.

        >>> levels = {"output_type_id": {"required": [0.5], "optional": [0.1]}}
        >>> task = {"task_ids": {"target": {"optional": ["hosp"]}}, "output_type": {"quantile": levels}}
        >>> HubConfig.of({"rounds": [{"model_tasks": [task]}]}).asked == {0.1, 0.5}
        True
        """
        tasks = [task for round_ in _listed(document, "rounds") for task in _listed(round_, "model_tasks")]
        ids = [_under(task, "task_ids") for task in tasks]
        types = [_under(_under(_under(task, "output_type"), "quantile"), "output_type_id") for task in tasks]
        return cls(
            targets=frozenset(map(str, _values(ids, _TARGETS))),
            horizons=frozenset(map(str, _values(ids, ("horizon",)))),
            levels=frozenset(_levels(types, ("required",))),
            asked=frozenset(_levels(types, ("required", "optional"))),
        )


def config_of(file: DataFile) -> HubConfig | None:
    """The configuration of the hub in whose folders a file lies; None where there is none."""
    if file.path is None and not Path(file.name).is_file():
        return None
    return _config_above(Path(file.name).absolute().parent)


@lru_cache(1_000)
def _config_above(folder: Path) -> HubConfig | None:
    for place in (folder, *list(folder.parents)[:_UP]):
        if (place / _PLACE).is_file():
            try:
                return HubConfig.of(DataFile.at(place / _PLACE).document)
            except UnfitFile:
                return None
    return None


def _under(value: Any, key: str) -> Any:
    found = value.get(key) if isinstance(value, dict) else None
    return {} if found is None else found


def _listed(value: Any, key: str) -> list[Any]:
    found = _under(value, key)
    return found if isinstance(found, list) else []


def _values(ids: Iterable[Any], names: Iterable[str]) -> Iterator[Any]:
    for of_task in ids:
        for name in names:
            for kind in ("required", "optional"):
                yield from _listed(_under(of_task, name), kind)


def _levels(types: Iterable[Any], kinds: Iterable[str]) -> Iterator[float]:
    for of_type in types:
        for kind in kinds:
            yield from (float(level) for level in _listed(of_type, kind) if isinstance(level, int | float))
