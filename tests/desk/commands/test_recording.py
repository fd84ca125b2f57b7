"""`tracker log` records one forecast, and what it needs beside it."""

from __future__ import annotations

import pytest

from tests.shell import KABUL, OFFENSIVE, Shell

BY = ("--by", "Ann Archer", "--said", "2021-06-25")


def test_a_window_becomes_a_timeline(ledger: Shell) -> None:
    """The founding sentence is logged with its dates, and ends on its own rung of the ladder."""
    said = ledger(*KABUL)
    assert "New forecaster: Alexander Mikhailovsky (alexander-mikhailovsky)." in said
    assert "It is scored up to 2021-12-25: 'kabul' has no horizon of its own." in said
    belief = ledger.forecast("kabul")["belief"]
    assert belief["cdf"] == [0, 0.1, 0.5, 0.9, 0.95]
    assert (belief["rule"], belief["words"]) == ("W80-1", "a month or two, maybe three")
    assert "Entry 2, head " in said


def test_a_word_with_a_deadline_becomes_a_chance(ledger: Shell) -> None:
    """The ledger's scale reads the word."""
    ledger(*OFFENSIVE)
    found = ledger.forecast("offensive-north")
    assert found["claim"] == {"deadline": "2021-09-25"}
    assert (found["belief"]["p"], found["belief"]["rule"]) == (0.325, "icd203-2015/unlikely")


def test_a_window_with_a_probability_is_scaled_to_it(ledger: Shell) -> None:
    """The timeline reaches p at its latest date, and stays there."""
    ledger(*KABUL, "-p", "45%")
    belief = ledger.forecast("kabul")["belief"]
    assert (belief["p"], belief["cdf"][-2:]) == (0.45, [0.45, 0.45])


def test_a_deadline_in_words_with_a_probability_is_a_chance(ledger: Shell) -> None:
    """The phrase "within 90 days" names a last day and no window."""
    ledger("log", "Kunduz falls", *BY, "--when", "within 90 days", "-p", "0.7")
    found = ledger.forecast("kunduz-falls")
    assert found["claim"]["deadline"] == "2021-09-23"
    assert found["belief"]["p"] == 0.7


def test_a_deadline_may_be_a_phrase(ledger: Shell) -> None:
    """The phrase is counted from the day it was said."""
    ledger("log", "Kunduz falls", *BY, "-p", "0.7", "--deadline", "by the end of Q3")
    assert ledger.forecast("kunduz-falls")["claim"]["deadline"] == "2021-09-30"


def test_vague_words_are_settled_by_a_deadline_and_kept(ledger: Shell) -> None:
    """The record says what was said and who settled it."""
    said = ledger(*OFFENSIVE, "--when", "in the near future")
    assert "'in the near future' names no date; ann settles it." in said
    found = ledger.forecast("offensive-north")
    assert (found["claim"]["when"], found["settled_by"]) == ("in the near future", "ann")


def test_a_vague_word_is_logged_unscored_and_said_aloud(ledger: Shell) -> None:
    """The word "may" has no number; the forecast counts in the funnel alone."""
    said = ledger("log", "A coalition forms", *BY, "-p", "may")
    assert "will not be scored: vague word, no deadline" in said
    assert ledger.forecast("a-coalition-forms")["belief"] == {"kind": "vague", "words": "may"}


def test_a_known_question_is_found_by_the_beginning_of_its_slug(ledger: Shell) -> None:
    """A second forecaster forecasts the same question."""
    ledger(*KABUL)
    ledger("log", "kab", *BY, "--when", "within a year")
    assert len(ledger.json("list", "forecasts", "--question", "kabul")) == 2
    ends = {f["belief"]["horizon"] for f in ledger.json("list", "forecasts")}
    assert ends == {"2021-12-25", "2023-06-25"}


def test_a_source_is_typed_once(ledger: Shell) -> None:
    """`last` is the source of the statement logged last."""
    ledger(*KABUL, "--quote", "a month or two", "--source", "MK, 25 June", "--published", "2021-06-25")
    said = ledger(*OFFENSIVE, "--quote", "unlikely", "--source", "last")
    assert "New source" not in said
    assert [s["source"] for s in ledger.json("list", "statements")] == ["mk-25-june", "mk-25-june"]


