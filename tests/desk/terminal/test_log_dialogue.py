"""`tracker log` with nothing asks step by step."""

from __future__ import annotations

from tests.shell import KABUL, Shell


def answers(*lines: str) -> str:
    """Answers as typed, each with its return key."""
    return "".join(f"{line}\n" for line in lines)


FOUNDING = ("Taliban capture Kabul", "", "kabul", "", "Alexander Mikhailovsky", "2021-06-25")


def test_it_shows_each_reading_and_records_after_a_yes(ledger: Shell) -> None:
    """The dates are shown before the yes, and the record is what `log` would have made."""
    said = ledger("log", answers=answers(*FOUNDING, "a month or two, maybe three", "", "", "y"))
    assert said.index("latest        2021-09-25  (92 days)") < said.index("Record it?")
    assert ledger.forecast("kabul")["belief"]["cdf"] == [0, 0.1, 0.5, 0.9, 0.95]


def test_a_no_records_nothing(ledger: Shell) -> None:
    """The default is no."""
    said = ledger("log", answers=answers(*FOUNDING, "within a year", "", "", ""))
    assert said.rstrip().endswith("Nothing was recorded.")
    assert len(ledger.json("history")) == 1


def test_an_answer_that_is_refused_is_asked_anew(ledger: Shell) -> None:
    """The refusal is shown, and the rest of the answers stay."""
    ledger(*KABUL)
    typed = ("kabbul", "kabul", "Ann Archer", "25 June", "2021-06-25", "in thre months", "in three months")
    said = ledger("log", answers=answers(*typed, "", "", "y"))
    assert "did you mean kabul?" in said
    assert "is no date" in said
    assert "cannot be read" in said
    assert len(ledger.json("list", "forecasts")) == 2


def test_a_vague_window_asks_for_the_deadline(ledger: Shell) -> None:
    """The words are kept, and the analyst settles them."""
    typed = (*FOUNDING, "in the near future", "unlikely", "by the end of Q3", "soon and unlikely", "", "y")
    ledger("log", answers=answers(*typed))
    found = ledger.forecast("kabul")
    assert found["claim"] == {"deadline": "2021-09-30", "when": "in the near future"}
    assert found["settled_by"] == "ann"


def test_a_word_without_a_scale_asks_for_one(shell: Shell) -> None:
    """An unknown scale is asked for anew."""
    shell("init")
    typed = (*FOUNDING, "", "unlikely", "icd", "icd203", "2021-09-25", "", "y")
    shell("log", answers=answers(*typed))
    assert shell.forecast("kabul")["belief"]["rule"] == "icd203-2015/unlikely"


def test_what_cannot_be_scored_is_confirmed(ledger: Shell) -> None:
    """A vague word without a deadline is logged once the analyst agrees."""
    said = ledger("log", answers=answers(*FOUNDING, "", "may", "", "y", "may capture", "MK, June", "", "y"))
    assert "logged and counted, not scored: vague word, no deadline" in said
    assert ledger.forecast("kabul")["unscoreable_because"] == ["vague word", "no deadline"]


def test_the_last_source_is_offered_by_name(ledger: Shell) -> None:
    """`last` shows which source that is."""
    ledger(*KABUL, "--quote", "a month or two", "--source", "MK, June")
    typed = ("kabul", "Ann Archer", "2021-06-25", "this year", "", "this year", "last", "y")
    assert "  mk-june" in ledger("log", answers=answers(*typed))


def test_walking_away_records_nothing(ledger: Shell) -> None:
    """The end of input, like an interrupt, leaves the ledger as it was."""
    said = ledger.refusal("log", answers=answers("Taliban capture Kabul", "kabul"))
    assert "Nothing was recorded." in said
    assert len(ledger.json("history")) == 1


def test_a_refused_answer_is_explained_without_options(ledger: Shell) -> None:
    """Nobody can type an option in a dialogue; a deadline before the forecast is asked for anew."""
    typed = (*FOUNDING, "soon", "unlikely", "2021-06-01", "2021-09-25", "", "y")
    said = ledger("log", answers=answers(*typed))
    assert "before 2021-06-25" in said
    assert "--" not in said


def asked_in_order(said: str, *questions: str) -> bool:
    """Whether questions were asked in this order."""
    places = [said.find(question) for question in questions]
    return -1 not in places and places == sorted(places)


def test_back_returns_to_the_question_before_and_offers_its_answer(ledger: Shell) -> None:
    """Twice goes back twice; the return key keeps what was there."""
    typed = (*FOUNDING[:4], "back", "back", "kabul-falls", "", "Ann", "2021-06-25", "this year", "", "", "y")
    said = ledger("log", answers=answers(*typed))
    assert "Its slug? [kabul]" in said
    assert [question["slug"] for question in ledger.json("list")] == ["kabul-falls"]


def test_back_at_the_first_question_stays_there(ledger: Shell) -> None:
    """There is nothing before it."""
    typed = ("back", *FOUNDING, "this year", "", "", "y")
    assert "This is the first question." in ledger("log", answers=answers(*typed))


