"""Who held a post when, and what bodies were before and became."""

import pytest

from tests.ask.conftest import Ask


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who was home secretary on 25 April 2006?", {"Charles Clarke"}),
        ("who was home secretary in 2006", {"Charles Clarke", "John Reid"}),
        ("Who succeeded Charles Clarke as home secretary?", {"John Reid"}),
        ("Who was home secretary before Charles Clarke?", {"David Blunkett"}),
        ("who replaced Charles Clarke as home secretary", {"John Reid"}),
        ("How long was Charles Clarke home secretary?", {"Charles Clarke"}),
        ("When did Charles Clarke become home secretary?", {"Charles Clarke"}),
        ("Was Charles Clarke home secretary in 2005?", {"Charles Clarke"}),
    ],
)
def test_holders_of_posts_are_named(ask_shipped: Ask, question: str, expected: set[str]) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "answer", answer.summary
    assert {entity.label for entity in answer.entities} == expected
    assert all(row["start"] for row in answer.rows)


def test_a_post_held_at_another_time_is_a_no(ask_shipped: Ask) -> None:
    answer = ask_shipped("Was Charles Clarke home secretary in 2007?")
    assert answer.kind == "answer-no"
    assert "2006-05-05" in answer.summary


@pytest.mark.parametrize(
    "question", ["Who was home secretary in 2040?", "who will hold the post of home secretary in 2099"]
)
def test_what_the_record_does_not_reach_is_refused(ask_shipped: Ask, question: str) -> None:
    assert ask_shipped(question).kind == "refused"


@pytest.mark.parametrize("question", ["Was David Davis home secretary?", "when was Lin Homer prime minister"])
def test_a_post_that_somebody_never_held_is_not_on_record(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind in ("empty", "refused")
    assert "not on record" in answer.summary


@pytest.mark.parametrize(
    ("question", "among"),
    [
        ("What became of the UK Border Agency?", {"UK Visas and Immigration", "Immigration Enforcement"}),
        ("What was HMPPS called before 2017?", {"National Offender Management Service"}),
        ("which body succeeded NOMS", {"HM Prison and Probation Service"}),
        ("what replaced the Immigration and Nationality Directorate?", {"Border and Immigration Agency"}),
        ("what is the former name of UKVI", {"UK Border Agency"}),
    ],
)
def test_bodies_have_forebears_and_heirs(ask_shipped: Ask, question: str, among: set[str]) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "answer", answer.summary
    assert among <= {entity.label for entity in answer.entities}


def test_a_body_of_an_unrelated_failure_has_a_former_name(ask_ferry: Ask) -> None:
    answer = ask_ferry("What was the Merrow Ports Authority called before 2022?")
    assert [entity.label for entity in answer.entities] == ["Merrow Harbour Board"]


def test_what_heirs_say_is_no_question_for_their_names(ask_shipped: Ask) -> None:
    said = ask_shipped("What did the IND or its successors say?")
    assert {one.speaker.label for one in said.statements} == {"Lin Homer"}


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("Which home secretaries were there between 2016 and 2019?", 4),
        ("Which prime ministers were in office from 2005 to 2012?", 3),
        ("home secretaries 2001-2010", 7),
        ("Who replaced Charles Clarke?", 1),
    ],
)
def test_several_who_held_a_post_over_years_are_named(ask_shipped: Ask, question: str, held: int) -> None:
    assert len(ask_shipped(question).entities) == held


def test_a_rank_is_read_by_whoever_held_it(ask_ferry: Ask) -> None:
    assert "2023-05-02" in ask_ferry("When did Piers Lund become minister?").summary
