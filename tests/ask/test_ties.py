"""Who contradicts, backs and answers whom; and which outlets carry what."""

import pytest

from kg.ask.answer import Answer
from tests.ask.conftest import Ask


def ids(answer: Answer) -> set[str]:
    return {statement.id for statement in answer.statements}


def speakers(answer: Answer) -> set[str]:
    return {statement.speaker.label.split(" (")[0] for statement in answer.statements}


@pytest.mark.parametrize(
    ("question", "others", "not_among"),
    [
        (
            "Who disagrees with David Davis about blaming officials?",
            "Prime minister's official spokesman",
            "David Davis",
        ),
        ("who is at odds with Davis over blaming officials", "Prime minister's official spokesman", "David Davis"),
        ("Who disputes Chris Philp's claim?", "Home Office source", "Chris Philp"),
        ("who contradicted Philp", "Home Office source", "Chris Philp"),
        ("Does anybody take issue with Chris Philp?", "Home Office source", "Chris Philp"),
        ("Who agrees with the home secretary that he should not go?", "Tony McNulty", "Charles Clarke"),
        ("Who replied to the Daily Mail?", "Durham Police spokesman", "Daily Mail"),
        ("who responded to Suella Braverman", "Home Office spokesperson", "Suella Braverman"),
    ],
)
def test_those_who_stand_to_somebody_are_others(ask_shipped: Ask, question: str, others: str, not_among: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "answer", answer.summary
    assert others in speakers(answer)
    assert not_among not in speakers(answer)


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("Where do Michael Spurr and the inspectors disagree?", {"Michael Spurr", "Inspectors of HMP Dartmoor"}),
        ("Does Spurr contradict the inspectors?", {"Michael Spurr", "Inspectors of HMP Dartmoor"}),
        ("whom did Jenrick contradict", {"Robert Jenrick", "David Lammy"}),
        ("what is in dispute about Dartmoor", {"Michael Spurr", "Inspectors of HMP Dartmoor"}),
        ("conflicting accounts of Dartmoor", {"Michael Spurr", "Inspectors of HMP Dartmoor"}),
        ("Did Charles Clarke contradict himself?", {"Charles Clarke"}),
        ("Is there any tension between Blair and Charles Clarke?", {"Tony Blair", "Charles Clarke"}),
    ],
)
def test_both_sides_of_a_disagreement_are_shown(ask_shipped: Ask, question: str, both: set[str]) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "answer", answer.summary
    assert speakers(answer) == both
    assert all(statement.standing for statement in answer.statements)


def test_everybody_who_disagrees_is_found_without_a_name(ask_shipped: Ask) -> None:
    answers = [
        ask_shipped(question)
        for question in (
            "Who disagrees with whom on the foreign prisoners?",
            "who contradicts whom over the foreign prisoners",
            "Which accounts of the foreign prisoners conflict?",
        )
    ]
    assert {"David Davis", "Charles Clarke", "Harry Fletcher"} <= speakers(answers[0])
    assert len({frozenset(ids(answer)) for answer in answers}) == 1


def test_whether_two_agree_is_answered_by_their_disagreeing(ask_shipped: Ask) -> None:
    answer = ask_shipped("Does the prime minister's spokesman agree with David Davis?")
    assert answer.kind == "answer-no"
    assert answer.summary.startswith("No")


@pytest.mark.parametrize("question", ["Who disagrees with Clarke?", "Did Clarke contradict himself?"])
def test_a_namesake_who_alone_is_tied_is_asked_back_all_the_same(ask_shipped: Ask, question: str) -> None:
    assert ask_shipped(question).kind == "ambiguous"


def test_a_namesake_is_settled_by_what_the_tie_is_about(ask_shipped: Ask, ask_ferry: Ask) -> None:
    answer = ask_shipped("Who disagrees with Clarke on blaming officials?")
    assert speakers(answer) == {"David Davis"}
    assert "“Clarke” is read as Charles Clarke" in answer.summary
    assert ask_ferry("Does Tolland agree with Calder?").kind == "answer-no"


def test_nobody_who_disagrees_is_said(ask_shipped: Ask) -> None:
    answer = ask_shipped("Who contradicts Alison Heydari about guidance?")
    assert answer.kind == "empty"
    assert "disagreement" in answer.summary
    assert answer.nearest


