"""Open graphs to put questions to: the shipped one, and one about an unrelated failure."""

import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kg.ask.answer import Answer, answer_json
from kg.ask.understand import answer_question
from kg.query import open_catalogue
from kg.query.catalogue import Catalogue
from kg.store import GraphStore, open_store
from kg.workspace import find_workspace

Ask = Callable[..., Answer]
SCHEMA = json.loads((files("kg.ask") / "answer.schema.json").read_text(encoding="utf-8"))
# Kinds of reply that have no evidence to show; what they have stands near, and no more.
BARE = ("empty", "ambiguous", "refused")


def _asker(catalogue: Catalogue, store: GraphStore) -> Ask:
    def ask(question: str, **options: Any) -> Answer:
        answer = answer_question(question, catalogue, store, options)
        jsonschema.validate(answer_json(answer), SCHEMA)
        if answer.kind in BARE:
            assert not answer.statements
            assert not answer.figures
        return answer

    return ask


@pytest.fixture(scope="session")
def ask_shipped() -> Iterator[Ask]:
    """Return a function that asks the shipped graph, and checks the form of every reply."""
    with open_store(find_workspace()) as store:
        yield _asker(open_catalogue(store), store)


@pytest.fixture(scope="session")
def ask_ferry(root: Path) -> Iterator[Ask]:
    """Return a function that asks the workspace about a ferry, and checks the form of every reply."""
    with open_store(find_workspace(root / "benchmarks" / "ask" / "workspace")) as store:
        yield _asker(open_catalogue(store), store)
