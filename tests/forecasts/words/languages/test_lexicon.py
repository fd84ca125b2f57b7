"""Other languages: each is read by its own words, and by no other's."""

from __future__ import annotations

import json
from datetime import date

import pytest

from forecasts.errors import TrackerError, UnknownLanguage, UnreadableWindow, VagueWindow
from forecasts.words.languages.lexicon import LANGUAGES, known_language, language, translated
from forecasts.words.windows.grammar import EXAMPLES, read_window

SAID = date(2021, 6, 25)
OTHERS = LANGUAGES[1:]


def days(words: str, spoken: str) -> tuple[date | None, date | None, date]:
    """Earliest, central and latest day of a window."""
    found = read_window(words, said=SAID, language=spoken)
    return found.earliest, found.central, found.latest


@pytest.mark.parametrize(
    ("spoken", "words", "english"),
    [
        ("ru", "месяц-два, может быть, три", "a month or two, maybe three"),
        ("ru", "месяц-два. Может быть, три.", "a month or two, maybe three"),
        ("ru", "в течение трёх месяцев", "within three months"),
        ("ru", "через полгода", "in half a year"),
        ("ru", "до конца 2022 года", "by the end of 2022"),
        ("ru", "к 1 сентября", "by 1 September"),
        ("ru", "с июля по сентябрь 2021 года", "from July to September 2021"),
        ("ru", "через полтора года", "in a year and a half"),
        ("de", "in ein bis drei Monaten", "in one to three months"),
        ("de", "ein Monat oder zwei, vielleicht drei", "a month or two, maybe three"),
        ("de", "bis Ende des Jahres", "by the end of the year"),
        ("de", "bis Ende 2022", "by the end of 2022"),
        ("de", "bis Jahresende", "by the end of the year"),
        ("de", "innerhalb von 90 Tagen", "within 90 days"),
        ("de", "in den nächsten drei Monaten", "in the next three months"),
        ("de", "im dritten Quartal 2021", "in the third quarter of 2021"),
        ("de", "in anderthalb Jahren", "in a year and a half"),
        ("de", "in 1,5 Jahren", "in 1.5 years"),
        ("de", "vor Weihnachten", "before Christmas"),
        ("de", "bis zum 03.04.2022", "by 2022-04-03"),
        ("de", "übernächste Woche", "the week after next"),
        ("de", "diesen Sommer", "this summer"),
        ("fr", "d'ici trois mois", "within three months"),
        ("fr", "d’ici la fin de l’année", "by the end of the year"),
        ("fr", "d'ici fin 2022", "by the end of 2022"),
        ("fr", "d'ici septembre", "by September"),
        ("fr", "dans un à trois mois", "in one to three months"),
        ("fr", "avant Noël", "before Christmas"),
        ("fr", "d'ici sept mois", "within seven months"),
        ("fr", "dans sept ans", "in seven years"),
        ("fr", "au troisième trimestre 2021", "in the third quarter of 2021"),
        ("fr", "l'année prochaine", "next year"),
        ("fr", "entre juillet et septembre 2021", "between July and September 2021"),
        ("es", "dentro de tres meses", "within three months"),
        ("es", "en los próximos seis meses", "in the next six months"),
        ("es", "antes de fin de año", "before the end of the year"),
        ("es", "para finales de 2022", "by the end of 2022"),
        ("es", "un mes o dos, quizás tres", "a month or two, maybe three"),
        ("es", "la semana que viene", "next week"),
        ("es", "en el tercer trimestre de 2021", "in the third quarter of 2021"),
        ("es", "de 2014 a 2030", "from 2014 to 2030"),
    ],
)
def test_a_phrase_means_what_its_english_means(spoken: str, words: str, english: str) -> None:
    """One grammar reads them all; the record says by which language."""
    assert days(words, spoken) == days(english, "en")
    assert read_window(words, said=SAID, language=spoken).rule.startswith(f"window-1-{spoken}/")


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        *(("de", "bald"), ("de", "in naher Zukunft"), ("de", "in einigen Monaten"), ("de", "nach September")),
        *(("de", "in den kommenden Wochen"), ("fr", "bientôt"), ("fr", "dans quelques semaines")),
        *(("fr", "à partir de septembre"), ("es", "pronto"), ("es", "en los próximos meses")),
        *(("es", "después de septiembre"), ("ru", "скоро"), ("ru", "в ближайшие месяцы")),
        *(("ru", "через несколько недель"), ("ru", "после сентября"), ("ru", "в ближайшем будущем")),
    ],
)
def test_a_vague_horizon_is_refused_in_its_own_language(spoken: str, words: str) -> None:
    """What names no deadline waits for one that somebody settles."""
    with pytest.raises(VagueWindow):
        read_window(words, said=SAID, language=spoken)


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("de", "vor drei Wochen"),
        ("fr", "il y a trois mois"),
        ("es", "hace tres meses"),
        ("ru", "три месяца назад"),
        ("de", "am Morgen"),
        ("es", "de la mañana"),
    ],
)
def test_what_lies_behind_is_not_read_as_ahead(spoken: str, words: str) -> None:
    """Words for "ago" look like those for "before" in some languages, and "morning" like "tomorrow"."""
    with pytest.raises(TrackerError):
        read_window(words, said=SAID, language=spoken)


