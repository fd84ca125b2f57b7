"""Words about time: what they are read as, what is refused, and what holds for every phrase."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from forecasts import errors
from forecasts.errors import (
    AmbiguousDate,
    ImpossibleDate,
    TrackerError,
    UnreadableWindow,
    VagueWindow,
    WindowOver,
)
from forecasts.words.windows.grammar import EXAMPLES, LONGEST, Window, read_window

SAID = date(2021, 6, 25)
PAGE = Path(__file__).parents[4] / "docs" / "windows.md"
UNITS = ("day", "week", "fortnight", "month", "quarter", "year")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")


def window(**changes: object) -> Window:
    """A valid window, with changes."""
    defaults: dict[str, object] = {
        "words": "in one to three months",
        "said": SAID,
        "earliest": date(2021, 7, 25),
        "central": date(2021, 8, 25),
        "latest": date(2021, 9, 25),
        "rule": "window-1/range",
    }
    return Window(**(defaults | changes))  # type: ignore[arg-type]


def table_rows(*columns: str) -> list[dict[str, str]]:
    """The rows of every table of the page that has these columns."""
    rows: list[dict[str, str]] = []
    header: list[str] = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            header = []
        elif not header:
            header = cells
        elif not set(line) <= set("|-") and set(columns) <= set(header):
            rows.append(dict(zip(header, cells, strict=True)))
    return rows


def day_or_none(cell: str) -> date | None:
    """A date cell; a dash is None."""
    return None if cell == "–" else date.fromisoformat(cell)


READ_ROWS = table_rows("words", "latest", "rule")
REFUSED_ROWS = table_rows("words", "refused as")


@pytest.mark.parametrize("row", READ_ROWS, ids=[row["words"] for row in READ_ROWS])
def test_the_page_tells_the_truth_about_what_is_read(row: dict[str, str]) -> None:
    """Every row of docs/windows.md gives the dates that the program gives."""
    found = read_window(
        row["words"],
        said=date.fromisoformat(row["said"]),
        hemisphere=row.get("hemisphere", "north"),
        week_starts=row.get("week_starts", "monday"),
        country=row.get("country"),
    )
    days = (found.earliest, found.central, found.latest, found.horizon)
    assert days == tuple(day_or_none(row[name]) for name in ("earliest", "central", "latest", "horizon"))
    assert found.rule == row["rule"].strip("`")


@pytest.mark.parametrize("row", REFUSED_ROWS, ids=[row["words"] for row in REFUSED_ROWS])
def test_the_page_tells_the_truth_about_what_is_refused(row: dict[str, str]) -> None:
    """Every refusal of docs/windows.md is raised, and quotes the decisive words."""
    with pytest.raises(getattr(errors, row["refused as"].strip("`"))):
        read_window(row["words"], said=date.fromisoformat(row["said"]))


def test_the_page_has_rows_for_every_rule() -> None:
    """No rule is undocumented, and no table went unread."""
    assert len(READ_ROWS) > 120
    assert len(REFUSED_ROWS) > 35
    rules = {row["rule"].strip("`").removeprefix("window-1/") for row in READ_ROWS}
    spans = {"year", "half", "quarter", "month", "week", "third", "season", "days", "decade"} | {
        "weekend",
        "century",
    }
    assert (
        rules
        == {"range", "range-third", "about", "deadline", "by", "before", "rest", "on", "between"} | spans
    )


@pytest.mark.parametrize("words", EXAMPLES)
def test_every_example_can_be_read(words: str) -> None:
    """What a refusal offers as a form that works does work."""
    assert read_window(words, said=SAID).words == words


def test_calendar_months_are_counted() -> None:
    """One, two and three months after 25 June 2021 are 30, 61 and 92 days, and the horizon 183."""
    found = read_window("a month or two, maybe three", said=SAID)
    assert (found.earliest_days, found.central_days, found.latest_days) == (30, 61, 92)
    assert found.horizon == date(2021, 12, 25)
    assert found.horizon_days == 183
    assert found.shape == "range"


def test_the_horizon_is_a_rung_of_the_ladder_whatever_the_words() -> None:
    """Within 90 days, in three months and by 25 September end on the same day."""
    ends = {read_window(words, said=SAID).horizon for words in ("within 90 days", "3mo", "by 25 September")}
    assert ends == {date(2021, 12, 25)}


def test_a_deadline_has_no_earliest_date() -> None:
    """A deadline names its last day and nothing else."""
    found = read_window("by 30 September", said=SAID)
    assert (found.earliest, found.central, found.earliest_days, found.central_days) == (
        None,
        None,
        None,
        None,
    )
    assert found.shape == "deadline"


def test_about_is_its_own_shape() -> None:
    """A length with room around it tells itself apart from a range."""
    assert read_window("a month or so", said=SAID).shape == "about"


def test_of_a_running_period_only_the_rest_counts() -> None:
    """Said in the middle of July, July begins on the day it was said."""
    found = read_window("in July 2021", said=date(2021, 7, 21))
    assert (found.earliest, found.central) == (date(2021, 7, 21), date(2021, 7, 26))
    assert found.horizon == date(2021, 8, 21)


def test_a_deadline_on_the_very_day_is_allowed() -> None:
    """What was said today may be due today, with a horizon one week later."""
    found = read_window("by 2021-06-25", said=SAID)
    assert (found.latest, found.horizon) == (SAID, date(2021, 7, 2))


def test_the_day_before_is_over() -> None:
    """A deadline before the day it was said is refused with both days."""
    with pytest.raises(WindowOver, match="ends on 2021-06-24, before 2021-06-25"):
        read_window("by 2021-06-24", said=SAID)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a month or two, maybe three", "  “A  Month or two.”\nMaybe THREE! "),
        ("in six-12 weeks' time", "in six – 12 weeks’ time…"),
        ("by mid-2022", "BY MID—2022;"),
        ("by year's end", "by year’s end"),
    ],
)
def test_spelling_does_not_matter(first: str, second: str) -> None:
    """Case, spaces, quotes, dashes and punctuation change the words kept, not the days read."""
    plain, odd = read_window(first, said=SAID), read_window(second, said=SAID)
    assert odd.words == second
    assert (plain.earliest, plain.latest, plain.rule) == (odd.earliest, odd.latest, odd.rule)


@pytest.mark.parametrize(
    "words", ["in three months, I think", "by Friday the war", "kabul in 3 weeks", "in 3 weeks 2"]
)
def test_the_whole_phrase_must_be_read(words: str) -> None:
    """One word too many is a refusal, not a guess."""
    with pytest.raises(UnreadableWindow):
        read_window(words, said=SAID)


def test_a_vague_window_asks_for_a_deadline() -> None:
    """The remedy comes last, and the words are kept for the record."""
    with pytest.raises(
        VagueWindow, match=r"^'soon' names no date, .*--deadline.*the record keeps both"
    ) as refused:
        read_window("soon", said=SAID)
    assert refused.value.words == "soon"


def test_an_unreadable_window_shows_the_nearest_forms_first() -> None:
    """A misspelt phrase is answered with the phrase that was meant."""
    with pytest.raises(UnreadableWindow, match=r'such as "in three months", '):
        read_window("in thre months", said=SAID)


def test_m_alone_is_answered_with_what_may_be_meant() -> None:
    """3m could be minutes; the refusal shows three ways to write months."""
    with pytest.raises(UnreadableWindow, match=r'minutes or months: .*"3 months", "3mo", "P3M"'):
        read_window("3m", said=SAID)


def test_an_ambiguous_date_says_both_readings() -> None:
    """Day and month could change places, so both days are shown and neither is taken."""
    with pytest.raises(AmbiguousDate, match=r"'03/04/2021' can mean 2021-03-04 or 2021-04-03: .*YYYY-MM-DD"):
        read_window("by 03/04/2021", said=date(2021, 1, 1))


def test_an_impossible_date_is_shown() -> None:
    """June has no 31st day, and the refusal says how many it has."""
    with pytest.raises(ImpossibleDate, match="'31 June', for June has 30 days"):
        read_window("by 31 June", said=SAID)


@pytest.mark.parametrize(
    "words",
    [
        *("in 900000 years", "within " + "9" * 150 + " days", "p" + "9" * 100 + "y", "by 31 December 9999"),
        *("in 9999", "winter 9999/10000", "by the end of 9999", "by 0000-01-01", "in 1.5 " + "years " * 20),
        *("", "   ", "\n", "...", "''", "-", "\x00", "in 3\x00 months", "\ud800", "١٢ months", "in ² months"),
        *(
            "by",
            "in",
            "the",
            "between",
            "from to",
            "p",
            "p-1m",
            "'s",
            "next",
            "end of",
            "a",
            "half",
            "0",
            "q5 2021",
        ),
    ],
)
def test_nonsense_is_refused_in_a_sentence(words: str) -> None:
    """Absurd lengths, empty and broken texts never end in a traceback, and what is shown can be printed."""
    with pytest.raises(TrackerError) as refused:
        read_window(words, said=SAID)
    assert str(refused.value).encode("utf-8").endswith((b".", b"?"))


def test_ten_megabytes_are_refused_at_once() -> None:
    """A text that is no phrase is measured before it is read, and not shown in full."""
    with pytest.raises(TrackerError) as refused:
        read_window("in three months " * 700_000, said=SAID)
    assert len(str(refused.value)) < 300


def test_the_longest_phrase_has_a_limit() -> None:
    """Spaces count too: one character more than the limit is refused."""
    assert read_window("in three months".ljust(LONGEST), said=SAID).latest_days == 92
    with pytest.raises(TrackerError, match="201 characters"):
        read_window("in three months".ljust(LONGEST + 1), said=SAID)


@pytest.mark.parametrize("said", [date.min, date(1, 1, 2), date(9999, 12, 30), date.max])
@pytest.mark.parametrize("words", EXAMPLES)
def test_the_ends_of_the_calendar_are_no_traceback(words: str, said: date) -> None:
    """At the first and the last days there are, a phrase is read or refused."""
    found = reading(words, said)
    assert found.horizon > said if isinstance(found, Window) else str(found)


def test_an_unknown_hemisphere_is_the_programs_mistake() -> None:
    """Settings are checked by whoever takes them from a user."""
    with pytest.raises(ValueError, match="'north' or 'south', not 'east'"):
        read_window("this summer", said=SAID, hemisphere="east")


def test_an_unknown_start_of_the_week_is_the_programs_mistake() -> None:
    """Weeks start on Monday, Saturday or Sunday somewhere, and nowhere else."""
    with pytest.raises(ValueError, match="not 'tuesday'"):
        read_window("this week", said=SAID, week_starts="tuesday")


@pytest.mark.parametrize(
    "changes",
    [
        {"earliest": None},
        {"central": None},
        {"earliest": date(2021, 6, 24)},
        {"central": date(2021, 9, 26)},
        {"latest": date(2021, 8, 24)},
        {"said": date(2021, 7, 26)},
    ],
)
def test_a_window_cannot_be_wrong(changes: dict[str, object]) -> None:
    """Days out of order, or half a range, cannot be built."""
    with pytest.raises(ValueError):
        window(**changes)


def test_a_window_is_a_value() -> None:
    """The same facts make equal windows."""
    assert window() == window()
    assert window().latest_days == 92


def reading(words: str, said: date, hemisphere: str = "north") -> Window | TrackerError:
    """What is read, or the refusal as a value."""
    try:
        return read_window(words, said=said, hemisphere=hemisphere)
    except TrackerError as refused:
        return refused


counts = st.integers(1, 60)
lengths = st.builds(lambda n, unit: f"{n} {unit}{'' if n == 1 else 's'}", counts, st.sampled_from(UNITS))
ranges = st.builds(
    lambda lead, low, more, joint, unit: f"{lead}{low}{joint}{low + more} {unit}s",
    st.sampled_from(["", "in ", "over the next ", "within "]),
    counts,
    st.integers(0, 40),
    st.sampled_from([" to ", "-", " or ", "–"]),
    st.sampled_from(UNITS),
)
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
written_days = st.one_of(
    days.map(str),
    days.map(lambda day: f"{day.day} {day:%B} {day.year}"),
    days.map(lambda day: f"{day:%b} {day.day}, {day.year}"),
    st.builds(lambda number, month: f"{number} {month}", st.integers(1, 28), st.sampled_from(MONTHS)),
    st.builds(
        lambda part, year: f"{part}{year}",
        st.sampled_from(["mid-", "Q3 ", "early ", "summer "]),
        counts.map(lambda n: 2000 + n),
    ),
)
phrases = st.one_of(
    ranges,
    st.builds(
        lambda lead, x: lead + x,
        st.sampled_from(["", "in ", "within ", "about ", "in about ", "up to "]),
        lengths,
    ),
    lengths.map(lambda x: x + " or so"),
    st.builds(
        lambda lead, x: lead + x,
        st.sampled_from(["by ", "before ", "until ", "no later than "]),
        written_days,
    ),
    st.builds(lambda x, y: f"from {x} to {y}", written_days, written_days),
    st.sampled_from(EXAMPLES),
)


@given(phrases, days)
def test_days_come_in_order(words: str, said: date) -> None:
    """Whatever is read runs from the day it was said over earliest, central and latest to the horizon."""
    found = reading(words, said)
    assume(isinstance(found, Window))
    assert isinstance(found, Window)
    assert said <= found.latest < found.horizon
    if found.earliest is not None:
        assert found.central is not None
        assert said <= found.earliest <= found.central <= found.latest


@given(phrases, days)
def test_reading_ignores_case_and_spaces(words: str, said: date) -> None:
    """The same phrase shouted with wide spaces gives the same days, or the same refusal."""

    def outcome(text: str) -> object:
        found = reading(text, said)
        if isinstance(found, TrackerError):
            return type(found)
        return found.earliest, found.central, found.latest, found.horizon, found.rule

    expected = outcome(words)
    assert outcome(words) == expected
    assert outcome(words.upper().replace(" ", "   ")) == expected
    assert outcome(f" “{words}”. ") == expected


@given(st.one_of(ranges, lengths, lengths.map("about {}".format)), days)
def test_what_counts_from_the_day_is_never_refused(words: str, said: date) -> None:
    """Lengths and ranges of them are read on every day, and lie ahead of it."""
    assert read_window(words, said=said).latest > said


@given(lengths, days)
def test_a_range_ends_where_its_deadline_does(length: str, said: date) -> None:
    """`Within X`, `in X` and X itself are one deadline, and about X has it at its centre."""
    bare = read_window(length, said=said)
    assert read_window(f"within {length}", said=said).latest == bare.latest
    assert read_window(f"in {length}", said=said).horizon == bare.horizon
    around = read_window(f"about {length}", said=said)
    assert around.central == bare.latest < around.latest


@given(days, days)
def test_by_includes_and_before_excludes(day: date, said: date) -> None:
    """The two deadlines lie one day apart."""
    assume(day > said)
    by = read_window(f"by {day}", said=said).latest
    assert by == day
    assert read_window(f"before {day}", said=said).latest == by - timedelta(days=1)


VOCABULARY = [
    *re.findall(r"[a-z]+|[0-9]+|[^\sa-z0-9]", " ".join(EXAMPLES).lower()),
    *(
        "a",
        "and",
        "half",
        "of",
        "the",
        "or",
        "31",
        "30/02/2021",
        "2021-02-30",
        "0",
        "february",
        "next",
        "this",
        "to",
    ),
    *(
        "winter",
        "weeks",
        "end",
        "start",
        "mid",
        "q",
        "h",
        "th",
        "p1m",
        "1.5",
        "9999",
        "'s",
        "eve",
        "rest",
        "decade",
    ),
]


@given(
    st.lists(st.sampled_from(VOCABULARY), max_size=9).map(" ".join), days, st.sampled_from(["north", "south"])
)
def test_known_words_in_any_order_are_read_or_refused(words: str, said: date, hemisphere: str) -> None:
    """Scrambled phrases never raise anything but a refusal."""
    found = reading(words, said, hemisphere)
    assert found.latest >= said if isinstance(found, Window) else str(found)


@given(st.text(max_size=60), days)
def test_any_text_is_read_or_refused(words: str, said: date) -> None:
    """Random text never raises anything but a refusal."""
    found = reading(words, said)
    assert isinstance(found, Window) or str(found).encode("utf-8")
