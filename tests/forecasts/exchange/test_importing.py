"""A file becomes one entry, or nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from forecasts.errors import UnfitFile, UnfitNoun, UnfitRows
from forecasts.exchange.folders import data_files
from forecasts.exchange.summary import Imported
from forecasts.ledger import Ledger
from forecasts.model import Forecast, Import, Outcome, Question, Statement

Taking = Callable[..., Imported]

HEADER = "question,statement,forecaster,said,chance,deadline,quote\n"
ROW = "kabul,The Taliban capture Kabul,Ann,2021-06-25,0.7,2021-09-25,by autumn\n"


def bad(row: str) -> str:
    """A file whose second row is good and whose third is this one."""
    return HEADER + ROW + row


def test_a_file_is_one_entry(take: Taking, ledger: Ledger) -> None:
    """With the file's name as its reason, and a count of each noun."""
    done = take(HEADER + ROW)
    (info,) = ledger.view().history()
    assert (info.action, info.reason, info.recorded_by) == ("import", "file.csv", "ann")
    assert done.entry == 1
    assert dict(done.new) == {"question": 1, "forecaster": 1, "statement": 1, "forecast": 1}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("kabul,,Ann,2021-06-25,1.7,2021-09-25,\n", "line 3: A probability lies between 0 and 1, not 1.7"),
        ("kabul,,Ann,25/13/2021,0.7,2021-09-25,\n", "line 3: The column 'said' holds '25/13/2021'"),
        ("kabul,,Ann,2021-06-25,0.7,2021-06-24,\n", "line 3: The deadline 2021-06-24 lies before 2021-06-25"),
        ("kabul,,Ann,2021-06-25,0.7,,\n", "line 3: The chance '0.7' names no day"),
        ("kabul,,Ann,2021-06-25,,2021-09-25,\n", "line 3: Only the deadline 2021-09-25 is given"),
        ("kabul,,,2021-06-25,0.7,2021-09-25,\n", "line 3: The column 'forecaster' is empty"),
        ("kabul,,Ann,,0.7,2021-09-25,\n", "line 3: The column 'said' is empty"),
        ("kabul,Something else,Ann,2021-06-25,0.7,2021-09-25,\n", "line 3: The statement of 'kabul' is"),
        ("kunduz,,Ann,2021-06-25,0.7,2021-09-25,\n", "line 3: The question 'kunduz' is new and says nothing"),
        ("kabul,,Ann,2999-06-25,0.7,2999-09-25,\n", "line 3: The forecast on 'kabul' is dated 2999-06-25"),
        ("kabul,,Ann,2021-06-25\n", "line 3: The row has 4 cells and the header 7"),
        ("kabul,,Ann,2021-06-25,probbly,2021-09-25,\n", "line 3: 'probbly' is not a word"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_recorded(
    take: Taking, ledger: Ledger, row: str, said: str
) -> None:
    """File, line and reason; the good rows are not kept either."""
    with pytest.raises(UnfitRows, match="so nothing of it was") as refused:
        take(bad(row))
    assert f"file.csv, {said}" in str(refused.value)
    assert ledger.view().head.sequence == 0


def test_up_to_twenty_bad_rows_are_listed(take: Taking) -> None:
    """The others are counted."""
    rows = "kabul,,Ann,2021-06-25,1.7,2021-09-25,\n" * 23
    with pytest.raises(UnfitRows, match="has 23 rows that cannot be recorded") as refused:
        take(HEADER + ROW + rows)
    sentences = str(refused.value).splitlines()
    assert len(sentences) == 22
    assert sentences[-1].strip() == "… and 3 more."


def test_a_line_is_where_its_row_begins(take: Taking) -> None:
    """Line breaks inside quotes and blank lines count."""
    with pytest.raises(UnfitRows, match=r"file.csv, line 6: "):
        take(HEADER + ROW.replace("by autumn", '"by\nautumn"') + "\n" + "\n" + "kabul,,,,,,\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"question,statment,forecaster,said\n", "unknown column 'statment': did you mean statement"),
        (b"question,forecaster,said,zebra\n", "unknown column 'zebra'"),
        (b"question,forecaster,said,said\n", "has the column 'said' twice"),
        (b"question,forecaster,when\n", "for forecasts it lacks said"),
        (b"question;forecaster;when\n", "for forecasts it lacks said"),
        (b"question;forecaster;said\n", "has no rows"),
        (b"question,forecaster,said\n", "has no rows"),
        ("question,forecaster,said\n".encode("utf-16"), "has no rows"),
        (
            b"question,forecaster,said\nkabul,M\x81ller,2021-06-25\n",
            "is not text in UTF-8, UTF-16 or Windows",
        ),
        (b"\xef\xbb\xbfquestion,forecaster,said\nkabul,M\xfcller,2021-06-25\n", "is not text in UTF-8"),
        (b'question,forecaster,said\nkabul,"Ann,2021-06-25\n', "is not CSV on line 2"),
        (b'question,forecaster,said\nkabul,"An"n,2021-06-25\n', "is not CSV on line 2"),
        (b"<html></html>\n", "has a header of no tool that is known ('<html></html>'): say what"),
        (b"question,forecaster,p,outcome\n", "('question', 'forecaster', 'p', 'outcome'): say what"),
        (b"question,forecaster,said\nkabul," + b"x" * 1_100_000 + b",\n", "field larger than field limit"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    take: Taking, ledger: Ledger, content: bytes, said: str
) -> None:
    """In one sentence that names the fault."""
    with pytest.raises(UnfitFile) as refused:
        take(content)
    assert said in str(refused.value)
    assert str(refused.value).endswith("nothing was recorded.")
    assert ledger.view().head.sequence == 0


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff" + HEADER + ROW,
        (HEADER + ROW).replace("\n", "\r\n"),
        HEADER + ROW.rstrip("\n"),
        HEADER.replace(",", ", ") + ROW,
        HEADER + "\n\n" + ROW + "\n",
    ],
    ids=["byte order mark", "CRLF", "no last line break", "spaces in the header", "blank lines"],
)
def test_what_other_programs_do_to_a_file_does_no_harm(take: Taking, content: str) -> None:
    """Spreadsheets and editors write one and the same table in many ways."""
    assert take(content).new["forecast"] == 1


