"""Forecasts as a hub has them: quantiles, shares and chances by model and round, and what was observed.

A file of model output is one forecaster's on one day. A chance becomes the shares of yes and no. Of several
forecasts by one forecaster on one day and one question the first is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.belief import Belief, Chance, Quantiles, Shares
from forecasts.exchange.formats.hubverse_tables import AS_OF, ENDS, OBSERVED, ORIGINS, OUTPUT, TARGETS
from forecasts.exchange.out.answers import Answer, answered
from forecasts.exchange.out.files import GrowingFiles, csv_line, mark
from forecasts.exchange.out.forecasts import Exported, exported, fitting
from forecasts.exchange.out.summary import ExportSummary
from forecasts.model import Outcome, OutcomeKind, QuestionKind
from forecasts.writing import new_folder

if TYPE_CHECKING:
    from forecasts.ledger.view import View

TEAM = "trackrecord"
ORACLE = "target-data/oracle-output.csv"
_TASK = (TARGETS[0], ENDS[0])
_OUTPUT = (ORIGINS[0], *_TASK, *OUTPUT)
_ORACLE = (*_TASK, *OUTPUT[:2], OBSERVED[0], AS_OF)
_YES, _NO = "yes", "no"


def write(view: View, place: Path, summary: ExportSummary) -> None:
    """Write a folder as a hub has them: model output by model and round, and target data."""
    seen: set[int] = set()
    with new_folder(place) as folder, GrowingFiles(folder) as files:
        for one in fitting(exported(view), (Chance, Quantiles, Shares), summary):
            end = _end(one)
            forecast = one.forecast
            said = mark(forecast.made_on, forecast.forecaster, forecast.question, end)
            if end is None:
                summary.omit("forecast", "without a day that it is about")
            elif _is_late(one):
                summary.omit("forecast", "made after its event had happened")
            elif said in seen:
                summary.omit("forecast", "that is not the first of its day on its question")
            else:
                seen.add(said)
                _write_output(one, end, files)
                summary.wrote("model-output", "forecast")
                asked = mark(forecast.question, end)
                if asked not in seen:
                    seen.add(asked)
                    _write_observed(one, end, files, summary)


def _end(one: Exported) -> date | None:
    """The day that a forecast is about: its deadline, or the day for which the answer was given."""
    if one.forecast.claim.deadline is not None or one.question.kind is QuestionKind.EVENT:
        return one.forecast.claim.deadline
    answer = _stated(one)
    return None if answer is None else answer.on or answer.known_on


def _is_late(one: Exported) -> bool:
    found = answered(one) if one.question.kind is QuestionKind.EVENT else None
    return found is not None and found.answer is Answer.TOO_LATE


def _write_output(one: Exported, end: date, files: GrowingFiles) -> None:
    made = one.forecast.made_on.isoformat()
    model = f"{TEAM}-{one.forecast.forecaster.replace('-', '_')}"
    assert one.forecast.belief is not None
    rows = (
        csv_line((made, one.question.slug, end.isoformat(), *cells))
        for cells in _assertions(one.forecast.belief)
    )
    files.write(
        f"model-output/{model}/{made}-{model}.csv", "".join(rows), opening=csv_line(_OUTPUT), between=""
    )


def _assertions(belief: Belief) -> Iterator[tuple[str, str | float, float]]:
    """Output type, its id and the value."""
    match belief:
        case Quantiles(levels=levels, values=values):
            yield from (("quantile", level, value) for level, value in zip(levels, values, strict=True))
        case Shares(options=options, shares=shares):
            yield from (("pmf", option, share) for option, share in zip(options, shares, strict=True))
        case Chance(p=p):
            yield from (("pmf", _YES, p), ("pmf", _NO, 1 - p))


def _write_observed(one: Exported, end: date, files: GrowingFiles, summary: ExportSummary) -> None:
    rows = list(_answers(one, summary))
    if rows:
        text = "".join(csv_line((one.question.slug, end.isoformat(), *cells)) for cells in rows)
        files.write(ORACLE, text, opening=csv_line(_ORACLE), between="")
        summary.wrote(ORACLE, "outcome")


def _answers(one: Exported, summary: ExportSummary) -> Iterator[tuple[str, str, float, str]]:
    """Output type, its id, what was observed of it, and since when that was known."""
    if one.question.kind is QuestionKind.EVENT:
        found = answered(one)
        if found is not None and found.answer in (Answer.YES, Answer.NO):
            known, yes = found.known_on.isoformat(), float(found.answer is Answer.YES)
            yield from (("pmf", _YES, yes, known), ("pmf", _NO, 1 - yes, known))
        elif found is not None:
            summary.note("outcome", f"of {found.answer}")
        return
    answer = _stated(one)
    if answer is None:
        return
    known = str(answer.known_on)
    if answer.value is not None:
        yield "quantile", "NA", answer.value, known
    elif answer.option is not None:
        for option in one.question.options:
            yield "pmf", option, float(option == answer.option), known
    else:
        summary.note("outcome", f"of {answer.kind}")


def _stated(one: Exported) -> Outcome | None:
    kinds = (OutcomeKind.VALUE, OutcomeKind.OPTION)
    return next((outcome for outcome in one.outcomes if outcome.kind in kinds), None) or next(
        iter(one.outcomes), None
    )
