"""What people put on record of the five texts: read for scoring alone, after everything is resolved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.iri import local_id
from kg.model import Span, read_span
from kg.namespaces import expand

ROOT = Path(__file__).resolve().parents[2]
BASE = expand("id:")
# Nothing of these may be known when a text is resolved.
_WITHHELD = ("statements", "figures", "relations", "silences", "judgements", "reviewed")


@dataclass(frozen=True)
class Gold:
    """A report of the record: who says what where, as local ids and notations.

    ``named`` is where the speaker is named; ``is_core`` says that the source itself reports it: neither within another
    statement nor as a repetition.
    """

    id: str
    source: str
    spans: tuple[Span, ...]
    speaker: str
    voice_of: tuple[str, ...]
    about: tuple[str, ...]
    acts: tuple[str, ...]
    polarity: str
    named: tuple[Span, ...]
    is_core: bool
    towards: tuple[str, ...] = ()


class MemoryStore:
    """The files of the record in memory."""

    def __init__(self, *, with_statements: bool) -> None:
        """Load the ontology and the seeds."""
        self.store = ox.Store()
        for folder in ("ontology", "seeds"):
            for path in sorted((ROOT / folder).rglob("*.ttl")):
                if with_statements or not set(_WITHHELD).intersection(path.parts):
                    name = path.relative_to(ROOT).with_suffix("").as_posix()
                    graph = ox.NamedNode(f"{BASE}graph/{name}")
                    self.store.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=graph)

    def query(self, text: str) -> Any:
        """Run a query over the union of the graphs."""
        return self.store.query(text, use_default_graph_as_union=True)

    def values(self, subject: str, name: str) -> list[str]:
        """Return the values of a property of a thing, IRIs as local ids, sorted."""
        quads = self.store.quads_for_pattern(ox.NamedNode(BASE + subject), ox.NamedNode(expand(name)), None, None)
        found = {quad.object for quad in quads}
        return sorted(local_id(one.value) if isinstance(one, ox.NamedNode) else one.value for one in found)  # type: ignore[union-attr]


def read_gold(store: MemoryStore) -> Iterator[Gold]:
    """Yield the reports of the record in the order of their ids."""
    quads = store.store.quads_for_pattern(
        None, ox.NamedNode(expand("rdf:type")), ox.NamedNode(expand("kg:Report")), None
    )
    for report in sorted(local_id(quad.subject.value) for quad in quads):  # type: ignore[union-attr]
        statement = store.values(report, "kg:reports")[0]
        source = store.values(report, "kg:source")[0]
        speaker = store.values(statement, "kg:speaker")[0]
        is_core = store.values(report, "kg:reporter") == [source] and not store.values(report, "kg:repeatsReport")
        yield Gold(
            report,
            source,
            tuple(sorted(_span(store, one) for one in store.values(report, "kg:selector"))),
            speaker,
            tuple(store.values(speaker, "kg:speaksFor")),
            tuple(store.values(statement, "kg:about")),
            tuple(store.values(statement, "kg:act")),
            store.values(statement, "kg:polarity")[0],
            tuple(span for span in map(read_span, store.values(report, "kg:sourceSpan")) if span),
            is_core,
            tuple(store.values(statement, "kg:towards")),
        )


def roots(store: MemoryStore, incidents: Sequence[str]) -> set[str]:
    """Return the widest incidents that some belong to."""
    found: set[str] = set()
    for one in incidents:
        wholes = store.values(one, "kg:partOf")
        found |= roots(store, wholes) if wholes else {one}
    return found


def _span(store: MemoryStore, passage: str) -> Span:
    return read_span("-".join(store.values(passage, name)[0] for name in ("oa:start", "oa:end"))) or (0, 0)