def test_readings_of_one_quote_share_its_statement(ledger: Shell) -> None:
    """`--statement last` adds a reading, not a statement."""
    ledger(*KABUL, "--quote", "a month or two")
    ledger(*OFFENSIVE, "--statement", "last", "--reading", "wide")
    assert ledger.forecast("offensive-north")["statement"] == ledger.forecast("kabul")["statement"]
    assert ledger.forecast("offensive-north")["reading"] == "wide"


def test_a_forecaster_is_known_by_any_spelling_of_the_name(ledger: Shell) -> None:
    """Case does not matter, and an alias will do."""
    ledger(*KABUL)
    ledger("amend", "2.1", "--alias", "Михайловский", "--because", "his own spelling")
    said = ledger("log", "kabul", "--by", "михайловский", "--said", "2021-07-01", "--when", "in two months")
    assert "New forecaster" not in said


def test_a_misspelt_slug_makes_no_new_forecaster(ledger: Shell) -> None:
    """What looks like a slug and is like one is taken for a typo."""
    ledger(*KABUL)
    said = ledger.refusal("log", "kabul", "--by", "alexander-mikhailovski", "--when", "within a year")
    assert "did you mean alexander-mikhailovsky?" in said


def test_a_misspelt_question_is_answered_with_the_nearest(ledger: Shell) -> None:
    """Nothing is recorded."""
    ledger(*KABUL)
    assert "did you mean kabul?" in ledger.refusal("log", "kabbul", *BY, "-p", "0.5")
    assert len(ledger.json("history")) == 2


def test_choices_take_shares_and_quantities_quantiles(ledger: Shell) -> None:
    """Every kind of question has its belief."""
    ledger("log", "Who wins?", *BY, "--kind", "choice", "--options", "Ann,Bob", "--shares", "Ann=60%,Bob=0.4")
    ledger(
        *("log", "Oil price on 1 July", *BY, "--kind", "quantity", "--unit", "USD"),
        *("--quantiles", "0.9=92,0.1=30,0.5=61"),
    )
    assert ledger.forecast("who-wins")["belief"]["shares"] == [0.6, 0.4]
    assert ledger.forecast("oil-price-on-1-july")["belief"]["values"] == [30, 61, 92]


def test_a_chance_on_a_quantity_may_lie_above_a_bound(ledger: Shell) -> None:
    """The claim keeps the bound."""
    ledger("log", "Oil price on 1 July", *BY, "--kind", "quantity", "-p", "0.3", "--above", "80")
    assert ledger.forecast("oil-price-on-1-july")["claim"]["above"] == 80


def test_a_condition_names_another_question(ledger: Shell) -> None:
    """Answer and day come with it, in one option or in two."""
    ledger(*KABUL)
    ledger("log", "The army is bigger", *BY, "-p", "0.9", "--deadline", "2022-06-25", "--given", "kab=yes")
    condition = ledger.forecast("the-army-is-bigger")["claim"]["condition"]
    assert condition == {"question": "kabul", "answer": "happens"}
    ledger(*OFFENSIVE, "--given", "kabul", "--given-by", "2021-08-01")
    assert ledger.forecast("offensive-north")["claim"]["condition"]["by"] == "2021-08-01"


def test_a_statement_alone_makes_just_the_question(ledger: Shell) -> None:
    """A condition can be made by hand, and the advice for an unknown one is to do so."""
    ledger(*KABUL)
    given = (*OFFENSIVE, "--given", "kunduz")
    assert '`tracker log "..." --slug kunduz`' in ledger.refusal(*given)
    said = ledger("log", "Kunduz falls", "--slug", "kunduz", "--criteria", "two agencies say so")
    assert "New question: Kunduz falls (kunduz), no forecast." in said
    ledger(*given)
    assert ledger.forecast("offensive-north")["claim"]["condition"]["question"] == "kunduz"


def test_a_condition_is_never_the_question_being_made(ledger: Shell) -> None:
    """The beginning of the new slug names nothing that was there before."""
    typed = ("log", "Kunduz falls", *BY, "-p", "0.5", "--deadline", "2021-09-25", "--given", "kunduz")
    assert "has no question 'kunduz'" in ledger.refusal(*typed)