def test_a_cell_may_hold_line_breaks(take: Taking, ledger: Ledger) -> None:
    """Of either system; they are kept as one kind."""
    take(HEADER + ROW.replace("by autumn", '"by\r\nautumn, ""surely"""'))
    (stored,) = ledger.view().standing("statement")
    assert isinstance(stored.noun, Statement)
    assert stored.noun.quote == 'by\nautumn, "surely"'


def test_a_guarded_cell_loses_its_apostrophe(take: Taking, ledger: Ledger) -> None:
    """And only that one."""
    take(HEADER + ROW.replace("by autumn", "'=SUM(A1)"))
    (stored,) = ledger.view().standing("statement")
    assert isinstance(stored.noun, Statement)
    assert stored.noun.quote == "=SUM(A1)"


def test_a_first_naming_makes_what_is_new(take: Taking, ledger: Ledger) -> None:
    """And a later file finds it by name, slug or letter case; a new forecaster is told."""
    done = take(HEADER + ROW)
    assert done.remarks == ("'Ann' was unknown and is a new forecaster, ann.",)
    again = take("question,forecaster,said,chance,deadline\nkabul,ANN,2021-07-01,0.8,2021-09-25\n")
    assert dict(again.new) == {"forecast": 1}
    assert [stored.noun for stored in ledger.view().standing("question")] == [
        Question(slug="kabul", statement="The Taliban capture Kabul")
    ]


def test_a_beginning_of_a_name_is_another_name(take: Taking, ledger: Ledger) -> None:
    """What saves typing in a shell could join two people in a file."""
    take("slug,name\nann-smith,Ann Smith\n")
    take(HEADER + ROW)
    assert ledger.view().slugs("forecaster") == ["ann", "ann-smith"]


def test_rows_with_one_statement_id_share_a_statement(take: Taking, ledger: Ledger) -> None:
    """Readings of one quote; the words stand in the first row."""
    header = "question,statement,forecaster,said,when,quote,statement_id,reading\n"
    take(
        header
        + "north,They move north,Ann,2021-06-25,within 3 months,three months,x,primary\n"
        + "kabul,They take Kabul,Ann,2021-06-25,within 3 months,,x,alternative\n"
        + "kunduz,They take Kunduz,Ann,2021-06-25,within 3 months,three months,,primary\n"
    )
    nouns = [stored.noun for stored in ledger.view().standing("forecast")]
    handles = [noun.statement for noun in nouns if isinstance(noun, Forecast)]
    assert handles[0] == handles[1] != handles[2]


