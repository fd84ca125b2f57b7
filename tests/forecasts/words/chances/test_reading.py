"""Words to probabilities, and what is refused instead of guessed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.errors import (
    ConfidenceWord,
    ImpossibleProbability,
    NoScale,
    TrackerError,
    UnclearProbability,
    UnfitText,
    UnknownScale,
    UnknownWord,
    UnnumberedWord,
    VagueWord,
)
from forecasts.words.chances import Reading, Scale, Term, read_chance, scales

PHRASES = [
    (scale, term, phrase)
    for scale in scales()
    for term in scale.terms
    for phrase in (term.phrase, *term.synonyms)
]
NAMES = [None, *(scale.name for scale in scales())]


@given(st.sampled_from(PHRASES), st.data())
def test_every_phrase_is_itself_in_any_case_and_spacing(
    known: tuple[Scale, Term, str], data: st.DataObject
) -> None:
    """A phrase of a scale gives that scale's figures, however it is typed."""
    scale, term, phrase = known
    cased = "".join(data.draw(st.sampled_from((c.lower(), c.upper()))) for c in phrase)
    spaced = data.draw(st.sampled_from((" ", "  ", " \t "))).join(["", *cased.split(" "), ""])
    expected = Reading(
        words=spaced, p=term.p, low=term.low, high=term.high, rule=scale.rule(term), scale=scale.name
    )
    assert read_chance(spaced, scale=scale.name) == expected


@given(
    st.sampled_from(PHRASES),
    st.sampled_from(["it is {} that", "{} to", "we judge it {}", "In our view, {}."]),
)
def test_carriers_change_nothing(known: tuple[Scale, Term, str], carrier: str) -> None:
    """What surrounds a phrase without saying how likely leaves its figures alone."""
    scale, term, phrase = known
    assert read_chance(carrier.format(phrase), scale=scale.name).rule == scale.rule(term)


@given(st.text(max_size=250), st.sampled_from(NAMES))
def test_any_text_is_read_or_refused(words: str, scale: str | None) -> None:
    """No text whatever leads to anything else than a reading or a refusal."""
    try:
        reading = read_chance(words, scale=scale)
    except TrackerError:
        return
    assert 0 <= reading.low <= reading.p <= reading.high <= 1


_TOKENS = ["not", "will", "it", "is", "likely", "very", "probably", "that", "certainly", "chance", "no", "a"]


@given(st.lists(st.sampled_from(_TOKENS), min_size=1, max_size=6), st.sampled_from(NAMES))
def test_a_negation_never_reads_as_its_opposite(tokens: list[str], scale: str | None) -> None:
    """Whatever resolves with a "not" in it is at most an even chance, and without one never a negation."""
    try:
        reading = read_chance(" ".join(tokens), scale=scale)
    except TrackerError:
        return
    assert ("not" in tokens) == reading.rule.endswith(" not")
    assert reading.p <= 0.5 or "not" not in tokens


@pytest.mark.parametrize(
    ("words", "scale", "rule"),
    [
        ("it is unlikely that", "icd203", "icd203-2015/unlikely"),
        ("is unlikely to", "ICD 203", "icd203-2015/unlikely"),
        ("improbable", "icd203", "icd203-2015/unlikely"),
        ("highly likely", "icd203", "icd203-2015/very likely"),
        ("highly likely", "phia", "phia-2019/highly likely"),
        ("highly improbable", "icd203", "icd203-2015/very unlikely"),
        ("almost no chance", "icd203", "icd203-2015/almost no chance"),
        ("a remote chance", "icd203", "icd203-2015/almost no chance"),
        ("probably", "icd203", "icd203-2015/likely"),
        ("will probably", "survey", "survey-2026/probable"),
        ("will almost certainly", "kent", "kent1964-1964/almost certain"),
        ("almost certainly not", "kent", "kent1964-1964/almost certainly not"),
        ("will probably not", "kent", "kent1964-1964/probably not"),
        ("certainly", "kent", "kent1964-1964/certain"),
        ("we believe it will", "kent", "kent1964-1964/probable"),
        ("roughly even odds", "icd203", "icd203-2015/roughly even chance"),
        ("an even chance", "nato", "nato-2016/even chance"),
        ("very unlikely", "nato", "nato-2016/highly unlikely"),
        ("there is a realistic possibility that", "phia", "phia-2019/realistic possibility"),
        ("as likely as not", "ipcc", "ipcc-ar6/about as likely as not"),
        ("Almost-certain.", "capphrase", "survey-2026/almost certain"),
    ],
)
def test_inflexions_and_synonyms_resolve(words: str, scale: str, rule: str) -> None:
    """People inflect; the rule names the phrase that the scale defines."""
    assert read_chance(words, scale=scale).rule == rule