def test_a_question_mark_says_more(ledger: Shell) -> None:
    """And the question is asked again."""
    typed = ("?", *FOUNDING, "this year", "", "", "y")
    said = ledger("log", answers=answers(*typed))
    assert "A statement says what may happen" in said
    assert len(ledger.json("list")) == 1


def test_an_enter_at_the_last_question_keeps_the_draft(ledger: Shell) -> None:
    """`--resume` goes on where it was left, and recording drops it."""
    said = ledger("log", answers=answers(*FOUNDING, "this year", "", "", ""))
    assert "`tracker log --resume` goes on" in said
    assert ledger.json("list") == []
    ledger("log", "--resume", answers=answers("y"))
    assert ledger.forecast("kabul")["belief"]["words"] == "this year"
    assert list(ledger.folder.glob("*draft*")) == []


def test_walking_away_keeps_every_answer(ledger: Shell) -> None:
    """A second start offers them; Enter goes on with them."""
    ledger.refusal("log", answers=answers(*FOUNDING))
    said = ledger("log", answers=answers("", "this year", "", "", "y"))
    assert "There is a draft: Taliban capture Kabul." in said
    assert said.count("Who forecast it?") == 0
    assert ledger.forecast("kabul")["made_on"] == "2021-06-25"


def test_a_draft_that_nobody_wants_is_forgotten(ledger: Shell) -> None:
    """At the beginning by n, at the end by drop."""
    ledger.refusal("log", answers=answers(*FOUNDING))
    typed = ("n", "Kunduz falls", "", "kunduz", "", "Ann", "2021-06-25", "this year", "", "", "drop")
    said = ledger("log", answers=answers(*typed))
    assert "The draft is forgotten." in said
    assert "There is no draft" in ledger(
        "log", "--resume", answers=answers(*FOUNDING, "this year", "", "", "y")
    )


def test_each_analyst_has_a_draft(ledger: Shell) -> None:
    """One does not go on with another's."""
    ledger.refusal("log", answers=answers(*FOUNDING))
    said = ledger.run("log", "--as", "bob", answers=answers("x")).output
    assert "There is a draft" not in said


def test_a_draft_is_no_part_of_the_ledger(ledger: Shell) -> None:
    """It lies beside it; the chain does not know it."""
    before = ledger("audit")
    ledger.refusal("log", answers=answers(*FOUNDING))
    assert [path.name for path in ledger.folder.glob("*draft*")] == ["ledger.db.draft-ann.json"]
    assert ledger("audit") == before


def test_the_summary_shows_everything_and_any_line_can_be_changed(ledger: Shell) -> None:
    """By its number, also one that was never asked; what follows from it is read anew."""
    typed = (*FOUNDING, "within a month", "", "in a month", "MK", "https://example.org/mk")
    changes = ("6", "2021-07-25", "12", "page 3", "y")
    said = ledger("log", answers=answers(*typed, *changes))
    summary = said[said.index("  1  statement") :]
    for part in ("Taliban capture Kabul", "kabul", "Alexander Mikhailovsky", "in a month", "MK", "/mk"):
        assert part in summary[: summary.index("Record it?")]
    (statement,) = ledger.json("list", "statements")
    assert statement["locator"] == "page 3"
    assert "latest        2021-08-25" in summary
    assert ledger.forecast("kabul")["made_on"] == "2021-07-25"


def test_an_answer_that_no_longer_fits_is_asked_again(ledger: Shell) -> None:
    """A later day of the forecast makes a last day one before it."""
    typed = (*FOUNDING, "", "70%", "2021-07-01", "", "6", "2021-08-01", "2021-09-01", "y")
    said = ledger("log", answers=answers(*typed))
    assert "before 2021-08-01" in said
    assert ledger.forecast("kabul")["claim"]["deadline"] == "2021-09-01"


def test_of_two_dates_that_disagree_either_can_be_mended(ledger: Shell) -> None:
    """`said` goes to the day it was said, and the other date is offered again."""
    typed = (*FOUNDING, "", "70%", "2021-05-01", "said", "2021-04-01", "", "", "y")
    said = ledger("log", answers=answers(*typed))
    assert "`said` to mend the day it was said (2021-06-25)" in said
    found = ledger.forecast("kabul")
    assert (found["made_on"], found["claim"]["deadline"]) == ("2021-04-01", "2021-05-01")


def test_a_window_that_was_over_lets_either_date_be_mended(ledger: Shell) -> None:
    """As a last day before the forecast does."""
    typed = (*FOUNDING, "by mid-May 2021", "said", "2021-04-01", "", "", "", "y")
    ledger("log", answers=answers(*typed))
    assert ledger.forecast("kabul")["made_on"] == "2021-04-01"


