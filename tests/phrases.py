"""What other people's phrases about time are read as: the tables of `docs/windows.md`, and their counts.

`python -m tests.phrases` prints the tables, `--update` writes them into the page. The phrases are not ours
and stay where they are: in `../shared/data/window-phrases`, or in the folder of data that TRACKER_DATA names.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from forecasts.errors import TrackerError
from forecasts.words.languages.lexicon import LANGUAGES, language
from forecasts.words.windows.grammar import Window, read_window

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "windows.md"
MARKS = ("<!-- phrases -->\n", "<!-- end of phrases -->")
_DAY = timedelta(days=1)
_FEASTS = re.compile(
    r"rosh hash|han+uk|passover|succos|shavuot|ramadan|durga|halloween|rosch|chanuk|pes+ach|pas+ah?\b|pascha"
    r"|laubh|navarat|gysd|global youth|fastenzeit",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"decad|century|quarter|next \d|next three|próxim|nächste|следующ|coming|vienen", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """A phrase, the day it was said, and the last day that its suite gives it; None where that is open."""

    spoken: str
    words: str
    said: date
    end: date | None


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A phrase beside what we make of it: a window, or a refusal."""

    phrase: Phrase
    found: Window | TrackerError

    @property
    def outcome(self) -> str:
        """`refused`, `agrees`, `by rule`, or `misread`: read otherwise, and no rule of ours says why."""
        if isinstance(self.found, TrackerError):
            return "refused"
        end = self.phrase.end
        if end is not None and self.found.latest in (end, end - _DAY):
            return "agrees"
        return "misread" if reason(self.phrase, self.found) is None else "by rule"


def place() -> Path:
    """Where the phrases lie."""
    beside = ROOT.parent / "shared" / "data"
    folder = Path(
        os.environ.get("TRACKER_DATA", beside if beside.exists() else ROOT.parents[1] / "shared" / "data")
    )
    return folder / "window-phrases" / "phrases.jsonl"


def phrases() -> Iterator[Phrase]:
    """The phrases of the languages that are read, but for the feasts of one faith or country."""
    for line in place().read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["lang"] in LANGUAGES and not _FEASTS.search(row["words"]):
            end = row["end_exclusive"]
            yield Phrase(
                spoken=row["lang"],
                words=row["words"].strip(),
                said=date.fromisoformat(row["said"]),
                end=None if end is None else date.fromisoformat(end),
            )


def compared(phrase: Phrase) -> Compared:
    """The phrase as we read it."""
    try:
        found: Window | TrackerError = read_window(phrase.words, said=phrase.said, language=phrase.spoken)
    except TrackerError as refusal:
        found = refusal
    return Compared(phrase=phrase, found=found)


def reason(phrase: Phrase, found: Window) -> str | None:
    """The documented rule by which our last day is another; None if there is none.

    Each rule is held to the figures: one that does not give the difference that was found is no reason.
    """
    rule, end = found.rule.partition("/")[2], phrase.end
    if end is None:
        return "the suite leaves the end open; a last day that is named is one"
    later = (found.latest - end).days
    whole = (7, *range(28, 32), 365, 366)
    if rule == "between" and (later + 1 in whole or found.latest.year == end.year + 1):
        return "a range includes its last part whole; the suite stops where that begins"
    if rule == "between" and found.latest == found.said:
        return "a range that runs on the day of speaking is the one meant"
    if rule == "between" and abs(later) <= 5:
        return "the middle of a month is its 11th to 20th"
    if rule == "deadline" and _COUNTED.search(phrase.words):
        return "so many units count from the day of speaking, not from the next one of the calendar"
    if rule == "week" and abs(later) <= 7:
        return "a week by its place counts from the first day of its month or year, not from a Monday"
    if rule == "third" and abs(later) <= 62:
        return "early, middle and late are thirds; of a week two days, two and three"
    if rule == "century":
        return "a century ends with the year in 00"
    if rule == "season":
        return "seasons are whole months"
    return None


def table(rows: list[Compared]) -> str:
    """The counts by language, then what differs and what is refused, a table each."""
    text = [*_header("language", "phrases", "end agrees", "differs by rule", "refused", "read", "misread")]
    for spoken in LANGUAGES:
        counted = Counter(row.outcome for row in rows if row.phrase.spoken == spoken)
        total = sum(counted.values())
        read = f"{(counted['agrees'] + counted['by rule']) / total:.0%}"
        outcomes = (counted["agrees"], counted["by rule"], counted["refused"], read, counted["misread"])
        text.append(_row(_name(spoken), total, *outcomes))
    for spoken in LANGUAGES:
        own = [row for row in rows if row.phrase.spoken == spoken]
        text += ["", f"**{_name(spoken)}: read otherwise.**", ""]
        text += _header("phrase", "said", "their end", "ours", "why")
        for row in own:
            if row.outcome in ("by rule", "misread"):
                assert isinstance(row.found, Window)
                why = reason(row.phrase, row.found) or "MISREAD"
                text.append(
                    _row(row.phrase.words, row.phrase.said, row.phrase.end or "open", row.found.latest, why)
                )
        text += ["", f"**{_name(spoken)}: refused.**", "", *_header("phrase", "said", "refusal")]
        text += [
            _row(row.phrase.words, row.phrase.said, f"`{type(row.found).__name__}`")
            for row in own
            if row.outcome == "refused"
        ]
    return "\n".join(text) + "\n"


def _name(spoken: str) -> str:
    return "English" if spoken == "en" else language(spoken).name


def _header(*names: str) -> list[str]:
    return [_row(*names), "|" + "---|" * len(names)]


def _row(*cells: object) -> str:
    shown = (str(cell).replace("|", "\\|").replace("<", "&lt;") for cell in cells)
    return f"| {' | '.join(shown)} |"


def main() -> None:
    """Print the tables, or write them into the page."""
    if not place().exists():
        sys.exit(f"The phrases are not here: {place()} is missing. Name their folder with TRACKER_DATA.")
    text = table([compared(phrase) for phrase in phrases()])
    if "--update" not in sys.argv:
        sys.stdout.write(text)
        return
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(MARKS[0])
    PAGE.write_text(before + MARKS[0] + text + MARKS[1] + rest.partition(MARKS[1])[2], encoding="utf-8")


if __name__ == "__main__":
    main()