def test_unlikely_by_icd_203_is_what_the_directive_says() -> None:
    """The midpoint and both ends are exact."""
    assert read_chance("unlikely", scale="icd203") == Reading(
        words="unlikely", p=0.325, low=0.20, high=0.45, rule="icd203-2015/unlikely", scale="icd203"
    )


@pytest.mark.parametrize("scale", NAMES)
@pytest.mark.parametrize("words", ["will", "It will", "will happen", "is going to", "they will"])
def test_plain_will_is_assumed_alike_in_every_scale(words: str, scale: str | None) -> None:
    """Will is 0.90 with its band, marked assumed, with and without a scale, the survey included."""
    reading = read_chance(words, scale=scale)
    assert (reading.p, reading.low, reading.high, reading.assumed) == (0.90, 0.75, 0.99, True)
    assert (reading.rule, reading.scale) == ("assumed-1/will", None)


@pytest.mark.parametrize(
    "words", ["will not", "won't", "won’t", "is not going to", "isn't going to", "it will not be"]
)
def test_will_not_is_the_mirror_of_will(words: str) -> None:
    """The event stays as stated, and its probability is low."""
    reading = read_chance(words, scale=None)
    assert (reading.p, reading.low, reading.high, reading.assumed) == (0.10, 0.01, 0.25, True)
    assert reading.rule == "assumed-1/will not"


@pytest.mark.parametrize("words", ["a will", "the will", "has the will to", "will never", "would"])
def test_what_is_not_plainly_will_is_not_assumed(words: str) -> None:
    """The noun, other verbs and other negations get no number."""
    with pytest.raises(UnknownWord):
        read_chance(words, scale="icd203")


def test_certainly_is_known_only_where_certain_is() -> None:
    """Will certainly is no plain will: Kent has it, ICD 203 refuses it and says who has it."""
    assert read_chance("will certainly", scale="kent").p == 1
    with pytest.raises(UnknownWord, match="one of kent1964"):
        read_chance("will certainly", scale="icd203")


@pytest.mark.parametrize("scale", NAMES)
@pytest.mark.parametrize(
    "words",
    [
        *(
            "may",
            "might",
            "could",
            "possible",
            "possibly",
            "perhaps",
            "maybe",
            "can",
            "risks",
            "threatens to",
        ),
        *(
            "may happen",
            "it is possible that it will",
            "could possibly",
            "may well be",
            "there is a chance that",
        ),
        *("can't be ruled out", "might not", "a possibility"),
    ],
)
def test_vague_words_have_no_number_in_any_scale(words: str, scale: str | None) -> None:
    """They raise an error of their own, which keeps the words for the record."""
    with pytest.raises(VagueWord, match="carries no probability in any scale") as refused:
        read_chance(words, scale=scale)
    assert refused.value.words == words


def test_a_realistic_possibility_is_not_vague() -> None:
    """It is a phrase of two scales, and an unknown one in the others."""
    assert read_chance("realistic possibility", scale="survey").p == 0.60
    with pytest.raises(UnknownWord, match="one of phia, survey"):
        read_chance("realistic possibility", scale="icd203")


@pytest.mark.parametrize(
    "words", ["moderate confidence", "with high confidence", "70% confidence", "likely (low confidence)"]
)
def test_confidence_is_not_probability(words: str) -> None:
    """A confidence level is refused with a sentence that says so."""
    with pytest.raises(ConfidenceWord, match="not how likely"):
        read_chance(words, scale="icd203")


def test_a_word_needs_a_scale() -> None:
    """Without one the scales that know the word are named, with the option to choose."""
    with pytest.raises(NoScale, match=r"--scale icd203 \(known to icd203, phia, ipcc, nato, survey\)"):
        read_chance("unlikely", scale=None)


def test_a_word_of_other_scales_says_so_first() -> None:
    """The scales with exactly this word come before the nearest words."""
    with pytest.raises(UnknownWord, match=r"kent1964 \(it is one of icd203, .*\): the nearest") as refused:
        read_chance("unlikely", scale="kent")
    assert refused.value.words == "unlikely"


