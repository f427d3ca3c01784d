"""Questions over the shipped graph: what must be answered, asked back, or refused."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from kg.ask.answer import Answer, answer_json
from kg.ask.phrases import compile_phrase, match
from kg.ask.understand import answer_question
from kg.query import open_catalogue
from kg.query.catalogue import Catalogue
from kg.store import GraphStore, open_store
from kg.workspace import find_workspace

SCHEMA = json.loads((files("kg.ask") / "answer.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def graph() -> Iterator[tuple[Catalogue, GraphStore]]:
    with open_store(find_workspace()) as store:
        yield open_catalogue(store), store


def ask(graph: tuple[Catalogue, GraphStore], question: str, **options: Any) -> Answer:
    answer = answer_question(question, *graph, options)
    jsonschema.validate(answer_json(answer), SCHEMA)
    if answer.kind in ("empty", "ambiguous", "refused"):
        assert not answer.statements
    return answer


def speakers(answer: Answer) -> set[str]:
    return {statement.speaker.label for statement in answer.statements}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who said what about the freed foreign prisoners?", None),
        ("WHAT DID DAVID DAVIS SAY", {"David Davis"}),
        ("what did d. davis say", {"David Davis"}),
        ("what did ming campbel say", {"Menzies Campbell"}),
        ("what did Davis and Campbell say about Clarke?", {"David Davis"}),
        ("what did Clarke say about Dartmoor?", {"Peter Clarke"}),
        ("who blamed the prison service", {"Charles Clarke", "Richard Bacon"}),
        ('who said "eye off the ball"', {"Charles Clarke"}),
        ("which former home secretaries are quoted", {"David Blunkett", "Suella Braverman"}),
        ("what did the chief inspector of prisons say", {"Peter Clarke"}),
        ("what did the Prison Reform Trust say", {"Peter Dawson"}),
    ],
)
def test_a_question_finds_its_speakers(
    graph: tuple[Catalogue, GraphStore], question: str, expected: set[str] | None
) -> None:
    answer = ask(graph, question)
    assert answer.kind == "answer"
    assert answer.statements
    if expected:
        assert speakers(answer) == expected


@pytest.mark.parametrize("question", ["What did Clarke say?", "what did mr clarke say", "What did Tony say?"])
def test_an_ambiguous_name_is_asked_back(graph: tuple[Catalogue, GraphStore], question: str) -> None:
    answer = ask(graph, question)
    assert answer.kind == "ambiguous"
    assert len(answer.candidates) > 1
    # Named as the question wrote it.
    assert answer.unclear in question


@pytest.mark.parametrize(
    "question",
    [
        "what did Donald Trump say about Dartmoor",
        "why did Charles Clarke resign",
        "what is the name of the Home Office source",
        "what did Davis say about Brexit",
        "what is the meaning of life",
        "what was said about Dartmoor after 2030",
        "",
        "¿?",
        "SELECT * WHERE { ?s ?p ?o }",
        "<script>alert(1)</script>",
        "x" * 10_000,
        "\x00\x1b[31m\u202e",
        "🦊🦊🦊",
    ],
)
def test_what_is_not_on_record_is_refused(graph: tuple[Catalogue, GraphStore], question: str) -> None:
    assert ask(graph, question).kind in ("refused", "empty")


@pytest.mark.parametrize(
    "day", ["30 February 2006", "2006-02-30", "0000-00-00", "99999-01-01", "31/4/2006", "April 31, 2006"]
)
def test_a_day_that_no_calendar_has_is_not_left_out(graph: tuple[Catalogue, GraphStore], day: str) -> None:
    answer = ask(graph, f"who held the post of home secretary on {day}?")
    assert answer.kind == "refused"
    assert day in answer.summary


def test_nobody_called_for_a_resignation(graph: tuple[Catalogue, GraphStore]) -> None:
    answer = ask(graph, "who called for Charles Clarke's resignation?")
    assert answer.kind == "answer-no"
    assert {statement.polarity for statement in answer.statements} <= {"negated", "withheld"}


def test_a_spokesmans_words_are_not_the_ministers(graph: tuple[Catalogue, GraphStore]) -> None:
    answer = ask(graph, "what did Tony Blair say?")
    assert all("spokesman" not in name for name in speakers(answer))


def test_a_year_with_two_holders_names_both(graph: tuple[Catalogue, GraphStore]) -> None:
    answer = ask(graph, "who was home secretary in 2006?")
    assert {entity.label for entity in answer.entities} == {"Charles Clarke", "John Reid"}


def test_a_figure_comes_with_who_asserts_it(graph: tuple[Catalogue, GraphStore]) -> None:
    answer = ask(graph, "how many of the 160 were deported and who says so?")
    assert answer.figures
    assert all("asserted_by" in figure for figure in answer.figures)


def test_options_narrow_the_answer(graph: tuple[Catalogue, GraphStore]) -> None:
    both = ask(graph, "what did Charles Clarke say?")
    one = ask(graph, "what did Charles Clarke say?", outlet="The Guardian")
    assert 0 < len(one.statements) < len(both.statements)
    assert all("The Guardian" in {report.outlet for report in found.reports} for found in one.statements)
    assert ask(graph, "what did Charles Clarke say?", since="2010-01-01").kind == "empty"
    assert len(ask(graph, "what did Charles Clarke say?", limit=2).statements) == 2


def test_every_phrasing_of_the_catalogue_is_understood(graph: tuple[Catalogue, GraphStore]) -> None:
    examples = {
        "kg:Incident": "foreign-prisoners-2006",
        "kg:Agent": "Charles Clarke",
        "kg:Person": "Charles Clarke",
        "kg:Organisation": "Home Office",
        "kg:Post": "home secretary",
        "kg:Source": "guardian-clarke-2006",
        "kg:Act": "blames",
        "kg:FailureKind": "failure to deport",
        "xsd:date": "25 April 2006",
        "xsd:integer": "2",
        "xsd:string": "eye off the ball",
    }
    phrases = [compile_phrase(query.name, text) for query in graph[0] for text in query.questions]
    asked = 0
    for query in graph[0]:
        for number, text in enumerate(query.questions):
            slots = {name: examples.get(param.type, "") for name, param in query.params.items()}
            if not all(slots[name] for name in slots if f"{{{name}}}" in text):
                continue
            asked += 1
            question = text.format(**slots)
            assert query.name in {phrase.query for phrase, _ in match(question, phrases)}
            if number == 0:
                assert ask(graph, question).kind != "refused", question
    assert asked > 100


@pytest.mark.parametrize(
    ("question", "among"),
    [
        ("who agreed with Charles Clarke?", "Tony McNulty"),
        ("who disagreed with Charles Clarke about the foreign prisoners", "David Davis"),
    ],
)
def test_who_stands_with_or_against_somebody_is_somebody_else(
    graph: tuple[Catalogue, GraphStore], question: str, among: str
) -> None:
    assert among in speakers(ask(graph, question))
    assert "Charles Clarke" not in speakers(ask(graph, question))


def test_many_figures_are_counted_and_the_whole_goes_first(graph: tuple[Catalogue, GraphStore]) -> None:
    answer = ask(graph, "how many foreign prisoners were released?")
    assert answer.figures[0]["value"] == 1023
    assert answer.summary.startswith(
        "Foreign prisoners released without being considered for deportation: 1,023 people"
    )


def test_what_cannot_be_read_gets_examples_of_several_subjects(graph: tuple[Catalogue, GraphStore]) -> None:
    nearest = ask(graph, "hello").nearest
    assert len({graph[0][near["id"]].path.parent for near in nearest}) == len(nearest) > 1
