"""Metaculus's data download becomes questions, series of forecasts, withdrawals and outcomes."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime

import pytest

from forecasts.errors import UnfitFile
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Withdrawn
from forecasts.exchange.registry import recognised
from forecasts.model import (
    Chance,
    ForecasterKind,
    OutcomeKind,
    Quantiles,
    QuestionKind,
    Shares,
    Timeline,
)
from tests.forecasts.exchange.formats.imported import (
    brought_in,
    conventions,
    empty,
    fixture,
    forecasters,
    forecasts,
    outcomes,
    parts,
    questions,
    read,
    scores,
    sentences,
)

TABLES = ("question_data.csv", "score_data.csv", "comment_data.csv", "question_link_data.csv")
TREATY = "Will the treaty of Orla be signed by June 2025?"


def table(name: str) -> DataFile:
    """One of the tables of the download."""
    return fixture(f"metaculus/{name}")


def content(name: str) -> bytes:
    """Its bytes."""
    with table(name).opened() as file:
        return file.read()


def download(forecast_data: bytes | None = None, *, folder: str = "") -> DataFile:
    """The zip as it is downloaded, with its README."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{folder}README.md", 'This "README describes the data')
        for name in TABLES:
            archive.writestr(folder + name, content(name))
        archive.writestr(f"{folder}forecast_data.csv", forecast_data or content("forecast_data.csv"))
    return DataFile.of("metaculus-data.zip", data.getvalue())


def named(row: str) -> DataFile:
    """A table of forecasts with one row, of which only the beginning is given."""
    header = content("forecast_data.csv").decode("utf-8-sig").splitlines()[0]
    (cells,) = csv.reader([row])
    text = io.StringIO()
    width = header.count(",") + 1
    csv.writer(text).writerow(cells + [""] * (width - len(cells)))
    return DataFile.of("forecast_data.csv", f"{header}\n{text.getvalue()}".encode())


def test_the_zip_and_its_tables_are_known() -> None:
    """By the names in the zip, and each table by its columns."""
    assert recognised(download()) == "metaculus"
    assert recognised(download(folder="export/")) == "metaculus"
    for name in (*TABLES, "forecast_data.csv", "forecast_data_anonymized.csv"):
        assert recognised(table(name)) == "metaculus"


