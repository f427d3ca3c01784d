"""The first, the latest, and whoever has most of some statements; who kept silent."""

from collections.abc import Callable

from kg.ask.answer import Answer
from kg.ask.service import take_service

Ask = Callable[[str], Answer]


def speakers(answer: Answer) -> set[str]:
    """Return who speaks in an answer."""
    return {statement.speaker.label for statement in answer.statements}


def test_the_first_is_of_the_first_day(ask_shipped: Ask) -> None:
    assert speakers(ask_shipped("Who first asked about the foreign prisoners?")) == {
        "Richard Bacon",
        "Public Accounts Committee",
    }
    assert speakers(ask_shipped("What was the first statement about the foreign prisoners?")) == {
        "National Audit Office"
    }


def test_who_did_it_most_is_whoever_has_most_statements(ask_shipped: Ask) -> None:
    assert speakers(ask_shipped("Who criticised Charles Clarke the most?")) == {"David Davis"}


def test_who_has_not_commented_is_whoever_would_not(ask_shipped: Ask) -> None:
    assert speakers(ask_shipped("who hasn't commented on community resolutions")) == {"Humberside Police"}


def test_a_subject_that_only_a_name_tells_is_not_that_name(ask_shipped: Ask) -> None:
    assert ask_shipped("what did the governor of dartmoor say").kind == "refused"


def test_leaving_a_prison_is_no_time_in_a_post() -> None:
    assert take_service("the men made homeless on leaving Dartmoor")[0] is None


def test_names_share_their_last_word(ask_shipped: Ask) -> None:
    assert len(speakers(ask_shipped("Derbyshire and Durham police on community resolutions"))) == 2