def test_a_word_of_a_slug_does_not_say_who_forecast(ledger: Shell) -> None:
    """It makes a new forecaster and says whom it is like; a reader is shown whom it means."""
    ledger(*KABUL)
    said = ledger("log", "kabul", "--by", "Mikhail", "--said", "2021-06-25", "--when", "this year")
    assert "New forecaster: Mikhail (mikhail); much like alexander-mikhailovsky." in said
    assert len(ledger.json("list", "forecasts", "--forecaster", "ALEX")) == 1


def test_the_very_same_forecast_is_recorded_with_a_warning(ledger: Shell) -> None:
    """The warning names the one that says the same, and how to take the new one back."""
    ledger(*KABUL)
    said = ledger.run("log", "kabul", *KABUL[4:])
    assert said.exit_code == 0
    assert "2.3 says the very same: if it was typed twice, `tracker amend 3.1 --mistake" in said.stderr


def test_a_known_statement_typed_again_is_refused_with_its_slug(ledger: Shell) -> None:
    """Another forecast on it is logged by its slug."""
    typed = ("log", "Rain in Rome", *BY, "--when", "this year")
    ledger(*typed)
    assert "name it by that slug to log another" in ledger.refusal(*typed)


def test_a_name_with_the_slug_of_another_is_refused(ledger: Shell) -> None:
    """The analyst says who is meant."""
    ledger("log", "Rain in Rome", "--by", "MK newspaper", "--when", "this year")
    said = ledger.refusal("log", "rain-in-rome", "--by", "MK (newspaper)", "--when", "this year")
    assert "write --by mk-newspaper" in said


def test_conditions_close_no_circle(ledger: Shell) -> None:
    """The refusal names the chain."""
    ledger(*KABUL)
    end = ("--by", "Ann Archer", "-p", "0.5", "--deadline", "2021-12-25", "--said", "2021-06-25")
    ledger("log", "Kunduz falls", "--slug", "kunduz", *end, "--given", "kabul")
    ledger("log", "Herat falls", "--slug", "herat", *end, "--given", "kunduz")
    said = ledger.refusal("log", "kabul", *end, "--given", "herat")
    assert "'herat' is given 'kunduz' (4.2), 'kunduz' is given 'kabul' (3.3)" in said


def test_a_second_primary_reading_of_a_statement_is_refused(ledger: Shell) -> None:
    """Another reading on the same question has a name of its own; another question needs none."""
    ledger(*KABUL, "--quote", "a month or two")
    again = ("log", "kabul", "--by", "alexander", "--when", "in two months", "--said", "2021-06-25")
    assert "name this reading with --reading" in ledger.refusal(*again, "--statement", "last")
    ledger(*OFFENSIVE, "--statement", "last")


def test_only_a_forecast_on_the_same_question_is_restated(ledger: Shell) -> None:
    """Another question's forecast says something else."""
    ledger(*KABUL)
    assert "cannot restate it" in ledger.refusal(*OFFENSIVE, "--restates", "2.3")


def test_day_and_moment_agree(ledger: Shell) -> None:
    """Both are said where they do not."""
    said = ledger.refusal(*KABUL, "--made-at", "2021-06-26T10:00")
    assert "said on 2021-06-25, and its moment 2021-06-26 10:00 UTC is on 2021-06-26" in said


def test_an_answer_that_is_known_is_no_forecast(ledger: Shell) -> None:
    """A quantity logged after its value was known is recorded with a warning."""
    ledger("log", "Oil price", *BY, "--kind", "quantity", "--quantiles", "0.5=61")
    ledger("resolve", "oil-price", "--value", "81.5", "--on", "2021-08-15")
    late = ledger.run("log", "oil-price", "--by", "Bob", "--quantiles", "0.5=81")
    assert "Warning: 'oil-price' came to 81.5, known on 2021-08-15" in late.stderr


def test_a_dry_run_shows_the_reading_and_records_nothing(ledger: Shell) -> None:
    """Everything is checked as if it counted."""
    said = ledger(*KABUL, "--dry-run")
    assert "latest        2021-09-25  (92 days)" in said
    assert len(ledger.json("history")) == 1
    assert "has no question" in ledger.refusal("log", "kabul", *BY, "-p", "0.5", "--dry-run")


def test_a_forecast_after_the_event_is_recorded_with_a_warning(ledger: Shell) -> None:
    """It pre-dates the forecast, which is said at once."""
    ledger(*KABUL)
    ledger("resolve", "kabul", "--on", "2021-08-15")
    late = ledger.run("log", "kabul", "--by", "Ann Archer", "--said", "2021-09-01", "--when", "in two weeks")
    assert late.exit_code == 0
    assert "Warning: 'kabul' happened on 2021-08-15, before 2021-09-01" in late.stderr