@pytest.mark.parametrize(
    ("columns", "cells", "said"),
    [
        ("statement_id,quote", "x,other words", "an earlier row has other words"),
        ("source", "MK", "has 'source' but no quote"),
        ("p", "0.7", "both a chance and a p"),
        ("low", "0.2", "has 'low' but no rule"),
        ("rule", "stated", "both a rule and a chance"),
        ("rule,chance", "stated,", "give its p"),
        ("given_by", "2021-08-01", "name its question in `given`"),
        ("unscoreable", "dull", "choose among vague word"),
        ("restates", "17", "name the `id` of a row further up"),
        ("withdrawn_because", "he said so", "fill in 'withdrawn_on'"),
        ("id", "1", "another row has it"),
        ("horizon", "2022-01-31", "it holds for all its timelines"),
    ],
)
def test_cells_that_contradict_one_another_are_refused(
    take: Taking, columns: str, cells: str, said: str
) -> None:
    """Each with the remedy for it."""
    take(
        "question,statement,forecaster,said,when\n"
        "kabul,They take Kabul,Ann,2021-06-25,a month or two. Maybe three\n"
    )
    start = "question,forecaster,said,id,statement_id,quote,chance,deadline\n"
    row = "kabul,Ann,2021-06-25,1,x,words,0.7,2021-09-25\n"
    named = [*columns.split(","), "question", "forecaster", "said"]
    values = [*cells.split(","), "kabul", "Ann", "2021-06-25"]
    whole = dict(zip(start.strip().split(","), row.strip().split(","), strict=True))
    second = {
        **dict.fromkeys(whole, ""),
        "deadline": "2021-09-25",
        "chance": "0.5",
        **dict(zip(named, values, strict=True)),
    }
    header = list(dict.fromkeys([*whole, *second]))
    lines = [",".join(line.get(name, "") for name in header) for line in (whole, second)]
    with pytest.raises(UnfitRows) as refused:
        take("\n".join([",".join(header), *lines]) + "\n")
    assert said in str(refused.value)


def test_what_was_imported_before_is_passed_over(take: Taking, ledger: Ledger) -> None:
    """A file that grew adds only what is new; other words about the same are new, a repeated row is not."""
    take(HEADER + ROW + ROW)
    grown = take(HEADER + ROW + ROW.replace("0.7", "0.8"))
    assert dict(grown.new) == {"statement": 1, "forecast": 1}
    assert dict(grown.known) == {"question": 1, "forecast": 1}
    assert take(HEADER + ROW.replace("by autumn", "by the fall")).new["forecast"] == 1
    assert len(list(ledger.view().standing("forecast"))) == 3


def test_nothing_new_is_no_entry(take: Taking, ledger: Ledger) -> None:
    """An entry without records is refused, so that an import of the same file leaves the head as it was."""
    take(HEADER + ROW)
    head = ledger.view().head
    with pytest.raises(UnfitNoun, match="nothing to import"):
        take(HEADER + ROW)
    assert ledger.view().head == head


def test_equal_rows_with_ids_of_their_own_are_two_forecasts(take: Taking, ledger: Ledger) -> None:
    """That is how an export tells them apart; imported again they are both known."""
    header = "id,question,statement,forecaster,said,chance,deadline\n"
    cells = "kabul,The Taliban capture Kabul,Ann,2021-06-25,0.7,2021-09-25\n"
    assert take(header + f"1,{cells}2,{cells}").new["forecast"] == 2
    again = take(header + f"1,{cells}2,{cells}3,{cells}")
    assert (again.new["forecast"], again.known["forecast"]) == (1, 2)


def test_readings_added_later_share_the_statement_that_stands(take: Taking, ledger: Ledger) -> None:
    """The words of a known row are not recorded a second time for a reading of them that is new."""
    header = "question,statement,forecaster,said,when,quote,statement_id,reading\n"
    first = "north,They move north,Ann,2021-06-25,within 3 months,three months,x,primary\n"
    take(header + first)
    grown = take(header + first + "north,,Ann,2021-06-25,within 2 months,,x,narrow\n")
    assert dict(grown.new) == {"forecast": 1}
    nouns = [stored.noun for stored in ledger.view().standing("forecast")]
    assert len({noun.statement for noun in nouns if isinstance(noun, Forecast)}) == 1


def test_bad_rows_can_be_skipped(take: Taking, ledger: Ledger) -> None:
    """The good ones are recorded; the bad ones come back with line, text and reason."""
    done = take(bad("kabul,,Ann,2021-06-25,1.7,2021-09-25,\nkabul,,Ann\n"), skip_bad=True)
    assert done.new["forecast"] == 1
    assert [(row.line, row.text) for row in done.refused] == [
        (3, "kabul,,Ann,2021-06-25,1.7,2021-09-25,"),
        (4, "kabul,,Ann"),
    ]
    assert ledger.audit().whole


def test_the_import_keeps_the_files_digest_and_its_rows(take: Taking, ledger: Ledger) -> None:
    """The last record of the entry names them; the rows lie beside the chain as they stood in the file."""
    take(HEADER + ROW)
    (stored,) = ledger.view().standing("import")
    assert isinstance(stored.noun, Import)
    assert (stored.noun.file, stored.noun.form) == ("file.csv", "trackrecord/forecasts")
    assert stored.noun.sha256 == sha256((HEADER + ROW).encode()).hexdigest()
    (digest,) = stored.noun.archived
    assert json.loads(ledger.archived(digest)) == [1, 4, 2, ROW.strip()]


