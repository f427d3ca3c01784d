"""Kinds of asking: other words, other order, other names for the same question, over two unrelated records.

``understood.jsonl`` holds a question a line with the reply that is due: its kind, and the statements, speakers,
candidates or entities that it must give and no others. Whoever mends a question adds others of its kind.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.ask.actwords import ActWords
from kg.ask.clauses import split_clauses
from kg.ask.courtesy import split_questions, strip_courtesy
from kg.ask.mentions import find_mentions
from kg.ask.reading import read_question
from kg.ask.record import Record
from kg.ask.tokens import split_words
from kg.ask.understand import answer_question
from kg.model import Entity
from kg.query import open_catalogue
from kg.query.catalogue import Catalogue
from kg.store import GraphStore, open_store
from kg.workspace import find_workspace

HERE = Path(__file__).parent
ROWS = [json.loads(line) for line in (HERE / "understood.jsonl").read_text(encoding="utf-8").splitlines()]
WORKSPACES = {None: None, "ferry": HERE.parents[1] / "benchmarks" / "ask" / "workspace"}
Graph = tuple[Catalogue, GraphStore]


@pytest.fixture(scope="module")
def graphs() -> Iterator[dict[str | None, Graph]]:
    stores = {name: open_store(find_workspace(root)) for name, root in WORKSPACES.items()}
    yield {name: (open_catalogue(store), store) for name, store in stores.items()}
    for store in stores.values():
        store.close()


@pytest.fixture(scope="module")
def record(graphs: dict[str | None, Graph]) -> Record:
    return Record(graphs[None][1])


def test_the_list_has_questions_of_every_kind() -> None:
    assert len(ROWS) > 150
    assert {row["kind"] for row in ROWS} == {"answer", "answer-no", "empty", "ambiguous", "refused"}
    assert len({(row["question"], row.get("workspace")) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["question"])
def test_a_question_gets_what_is_due(graphs: dict[str | None, Graph], row: dict[str, Any]) -> None:
    answer = answer_question(row["question"], *graphs[row.get("workspace")])
    assert answer.kind == row["kind"], answer.summary
    statements = {statement.id for statement in answer.statements}
    if "count" in row:
        assert len(statements) == row["count"]
        assert {statement.speaker.iri.rsplit("/", 1)[-1] for statement in answer.statements} == set(row["speakers"])
    else:
        assert statements == set(row.get("statements", []))
    if "candidates" in row:
        assert {one.iri.rsplit("/", 1)[-1] for one in answer.candidates} == set(row["candidates"])
    if "entities" in row:
        assert {one.iri.rsplit("/", 1)[-1] for one in answer.entities} == set(row["entities"])


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Could you please tell me who apologised?", "who apologised?"),
        ("I would like to know whether Davis apologised", "Davis apologised"),
        ("Do you have anything from Davis on the Home Office", "anything from Davis on the Home Office"),
        ("who apologised, please", "who apologised"),
        ("Is it true that Davis apologised", "did Davis apologised"),
        ("tell me who said what about Dartmoor", "who said what about Dartmoor"),
        ("who apologised for what happened", "who apologised for what happened"),
    ],
)
def test_courtesies_are_passed_over(typed: str, asked: str) -> None:
    assert strip_courtesy(typed) == asked


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("What did A say? Who blamed B?", 2),
        ("who apologised and who resigned", 2),
        ("who blamed A and B", 1),
        ("what did A say about B and C", 1),
    ],
)
def test_a_second_question_begins_with_its_own_word(text: str, parts: int) -> None:
    assert len(split_questions(text)) == parts


def test_who_says_so_is_no_question_of_its_own(graphs: dict[str | None, Graph]) -> None:
    answer = answer_question("how many of the 160 were deported and who says so?", *graphs[None])
    assert answer.figures
    assert not answer.statements


@pytest.mark.parametrize(
    ("question", "joined"),
    [
        ("who criticised and blamed Charles Clarke", []),
        ("who supported Charles Clarke and blamed the Home Office", ["and"]),
        ("who supported Charles Clarke but did not blame the Home Office", ["not"]),
        ("who supported Charles Clarke or blamed the Home Office", ["or"]),
    ],
)
def test_a_verb_with_its_own_object_begins_a_clause(record: Record, question: str, joined: list[str]) -> None:
    tokens = split_words(question)
    assert [clause.joined_by for clause in split_clauses(tokens, find_mentions(tokens, record))][1:] == joined


@pytest.mark.parametrize(
    ("question", "is_found"),
    [
        ("who turned the request of the families down", True),
        ("who will take the criminals back", False),
        ("did Davis back Clarke", True),
        ("what was said back in 2006", False),
    ],
)
def test_a_particle_may_stand_behind_the_object(question: str, is_found: bool) -> None:
    words = ActWords({"turn down": [Entity("act:refuses", "refuses")], "back": [Entity("act:supports", "supports")]})
    tokens = split_words(question)
    assert bool(words.find(tokens, [False] * len(tokens))) == is_found


@pytest.mark.parametrize(
    ("question", "role", "said"),
    [
        ("who was blamed by David Davis", "speaker", "David Davis"),
        ("was David Davis blamed", "target", "David Davis"),
        ("David Davis's criticism of the Home Office", "speaker", "David Davis"),
        ("criticism of David Davis", "target", "David Davis"),
        ("what did the Home Office say about David Davis", "about", "David Davis"),
        ("who did David Davis blame", "speaker", "David Davis"),
        ("who apart from David Davis blamed the Home Office", "without", "David Davis"),
        ("what did David Davis say in the Guardian", "outlet", "Guardian"),
        ("what did David Davis say as shadow home secretary", "capacity", "shadow home secretary"),
        ("who spoke on behalf of the Home Office", "behalf", "Home Office"),
    ],
)
def test_each_name_gets_its_part(record: Record, question: str, role: Any, said: str) -> None:
    assert said in [mention.said for mention in read_question(question, record).mentions(role)]
