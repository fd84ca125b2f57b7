"""An article pasted: its sentences marked, each leading to the form, and nothing recorded."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from tests.desk.site.sites import Site, told
from tests.shell import Shell

ARTICLE = """The general spoke to reporters on Monday. “Kabul falls within three months, 70%.” Nobody asked.

He added that Kunduz is likely to fall this year. The border may move."""
FIELDS = {"by": "Ann Lee", "said": "2021-06-25", "source": "Talk of the day", "url": "https://news.example/1"}


def marked(page: str) -> list[tuple[str, str]]:
    """The marked sentences with where each leads."""
    found = re.findall(r'<a class="(?:forecast|vague)" href="([^"]+)"[^>]*>(.*?)</a>', page)
    return [(unescape(text), unescape(to)) for to, text in found]


def test_sentences_that_say_when_or_how_likely_are_marked(site: Site, case: Shell) -> None:
    """The others are text."""
    page = site.post("/article", {**FIELDS, "article": ARTICLE}).text
    texts = [text for text, _ in marked(page)]
    assert texts[0] == "“Kabul falls within three months, 70%.”"
    assert "The border may move." in texts
    assert not any("general" in text or "Nobody" in text for text in texts)
    assert len(texts) == 3
    assert "3 sentences may forecast something" in told(page)
    assert len(case.json("list", "statements")) == 2


def test_a_mark_leads_to_the_form_filled_in(site: Site) -> None:
    """With quote, source, day and speaker; there it is read."""
    page = site.post("/article", {**FIELDS, "article": ARTICLE}).text
    _, to = marked(page)[0]
    given = {name: values[0] for name, values in parse_qs(urlsplit(to).query).items()}
    assert given.items() >= FIELDS.items()
    assert given["quote"] == given["words"] == "Kabul falls within three months, 70%."
    form = site.page(to)
    assert "Kabul falls within three months, 70%." in form
    assert "New question: Kabul falls" in told(site.post("/log", given | {"do": "read"}).text)


def test_an_article_in_another_language_is_marked_by_its_words_about_time(site: Site) -> None:
    """Which are given apart, as the sentence around them is not read."""
    article = "Генерал говорил с журналистами. Талибы возьмут Кабул в течение трёх месяцев."
    page = site.post("/article", {**FIELDS, "article": article, "language": "ru"}).text
    ((text, to),) = marked(page)
    assert text == "Талибы возьмут Кабул в течение трёх месяцев."
    assert parse_qs(urlsplit(to).query)["when"] == ["в течение трёх месяцев"]


def test_what_is_quoted_within_a_sentence_is_read_by_itself(site: Site) -> None:
    """The form holds the words that were said, and not who reports them."""
    article = "“Kabul falls within three months, 70%,” he said to nobody."
    ((text, to),) = marked(site.post("/article", {**FIELDS, "article": article}).text)
    assert text == article
    assert parse_qs(urlsplit(to).query)["quote"] == ["Kabul falls within three months, 70%"]


def test_nothing_and_too_much_are_refused(site: Site) -> None:
    """In a sentence."""
    assert "the field is empty" in site.refusal("/article", article=" ")
    assert "at most 100,000" in site.refusal("/article", article="a" * 100_001)
    assert "'soon'" in site.refusal("/article", article="Kabul falls.", said="soon")
