"""Logging: what is typed is read and shown, and recorded once it was seen and confirmed."""

from __future__ import annotations

from shutil import copyfile

from tests.desk.site.sites import Site, field, told
from tests.shell import Shell

KUNDUZ = {"words": "Kunduz falls within three months, 70%", "by": "Ann Lee", "said": "2021-06-25"}


def reading(site: Site, **fields: object) -> str:
    """The page that shows how a form is read."""
    answer = site.post("/log", {**fields, "do": "read"})
    assert answer.status_code == 200, told(answer.text)
    return answer.text


def confirmed(site: Site, **fields: object) -> str:
    """Where the form leads, read and then confirmed."""
    return site.done("/log", **fields, mark=field(reading(site, **fields), "mark"), do="record")


def test_it_shows_how_a_sentence_would_be_recorded(site: Site, case: Shell) -> None:
    """The question, the claim, the chance and the rule; nothing is recorded."""
    page = told(reading(site, **KUNDUZ))
    assert "New question: Kunduz falls (kunduz-falls)." in page
    assert "by 2021-09-25" in page
    assert "New forecaster: Ann Lee (ann-lee)." in page
    assert "stated" in page
    assert len(case.json("list", "questions")) == 2


def test_a_distribution_is_drawn(site: Site) -> None:
    """Of a window, with its three days."""
    page = reading(site, words="a month or two, maybe three", about="kabul", by="Ann", said="2021-06-25")
    assert "How likely it is to have happened by each day. 10% by 25 Jul 2021, 50% by 25 Aug 2021" in page
    assert "W80-1" in page


def test_what_was_seen_and_confirmed_is_recorded(site: Site, case: Shell) -> None:
    """As one entry, in the name of whom the site serves."""
    leads = confirmed(site, **KUNDUZ)
    found = case.forecast("kunduz-falls")
    assert (found["belief"]["p"], found["claim"]["deadline"]) == (0.7, "2021-09-25")
    assert found["recorded_by"] == "ben"
    assert f"logged={found['handle']}" in leads
    assert "Take it back" in site.page(leads)


def test_what_is_sealed_is_on_no_page_until_it_is_revealed(site: Site, case: Shell) -> None:
    """The address that follows has none of the words either; they are revealed by the command."""
    fields = {**KUNDUZ, "quote": "Kunduz will fall", "source": "The Kunduz Post"}
    mark = field(reading(site, **fields), "mark")
    leads = site.done("/log", **fields, mark=mark, do="seal")
    (made,) = case.json("list", "seals")
    assert f"sealed={made['handle']}" in leads
    assert "unduz" not in leads
    assert f"Sealed as {made['handle']}" in told(site.page(leads))
    entry = made["handle"].partition(".")[0]
    pages = (
        leads,
        "/",
        "/history",
        f"/entries/{entry}",
        f"/records/{made['handle']}",
        "/questions",
        "/sources",
    )
    for path in pages:
        assert "unduz" not in site.page(path), path
    case("reveal", made["handle"])
    assert case.forecast("kunduz-falls")["belief"]["p"] == 0.7
    assert "The chain holds" in case("audit")


def test_nothing_is_sealed_that_was_not_seen(site: Site, case: Shell) -> None:
    """Another sentence than the one that was read is read again."""
    mark = field(reading(site, **KUNDUZ), "mark")
    other = {**KUNDUZ, "words": "Kunduz falls within a month, 70%"}
    assert site.post("/log", {**other, "mark": mark, "do": "seal"}).status_code == 200
    assert case.json("list", "seals") == []


def test_the_entry_is_the_one_that_the_command_makes(site: Site, case: Shell) -> None:
    """At the same moment, by the same person, its digest is the same."""
    other = case.folder / "other.db"
    copyfile(case.path, other)
    confirmed(site, **KUNDUZ, quote="Kunduz will fall", source="last", locator="p. 3")
    typed = ("log", KUNDUZ["words"], "--by", "Ann Lee", "--said", "2021-06-25", "--yes", "--as", "ben")
    quoted = ("--quote", "Kunduz will fall", "--source", "last", "--locator", "p. 3")
    case(*typed, *quoted, "--ledger", str(other))
    assert case.json("history", "--ledger", str(other))[-1] == case.json("history")[-1]


