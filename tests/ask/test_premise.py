"""What a question takes to have befallen a person must be on record."""

import pytest

from tests.ask.conftest import Ask


@pytest.mark.parametrize(
    "question",
    [
        "Has Charles Clarke ever been convicted?",
        "When was Charles Clarke sacked?",
        "Who sacked Charles Clarke?",
        "was David Davis arrested",
        "Did Tony McNulty get fired?",
        "Was Charles Clarke sacked as home secretary?",
        "how was Michael Spurr injured",
        "who appointed Lin Homer",
        "What was the sentence for David Davis?",
        "When was the sacking of Lin Homer?",
        "What happened after Michael Spurr's arrest?",
        "When did Charles Clarke step down?",
    ],
)
def test_what_never_befell_anybody_on_record_is_refused(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "refused"
    assert "on record" in answer.summary


@pytest.mark.parametrize(
    "question",
    ["Did David Blunkett call for people to be sacked?", "How many were convicted in the Rochdale case?"],
)
def test_what_is_said_of_such_things_is_found(ask_shipped: Ask, question: str) -> None:
    assert ask_shipped(question).kind == "answer"


def test_whom_it_befell_is_told_and_not_who_did_it(ask_shipped: Ask) -> None:
    answer = ask_shipped("Did David Blunkett sack Charles Clarke?")
    assert "That Charles Clarke was sacked is not on record" in answer.summary
