"""Sources that the sentence tells: the one who asks, the subject of a participle and of a second verb."""

import pytest

from kg.find.decode import ScoredSpan
from kg.find.group import Group
from kg.find.labels import CONTENT, CUE, SOURCE
from kg.find.sources import mend_sources
from kg.find.words import Words, read_words


def span(words: Words, role: int, text: str) -> ScoredSpan:
    """Return the span of some words in a role."""
    forms = text.split()
    start = next(i for i in range(len(words)) if words.forms[i : i + len(forms)] == forms)
    return ScoredSpan(role, start, start + len(forms), 0.9, 0.9)


def mended(text: str, *rows: tuple[str, str, str]) -> list[str]:
    """Return the sources of attributions that are given by source (empty: none), cue and content."""
    words = read_words(text)
    groups = [
        Group(span(words, CUE, cue), span(words, SOURCE, who) if who else None, [span(words, CONTENT, what)])
        for who, cue, what in rows
    ]
    found = [one.source for one in mend_sources(words, groups)]
    return [" ".join(words.forms[slice(*one.words)]) if one else "" for one in found]


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        (
            "Ann Lee said two boats had sunk and urged sailors to wait.",
            [("Ann Lee", "said", "two boats had sunk"), ("two boats", "urged", "sailors to wait")],
            ["Ann Lee", "Ann Lee"],
        ),
        (
            "She refused to show the deal with Oakleaf , the supplier , citing its cost.",
            [("She", "refused", "to show the deal with Oakleaf"), ("the supplier", "citing", "its cost")],
            ["She", "She"],
        ),
        (
            "Demanding an answer , he said it had rained.",
            [("", "Demanding", "an answer"), ("he", "said", "it had rained")],
            ["he", "he"],
        ),
        (
            "Asked by Ann Lee if he would go , he said it rained.",
            [("", "Asked", "if he would go"), ("he", "said", "it rained")],
            ["Ann Lee", "he"],
        ),
        (
            "Ann Lee was sure. Asked whether it rained , she said no.",
            [("Ann Lee", "Asked", "whether it rained"), ("she", "said", "no")],
            ["", "she"],
        ),
        # Whoever has a verb of his own keeps it.
        (
            "Ann Lee said the crew had left and the owner urged sailors to wait.",
            [("Ann Lee", "said", "the crew had left"), ("the owner", "urged", "sailors to wait")],
            ["Ann Lee", "the owner"],
        ),
        (
            "Demanding an answer was right. He said it had rained.",
            [("", "Demanding", "an answer"), ("He", "said", "it had rained")],
            ["", "He"],
        ),
    ],
)
def test_whose_a_cue_is_by_the_sentence(text: str, rows: list[tuple[str, str, str]], expected: list[str]) -> None:
    assert mended(text, *rows) == expected
