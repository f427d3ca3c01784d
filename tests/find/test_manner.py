"""Acts, polarity, hedges, whom it is done to, wording and figures, on sentences made for the purpose."""

import pytest

from kg.find.acts import acts_of
from kg.find.figures import find_figures
from kg.find.manner import hedges_of, polarity_of
from kg.find.wording import wording_of
from kg.find.words import read_words


def cue_places(text: str, cue: str) -> list[int]:
    words = read_words(text)
    start = text.index(cue)
    return [i for i in range(len(words)) if start <= words.starts[i] < start + len(cue)]


@pytest.mark.parametrize(
    ("cue", "after", "content", "act"),
    [
        ("has apologised for", "the delay", "the delay", "apologises"),
        ("declined", "to comment", "to comment", "declines-to-comment"),
        ("refused", "to publish it", "to publish it", "refuses"),
        ("calls for", "an inquiry", "an inquiry", "calls-for"),
        ("was forced to admit", "that it", "that it failed", "admits"),
        ("accused", "ministers of", "ministers of neglect", "accuses"),
        ("blamed", "the council", "the council", "blames"),
        ("said", "it was", "it was a disgrace", "criticises"),
        ("said", "the train", "the train left at noon", "states"),
        ("according to", "the", "trains ran late", "states"),
        ("insisted", "it was", "it was on time", "states"),
        ("demanded", "answers", "answers", "demands"),
        ("denied", "that", "that it had known", "denies"),
        ("ruled out", "an", "an inquiry", "refuses"),
        ("took full responsibility for", "it", "it", "accepts-responsibility"),
        ("offered to resign", ".", "to resign", "offers-resignation"),
        ("said", "we", "we will publish the report in May", "promises"),
        ("asked", "why", "why nobody knew", "asks"),
    ],
)
def test_the_cue_or_the_content_names_the_act(cue: str, after: str, content: str, act: str) -> None:
    assert acts_of(cue.split(), after.split(), content, wording="mixed")[0] == act


@pytest.mark.parametrize(
    ("text", "cue", "act", "polarity"),
    [
        ("The council did not apologise for it.", "apologise", "apologises", "negated"),
        ("The council has never apologised for it.", "apologised", "apologises", "negated"),
        ("The council didn't apologise for it.", "apologise", "apologises", "negated"),
        ("The council apologised for it.", "apologised", "apologises", "affirmed"),
        ("It was not on time, the council said.", "said", "states", "affirmed"),
        ("He did not think she should go.", "think", "states", "affirmed"),
        ("He did not call for her to go.", "call for", "calls-for", "withheld"),
        ("He not only apologised but left.", "apologised", "apologises", "affirmed"),
        ("He denied it.", "denied", "denies", "affirmed"),
    ],
)
def test_a_not_is_never_lost(text: str, cue: str, act: str, polarity: str) -> None:
    assert polarity_of(read_words(text), cue_places(text, cue), act) == polarity


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("The force reportedly knew and may have told others", ("reportedly", "may")),
        ("is understood to have known", ("is understood to",)),
        ("It could not be done in May 2006", ()),
        ("I think it might be true", ("I think", "might")),
        ("They were believed to be lost", ("were believed to",)),
    ],
)
def test_hedges_are_kept_as_printed(text: str, hedges: tuple[str, ...]) -> None:
    assert hedges_of(text, [(0, len(text))]) == hedges


def test_wording_sees_single_marks() -> None:
    words = read_words("He called it ‘a mess’ and left.")
    assert wording_of(words, [(13, 21)]) == "direct"
    assert wording_of(words, [(10, 21)]) == "mixed"
    assert wording_of(words, [(0, 9)]) == "indirect"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 160 of the offenders", [(160, "at-least", "offenders", "")]),
        ("£2.5 million was lost", [(2_500_000, "exactly", "£", "")]),
        ("nearly two buses in 2005", [(2, "under", "buses", "in 2005")]),
        ("12 per cent of cases", [(12, "exactly", "%", "")]),
        ("twenty-three prisoners a week", [(23, "exactly", "prisoners", "a week")]),
        ("hundreds of people were freed", [(100, "vague", "people", "")]),
        ("on 3 May 2006 at 10.30am", []),
        ("no more than 5 officers", [(5, "at-most", "officers", "")]),
        ("a 17-year-old, one of them", []),
    ],
)
def test_figures(text: str, expected: list[tuple[float, str, str, str]]) -> None:
    found = [(f.value, f.bound, f.unit, f.period) for f in find_figures(text, (0, len(text)))]
    assert found == expected
    for figure in find_figures(text, (0, len(text))):
        assert text[slice(*figure.span)].strip()