def test_another_zip_is_not_taken_for_one() -> None:
    """Neither is what only begins like a zip."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("other.csv", "a,b\n")
    assert recognised(DataFile.of("other.zip", data.getvalue())) is None
    assert recognised(DataFile.of("broken.zip", b"PK\x03\x04 and no more")) is None


def test_questions_keep_their_title_topic_and_address() -> None:
    """A line break in a title goes; the address says what decides it."""
    question = questions(read("metaculus", download()))[TREATY]
    assert question.slug == "metaculus-101"
    assert (question.topic, question.tags) == ("Geopolitics", ("Rivers", "Rivers Cup"))
    assert question.criteria is not None
    assert "metaculus.com/questions/201/" in question.criteria


def test_kinds_become_kinds() -> None:
    """Dates are events with a horizon, numbers and counts are quantities."""
    found = {asked.slug: asked for asked in questions(read("metaculus", download())).values()}
    assert found["metaculus-103"].kind is QuestionKind.CHOICE
    assert found["metaculus-103"].options == ("Red", "Blue", "Green's list")
    assert found["metaculus-104"].kind is found["metaculus-106"].kind is QuestionKind.QUANTITY
    assert found["metaculus-105"].kind is QuestionKind.EVENT
    assert found["metaculus-105"].horizon == date(2026, 2, 1)


def test_questions_of_a_group_share_a_cluster_and_say_which_they_are() -> None:
    """The label is added where the title lacks it."""
    found = questions(read("metaculus", download()))
    may, june = found["Will it freeze in Orla? (May 2025)"], found["Will it freeze in Orla? (June 2025)"]
    assert may.cluster == june.cluster == "metaculus-group-209"
    assert found[TREATY].cluster is None


def test_a_question_listed_under_two_posts_is_one() -> None:
    """Its first row counts."""
    items = read("metaculus", table("question_data.csv"))
    assert [part.slug for part in parts(items) if hasattr(part, "slug")].count("metaculus-101") == 1
    assert not sentences(items)


def test_forecasts_are_made_and_attested_when_the_platform_says() -> None:
    """To the microsecond; due on the day on which the question was to close."""
    first = forecasts(read("metaculus", download()))[0]
    assert first.made_at == datetime(2025, 1, 10, 8, 40, 44, 575_108, tzinfo=UTC)
    assert first.made_on == first.attested_on == date(2025, 1, 10)
    assert first.claim.deadline == date(2025, 6, 30)


def test_certainty_survives() -> None:
    """Exactly 0 and exactly 1."""
    beliefs = [forecast.belief for forecast in forecasts(read("metaculus", download()))]
    assert Chance.stated(1.0) in beliefs
    assert Chance.stated(0.0) in beliefs


def test_bots_are_models_and_aggregates_are_crowds() -> None:
    """A crowd is named after its method."""
    found = forecasters(read("metaculus", download()))
    assert found["metaculus-robo-cy"].kind is ForecasterKind.MODEL
    assert found["metaculus-ann"].kind is ForecasterKind.PERSON
    crowd = found["metaculus-recency-weighted"]
    assert (crowd.kind, crowd.name) == (ForecasterKind.CROWD, "Metaculus crowd, recency weighted")


def test_who_a_user_is_can_be_said() -> None:
    """With `--who ann=ann-lee`."""
    found = forecasters(read("metaculus", download(), by=conventions(who={"ann": "ann-lee"})))
    assert found["ann-lee"].aliases == ("metaculus:ann",)


def test_anonymised_forecasters_stay_apart_and_crowds_stay_crowds() -> None:
    """Three digests, and two methods in the same column."""
    found = forecasters(read("metaculus", download(content("forecast_data_anonymized.csv"))))
    people = [who for who in found.values() if who.kind is ForecasterKind.PERSON]
    assert len(people) == 3
    assert all(len(who.slug) == 74 and who.name.startswith("Metaculus forecaster ") for who in people)
    assert sum(who.kind is ForecasterKind.CROWD for who in found.values()) == 2


def test_an_option_added_later_has_no_share_before() -> None:
    """None becomes 0."""
    shares = [f.belief for f in forecasts(read("metaculus", download())) if isinstance(f.belief, Shares)]
    assert [belief.shares for belief in shares] == [(0.3, 0.7, 0.0), (0.2, 0.5, 0.3)]


def test_a_curve_becomes_the_quantiles_that_it_reaches() -> None:
    """0.25 lies a quarter of the way from 20 to 30; 4% lie above the bound, so 0.975 is left out."""
    belief = next(f.belief for f in forecasts(read("metaculus", download())) if f.question == "metaculus-104")
    assert isinstance(belief, Quantiles)
    assert belief.levels == (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
    assert belief.values == (1, 2.5, 5, 10, 22.5, 35, 55, 80, 96.6666666667)


def test_a_count_has_whole_quantiles() -> None:
    """The level 0.5 is passed from 1.5 to 2.5, where only 2 can come true."""
    belief = next(f.belief for f in forecasts(read("metaculus", download())) if f.question == "metaculus-106")
    assert isinstance(belief, Quantiles)
    assert dict(zip(belief.levels, belief.values, strict=True))[0.5] == 2
    assert set(belief.values) <= {0, 1, 2, 3, 4}


def test_without_a_grid_the_printed_percentiles_count() -> None:
    """Of them those between the bounds: 10% lie below, so the fifth is no percentile."""
    belief = next(f.belief for f in forecasts(read("metaculus", download())) if f.question == "metaculus-111")
    assert belief == Quantiles(levels=(0.25, 0.5, 0.75, 0.95), values=(10, 30, 100, 400))


def test_a_date_becomes_a_timeline_from_its_day_to_the_upper_bound() -> None:
    """What was given to February stands on the first of March: 28 of 59 days of 0.2."""
    forecast = next(f for f in forecasts(read("metaculus", download())) if f.question == "metaculus-105")
    assert isinstance(forecast.belief, Timeline)
    assert forecast.belief.days == (0, 31, 92, 214, 337)
    assert forecast.belief.cdf == pytest.approx((0.2 * 28 / 59, 0.2, 0.4, 0.8, 0.9))
    assert forecast.belief.horizon == date(2026, 2, 1)
    assert forecast.claim.deadline is None


def test_resolutions_become_outcomes() -> None:
    """Each with the day on which it was known."""
    found = outcomes(read("metaculus", table("question_data.csv")))
    came = {answer.question.removeprefix("metaculus-"): answer for answer in found.values()}
    assert (came["101"].kind, came["101"].on) == (OutcomeKind.HAPPENED, date(2025, 5, 2))
    assert (came["103"].option, came["103"].known_on) == ("Blue", date(2025, 5, 3))
    assert came["104"].value == 37.5
    assert (came["105"].on, came["105"].known_on) == (date(2025, 8, 15), date(2025, 8, 16))
    assert (came["106"].kind, came["106"].because) == (
        OutcomeKind.VOID,
        "Metaculus resolved it above its upper bound, and says no more",
    )
    assert came["107"].kind is OutcomeKind.VOID
    assert came["108"].kind is OutcomeKind.AMBIGUOUS
    assert (came["109"].kind, came["109"].on) == (OutcomeKind.NOT_THROUGH, date(2025, 5, 31))
    assert (came["112"].kind, came["112"].on) == (OutcomeKind.NOT_THROUGH, date(2025, 10, 1))
    assert not {"102", "111"} & came.keys()


def test_only_an_end_without_a_successor_is_a_withdrawal() -> None:
    """Bob ended on 20 February; Ann went on, the crowd went on, and 2099 is not over."""
    (back,) = (part for part in parts(read("metaculus", download())) if isinstance(part, Withdrawn))
    assert (back.forecast.forecaster, back.on) == ("metaculus-bob", date(2025, 2, 20))


def test_rows_in_reverse_order_have_the_same_withdrawals() -> None:
    """A successor may stand before what it follows."""
    header, *rows = content("forecast_data.csv").decode("utf-8-sig").splitlines()
    turned = "\n".join((header, *reversed(rows))).encode()
    (back,) = (part for part in parts(read("metaculus", download(turned))) if isinstance(part, Withdrawn))
    assert back.forecast.forecaster == "metaculus-bob"


def test_rows_of_unresolved_questions_may_lack_their_last_cell() -> None:
    """One that lacks more is refused."""
    assert not sentences(read("metaculus", download()))
    broken = content("forecast_data.csv") + b"102,11,ann,False,2025-01-12 09:00:00+00:00,,,0.5\r\n"
    assert sentences(read("metaculus", download(broken))) == [
        "The row has not as many cells as the header: export the file again."
    ]


@pytest.mark.parametrize(("cells", "refused"), [(19, 0), (18, 0), (17, 1), (20, 1)])
def test_no_more_than_the_last_cell_may_be_missing(cells: int, refused: int) -> None:
    """In a row of two fewer, or of one more, cells may have slipped."""
    row = "102,11,ann,False,2025-01-12 09:00:00+00:00,,,0.5" + "," * (cells - 8)
    header = content("forecast_data.csv").decode("utf-8-sig").splitlines()[0]
    file = DataFile.of("forecast_data.csv", f"{header}\n{row}\n".encode())
    assert len(sentences(read("metaculus", file, table("question_data.csv")))) == refused


def test_a_table_of_forecasts_needs_its_questions_beside_it() -> None:
    """Alone it only has numbers of questions; a number that is not among them is a bad row."""
    with pytest.raises(UnfitFile, match=r"give question_data\.csv beside it"):
        read("metaculus", table("forecast_data.csv"))
    items = read("metaculus", table("forecast_data.csv"), table("question_data.csv"))
    assert len(forecasts(items)) == 20
    bad = named("999,11,ann,False,2025-01-12 09:00:00+00:00,,,0.5")
    (sentence,) = sentences(read("metaculus", bad, table("question_data.csv")))
    assert sentence.startswith("The question '999' is not among the questions")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("101,11,ann,False,2025-01-12 09:00:00+00:00,,,1.5", "a probability lies between 0 and 1"),
        ("101,11,ann,False,2025-01-12 09:00:00+00:00,,,", "has no numbers"),
        ("101,11,ann,False,,,,0.5", "'Start Time' is empty"),
        ("101,,,,2025-01-12 09:00:00+00:00,,,0.5", "names no forecaster"),
        ("101,11,ann,False,2025-01-12 09:00:00+00:00,2025-01-11 00:00:00+00:00,,0.5", "before it was made"),
        ('103,11,ann,False,2025-01-12 09:00:00+00:00,,,,"[0.5, 0.4, None]"', "sum to 0.9"),
        ('103,11,ann,False,2025-01-12 09:00:00+00:00,,,,"[0.5, 0.2, 0.2, 0.1]"', "4 shares for 3 options"),
        (
            '103,11,ann,False,2025-01-12 09:00:00+00:00,,,,"__import__(1)"',
            "give a list such as [0.2, 0.8]",
        ),
        ('104,11,ann,False,2025-01-12 09:00:00+00:00,,,,,"[0.1, 0.9]"', "2 heights for 11 places"),
    ],
)
def test_a_bad_row_says_what_is_wrong(row: str, sentence: str) -> None:
    """In one sentence, with the value."""
    (found,) = sentences(read("metaculus", named(row), table("question_data.csv")))
    assert sentence in found


def test_an_unknown_kind_of_question_is_refused() -> None:
    """With those that are known."""
    changed = content("question_data.csv").replace(b"discrete", b"essay")
    (found,) = sentences(read("metaculus", DataFile.of("question_data.csv", changed)))
    assert "give binary, multiple_choice, numeric, discrete, date" in found


def test_what_is_passed_over_is_said_once() -> None:
    """Scores, comments, links and key factors; a table of them alone brings nothing."""
    reading = conventions()
    items = read("metaculus", table("score_data.csv"), by=reading)
    assert parts(items) == []
    assert list(reading.assumptions) == ["Scores, comments, links and key factors are passed over."]


def test_a_download_comes_into_a_ledger_once() -> None:
    """Twenty forecasts, the second time nothing; the chain holds."""
    ledger = empty()
    first = brought_in(ledger, "metaculus", download())
    assert first is not None
    assert first.new == {"question": 12, "outcome": 10, "forecaster": 5, "forecast": 20, "withdrawal": 1}
    again = brought_in(ledger, "metaculus", download())
    assert again is None or not again.is_news
    assert ledger.audit().whole


def test_a_download_and_its_tables_bring_the_same() -> None:
    """The tables one after the other, in either order, bring what the zip brings."""
    ledger = empty()
    forecast_data, question_data = table("forecast_data.csv"), table("question_data.csv")
    brought_in(ledger, "metaculus", forecast_data, question_data)
    brought_in(ledger, "metaculus", question_data, forecast_data)
    again = brought_in(ledger, "metaculus", download())
    assert again is None or not again.is_news


def test_scores_are_those_worked_out_by_hand() -> None:
    """Ann's 0.3 and 0.8 of a yes, her shares of Blue, her quantiles at 37.5; Bob's is withdrawn."""
    ledger = empty()
    brought_in(ledger, "metaculus", download())
    found = scores(ledger)
    assert found[0] == ("yes", "metaculus-ann", 0.49)
    assert found[1] == ("yes", "metaculus-robo-cy", 0.0)
    assert found[2] == ("withdrawn", "metaculus-bob", -1)
    assert found[3] == ("yes", "metaculus-ann", 0.04)
    assert found[6] == ("yes", "metaculus-ann", round(0.3**2 + 0.3**2, 6))
    losses = (0.365, 0.875, 1.625, 2.75, 3.75, 1.25, 4.375, 4.25, 0.05 * (96.6666666667 - 37.5))
    assert found[8] == ("yes", "metaculus-ann", round(sum(losses) / 9, 6))
    assert found[18] == ("yes", "metaculus-recency-weighted", round(0.35**2, 6))
