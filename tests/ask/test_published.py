"""What was published on a day, and when an article was: the day of saying is another matter."""

import pytest

from tests.ask.conftest import Ask


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("When did the Guardian report appear?", "2006-04-25"),
        ("On which day was the Independent's article published?", "2017-12-12"),
    ],
)
def test_the_day_of_an_article_is_told(ask_shipped: Ask, question: str, day: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "answer"
    assert day in answer.summary


def test_an_article_not_on_record_has_no_day(ask_shipped: Ask) -> None:
    assert ask_shipped("when was the Aberdeen Herald article published?").kind == "refused"


def test_what_was_published_that_day_is_told_as_such(ask_shipped: Ask) -> None:
    answer = ask_shipped("What did the courts say on 31 March 2006?")
    assert answer.kind == "answer"
    assert "On which day it was said is not on record; published on 2006-03-31" in answer.summary
    assert ask_shipped("What did the courts say on 30 March 2006?").kind == "empty"


def test_what_one_outlet_alone_carries_is_what_rests_on_one_source(ask_shipped: Ask) -> None:
    alone = ask_shipped("Which statements did just one paper print?")
    assert len(alone.statements) == len(ask_shipped("which statements rest on one source").statements)
