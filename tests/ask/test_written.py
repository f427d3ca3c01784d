"""Questions that write a number out, questions for the highest or the latest, and figures of one outlet and another."""

import pytest

from kg.ask.answer import Answer
from tests.ask.conftest import Ask


def values(answer: Answer) -> set[float]:
    return {figure["value"] for figure in answer.figures}


@pytest.mark.parametrize(
    ("question", "giver"),
    [
        ("Who puts the number of released foreign prisoners at 1,023?", "Charles Clarke"),
        ("Who said 1,023 were released?", "Charles Clarke"),
        ("Who says that 1,023 foreign prisoners were freed?", "Charles Clarke"),
        ("Who gave the figure of 1,023?", "Charles Clarke"),
        ("Where does the figure 1,023 come from?", "Charles Clarke"),
        ("What is the source of the 1,023 figure?", "Charles Clarke"),
        ("Which papers gave the figure of 1,023?", "Charles Clarke"),
        ("Whose figure is 2,949?", "Daily Mail"),
        ("who counted 160", "Lin Homer"),
    ],
)
def test_who_gives_a_number_is_told(ask_shipped: Ask, question: str, giver: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "answer", answer.summary
    assert giver in {figure["asserted_by"]["label"] for figure in answer.figures if figure["asserted_by"]}
    assert len(values(answer)) == 1


@pytest.mark.parametrize(
    "question",
    [
        "Were 1,023 prisoners released?",
        "Is it true that 1,023 foreign prisoners were released?",
        "Did Clarke say that 1,023 were released?",
        "were three murderers let go",
    ],
)
def test_a_number_that_is_given_is_said_to_be(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert answer.summary.startswith("Yes. ")
    assert answer.figures


@pytest.mark.parametrize("question", ["Were 900 foreign prisoners released?", "Were 160 prisoners deported?"])
def test_a_number_that_nobody_gives_is_refused(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "refused"
    assert "No figure on record gives" in answer.summary
    assert {near["kind"] for near in answer.nearest} == {"figure"}


def test_whether_a_number_is_right_is_not_judged(ask_shipped: Ask) -> None:
    answer = ask_shipped("Is the figure of 1,023 right?")
    assert answer.summary.startswith("The record weighs no figure")
    assert values(answer) == {1023}


def test_what_was_said_of_a_number_is_no_question_for_it(ask_shipped: Ask) -> None:
    assert ask_shipped("What did Charles Clarke say about the 1,023?").statements
    assert ask_shipped("What did number 10 say?").statements


def test_options_narrow_a_number_written_out(ask_shipped: Ask) -> None:
    answer = ask_shipped("Who gave the figure of 1,023?", outlet="BBC")
    assert {figure["outlet"] for figure in answer.figures} == {"BBC"}
    assert ask_shipped("Who gave the figure of 1,023?", since="2020-01-01").kind == "empty"


def test_the_highest_and_the_latest_are_chosen_among_figures_of_one_thing(ask_shipped: Ask, ask_ferry: Ask) -> None:
    highest = ask_ferry("What is the highest number of people aboard that anyone gives?")
    assert values(highest) == {231}
    assert "the highest of the" in highest.summary
    assert values(ask_ferry("who gives the lowest figure for the people aboard")) == {214}
    several = ask_shipped("What is the latest figure for released foreign prisoners?")
    assert "none is called the latest" in several.summary
    assert "later or earlier" in ask_shipped("How many prisoners were located at the latest count?").summary


def test_figures_of_two_outlets_are_compared(ask_shipped: Ask, ask_ferry: Ask) -> None:
    same = ask_shipped("Do the Guardian and the BBC give the same number?")
    assert same.summary.startswith("Yes")
    assert {figure["outlet"] for figure in same.figures} == {"BBC", "The Guardian"}
    assert ask_shipped("Does the Guardian's figure differ from the BBC's?").kind == "answer-no"
    assert ask_shipped("Do the Guardian and the Independent agree on any figure?").kind == "empty"
    assert ask_ferry("Do the Merrow Herald and North Sound Radio give the same number?").kind == "answer-no"
    assert ask_ferry("does the Merrow Herald's figure differ from North Sound Radio's").summary.startswith("Yes")