def test_an_unknown_word_lists_the_nearest_and_their_scales() -> None:
    """A slip of the pen is answered with the words it may have been, and never read as one of them."""
    with pytest.raises(UnknownWord, match=r"'unlikely' \(icd203, phia, ipcc, nato, survey\)"):
        read_chance("unlikley", scale="icd203")


def test_a_word_like_no_other_is_answered_with_the_scale() -> None:
    """Where nothing is near, the words of the scale are listed."""
    with pytest.raises(UnknownWord, match="the words of nato are highly likely, likely, even chance"):
        read_chance("qwxz", scale="nato")


@pytest.mark.parametrize(
    ("words", "hint"),
    [("not likely", "unlikely"), ("isn't likely", "unlikely"), ("not probable", "improbable")],
)
def test_not_likely_is_not_read_as_unlikely(words: str, hint: str) -> None:
    """A negation of a scale's word is unknown; its opposite is offered, and the word itself is not."""
    with pytest.raises(UnknownWord, match=f"the nearest known words are '{hint}'") as refused:
        read_chance(words, scale="icd203")
    assert "'likely'" not in str(refused.value)
    assert "'probable'" not in str(refused.value)


@pytest.mark.parametrize(
    "words",
    ["it is unlikely that it will not", "likely or unlikely", "quite likely", "seems likely", "likely soon"],
)
def test_the_whole_wording_must_be_used_up(words: str) -> None:
    """A known word inside other words is not enough."""
    with pytest.raises(UnknownWord):
        read_chance(words, scale="icd203")


@pytest.mark.parametrize(
    "words", ["x" * 201, "lik\x00ely", "lik\x1bely", "\ud800", "", "   ", "\u202elikely"]
)
def test_texts_that_no_record_can_hold_are_refused(words: str) -> None:
    """Long, empty and unsafe texts are refused with a sentence."""
    with pytest.raises(UnfitText, match="The wording"):
        read_chance(words, scale="icd203")


def test_numbers_need_no_scale() -> None:
    """A stated number is its own band, and a stated range is a band."""
    assert read_chance("7/10", scale=None) == Reading(
        words="7/10", p=0.7, low=0.7, high=0.7, rule="stated", scale=None
    )
    assert read_chance("20-30%", scale="icd203") == Reading(
        words="20-30%", p=0.25, low=0.2, high=0.3, rule="stated-range", scale=None
    )
    with pytest.raises(ImpossibleProbability, match=r"7% or 0\.7\?"):
        read_chance("7", scale=None)


def test_a_misspelt_scale_is_refused_even_beside_a_number() -> None:
    """An option that would have no effect is not passed over in silence."""
    with pytest.raises(UnknownScale):
        read_chance("70%", scale="icd 230")


def test_a_reading_cannot_be_wrong() -> None:
    """A probability outside its band is a programmer's mistake."""
    with pytest.raises(ValueError, match="not 0 <="):
        Reading(words="odd", p=0.9, low=0.1, high=0.2, rule="stated", scale=None)


def test_importing_the_lexicon_reads_no_file_and_loads_nothing_heavy() -> None:
    """The command line imports it for --help, so it must be light."""
    script = (
        "import sys, forecasts.words.chances.reading, forecasts.words.chances.scale\n"
        "assert forecasts.words.chances.scale._loaded.cache_info().currsize == 0\n"
        "print({'json', 'difflib', 'importlib.resources', 'numpy', 'pandas'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


@pytest.mark.parametrize("scale", [None, "icd203", "survey", "kent"])
@pytest.mark.parametrize(
    "words",
    ["definitely", "for sure", "a good chance", "should", "guaranteed", "it is inevitable that", "no chance"],
)
def test_words_that_no_scale_numbers_are_named_as_such(words: str, scale: str | None) -> None:
    """They are neither guessed nor taken for misspelt words of a scale."""
    with pytest.raises(UnnumberedWord, match="has no number in any scale"):
        read_chance(words, scale=scale)


@pytest.mark.parametrize("words", ["coin toss", "a coin toss", "toss-up", "It's a toss-up.", "coin flip"])
def test_a_coin_has_two_sides(words: str) -> None:
    """A toss-up is a number that was stated."""
    assert read_chance(words, scale=None).p == 0.5


def test_a_split_of_a_hundred_is_asked_about() -> None:
    """Of 60/40, either could be meant."""
    with pytest.raises(UnclearProbability, match="Did you mean 60% or 40%"):
        read_chance("60/40", scale=None)