@pytest.mark.parametrize("spoken", OTHERS)
@pytest.mark.parametrize(
    "words", [words for words in EXAMPLES if any(map(str.isalpha, words.replace("P3M", "")))]
)
def test_english_is_read_as_no_other_language(words: str, spoken: str) -> None:
    """A window in English, said to be in another language, is read as English would be or not at all."""
    try:
        found = days(words, spoken)
    except TrackerError:
        return
    assert found == days(words, "en")


@pytest.mark.parametrize("spoken", OTHERS)
def test_every_example_is_read(spoken: str) -> None:
    """What a refusal offers as a form that works does work."""
    for words in language(spoken).examples:
        assert read_window(words, said=SAID, language=spoken).words == words


def test_a_word_that_is_not_known_is_named() -> None:
    """The refusal says which word it is, and in which language it was looked for."""
    with pytest.raises(UnreadableWindow, match=r"holds 'dreii', which is no word .* in German"):
        read_window("in dreii Monaten", said=SAID, language="de")


@pytest.mark.parametrize("spoken", OTHERS)
def test_every_word_a_form_stands_for_is_one_of_the_grammar(spoken: str) -> None:
    """What stands for something is ASCII, and every slot it names is in the form."""
    from pathlib import Path

    from forecasts.words.languages import lexicon

    place = Path(lexicon.__file__).with_name("data") / f"{spoken}.json"
    for form, stands_for in json.loads(place.read_text(encoding="utf-8"))["forms"]:
        assert stands_for.isascii(), form
        for slot in ("{n}", "{unit}", "{month}", "{weekday}", "{season}", "{year}"):
            assert stands_for.count(slot) <= form.count(slot) or form.count(slot) == 1, form
    for pattern, stands_for in language(spoken).forms:
        assert {part for part in stands_for if part.startswith("{")} <= set(pattern), pattern


def test_a_language_is_known_by_its_code_its_place_or_its_name() -> None:
    """`de-AT` is German; a language without a file is refused with those that have one."""
    assert [known_language(code) for code in ("de-AT", "German", "EN", "fr_CA")] == ["de", "de", "en", "fr"]
    with pytest.raises(UnknownLanguage, match="'tlh' is no language whose words are read"):
        known_language("tlh")


def test_decimals_and_dates_are_written_in_the_manner_of_the_language() -> None:
    """A comma marks decimals, and the day comes before the month."""
    assert translated("in 1,5 Jahren", "de") == ("in", "1.5", "year")
    assert translated("до 14.10.2022", "ru") == ("before", "14", "october", "2022")
