"""Questions for numbers: what is counted must be what is asked for, and whoever asserts it is named."""

from pathlib import Path

import pytest

from kg.ask.answer import Answer
from kg.ask.understand import answer_question
from kg.query import open_catalogue
from kg.store import open_store
from kg.workspace import find_workspace
from tests.ask.conftest import Ask


def values(answer: Answer) -> set[float]:
    return {figure["value"] for figure in answer.figures}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many foreign prisoners were let out?", {1023, 1000}),
        ("how many foreign criminals were set free without being considered for deportation", {1023, 1000}),
        ("What number of foreign prisoners walked free?", {1023, 1000}),
        ("how many of the 1,023 were deported", {20}),
        ("How many of the 160 were deported?", {5}),
        ("How many of the 160 were sent home, according to Lin Homer?", {5}),
        ("How many of the released foreign prisoners were tracked down?", {107, 100}),
        ("How many of the freed prisoners had been traced?", {107, 100}),
        ("How many killers were among the 1,023?", {3}),
        ("how many murderers were freed, says who", {3}),
        ("how many burglars were among those let out", {41}),
        ("How many people convicted of manslaughter were released?", {2}),
        ("How many were released after August 2005?", {288}),
        ("how many were let out from August 2005 on", {288}),
        ("How many foreign prisoners were there in 1996?", {4300}),
        ("what figures did Clarke give for prisoners born overseas?", {4300, 10000}),
        ("How many police forces answered the FOI requests?", {38}),
        ("how many constabularies replied", {38}),
        ("how many police forces are there in Britain?", {44}),
        ("How many community resolutions were handed out?", {412000}),
        ("how many sex offenders were given community resolutions", {2949}),
        ("How many of the foreign offenders were dealt with by community resolution?", {14000}),
        ("How many sex offenders did Dartmoor hold?", {440}),
        ("how many sex offenders were held at HMP Dartmoor in 2017", {440}),
        ("What proportion of Dartmoor's inmates were sex offenders?", {70}),
        ("what percentage of Dartmoor inmates is outside MAPPA", {20}),
        ("how many men were released from Dartmoor", {200}),
        ("By how much did deportations of foreign criminals fall?", {20}),
        ("What was the drop in deportations of foreign criminals?", {20}),
        ("how long was the Rochdale ringleader's sentence", {6}),
        ("how long did the ringleader serve?", {2.5}),
        ("How long was the prisoner on the run?", {7, 8}),
        ("how many prisoners are still on the loose", {3}),
        ("How many wrongly released prisoners are at large, and who says so?", {3}),
        ("How old were the children in the Derbyshire case?", {14}),
        ("how many girls under 13 were assaulted", {24}),
        ("How many inmates were outside MAPPA?", {20}),
        ("How long was the ringleader still in Rochdale after his deportation was ordered?", {9}),
        ("How many prisoners were accidentally released since Lammy's new checks?", {3}),
        ("how long did Lammy not know that a prisoner was lost?", {7}),
        ("What does the Daily Mail say is the number of sex offenders let off?", {2949}),
        ("how many people were caught with indecent images of children", {750}),
        ("What was the age of the children in Derbyshire?", {14}),
        ("what is the total of offenders given community resolutions, and over what period?", {412000}),
    ],
)
def test_a_number_is_found_by_what_it_counts(ask_shipped: Ask, question: str, expected: set[float]) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "answer", answer.summary
    assert values(answer) <= expected | {288}
    assert expected <= values(answer)


