"""What stands in the repository of the articles: their speakers' words, their titles, and nothing of their prose."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.find.quotes import find_quotations
from kg.store import GraphStore, open_store
from kg.workspace import find_workspace

RUN = 9
KEPT = ("README.md", "CHANGELOG.md", "benchmarks", "kg", "ontology", "queries", "seeds", "tests")
TEXTS = frozenset((".csv", ".css", ".html", ".js", ".json", ".jsonl", ".md", ".py", ".rq", ".tsv", ".ttl", ".txt"))
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_MARKS, _CLOSING = "\"“‘'", "\"”’'"
# A title names its source, and a person with an office is no prose.
_NAMES = """
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX kg: <https://w3id.org/on-record/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?name { { ?s a kg:Source ; dcterms:title ?name } UNION { ?t a kg:Tenure ; rdfs:label ?name } }
"""


def _runs(text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    words = list(_WORD.finditer(text.lower().replace("’", "'")))
    for first in range(len(words) - RUN + 1):
        some = words[first : first + RUN]
        yield tuple(word[0] for word in some), some[0].start(), some[-1].end()


def _continued(text: str) -> Iterator[tuple[int, int]]:
    """Return the paragraphs of a quotation that goes on in the next: both begin with a mark."""
    lines = list(re.finditer(r"[^\n]+", text))
    for line, following in pairwise(lines):
        if line[0][0] in _MARKS and following[0][0] in _MARKS and line[0][-1] not in _CLOSING:
            yield line.span()


def _prose(shared: Path) -> set[tuple[str, ...]]:
    """Return the runs of words of the articles that no speaker says anywhere in them."""
    told: set[tuple[str, ...]] = set()
    said: set[tuple[str, ...]] = set()
    for path in sorted((shared / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        spans = [*(quotation.inside for quotation in find_quotations(text)), *_continued(text)]
        for run, start, end in _runs(text):
            is_said = any(first <= start and end <= last for first, last in spans)
            (said if is_said else told).add(run)
    assert told
    assert said
    return told - said


def _names(store: GraphStore) -> set[tuple[str, ...]]:
    rows: Any = store.query(_NAMES)
    return {run for row in rows for run, _, _ in _runs(row["name"].value)}


def test_no_prose_of_an_article_stands_in_the_repository(root: Path, shared_dir: Path) -> None:
    prose = _prose(shared_dir)
    with open_store(find_workspace(root)) as store:
        prose -= _names(store)
    paths = [path for kept in KEPT for path in (root / kept, *(root / kept).rglob("*")) if path.suffix in TEXTS]
    assert len(paths) > 500
    found = {
        f"{path.relative_to(root)}: {' '.join(run)}"
        for path in paths
        if path.is_file()
        for run, _, _ in _runs(path.read_text(encoding="utf-8", errors="replace"))
        if run in prose
    }
    assert not found
