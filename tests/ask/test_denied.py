"""Whether somebody said a thing: yes, no, and who of several is meant that has no name."""

from collections.abc import Callable

import pytest

from kg.ask.answer import Answer

Ask = Callable[[str], Answer]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Did Charles Clarke say he would resign?", "answer-no"),
        ("Did Charles Clarke say he would not resign?", "answer"),
        ("Did Blair's spokesman say that he was pleased with the news?", "answer-no"),
        ("Did Harry Fletcher say the prisoners could be found?", "answer-no"),
        ("Did Keir Starmer say that prosecutors understood the abuse?", "answer-no"),
        ("Did Lin Homer say fourteen were found?", "answer"),
        ("Did McNulty say Clarke should stay?", "answer"),
        ("has david davis ever said that clarke should stay", "answer-no"),
    ],
)
def test_what_somebody_said_is_not_what_he_denied(ask_shipped: Ask, question: str, kind: str) -> None:
    assert ask_shipped(question).kind == kind


def test_the_spokesman_is_asked_back_where_there_are_several(ask_shipped: Ask, ask_ferry: Ask) -> None:
    found = ask_shipped("What did the spokesman say about community resolutions?")
    assert found.kind == "ambiguous"
    assert len(found.candidates) == 2
    assert {one.speaker.label for one in ask_ferry("What did the spokesman say?").statements} == {
        "First minister's spokesman (March 2023)"
    }


def test_who_the_unnamed_one_was_is_refused(ask_shipped: Ask) -> None:
    assert ask_shipped("Who exactly is the Home Office source who went for the Tories?").kind == "refused"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What did Blair say about the foreign prisoners once he had left Downing Street?", "empty"),
        ("What did David Blunkett say after he left office?", "answer"),
        ("What did Keir Starmer say before he became prime minister?", "answer"),
        ("What did Theresa May say before becoming prime minister?", "empty"),
    ],
)
def test_days_are_told_by_time_in_a_post(ask_shipped: Ask, question: str, kind: str) -> None:
    assert ask_shipped(question).kind == kind


def test_two_surnames_are_two_people(ask_shipped: Ask) -> None:
    assert {one.label for one in ask_shipped("jenrick lammy").entities} == {"Robert Jenrick", "David Lammy"}
    assert ask_shipped("David Clarke on prisons").kind == "refused"
    assert ask_shipped("Has Clarke Campbell ever spoken?").kind == "refused"


def test_who_defends_somebody_tells_that_nobody_blamed_him(ask_ferry: Ask) -> None:
    answer = ask_ferry("Who accused the crew of the ferry?")
    assert answer.kind == "answer-no"
    assert [one.speaker.label for one in answer.statements] == ["Greta Voss"]


@pytest.mark.parametrize(
    "question", ["Did Ruth Calder refuse to step down?", "Did Mrs Calder refuse to quit?", "who refused to go"]
)
def test_who_stays_refuses_to_resign(ask_ferry: Ask, question: str) -> None:
    answer = ask_ferry(question)
    assert answer.kind == "answer"
    assert [one.speaker.label for one in answer.statements] == ["Ruth Calder"]


def test_blame_that_is_not_laid_is_none_in_other_words_either(ask_ferry: Ask) -> None:
    assert ask_ferry("who blamed the weary crew of the ferry").kind != "answer"


def test_who_tells_that_another_did_not_stands_beside_the_no(ask_ferry: Ask) -> None:
    answer = ask_ferry("Has Piers Lund offered his resignation?")
    assert answer.kind == "answer-no"
    assert [one.speaker.label.split(" (")[0] for one in answer.statements] == [
        "Piers Lund",
        "First minister's spokesman",
    ]