def test_a_statement_much_like_another_is_recorded_with_a_warning(ledger: Shell) -> None:
    """Two questions on one event would count it twice."""
    ledger(*KABUL)
    alike = ledger.run("log", "The Taliban capture Kabul.", "--slug", "fall", *BY, "--when", "this year")
    assert alike.exit_code == 0
    assert "is much like 2.2" in alike.stderr


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (("-p", "likely", "--scale", "nonsense", "--deadline", "2021-09-25"), "No scale is called"),
        (("-p", "1.7", "--deadline", "2021-09-25"), "A probability lies between 0 and 1, not 1.7"),
        (("-p", "0.5", "--deadline", "2021-06-01"), "before 2021-06-25, the day the forecast was made"),
        (("-p", "0.5"), "names no day by which it can be judged"),
        (("--deadline", "2021-09-25"), "Only the deadline 2021-09-25 is given"),
        (("--when", "soon"), "settle it with an explicit deadline"),
        (("--kind", "choice", "--options", "A,B", "--shares", "A=0.5,B=0.4"), "The shares sum to 0.9"),
        (("--source", "MK", "-p", "0.5", "--deadline", "2021-09-25"), "give the decisive ones with --quote"),
        (("--criteria", "a\x07b", "--when", "this year"), "the control character U+0007"),
        (("--quote", "x" * 10_000_000, "--when", "this year"), "10,000,000 characters"),
        (("--given", "nothing", "--when", "this year"), "has no question 'nothing'"),
        (("--topic", "a\nb", "--when", "this year"), "The topic holds a line break"),
        (("--attested", "2021-06-24", "--when", "this year"), "older than the forecast"),
        (("--zone", "Mars/Olympus", "--when", "this year"), "There is no time zone 'Mars/Olympus'"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    ledger: Shell, typed: tuple[str, ...], refusal: str
) -> None:
    """The refusal names the value and the remedy, and nothing is recorded."""
    said = ledger.refusal("log", "Something new happens", *BY, *typed)
    assert refusal in said
    assert said.startswith("Error: ")
    assert len(ledger.json("history")) == 1


def test_a_condition_on_itself_is_refused(ledger: Shell) -> None:
    """A question cannot come before itself."""
    ledger(*KABUL)
    said = ledger.refusal("log", "kabul", *BY, "-p", "0.5", "--deadline", "2021-09-25", "--given", "kabul")
    assert "conditional on 'kabul' itself" in said


def test_a_word_without_a_scale_is_refused(shell: Shell) -> None:
    """No scale is assumed where the ledger has none."""
    shell("init")
    assert "choose with --scale" in shell.refusal(*OFFENSIVE)


def test_a_known_question_is_not_described_anew(ledger: Shell) -> None:
    """Criteria change by amendment alone."""
    ledger(*KABUL)
    said = ledger.refusal("log", "kabul", *BY, "--when", "this year", "--criteria", "new ones")
    assert "or amend 2.2 with them" in said


def test_the_horizon_cannot_be_stretched(ledger: Shell) -> None:
    """It is set for everybody, by the command that the refusal names, and then it holds."""
    ledger(*KABUL)
    wider = ("log", "kabul", *BY, "--when", "this year", "--horizon", "2023-01-01")
    said = ledger.refusal(*wider)
    assert "The question 'kabul' has no horizon of its own, and --horizon says 2023-01-01" in said
    assert '`tracker amend 2.2 --horizon 2023-01-01 --because "..."`' in said
    ledger("amend", "2.2", "--horizon", "2023-01-01", "--because", "all watch it to 2023")
    ledger(*wider)
    assert "ends on 2023-01-01, and --horizon says 2024-01-01" in ledger.refusal(*wider[:-1], "2024-01-01")


