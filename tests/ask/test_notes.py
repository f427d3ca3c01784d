"""Notes in place of questions for numbers, wholes and their parts, numbers that are written out."""

from collections.abc import Callable

import pytest

from kg.ask.answer import Answer
from kg.ask.notes import strip_notes, unfold_notes

Ask = Callable[[str], Answer]


def values(answer: Answer) -> set[float]:
    """Return the values of the figures of an answer."""
    return {figure["value"] for figure in answer.figures}


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("releases since August 2005: number, period, source", ["how many releases since August 2005"]),
        ("passengers hurt - how many and who says so?", ["how many passengers hurt"]),
        ("removals, 1996 vs 2006, per Ann Poe: figures", ["how many removals, 1996 vs 2006 according to Ann Poe"]),
        ("the driver: sentence vs time served, years", ["how large sentence of the driver", ""]),
        ("what did Poe say", []),
        ("Dartmoor: who said what", []),
    ],
)
def test_notes_become_questions_for_numbers(note: str, asked: list[str]) -> None:
    found = unfold_notes(note)
    assert found[:1] == asked[:1]


def test_whose_count_it_is_becomes_according_to() -> None:
    assert strip_notes("how many were found, as per Ann Poe") == "how many were found according to Ann Poe"


def test_a_part_of_a_number_is_never_answered_by_the_number(ask_shipped: Ask, ask_ferry: Ask) -> None:
    assert values(ask_shipped("Of the 160 recommended for deportation how many were deported?")) == {5}
    assert ask_shipped("how many of the 1,023 were women").kind == "refused"
    assert values(ask_ferry("of the 229 aboard how many had no lifejacket")) == {41}


def test_two_things_that_nobody_counts_together_are_answered_for_each(ask_shipped: Ask) -> None:
    assert values(ask_shipped("how many burglars and drug importers were let out")) == {41, 20}


def test_what_a_written_number_counts_and_over_which_days(ask_shipped: Ask) -> None:
    assert "August 2005 to March 2006" in ask_shipped("What period does the 288 figure cover?").summary
    assert "about 1,000" in ask_shipped("Is the figure of 1,000 exact or rounded?").summary
    assert "sexual offenders" in ask_shipped("What is 2,949 the number of?").summary.lower()


def test_which_differ_is_answered_by_all_figures_where_none_conflict(ask_shipped: Ask) -> None:
    found = ask_shipped("Which sources differ on how many of the foreign prisoners had been located?")
    assert found.kind == "answer"
    assert values(found) == {100, 107}
