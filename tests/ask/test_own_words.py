"""Somebody's own words answer whether he said a thing, whatever act they are read as."""

import pytest

from tests.ask.conftest import Ask


@pytest.mark.parametrize(
    "question",
    [
        "Did Charles Clarke confess that it was a matter of deep regret?",
        "Did Richard Bacon concede there was a dereliction of duty?",
    ],
)
def test_words_asked_for_are_shown_under_another_act(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert "No such thing" not in answer.summary
    assert "the words asked for stand in what" in answer.summary
    assert len(answer.statements) == 1


@pytest.mark.parametrize(
    "question",
    [
        "Did David Davis admit that it was a dereliction of duty?",
        "Did Lin Homer promise to publish her diary?",
        "Did Lin Homer apologise for the releases?",
    ],
)
def test_what_nobody_said_stays_unsaid(ask_shipped: Ask, question: str) -> None:
    assert ask_shipped(question).kind != "answer"
