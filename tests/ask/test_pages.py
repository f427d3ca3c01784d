"""Answers of many statements: all are counted, the first are shown."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.generate import write_workspace
from kg.ask.options import PAGE
from kg.ask.understand import answer_question
from kg.query import open_catalogue
from kg.store import GraphStore, open_store
from kg.workspace import find_workspace

_BUSIEST = """
PREFIX kg: <https://w3id.org/on-record/ontology#>
SELECT ?who (COUNT(*) AS ?n) WHERE { ?statement kg:speaker ?who } GROUP BY ?who ORDER BY DESC(?n) LIMIT 1
"""


@pytest.fixture(scope="module")
def busy_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """Return a generated record in which somebody says more than a page holds."""
    folder: Path = tmp_path_factory.mktemp("pages") / "busy"
    write_workspace(folder, 1000)
    with open_store(find_workspace(folder)) as store:
        yield store


@pytest.mark.parametrize(("limit", "shown"), [(None, PAGE), (PAGE + 5, PAGE + 5), (7, 7)])
def test_a_large_answer_counts_all_and_shows_the_first(busy_store: GraphStore, limit: int | None, shown: int) -> None:
    row = next(iter(busy_store.query(_BUSIEST)))  # type: ignore[arg-type]
    who, number = busy_store.names.labels(row["who"].value)[0], int(row["n"].value)
    assert number > PAGE + 5, "the generated record has nobody who says so much"
    options = {} if limit is None else {"limit": str(limit)}
    answer = answer_question(f"What did {who} say?", open_catalogue(busy_store), busy_store, options)
    assert answer.kind == "answer"
    assert len(answer.statements) == shown
    assert re.match(rf"{number} statements by .*\. Of {number}, the first {shown} are shown\.$", answer.summary)
    days = [statement.latest or "" for statement in answer.statements]
    assert days == sorted(days)
    assert {statement.speaker.iri for statement in answer.statements} == {entity.iri for entity in answer.entities}
