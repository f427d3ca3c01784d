"""Subjects that do not speak, refusals to blame, what somebody is unable to say, and marks whose break was lost."""

import pytest

from kg.find import Finder
from kg.find.acts import act_not_done
from kg.find.manner import polarity_of
from kg.find.quotes import find_quotations
from kg.find.words import read_words
from kg.model import Document


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(threads=1)


@pytest.mark.parametrize(
    ("content", "wording", "act"),
    [
        ("“I am not going down the blame game,”", "direct", "blames"),
        ("“We're not getting into the blame game today,”", "direct", "blames"),
        ("“I am not going down the road of blaming the crew,”", "direct", "blames"),
        ("“We are not interested in scapegoating anybody,”", "direct", "blames"),
        ("she did not wish to apportion any blame for the flood", "indirect", "blames"),
        ("they were not here to assign blame to the drivers", "indirect", "blames"),
        ("he was not trying to point the finger at the school", "indirect", "blames"),
        ("“I don't seek to shift the blame: it was my department,”", "direct", None),
        ("“We are not going into the tunnel again,”", "direct", None),
        ("“I am not interested in the road,”", "direct", None),
    ],
)
def test_blame_that_is_not_laid(content: str, wording: str, act: str | None) -> None:
    assert act_not_done(content, wording) == act


@pytest.mark.parametrize(
    ("text", "cue", "polarity"),
    [
        ("The ports were unable to count the boats or say where they were bound.", "say", "negated"),
        ("The ferry firm was unable to say when it would sail.", "unable to say", "negated"),
        ("The clerk was unwilling to openly state who had signed.", "state", "negated"),
        ("The board was powerless to say how it began.", "say", "negated"),
        ("Those unable to pay say the fare is unfair.", "say", "affirmed"),
        ("The mayor, unable to attend, said the bridge was safe.", "said", "affirmed"),
        ("The pilot was unable to land and said the fog was thick.", "said", "affirmed"),
    ],
)
def test_what_somebody_is_unable_to_say(text: str, cue: str, polarity: str) -> None:
    words, start = read_words(text), text.index(cue)
    places = [i for i in range(len(words)) if start <= words.starts[i] < start + len(cue)]
    assert polarity_of(words, places, "states") == polarity


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("It was revealed that the ferry had sailed without a licence for two years.", ""),
        ("It has since emerged that the ferry had sailed without a licence.", ""),
        ("The line was shut after it was disclosed that a signal had failed twice.", ""),
        ("The port authority said the ferry had sailed without a licence.", "The port authority"),
        ("Asked about the ferry, the firm was shut. It said the licence had lapsed.", "It"),
    ],
)
def test_an_it_that_stands_for_nobody_speaks_nothing(finder: Finder, text: str, source: str) -> None:
    found = finder.find(Document("a", text, ""))
    assert [" ".join(text[a:b] for a, b in one.source) for one in found] == [source]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Pressed by the regulator to explain why the ferry sailed, Ms Oake said: “It was safe.”", "the regulator"),
        ("Asked by Mr Dunn to say who had signed the licence, Ms Oake said: “I did.”", "Mr Dunn"),
    ],
)
def test_whoever_presses_asks(finder: Finder, text: str, source: str) -> None:
    asked = [one for one in finder.find(Document("a", text, "")) if one.acts[0] == "asks"]
    assert [text[slice(*one.source[0])] for one in asked] == [source]


def test_demands_for_something_are_not_those_of_the_sentence_s_subject(finder: Finder) -> None:
    text = (
        "The port has declined to publish the log despite an outcry over the delays and demands for a new inspection of"
        " the ferry."
    )
    found = finder.find(Document("a", text, ""))
    assert all(not one.source for one in found if one.acts[0] == "demands")


def test_a_caption_that_ends_in_a_cue_says_nothing_of_the_sentence_below(finder: Finder) -> None:
    text = (
        "The port was short of staff, inspectors found\n\n"
        "Dozens of ferries are sailing without a licence, a damning report has revealed.\n"
    )
    found = finder.find(Document("a", text, ""))
    (below,) = [one for one in found if "Dozens" in text[slice(*one.content[0])]]
    assert text[slice(*below.source[0])] == "a damning report"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'He said. "We failed them."That is ours."The mayor left. "No," he said.',
            ["We failed them.", "That is ours.", "No,"],
        ),
        ('"We failed."The mayor left. "No," he said.', ["We failed.", "No,"]),
        ('"We failed."That is bad."', ["We failed.", "That is bad."]),
    ],
)
def test_marks_between_sentences_whose_break_was_lost(text: str, expected: list[str]) -> None:
    assert [text[slice(*one.inside)] for one in find_quotations(text)] == expected
