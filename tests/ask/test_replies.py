"""What is said where nothing answers, and whose voice an answer is."""

import pytest

from tests.ask.conftest import Ask


def test_a_known_person_silent_on_a_known_failure(ask_shipped: Ask) -> None:
    answer = ask_shipped("What did David Lammy say about Dartmoor?")
    assert answer.kind == "empty"
    assert "David Lammy is on record about: Prisoners released by mistake" in answer.summary
    assert "spoke:" in answer.summary
    assert "Peter Clarke" in answer.summary
    speakers = [near["speaker"]["label"] for near in answer.nearest]
    assert "David Lammy" in speakers
    assert set(speakers) != {"David Lammy"}


def test_a_known_person_who_never_speaks(ask_shipped: Ask) -> None:
    answer = ask_shipped("What did Rishi Sunak say?")
    assert answer.kind == "empty"
    assert "No statement at all by Rishi Sunak is on record." in answer.summary


def test_words_known_only_through_others_are_said_to_be(ask_shipped: Ask) -> None:
    answer = ask_shipped("What did Tony Blair say?")
    assert answer.statements
    assert "told by others only" in answer.summary
    assert "Prime minister's official spokesman" in answer.summary
    assert "told by others" not in ask_shipped("What did Harry Fletcher say?").summary


@pytest.mark.parametrize("question", ["Who sacked Charles Clarke?", "who knighted David Blunkett"])
def test_what_befell_somebody_is_not_what_he_said(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind in ("empty", "refused", "answer-no")
    assert "is on record about" not in answer.summary


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("What did Donald Trump say about Dartmoor?", "Donald Trump"),
        ("what did Davis say about Brexit", "Brexit"),
        ("What did the Scotsman report about Dartmoor?", "Scotsman"),
        ("who said what about the Hillsborough disaster", "Hillsborough"),
    ],
)
def test_an_unknown_name_is_named(ask_shipped: Ask, question: str, word: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "refused"
    assert word in answer.summary
    assert "not on record" in answer.summary


def test_what_lies_after_the_record_is_refused(ask_shipped: Ask) -> None:
    answer = ask_shipped("What did David Lammy say about prison releases in March 2027?")
    assert answer.kind == "refused"
    assert "record ends" in answer.summary


def test_more_on_the_matter_that_a_word_may_mean_is_told(ask_shipped: Ask) -> None:
    told = ask_shipped("what was said about gangs").summary
    assert "How the authorities dealt with child grooming gangs" in told
    assert "on record: ask for it by that name" not in ask_shipped("what was said about Dartmoor").summary
