"""The columns of judged forecasts, each with its type, unit and meaning: `JUDGED`.

Those of the record come first, as the ledger's frame of forecasts has them, then what the verdict, the score
and the headline say. `low` and `high` of the record, the band of the stated probability, are `said_low` and
`said_high` here: a judged row's `low` and `high` are the score's.

>>> [column.name for column in JUDGED][-3:]
['tested', 'stage', 'left_out']
"""

from __future__ import annotations

from dataclasses import replace

from forecasts.columns import Column, Kind
from forecasts.ledger.frame_columns import FRAMES


def _column(name: str, kind: Kind, meaning: str, unit: str | None = None) -> Column:
    return Column(name=name, kind=kind, meaning=meaning, unit=unit)


_OF_QUESTION, _OF_MEASURE = "that of the question", "that of the measure"
_BAND = {"low": "said_low", "high": "said_high"}

RECORD = tuple(replace(column, name=_BAND.get(column.name, column.name)) for column in FRAMES["forecasts"])
VERDICT = (
    _column("own_horizon", Kind.FLAG, "Whether the forecaster's own window set its horizon."),
    _column("verdict", Kind.TEXT, "One of `tracker.verdicts.VERDICTS`."),
    _column("because", Kind.TEXT, "What keeps the verdict from a plain yes or no."),
    _column("observed", Kind.NUMBER, "1 for yes, 0 for no, the grade for partly.", "share"),
    _column("event_on", Kind.DAY, "The day the event happened, whatever the verdict."),
    _column("not_through", Kind.DAY, "The last day through which the event is known not to have happened."),
    _column("known_on", Kind.DAY, "The day the outcome was known that decides verdict or score."),
    _column("outcome", Kind.HANDLE, "The outcome that decides the verdict, or else the score."),
    _column("outcome_kind", Kind.TEXT, "The kind of that outcome."),
    _column("answer_option", Kind.TEXT, "The option that a choice came to."),
    _column("answer_value", Kind.NUMBER, "The value that a quantity came to.", _OF_QUESTION),
    _column("answer_grade", Kind.NUMBER, "How far it came about, where it did partly.", "share"),
    _column("matures_on", Kind.DAY, "The last day that counts for the verdict: deadline or latest date."),
    _column("scored_on", Kind.DAY, "The last day that counts for the score: of a timeline, its horizon."),
    _column("prospective", Kind.FLAG, "Whether it was there before its outcome was known."),
    _column("series", Kind.COUNT, "The number of its series: updates of one forecast share it."),
    _column("order", Kind.COUNT, "Its place in the series, 0 for the first."),
    _column("topic", Kind.TEXT, "The question's topic."),
    _column("cluster", Kind.TEXT, "The event: the question's cluster, or the question where it has none."),
    _column("question_statement", Kind.TEXT, "What the question asks."),
    _column("question_kind", Kind.TEXT, "event, choice, ordered or quantity."),
    _column("question_options", Kind.TEXTS, "The question's options, in order where they have one."),
    _column("reference_rate", Kind.NUMBER, "The question's reference rate, where it names one.", "share"),
    _column("question_unit", Kind.TEXT, "The unit of a quantity, where the question states one."),
    _column("derived", Kind.FLAG, "Whether it is a derived crowd's, and in no ledger."),
    _column("key", Kind.TEXT, "What all its versions share: the first handle; a derived one's own name."),
    _column("members", Kind.TEXTS, "The handles of the forecasts that a derived one is made of."),
)
SCORE = (
    _column("measure", Kind.TEXT, "The function of `tracker.scoring` that scores this belief."),
    _column("value", Kind.NUMBER, "The score; the smaller the better.", _OF_MEASURE),
    _column("low", Kind.NUMBER, "The lowest score that the words allow.", _OF_MEASURE),
    _column("high", Kind.NUMBER, "The highest score that the words allow.", _OF_MEASURE),
    _column("reason", Kind.TEXT, "Why there is no score, or none that counts yet."),
    _column("provisional", Kind.FLAG, "Whether the score covers only a part of the horizon."),
    _column("elapsed", Kind.NUMBER, "The part of a timeline's horizon that the score covers.", "share"),
    _column("window_hit", Kind.NUMBER, "1 if the event fell into the window, 0 if not, once it is over."),
    _column("timing_error", Kind.NUMBER, "From the window's middle day to the event.", "days"),
    _column("source_title", Kind.TEXT, "The title of the source."),
    _column("publisher", Kind.TEXT, "Who published the source."),
    _column("evidence", Kind.TEXT, "How one can tell that the outcome is so."),
    _column("resolved_by", Kind.TEXT, "Who recorded the outcome."),
)
MARKS = (
    _column("counts", Kind.FLAG, "Whether it enters the headline."),
    _column(
        "tested", Kind.FLAG, "Whether tests of yes and no take it: a chance that counts, as `ties` says."
    ),
    _column("stage", Kind.COUNT, "How far it came: 0 seen, 1 scoreable, 2 matured, 3 resolved, 4 scored."),
    _column("left_out", Kind.TEXT, "Why it does not enter the headline."),
)
JUDGED = (*RECORD, *VERDICT, *SCORE, *MARKS)