def test_an_unrelated_failure_has_its_disputes(ask_ferry: Ask) -> None:
    answer = ask_ferry("Who disputes Iain Calder's claim about dirty fuel?")
    assert answer.kind == "answer"
    assert "Iain Calder" not in speakers(answer)
    assert ask_ferry("who contradicts whom about the ferry").kind == "answer"


@pytest.mark.parametrize(
    ("question", "outlets"),
    [
        ("Which outlet carried the words about every nook and cranny?", {"BBC", "The Guardian"}),
        ('which newspaper printed "eye off the ball"', {"BBC"}),
        ("Which papers reported that Charles Clarke would not quit?", {"BBC", "The Guardian"}),
        ("who published the zero tolerance quote", {"The Telegraph"}),
        ("which outlets covered Dartmoor?", {"The Independent"}),
        ("who printed what David Davis said?", {"BBC", "The Guardian"}),
        ("which sources report on community resolutions", {"Daily Mail"}),
    ],
)
def test_the_outlets_that_carry_something_are_named(ask_shipped: Ask, question: str, outlets: set[str]) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "answer", answer.summary
    assert outlets <= {entity.label for entity in answer.entities}
    assert all(outlet in answer.summary for outlet in outlets)


def test_statements_in_several_outlets_in_one_and_in_other_words(ask_shipped: Ask) -> None:
    both = ask_shipped("what did both the BBC and the Guardian report?")
    assert all({"BBC", "The Guardian"} <= {report.outlet for report in one.reports} for one in both.statements)
    assert ids(ask_shipped("Which statements do several outlets carry?")) == ids(both)
    only = ask_shipped("What did only the BBC report?")
    assert {report.outlet for one in only.statements for report in one.reports} == {"BBC"}
    without = ask_shipped("What did the Guardian report that the BBC did not?")
    assert {report.outlet for one in without.statements for report in one.reports} == {"The Guardian"}
    differing = ask_shipped("How do the BBC and the Guardian differ?")
    assert ids(differing) < ids(both)
    assert ask_shipped("do the papers agree about what Charles Clarke said?").kind == "answer-no"


def test_a_copied_article_is_found_under_the_outlet_that_it_copies(ask_shipped: Ask) -> None:
    named = ask_shipped("What did Jenrick say in the Daily Mail?")
    narrowed = ask_shipped("What did Robert Jenrick say?", outlet="Daily Mail")
    assert named.statements
    assert ids(named) == ids(narrowed)
    assert {report.copied_from for one in named.statements for report in one.reports} == {"Daily Mail"}
    assert ask_shipped("what did the Mail say about Derbyshire?").kind == "answer"


def test_a_claim_that_is_rejected_and_two_who_do_not_agree(ask_ferry: Ask) -> None:
    rejected = ask_ferry("Has anybody rejected Greta Voss's claim?")
    assert rejected.summary.startswith("Yes")
    assert "Greta Voss" not in speakers(rejected)
    assert ask_ferry("Do the company and the inspectorate agree on lifejackets?").kind == "answer-no"


@pytest.mark.parametrize("question", ["Was anything corrected?", "were there any corrections"])
def test_that_nothing_was_corrected_is_said(ask_ferry: Ask, question: str) -> None:
    answer = ask_ferry(question)
    assert answer.kind == "empty"
    assert answer.summary.startswith("No correction")


def test_a_body_contradicts_itself(ask_shipped: Ask) -> None:
    assert len(ask_shipped("Does the Home Office contradict itself on publishing deportation figures?").statements) == 2


def test_a_reaction_to_a_matter_is_what_was_said_of_it(ask_shipped: Ask) -> None:
    found = ask_shipped("How did the man in charge of HMPPS respond to the Dartmoor inspection?")
    assert {one.speaker.label for one in found.statements} == {"Michael Spurr"}


@pytest.mark.parametrize(
    "question",
    ["which sources disagree about the fuel", "Which sources contradict each other on the fuel?"],
)
def test_sources_that_differ_are_those_who_contradict_each_other(ask_ferry: Ask, question: str) -> None:
    answer = ask_ferry(question)
    assert answer.kind == "answer"
    assert {"Iain Calder", "Transport ministry source"} <= speakers(answer)


def test_who_contradicts_somebody_is_not_whom_he_contradicts(ask_shipped: Ask) -> None:
    told = [one.summary for one in (ask_shipped("Who rebutted David Davis?"), ask_shipped("who contradicts Davis"))]
    assert not any("David Davis disagrees with" in summary for summary in told)
    assert "David Davis disagrees with" in ask_shipped("Who disagrees with David Davis?").summary