@pytest.mark.parametrize(
    "question",
    [
        "How many community resolutions were given to asylum seekers?",
        "how many asylum seekers got community resolutions",
        "how many girls got community resolutions",
        "How many of the 1,023 went on to reoffend?",
        "how many of the freed foreign prisoners committed more crimes",
        "How many foreign prisoners were released in 2015?",
        "How many foreign prisoners were released in 2006?",
        "How many people were killed?",
        "How many prisoners escaped from Dartmoor?",
        "how many prisoners absconded",
        "How much did the foreign prisoners scandal cost?",
        "What did the blunder cost the taxpayer in pounds? How much?",
        "How often were prisoners released by mistake?",
        "what proportion of the 1,023 were burglars",
        "How many grooming gang members have been deported?",
        "how many home secretaries resigned",
        "How many prisoners are at large according to Robert Jenrick?",
        "How many Rwandans were deported?",
        "how many judges were bribed",
        "How many sex offenders did Wandsworth hold?",
        "What percentage of foreign prisoners were deported?",
        "how many deportations were there under the Tories",
        "how many girls were let off",
        "How many offences did the 1,023 commit?",
        "how many foreign prisoners reoffended according to Charles Clarke",
    ],
)
def test_a_number_that_no_source_gives_is_refused(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "refused", answer.summary
    assert all(near["kind"] in ("figure", "statement") for near in answer.nearest)


def test_a_number_that_is_kept_back_is_refused_with_who_keeps_it(ask_shipped: Ask) -> None:
    answer = ask_shipped("How many members of grooming gangs has the Home Office deported?")
    assert answer.kind == "refused"
    assert "Home Office would not give it" in answer.summary
    assert answer.nearest[0]["acts"] == ["refuses"]


def test_whether_a_number_was_given_is_answered_by_the_refusal(ask_shipped: Ask) -> None:
    answer = ask_shipped("Did the Home Office say how many grooming gang members it had deported?")
    assert answer.kind == "answer-no"
    assert [statement.acts for statement in answer.statements] == [("refuses",)]


def test_a_figure_names_its_asserter_outlet_and_day(ask_shipped: Ask) -> None:
    answer = ask_shipped("how many prisoners are still at large according to lammy")
    assert "says David Lammy" in answer.summary
    (figure,) = answer.figures
    assert figure["asserted_by"]["label"] == "David Lammy"
    assert figure["source"].endswith(".txt")
    assert figure["published_on"] == "2025-11-16"


def test_an_outlet_narrows_the_figures(ask_shipped: Ask) -> None:
    answer = ask_shipped("Which figure did the Guardian give for the foreign prisoners released?")
    assert answer.figures
    assert {figure["outlet"] for figure in answer.figures} == {"The Guardian"}
    by_option = ask_shipped("how many foreign prisoners were released?", outlet="BBC")
    assert {figure["outlet"] for figure in by_option.figures} == {"BBC"}
    assert ask_shipped("how many foreign prisoners were released?", since="2010-01-01").kind == "empty"


def test_a_namesake_who_gave_the_number_is_asked_back(ask_shipped: Ask) -> None:
    answer = ask_shipped("Did Clarke say how many were released?")
    assert answer.kind == "ambiguous"
    assert {one.label for one in answer.candidates} == {"Charles Clarke", "Peter Clarke"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how many were on board?", {214, 229, 231}),
        ("How many people did the inspectorate say were aboard?", {229}),
        ("what number did the Merrow Herald print for those aboard", {214}),
        ("How many passengers had no life jacket?", {41, 60}),
        ("how many people were without lifejackets, and do the sources differ?", {41, 60}),
        ("how long was the ferry adrift", {6}),
        ("How long before the coastguard was called?", {50}),
        ("how much compensation do passengers get", {200}),
        ("How much compensation was promised per head?", {200}),
        ("How many souls were on board, and who says so?", {214, 229, 231}),
        ("how many minutes passed before the coastguard was called", {50}),
    ],
)
def test_numbers_of_an_unrelated_failure_are_found(ask_ferry: Ask, question: str, expected: set[float]) -> None:
    answer = ask_ferry(question)
    assert answer.kind == "answer", answer.summary
    assert values(answer) == expected
    assert ("conflict" in answer.summary) == (len(expected) > 1)


@pytest.mark.parametrize(
    "question",
    [
        "how many crew were aboard",
        "How many passengers were hurt?",
        "how many passengers drowned",
        "How much did the ferry cost?",
        "how old was the ferry",
        "how many lifeboats did the Stella Norna carry",
        "how many lifejackets were there",
        "how many people drowned",
    ],
)
def test_numbers_of_an_unrelated_failure_are_not_made_up(ask_ferry: Ask, question: str) -> None:
    assert ask_ferry(question).kind == "refused"


def test_one_number_is_disputed_or_agreed_on(ask_shipped: Ask, ask_ferry: Ask) -> None:
    assert ask_shipped("is the figure of 160 disputed?").kind == "answer-no"
    agreed = ask_shipped("Do the sources agree that 1,023 prisoners were released?")
    assert agreed.summary.startswith("Yes")
    assert 1023 in values(agreed)
    disputed = ask_ferry("is the figure of 214 people aboard disputed?")
    assert disputed.summary.startswith("Yes")
    assert values(disputed) == {214, 229, 231}


def test_figures_stand_beside_each_other(ask_shipped: Ask, ask_ferry: Ask) -> None:
    odd = ask_ferry("do the figures for those aboard agree?")
    assert odd.kind == "answer-no"
    assert {214, 229, 231} <= values(odd)
    assert ask_ferry("which numbers differ?").kind == "answer"
    assert ask_ferry("Do the papers agree on the number aboard?").kind == "answer-no"
    assert ask_ferry("do the sources differ on how many were aboard").summary.startswith("Yes")
    assert ask_shipped("which figures conflict?").kind == "empty"
    assert ask_shipped("Do the figures on the foreign prisoners agree?").summary.startswith("Yes")
    alike = ask_shipped("which figures must not be mixed up?")
    assert any(row["why"] for row in alike.rows)


def test_what_was_said_of_a_number_is_told_in_words_as_well(ask_ferry: Ask) -> None:
    answer = ask_ferry("What did the inspectorate say about how many were aboard?")
    assert answer.figures
    assert [one.speaker.label for one in answer.statements] == ["Marine Safety Inspectorate"]


def test_a_number_in_words_answers_where_no_figure_holds_it(root: Path) -> None:
    with open_store(find_workspace(root / "benchmarks" / "ask" / "hospital")) as store:
        answer = answer_question("How many causes does she name?", open_catalogue(store), store, by_meaning=False)
        assert answer.kind == "answer"
        assert "No figure on record" in answer.summary
        assert ["three causes" in one.gist for one in answer.statements] == [True]
        near = answer_question("How many boards were untested?", open_catalogue(store), store, by_meaning=False)
        assert near.kind != "answer"
