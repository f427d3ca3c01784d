"""The tables of words: what they hold must be found, and must not stand in the way of names."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.ask.act_phrases import _by_beginning
from kg.ask.actwords import ActWords
from kg.ask.alike import _rows, alike, fold_alike
from kg.ask.answer import Answer
from kg.ask.common import is_common
from kg.ask.lexicon import HARMLESS
from kg.ask.record import Record
from kg.ask.stems import stem
from kg.ask.tokens import split_words
from kg.ask.turns import _turns, in_plainer_phrases
from kg.store import open_store
from kg.workspace import find_workspace
from tests.ask.conftest import Ask

PHRASES = sorted({each for some in _by_beginning().values() for each in some})


@pytest.fixture(scope="module")
def words(root: Path) -> Iterator[ActWords]:
    """Return the words for acts of the workspace about a ferry."""
    with open_store(find_workspace(root / "benchmarks" / "ask" / "workspace")) as store:
        yield Record(store).act_words


def test_every_phrase_tells_of_its_act(words: ActWords) -> None:
    """A phrase is found where it stands in full, with an object where one may stand."""
    known = {act.rsplit("#", 1)[-1] for acts in words.by_stems.values() for act in acts}
    missed = []
    for phrase, act in PHRASES:
        tokens = split_words(f"who {phrase.replace('*', 'the ferry company')} yesterday")
        found = words.find(tokens, [False] * len(tokens))
        acts = {one.iri.rsplit("#", 1)[-1] for word in found for one in word.acts}
        if act not in acts:
            missed.append((phrase, act, acts))
    assert {act for _, act in PHRASES} <= known
    # Of two readings of one phrase the longer one counts: "blame for" within "take blame for".
    assert len(missed) <= len(PHRASES) / 100, missed


@pytest.mark.parametrize(
    ("question", "act"),
    [
        ("who threw the captain under the bus", "blames"),
        ("who laid the blame at the door of the company", "blames"),
        ("did he issue a full and unreserved apology", "apologises"),
        ("who gave the ministers both barrels", "criticises"),
        ("who hung the crew out to dry", "blames"),
        ("who fell on his sword", "offers-resignation"),
        ("who kicked the idea into the long grass", "refuses"),
        ("who leapt to the defence of the minister", "defends"),
        ("who rowed back", "admits"),
        ("who blew the whistle on it", "reveals"),
    ],
)
def test_objects_articles_and_strength_may_stand_within(words: ActWords, question: str, act: str) -> None:
    tokens = split_words(question)
    found = words.find(tokens, [False] * len(tokens))
    assert act in {one.iri.rsplit("#", 1)[-1] for word in found for one in word.acts}


def test_groups_hold_several_words_each_and_phrases_a_word_that_stands_for_them() -> None:
    rows, doubtful = _rows()
    assert len(rows) > 500
    assert doubtful
    assert not [row for row in rows if len(row) < 2]
    assert stem("prison") in alike(stem("clink"))
    assert alike(stem("dartmoor")) == frozenset()
    assert fold_alike("found sleeping rough".split()) == [(1, 3, "homeless")]


def test_a_doubtful_word_finds_and_is_not_found() -> None:
    assert stem("duty") not in alike(stem("levy"))


@pytest.mark.parametrize("word", ["held", "ready", "stopping", "worries", "bigger", "hoped"])
def test_common_words_are_told_in_all_their_forms(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize("word", ["jenrick", "heald", "ofice", "clarck", "vosper"])
def test_names_and_slips_are_no_common_words(word: str) -> None:
    assert not is_common(word)


def test_turns_do_not_turn_in_circles() -> None:
    assert not [(phrase, plain) for phrase, plain in _turns() if phrase in plain]
    assert in_plainer_phrases("what is she on record as saying?") == "what is she saying?"


def test_fillers_are_of_no_weight(ask_ferry: Callable[..., Answer]) -> None:
    """A word that only surrounds the matter changes no answer."""
    plain = ask_ferry("what did the captain say about the ferry")
    for filler in ("kerfuffle", "palaver", "imbroglio", "rumpus", "saga", "fiasco"):
        assert filler in HARMLESS
        more = ask_ferry(f"what did the captain say about the ferry {filler}")
        assert (more.kind, more.statements) == (plain.kind, plain.statements), filler


@pytest.mark.parametrize(
    ("hasty", "careful"),
    [
        ("wht did Greta Voss say abt the crew", "what did Greta Voss say about the crew"),
        ("anything from Iain Calder MP", "anything from Iain Calder"),
        ("what did Alan Strood OBE want", "what did Alan Strood want"),
    ],
)
def test_slips_and_letters_behind_a_name_change_nothing(ask_ferry: Ask, hasty: str, careful: str) -> None:
    slipped, plain = ask_ferry(hasty), ask_ferry(careful)
    assert slipped.kind == plain.kind == "answer"
    assert [one.id for one in slipped.statements] == [one.id for one in plain.statements]


def test_people_of_a_party_are_asked_for_by_any_word_for_them(ask_shipped: Ask) -> None:
    asked = [ask_shipped(f"Which Conservative {word} criticised the Home Office?") for word in ("MPs", "politicians")]
    assert {one.kind for one in asked} == {"answer"}
    assert all(one.speaker.label in ("Richard Bacon", "David Davis") for answer in asked for one in answer.statements)


def test_among_bare_words_a_noun_may_look_like_an_act(ask_ferry: Ask) -> None:
    answer = ask_ferry("marlow pumps winter doubts")
    assert [one.speaker.label for one in answer.statements] == ["Tess Marlow"]
