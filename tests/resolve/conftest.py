"""A small record of our own invention, and articles about it with whom their statements are by."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.find import Finder
from kg.model import Document
from kg.read import read_data
from kg.resolve import KnownGraph, Resolved, SourceFacts, resolve
from kg.resolve.loading import load_known
from kg.workspace import shipped_root

DATA = Path(__file__).parent / "data"


class Memory:
    """Files in memory, asked as a store is."""

    def __init__(self, files: list[Path]) -> None:
        self.store = ox.Store()
        for path in files:
            graph = ox.NamedNode(f"https://w3id.org/on-record/id/graph/seeds/{path.stem}")
            self.store.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=graph)

    def query(self, text: str) -> Any:
        return self.store.query(text, use_default_graph_as_union=True)


@pytest.fixture(scope="session")
def waterways() -> KnownGraph:
    """The small record: two people called Marsh, posts that change hands, a body that took another name."""
    kinds = sorted((shipped_root() / "ontology").rglob("*.ttl"))
    return load_known(Memory([*kinds, *sorted((DATA / "seeds").glob("*.ttl"))]))


@pytest.fixture(scope="session")
def finder() -> Finder:
    pytest.importorskip("onnxruntime")
    return Finder(threads=1)


@dataclass(frozen=True)
class Article:
    """An article, what was resolved in it, and what is expected."""

    document: Document
    resolved: Resolved
    expected: dict[str, Any]


def read_article(name: str, finder: Finder, graph: KnownGraph) -> Article:
    """Find and resolve one of the articles."""
    path = DATA / f"{name}.txt"
    wanted = path.with_suffix(".json")
    expected = json.loads(wanted.read_text(encoding="utf-8")) if wanted.exists() else {}
    document = read_data(path.name, path.read_bytes())
    day = expected.get("published") or document.detail("published")
    facts = SourceFacts(f"{path.stem}-source", document.digest, day, None, document.detail("title"))
    return Article(document, resolve(document, finder.find(document), facts, graph), expected)
