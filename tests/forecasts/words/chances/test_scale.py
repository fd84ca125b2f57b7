"""The scale files, their sources and their page in the documentation."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from forecasts.errors import UnknownScale
from forecasts.words.chances.scale import Scale, Term, find_scale, scales

ROOT = Path(__file__).parents[4]
PUBLISHED = (ROOT / "../shared/data/probability-words").resolve()
WORDS_PAGE = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
COLUMNS = {
    "icd203": "US ICD 203",
    "phia": "UK PHIA yardstick",
    "kent1964": "Kent 1964",
    "ipcc": "IPCC AR5/AR6",
    "nato": "NATO AJP-2",
}
needs_published_figures = pytest.mark.skipif(
    not PUBLISHED.is_dir(), reason="the shared folder with the published figures is not beside the checkout"
)


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a published table."""
    with (PUBLISHED / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def words_of(phrase: str) -> set[str]:
    """The phrases that one published cell holds, such as "likely / probable"."""
    cell = phrase.lower().replace("almost certain(ly)", "almost certain")
    return set(cell.split(" / "))


@needs_published_figures
@pytest.mark.parametrize("name", COLUMNS)
def test_the_figures_are_the_published_ones(name: str) -> None:
    """Every phrase of an official scale has its published range, and none is missing or added."""
    scale = find_scale(name)
    published = [row for row in rows("official_scales.csv") if row["scale"].startswith(COLUMNS[name])]
    assert len(published) == len(scale.terms)
    for row in published:
        found = {scale.term(word) for word in words_of(row["phrase"])}
        assert len(found) == 1
        (term,) = found
        assert term is not None, row
        assert (term.low, term.high) == (int(row["low_pct"]) / 100, int(row["high_pct"]) / 100)
        assert term.p == (int(row["low_pct"]) + int(row["high_pct"])) / 200


@needs_published_figures
def test_the_survey_has_the_published_medians_and_quartiles() -> None:
    """The survey's own rows and no others, without the words that carry no number."""
    published = {
        row["phrase"].lower(): row
        for row in rows("phrase_summary.csv")
        if row["survey"].startswith("CAPphrase") and not row["phrase"].endswith("Happen")
    }
    terms = {term.phrase: term for term in find_scale("survey").terms}
    assert terms.keys() == published.keys()
    for phrase, row in published.items():
        figures = tuple(float(row[column]) / 100 for column in ("q25", "median", "q75"))
        assert (terms[phrase].low, terms[phrase].p, terms[phrase].high) == figures


def test_the_best_known_figures_stand_exactly() -> None:
    """ICD 203's unlikely is 0.325 without rounding noise, PHIA's realistic possibility 0.40 to 0.50."""
    unlikely = find_scale("icd203").term("unlikely")
    possibility = find_scale("phia").term("realistic possibility")
    assert unlikely == Term(phrase="unlikely", low=0.20, high=0.45, p=0.325, synonyms=("improbable",))
    assert possibility == Term(phrase="realistic possibility", low=0.40, high=0.50, p=0.45)


@pytest.mark.parametrize("scale", scales(), ids=lambda scale: scale.name)
def test_a_scale_names_its_source_version_licence_and_language(scale: Scale) -> None:
    """No scale is anonymous, and no phrase of it stands twice."""
    assert scale.source
    assert scale.version
    assert scale.licence
    assert scale.language == "en"
    assert scale.band in {"range", "interquartile range"}
    phrases = [phrase for term in scale.terms for phrase in (term.phrase, *term.synonyms)]
    assert len(set(phrases)) == len(phrases)


@pytest.mark.parametrize("scale", scales(), ids=lambda scale: scale.name)
def test_every_data_file_is_a_scale(scale: Scale) -> None:
    """The folder holds one file for each scale, under its name."""
    files = {path.stem for path in (ROOT / "forecasts" / "words" / "chances" / "scales").glob("*.json")}
    assert files == {known.name for known in scales()}
    assert scale.name in files


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("ICD203", "icd203"), ("icd 203", "icd203"), ("ICD-203", "icd203"), ("icd203-2015", "icd203"),
        ("Kent", "kent1964"), ("kent 1964", "kent1964"), ("CAPphrase", "survey"), ("uk phia", "phia"),
        ("AR6", "ipcc"), ("AJP-2", "nato"),
    ],
)  # fmt: skip
def test_a_scale_is_found_by_any_of_its_names(called: str, name: str) -> None:
    """Case and punctuation do not matter, and aliases do."""
    assert find_scale(called).name == name


def test_an_unknown_scale_is_answered_with_the_nearest_and_all() -> None:
    """The refusal names what was typed, the nearest scale and every scale."""
    with pytest.raises(
        UnknownScale, match=r"'icd20'.*Did you mean icd203\?.*phia, kent1964, ipcc, nato, survey"
    ):
        find_scale("icd20")
    with pytest.raises(UnknownScale, match=r"''. The scales are"):
        find_scale("")


def test_a_term_cannot_leave_its_band() -> None:
    """A figure typed wrong in a data file is noticed when it is read."""
    with pytest.raises(ValueError, match="odd"):
        Term(phrase="odd", low=0.3, high=0.2, p=0.25)


@pytest.mark.parametrize("scale", scales(), ids=lambda scale: scale.name)
def test_the_page_on_words_agrees_with_the_data(scale: Scale) -> None:
    """The documented table of a scale is the data, row by row, and so are its version and source."""
    section = WORDS_PAGE.split(f"### `{scale.name}`: ")[1].split("\n### ")[0]
    assert scale.title in section
    assert f"Version {scale.version}, language {scale.language}. Source: {scale.source}." in section
    assert scale.note in section
    shown = re.findall(
        r"^\| ([a-z ]+) \| ([\d.]+) \| (\d+) to (\d+) \| (.*?) ?\|$", section, flags=re.MULTILINE
    )
    assert [
        (phrase, float(p), int(low), int(high), tuple(filter(None, others.split(", "))))
        for phrase, p, low, high, others in shown
    ] == [
        (term.phrase, round(100 * term.p, 6), round(100 * term.low), round(100 * term.high), term.synonyms)
        for term in scale.terms
    ]
