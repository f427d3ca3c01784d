"""Questions in pieces, behind a background, or in idioms, read as the question they stand for."""

from collections.abc import Iterator

import pytest

from kg.ask.background import fold_background
from kg.ask.idioms import in_plain_words
from kg.ask.record import Record
from kg.ask.rewording import reword
from kg.store import open_store
from kg.workspace import find_workspace
from tests.ask.conftest import Ask


@pytest.fixture(scope="module")
def shipped() -> Iterator[Record]:
    with open_store(find_workspace()) as store:
        yield Record(store)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("who had a swipe at the ferry company", "who criticised the ferry company"),
        ("did the owner eat humble pie", "did the owner apologise"),
        ("who threw the engineer under the bus", "who blamed the engineer"),
        ("were they told to keep quiet", "were they told to keep quiet"),
    ],
)
def test_idioms_become_plain_words(typed: str, read: str) -> None:
    assert in_plain_words(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("nobody checked the boats - who says so?", "who said nobody checked the boats"),
        ("'safe as houses' - whose words?", 'who said "safe as houses"'),
        ("compare what Calder and Marlow said about the alarm", "what did Calder and Marlow say about the alarm"),
        ("what about Calder", "Calder"),
        ("I half remember someone saying heads should roll, who was it", "who said heads should roll"),
        ("percentage fall in crossings - who claims it?", "percentage fall in crossings - who claims it?"),
    ],
)
def test_pieces_become_one_question(typed: str, read: str) -> None:
    assert reword(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Reporter here. Who apologised over Dartmoor?", "Who apologised over Dartmoor?"),
        ("I have read it all. Did Lin Homer apologise?", "Did Lin Homer apologise?"),
        ("Clarke, 2006 - did he apologise", "did Clarke apologise, 2006"),
        ("Everybody knows “nook and cranny”. Whose was it?", 'who said "nook and cranny"'),
    ],
)
def test_what_is_told_before_a_question_is_folded_into_it(typed: str, read: str, shipped: Record) -> None:
    assert fold_background(typed, shipped) == read


def test_two_side_by_side_are_both_heard(ask_ferry: Ask) -> None:
    given = ask_ferry("harbour board v merrow line on the lifejackets")
    assert {one.speaker.label for one in given.statements} == {"Merrow Line spokeswoman (March 2023)"}


def test_who_stands_beside_a_name_tells_which_is_meant(ask_shipped: Ask) -> None:
    assert ask_shipped("besides Davis, who criticised Clarke?").kind == "answer"
    assert ask_shipped("who criticised Clarke?").kind == "ambiguous"


def test_two_without_a_tie_are_set_side_by_side(ask_ferry: Ask) -> None:
    given = ask_ferry("where do Merrow Line and Ruth Calder clash")
    assert given.kind == "answer"
    assert given.summary.startswith("No disagreement of theirs is on record as such")


@pytest.mark.parametrize("question", ["Kent police on the foreign prisoners", "quotes from the governor of Dartmoor"])
def test_a_body_that_is_not_on_record_is_no_other(question: str, ask_shipped: Ask) -> None:
    assert ask_shipped(question).kind == "refused"


def test_a_namesake_named_by_his_post_is_meant_alone(ask_shipped: Ask) -> None:
    given = ask_shipped("what worried Clarke - the prisons inspector one, not the politician")
    assert {one.speaker.label for one in given.statements} == {"Peter Clarke"}


def test_a_number_alone_asks_what_it_counts(ask_shipped: Ask) -> None:
    given = ask_shipped("4,300 - what does it count and who came up with it")
    assert [figure["value"] for figure in given.figures] == [4300]