def test_a_choice_asks_its_options(ledger: Shell) -> None:
    """And then for one of them, or the shares of all."""
    new = ("Who is chancellor", "ch", "one", "Scholz; Laschet", "chancellor", "", "Ann", "2021-06-25")
    said = ledger("log", answers=answers(*new, "Baerbock", "Scholz=0.4,Laschet=0.6", "2021-12-31", "", "y"))
    assert "type one of Scholz, Laschet" in said
    assert ledger.forecast("chancellor")["belief"]["shares"] == [0.4, 0.6]
    ledger("log", answers=answers("chancellor", "Ann", "2021-07-25", "scholz", "30%", "", "", "y"))
    found = ledger.json("list", "forecasts")[1]
    assert (found["claim"]["option"], found["belief"]["p"]) == ("Scholz", 0.3)


def test_a_quantity_asks_its_unit(ledger: Shell) -> None:
    """And then for a bound with a chance, or for quantiles."""
    new = ("The price of oil", "q", "dollars a barrel", "oil", "", "Ann", "2021-06-25")
    said = ledger("log", answers=answers(*new, "a lot", "above 80", "70%", "2021-12-31", "", "y"))
    assert "type above 80" in said
    (question,) = ledger.json("list")
    assert question["unit"] == "dollars a barrel"
    assert ledger.forecast("oil")["claim"]["above"] == 80
    ledger("log", answers=answers("oil", "Ann", "2021-07-25", "0.1=70,0.5=80,0.9=95", "", "", "y"))
    assert ledger.json("list", "forecasts")[1]["belief"]["values"] == [70, 80, 95]


def test_a_quote_is_never_taken_for_a_title_in_silence(ledger: Shell) -> None:
    """What looks like words that were said asks for the title."""
    typed = (*FOUNDING, "this year", "", "a month or two", "“a month or two”", "MK, June", "", "y")
    said = ledger("log", answers=answers(*typed))
    assert "looks like words that were said" in said
    assert [source["title"] for source in ledger.json("list", "sources")] == ["MK, June"]


def test_a_source_is_never_taken_for_a_quote(ledger: Shell) -> None:
    """The other way round it is refused."""
    ledger(*KABUL, "--quote", "a month or two", "--source", "MK, June")
    typed = ("kabul", "Ann Archer", "2021-06-25", "this year", "", "MK, June", "", "y")
    assert "a source: type what was said" in ledger("log", answers=answers(*typed))


def test_the_address_of_a_source_is_asked_once(ledger: Shell) -> None:
    """A known source is not asked for it again, and is known by it."""
    first = (*FOUNDING, "this year", "", "this year", "https://example.org/mk", "MK, June", "y")
    said = ledger("log", answers=answers(*first))
    assert "Its address?" not in said
    second = ("kabul", "Ann Archer", "2021-06-25", "this year", "", "the year", "https://example.org/mk", "y")
    assert "Its address?" not in ledger("log", answers=answers(*second))
    (source,) = ledger.json("list", "sources")
    assert (source["title"], source["url"]) == ("MK, June", "https://example.org/mk")


def test_what_the_ledger_refuses_at_the_end_loses_no_answer(ledger: Shell) -> None:
    """The line at fault is changed by its number."""
    ledger(*KABUL)
    ledger("amend", "2.2", "--horizon", "2021-12-31", "--because", "for all")
    typed = ("kabul", "Ann", "2022-01-02", "within a month", "", "", "y", "3", "2021-07-01", "y")
    said = ledger("log", answers=answers(*typed))
    assert "is not after 2022-01-02" in said
    assert "refused as it is: change a line" in said
    assert len(ledger.json("list", "forecasts")) == 2


def test_a_sentence_that_says_when_and_how_likely_offers_both(ledger: Shell) -> None:
    """The return key takes them, and the statement is what is left."""
    typed = ("Kabul falls within three months, 70%", "", "kabul", "", "Ann", "2021-12-25", "", "", "", "y")
    said = ledger("log", answers=answers(*typed))
    assert "When, in their words? [within three months]" in said
    assert "How likely, in their words or as a number? [70%]" in said
    found = ledger.forecast("kabul")
    assert (found["belief"]["p"], found["claim"]["deadline"]) == (0.7, "2022-03-25")
    assert ledger.json("list")[0]["statement"] == "Kabul falls"


def test_words_of_another_language_are_asked_for_theirs(ledger: Shell) -> None:
    """It is proposed, its dates are shown, and it is kept with the quote."""
    typed = (*FOUNDING, "in drei Monaten", "xx", "de", "70%", "in drei Monaten", "MK, June", "", "y")
    said = ledger("log", answers=answers(*typed))
    assert "cannot be read as English, and can be as German" in " ".join(said.split())
    assert "In which language is that? [de]" in said
    assert ledger.forecast("kabul")["claim"] == {"deadline": "2021-09-25"}
    assert ledger.json("list", "statements")[0]["language"] == "de"


def test_a_last_day_in_another_language_is_one(ledger: Shell) -> None:
    """Return takes the language that is proposed; with a chance no other date is asked for."""
    ledger("log", answers=answers(*FOUNDING, "bis Ende September", "", "70%", "", "y"))
    assert ledger.forecast("kabul")["claim"] == {"deadline": "2021-09-30"}
