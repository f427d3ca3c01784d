"""When and where something happened is told by the record's days and places, not by all that was said of it."""

import pytest

from tests.ask.conftest import Ask


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Since when were foreign prisoners released?", "between 1999-02-01 and 2006-03-31"),
        ("Over what period were the foreign prisoners released?", "between 1999-02-01 and 2006-03-31"),
        ("When did that happen at Dartmoor?", "between 2016-08-01 and 2017-12-12"),
        ("when were the community resolutions handed out", "between 2022-01-01 and 2025-11-16"),
    ],
)
def test_days_of_a_matter_are_told(ask_shipped: Ask, question: str, said: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "answer", answer.summary
    assert said in answer.summary
    assert answer.rows


def test_several_matters_stand_in_a_table(ask_shipped: Ask) -> None:
    answer = ask_shipped("Between which dates were the prisoners released?")
    assert len(answer.rows) == len(answer.entities) > 1
    assert all(row["from"] and row["to"] for row in answer.rows)


def test_an_unrelated_failure_has_its_day_and_place(ask_ferry: Ask) -> None:
    assert "2023-03-13" in ask_ferry("When did the ferry drift?").summary
    assert "Kell Sound" in ask_ferry("Where did the ferry drift?").summary
    both = ask_ferry("When did the ferry drift, and where?").summary
    assert "2023-03-13" in both
    assert "Kell Sound" in both


@pytest.mark.parametrize(
    "question", ["When were the foreign prisoners recaptured?", "when did the ringleader serve his sentence"]
)
def test_what_nobody_dates_has_no_day(ask_shipped: Ask, question: str) -> None:
    assert ask_shipped(question).kind in ("refused", "empty")


def test_when_somebody_said_something_is_told_by_what_was_said(ask_shipped: Ask) -> None:
    assert ask_shipped("When did Charles Clarke apologise?").statements
