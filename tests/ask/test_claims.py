"""What stands around a question; claims that evidence denies; and who is asked for among several named."""

from collections.abc import Callable, Iterator

import pytest

from kg.ask.answer import Answer
from kg.ask.claims import take_claim
from kg.ask.options import Options
from kg.ask.reading import read_question
from kg.ask.record import Record
from kg.ask.retrieve import Retrieval
from kg.store import open_store
from kg.workspace import find_workspace

Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def shipped() -> Iterator[Record]:
    """Return the shipped graph, ready to be asked."""
    with open_store(find_workspace()) as store:
        yield Record(store)


def test_what_stands_around_a_question_is_left_out() -> None:
    assert take_claim("hi, has Poe spoken?") == "has Poe spoken?"
    assert take_claim("Between you and me, was Poe a bad captain?") == "was Poe a bad captain?"
    assert take_claim("who won't publish the log?") == "who refuses to publish the log?"
    assert take_claim("who won't be charged?") == "who won't be charged?"
    assert take_claim("According to Poe, did it start in the hold?") == "did Poe say it start in the hold?"
    assert take_claim("Poe was warned, wasn't he?") == "Poe was warned, wasn't he?"
    assert take_claim("What did Poe say?") == "What did Poe say?"
    assert take_claim("what is attributed to Poe himself, rather than to his critics?") == "what did Poe say?"
    assert take_claim("all remarks attributable to Poe") == "all remarks by Poe"
    assert (
        take_claim("did Poe say anything about whether he would go?") == "what did Poe say about whether he would go?"
    )
    assert take_claim("did Poe call on him to go on the night of the fire?") == (
        "did Poe call on him to go on the day of the fire?"
    )


def test_a_surname_is_asked_back_unless_a_quotation_tells(ask_shipped: Ask) -> None:
    assert ask_shipped("clarke eye off the ball quote").kind == "answer"
    assert ask_shipped("what did clarke say about resettlement").kind == "ambiguous"
    assert ask_shipped("what did clarke say about resettlement? the one who was chief inspector").kind != "ambiguous"


@pytest.mark.parametrize(
    "question",
    [
        "yes or no, did the shadow home secretary call on Charles Clarke to step down on 25 April 2006",
        "According to Downing Street, did it all begin with a policy choice made by ministers?",
        "Is it right that Charles Clarke knew where all the released foreign prisoners were?",
        "so davis was calling for clarke's resignation then? (davis on clarke)",
    ],
)
def test_a_claim_that_is_denied_is_answered_no(ask_shipped: Ask, question: str) -> None:
    assert ask_shipped(question).kind == "answer-no"


@pytest.mark.parametrize(
    "question",
    [
        "If you were me, would you have believed Clarke?",
        "Between us, was Homer a rotten chief executive?",
        "In your honest opinion, who is the worst of them?",
        "Is Dartmoor fit for purpose now?",
    ],
)
def test_no_judgement_is_made_and_nothing_told_of_today(ask_shipped: Ask, question: str) -> None:
    assert ask_shipped(question).kind == "refused"


@pytest.mark.parametrize(
    "question",
    [
        # Words of a spokesman, of whoever is spoken of, or of another matter are no answer.
        "quote of Tony McNulty taking responsibility for the failure",
        "What did Blunkett say about the Speaker's demand for a statement?",
        "Crown Prosecution Service's own response in January 2025 to the criticism",
        "Peter Dawson saying Dartmoor is well led",
        "Theresa May's comments on Pakistan declining to take him",
        "What did Lammy say against Jenrick?",
        "In the Dartmoor coverage, who wanted the jail closed for good?",
    ],
)
def test_nobody_else_and_nothing_else_answers(shipped: Record, question: str) -> None:
    assert not Retrieval(read_question(question, shipped), shipped, Options()).find().fit


def test_a_speaker_asked_for_is_no_reason(ask_shipped: Ask) -> None:
    answer = ask_shipped("Which broadcaster kept asking Charles Clarke for reasons why he should not resign?")
    assert "reason for it" not in answer.summary
