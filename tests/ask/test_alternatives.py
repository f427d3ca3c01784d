"""Numbers of two things at once, and what befell anybody at all."""

import pytest

from tests.ask.conftest import Ask


@pytest.mark.parametrize(
    "question",
    ["How many of the freed prisoners were murderers or rapists?", "How many murderers and rapists were freed?"],
)
def test_numbers_of_two_things_are_both_given(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "answer"
    assert {figure["value"] for figure in answer.figures} == {3, 9}
    assert answer.summary.endswith("No figure on record counts them together.")
    assert answer.query
    assert all(figure["id"] in answer.query["sparql"] for figure in answer.figures)


def test_a_number_of_only_one_of_two_things_does_not_answer(ask_shipped: Ask) -> None:
    assert ask_shipped("How many of the released foreigners were murderers or bakers?").kind == "refused"


def test_what_no_figure_is_about_is_what_was_counted(ask_shipped: Ask) -> None:
    summary = ask_shipped("How many prisoners had been deported by the time the story broke?").summary
    assert "story" not in summary
    assert "broke" not in summary


@pytest.mark.parametrize(
    "question",
    [
        "Was anyone sacked over the foreign prisoners affair?",
        "Was anybody fired over the mistaken releases?",
        "Was anyone dismissed over the foreign prisoners affair?",
        "Has any minister been suspended over Dartmoor?",
    ],
)
def test_what_befell_nobody_on_record_is_not_answered_by_what_was_said(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "refused"
    assert "is not on record" in answer.summary
