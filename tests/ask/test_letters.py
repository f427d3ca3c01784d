"""Questions written as letters: greeting, introduction and signature are no part of what is asked."""

import pytest

from kg.ask.letters import strip_letter
from tests.ask.conftest import Ask

ASKED = "What did Ruth Calder say about the ferry?"
LETTERS = [
    "Good afternoon, {} Regards, P. Whitlock",
    "Dear librarian, {} Many thanks, Agnes Thorpe",
    "Dear Sir or Madam, {} Yours faithfully, J. R. Okafor (Mrs)",
    "Hello, my name is Bettina Kroll. {} Best wishes, Bettina",
    "Hi all - {} cheers, tom",
    "Good morning. {} Kind regards, Dr Amos Lindqvist, Halden Gazette",
    "To whom it may concern, {} Thank you very much in advance. Sincerely, Fenella Marsh",
    "Dear On Record, {} With best regards from Odile Marchetti",
    "{} - Respectfully, Col. H. Brandt",
]


@pytest.mark.parametrize("letter", LETTERS)
def test_who_signs_a_question_is_nobody_asked_about(ask_ferry: Ask, letter: str) -> None:
    plain, written = ask_ferry(ASKED), ask_ferry(letter.format(ASKED))
    assert written.kind == "answer"
    assert [one.id for one in written.statements] == [one.id for one in plain.statements]
    assert written.summary == plain.summary


@pytest.mark.parametrize(
    "question",
    [
        "Hello what did Calder say, and what did Voss say?",
        "What did Voss say about the crew, thanks to the report?",
        "Did Voss send her best wishes, Calder?",
        "Who gave thanks, Voss or Calder?",
        "Dear",
        "Kind regards, P. Whitlock",
    ],
)
def test_what_is_asked_stays(question: str) -> None:
    assert strip_letter(question) == question


def test_a_stranger_who_is_asked_about_stays_a_stranger(ask_ferry: Ask) -> None:
    assert ask_ferry("Dear all, what did P. Whitlock say about the ferry? Regards, Anna").kind == "refused"