@pytest.mark.parametrize(
    ("typed", "usage"),
    [
        (("log", "Something new happens", "-p", "0.5"), "Give --by NAME"),
        (("log", "--by", "Ann"), "Give a statement"),
        ((*KABUL, "--url", "https://example.org/"), "name it with --source"),
        (("log", "x", "--by", "Ann", "--said", "yesteryear"), "is no date"),
        (("log", "x", "--by", "Ann", "--given-by", "2021-01-01"), "name it with --given"),
        (("log", "x", "--by", "Ann", "--unscoreable", "tired"), "none of the reasons"),
    ],
)
def test_what_is_mistyped_is_a_usage_error(ledger: Shell, typed: tuple[str, ...], usage: str) -> None:
    """The exit code is 2, and the help is pointed at."""
    assert usage in ledger.refusal(*typed, code=2)


def test_every_belief_is_shown_in_a_list_and_by_itself(ledger: Shell) -> None:
    """Shares, quantiles, windows with a probability, vague words, and none at all."""
    ledger("log", "Who wins?", *BY, "--kind", "choice", "--options", "Ann,Bob", "--shares", "Ann=60%,Bob=0.4")
    ledger("log", "Oil price then", *BY, "--kind", "quantity", "--quantiles", "0.1=30,0.9=92")
    ledger(*KABUL, "-p", "45%")
    ledger("log", "A coalition forms", *BY, "-p", "may")
    ledger("log", "It gets worse", *BY, "--unscoreable", "no-probability", "--unscoreable", "no-deadline")
    said = ledger("list", "forecasts")
    for brief in ("2 shares", "2 quantiles", "window, 0.45", "'may'"):
        assert brief in said
    assert "Ann = 0.6, Bob = 0.4" in ledger("show", "2.3")
    assert "0.1 = 30, 0.9 = 92" in ledger("show", "3.2")
    assert "0.45 by 2021-09-25" in ledger("show", "4.3")
    assert "no probability, no deadline" in ledger("show", "6.2")


def test_a_source_is_found_by_slug_or_title(ledger: Shell) -> None:
    """Typed again it is the same source, and is not described anew."""
    ledger(*KABUL, "--quote", "a month or two", "--source", "MK, 25 June")
    again = (*OFFENSIVE, "--quote", "unlikely", "--source")
    assert "New source" not in ledger(*again, "MK, 25 June", "--dry-run")
    assert "New source" not in ledger(*again, "mk-25", "--dry-run")
    assert "leave out --url" in ledger.refusal(*again, "mk-25", "--url", "https://example.org/")
    assert "did you mean mk-25-june?" in ledger.refusal(*again, "mk-26-june")
    assert "its --quote and --source" in ledger.refusal(*again, "mk-25", "--statement", "last")


def test_the_last_source_may_stand_without_a_statement(ledger: Shell) -> None:
    """Where no statement names a source, the last source is meant; without any, none is."""
    typed = (*KABUL, "--quote", "a month or two", "--source", "last")
    assert "no source 'last'" in ledger.refusal(*typed)
    file = ledger.folder / "sources.csv"
    file.write_text("slug,title\nmk,MK\n")
    ledger("import", str(file))
    ledger(*typed)
    assert ledger.json("list", "statements")[0]["source"] == "mk"


def test_a_certain_share_and_a_misplaced_level(ledger: Shell) -> None:
    """A bare 1 is a share; 1.5 is no level, and the refusal speaks of levels."""
    ledger("log", "Who wins?", *BY, "--kind", "choice", "--options", "A,B", "--shares", "A=1,B=0")
    assert ledger.forecast("who-wins")["belief"]["shares"] == [1, 0]
    typed = ("log", "Oil price", *BY, "--kind", "quantity", "--quantiles", "1.5=61")
    assert "A quantile level lies above 0 and below 1, not 1.5" in ledger.refusal(*typed)


def test_the_language_of_a_statement_reads_its_words_about_time(shell: Shell) -> None:
    """The founding quote reads in Russian as in English, also when its day is mended."""
    shell("init", "--scale", "icd203")
    quoted = ("--quote", "Запаса – на месяц-два. Может быть, три.", "--language", "ru")
    said = ("--said", "25 June 2021", *quoted)
    shell("log", "Kabul falls", "--by", "Ann", "--when", "месяц-два, может быть, три", *said)
    shown = shell("log", "kabul-falls", "--by", "Ben", "--when", "a month or two", *said)
    assert "is read as English, though the statement's language is ru" in shown
    mended = shell("amend", "2.4", "--said", "2021-06-24", "--because", "the paper came out a day before")
    assert "latest        2021-09-24  (92 days)" in mended