def test_what_was_not_seen_is_not_recorded(site: Site, case: Shell) -> None:
    """A form that was changed after it was read is read again, and so is one that never was."""
    mark = field(reading(site, **KUNDUZ), "mark")
    changed = KUNDUZ | {"words": "Kunduz falls within three months, 80%"}
    answer = site.post("/log", {**changed, "mark": mark, "do": "record"})
    assert answer.status_code == 200
    assert "How it is read" in answer.text
    assert site.post("/log", {**KUNDUZ, "do": "record"}).status_code == 200
    assert len(case.json("list", "forecasts")) == 2


def test_what_cannot_be_read_is_refused_in_a_sentence(site: Site) -> None:
    """Without the advice to type an option; what was typed stays."""
    answer = site.post("/log", {**KUNDUZ, "words": "Kunduz falls soon, 70%"})
    assert answer.status_code == 400
    page = told(answer.text)
    assert "'soon'" in page
    assert "--" not in page.partition("Not read yet")[2]
    assert "Kunduz falls soon, 70%" in answer.text
    nobody = site.post("/log", {"words": "Kunduz falls this year"}).text
    assert "Who forecast it? Give a name." in told(nobody)


def test_a_script_on_the_page_gets_the_reading_alone(site: Site) -> None:
    """As it types: no page around it."""
    answer = site.post("/log", KUNDUZ, **{"hx-request": "true"})
    assert answer.text.lstrip().startswith("<section")
    assert "<html" not in answer.text


def test_words_that_need_parts_are_said_in_parts(site: Site, case: Shell) -> None:
    """A vague horizon is settled by a deadline, and who settled it is recorded."""
    parts = {"words": "Kunduz falls again", "when": "soon", "chance": "unlikely", "deadline": "2021-12-31"}
    confirmed(site, **KUNDUZ | parts)
    found = case.forecast("kunduz-falls-again")
    assert (found["claim"]["when"], found["claim"]["deadline"]) == ("soon", "2021-12-31")
    assert found["settled_by"] == "ben"


def test_the_next_forecast_of_an_article_keeps_its_source(site: Site) -> None:
    """Neither the forecaster nor the source is typed again."""
    leads = confirmed(site, **KUNDUZ, source="last", quote="Kunduz will fall")
    page = site.page(leads)
    assert 'name="source" list="sources" autocomplete="off" value="last"' in page
    assert 'value="Ann Lee"' in page


def test_nothing_is_recorded_in_the_past(site: Site, case: Shell) -> None:
    """A page that shows the ledger as it was takes no deeds."""
    mark = field(reading(site, **KUNDUZ), "mark")
    answer = site.post("/log?as_of=2030-01-01", {**KUNDUZ, "mark": mark, "do": "record"})
    assert answer.status_code == 400
    assert len(case.json("list", "forecasts")) == 2


def test_a_seal_is_revealed_on_its_page(site: Site, case: Shell) -> None:
    """Once: then the words are recorded, attested on the day of the seal, and nothing is left to reveal."""
    shown = reading(site, **KUNDUZ)
    site.done("/log", **KUNDUZ, mark=field(shown, "mark"), do="seal")
    handle = case.json("list", "seals")[0]["handle"]
    page = site.page(f"/records/{handle}")
    assert "Kunduz" not in page
    assert f'action="/records/{handle}/reveal"' in page
    leads = site.done(f"/records/{handle}/reveal")
    assert "kunduz-falls" in site.page(leads)
    assert case.forecast("kunduz-falls")["attested_on"] == "2022-01-05"
    assert "Reveal them" not in site.page(f"/records/{handle}")
    again = site.post(f"/records/{handle}/reveal", {})
    assert again.status_code == 400
    assert "--" not in told(again.text)