def test_a_withdrawal_is_recorded_once(take: Taking, ledger: Ledger) -> None:
    """And by a grown file for a forecast that stood before."""
    header = "question,statement,forecaster,said,chance,deadline,withdrawn_on\n"
    row = "kabul,The Taliban capture Kabul,Ann,2021-06-25,0.7,2021-09-25,"
    take(header + row + "\n")
    assert dict(take(header + row + "2021-07-01\n").new) == {"withdrawal": 1}
    (amendment,) = [amendment for _, amendment in ledger.view().amendments.values()]
    assert amendment.withdrawn_on == date(2021, 7, 1)
    more = take(header + row + "2021-07-01\n" + row.replace("0.7", "0.6") + "\n")
    assert dict(more.new) == {"forecast": 1}
    assert dict(more.known) == {"question": 1, "forecast": 1, "withdrawal": 1}


@pytest.mark.parametrize(
    "content",
    [
        "slug,name,aliases\nann,Ann Lee,A. Lee; Lee\n",
        "slug,title,publisher\nthe-paper,The Paper,A House\n",
        "slug,statement,kind,unit\nrain,Rain in June,quantity,mm\n",
    ],
)
def test_names_that_stand_are_passed_over_or_held_against(take: Taking, content: str) -> None:
    """The same row is known; a row that says another thing is refused."""
    take(content)
    (row,) = content.splitlines()[1:]
    grown = take(content + row.replace(row.split(",")[0], "another") + "\n")
    assert sum(grown.new.values()) == sum(grown.known.values()) == 1
    with pytest.raises(UnfitRows, match=r"line 2: .* is .* and not .*, or amend the|line 2: .* and not "):
        take(content.replace(row.split(",")[1], "Something else"))


def test_the_examples_of_the_page_can_be_imported(take: Taking, ledger: Ledger) -> None:
    """As they are printed there."""
    page = (Path(__file__).parents[3] / "docs" / "exchange.md").read_text(encoding="utf-8")
    for example in re.findall(r"```csv\n(.*?)```", page, re.DOTALL):
        take(example, scale=None)
    assert len(list(ledger.view().standing("forecast"))) == 2
    assert len(list(ledger.view().standing("outcome"))) == 2


def test_the_scale_of_the_ledger_is_the_last_resort(take: Taking) -> None:
    """Without any scale, a word is refused."""
    with pytest.raises(UnfitRows, match="has no number until a scale gives it one"):
        take(HEADER + ROW.replace("0.7", "likely"), scale=None)
    assert take(HEADER + ROW.replace("0.7", "likely"), scale="phia").new["forecast"] == 1


def test_an_outcome_file_answers_its_questions(take: Taking, ledger: Ledger) -> None:
    """And tells of forecasts made after what they foretold."""
    take(HEADER + ROW)
    take("question,outcome,on\nkabul,happened,2021-06-01\n", name="outcomes.csv")
    (stored,) = ledger.view().standing("outcome", question="kabul")
    assert stored.stands
    changed = take("question,outcome,on\nkabul,happened,2021-06-02\n", name="outcomes.csv")
    assert dict(changed.changed) == {"outcome": 1}
    (stored,) = ledger.view().standing("outcome", question="kabul")
    assert isinstance(stored.noun, Outcome)
    assert stored.noun.on == date(2021, 6, 2)


def test_a_file_that_contradicts_itself_is_refused(take: Taking) -> None:
    """Only what an earlier entry says is corrected."""
    take(HEADER + ROW)
    with pytest.raises(UnfitRows, match=r"line 3: .*contradicts what stands"):
        take("question,outcome,on\nkabul,happened,2021-08-15\nkabul,happened,2021-08-16\n")


def test_a_folder_stands_for_its_data_files_in_name_order(tmp_path: Path) -> None:
    """What is no data is passed over."""
    for name in ("2-b.csv", "1-a.jsonl", "README.md", "make.py", "10-c.csv"):
        (tmp_path / name).write_text("")
    (tmp_path / "deeper").mkdir()
    assert [path.name for path in data_files([tmp_path])] == ["1-a.jsonl", "10-c.csv", "2-b.csv"]


def test_a_folder_without_data_is_refused(tmp_path: Path) -> None:
    """Rather than importing nothing in silence."""
    (tmp_path / "README.md").write_text("")
    with pytest.raises(UnfitFile, match="holds no data files"):
        data_files([tmp_path])
