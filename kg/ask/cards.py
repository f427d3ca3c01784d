"""What a question compares of a statement, fetched for many at once and kept: cheaper than the whole record of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.ask.iris import terms
from kg.ask.stems import stem
from kg.ask.synonyms import fold_phrases
from kg.ask.tokens import split_words
from kg.model import Entity, Statement
from kg.namespaces import PREFIXES, expand
from kg.query.definition import Vetted
from kg.query.records import load_statements

if TYPE_CHECKING:
    from kg.store import GraphStore

# As many are kept for the next question, most of a record that people curate by hand; a card takes about 3 kB.
KEPT = 4000
PORTION = 200
_OWN = ("speaker", "onBehalfOf", "act", "towards", "about", "polarity", "earliest", "latest", "gist", "spokeAs")


@dataclass(frozen=True)
class Card:
    """A statement as questions compare it; IRIs are absolute, days ISO dates or None.

    ``reporters`` are what carries it: sources, or the statements of others who told of it.
    """

    iri: str
    speaker: str
    behalf: frozenset[str]
    acts: frozenset[str]
    towards: frozenset[str]
    about: frozenset[str]
    polarity: str
    earliest: str | None
    latest: str | None
    tenure: str
    gist: str
    quoted: str
    sources: frozenset[str]
    reporters: frozenset[str]

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the stems of the words that tell what was said."""
        text = f"{self.gist} {self.quoted}"
        # "Further crimes" answers to reoffending as well.
        folded = fold_phrases(text.lower())
        return frozenset(_stems(text)) | (frozenset(_stems(folded)) if folded != text.lower() else frozenset())

    @cached_property
    def said(self) -> frozenset[str]:
        """Return the stems of the words within quotation marks."""
        return frozenset(_stems(self.quoted))


def _stems(text: str) -> Iterable[str]:
    # No word is left out: what asks in a question ("paper", "figure") may carry content in what was said.
    for token in split_words(text):
        yield stem(token.text)
        # "High-risk" answers to "risk".
        yield from (stem(part) for part in token.text.split("-") if "-" in token.text and len(part) > 2)


class Cards:
    """The cards and records of a graph's statements."""

    def __init__(self, store: "GraphStore") -> None:
        """Start with nothing fetched."""
        self.store = store
        self._cards: dict[str, Card] = {}
        self._statements: dict[str, Statement] = {}

    def get(self, iris: Sequence[str]) -> list[Card]:
        """Return the cards of statements, in the order of their IRIs; unknown ones are left out."""
        missing = [iri for iri in dict.fromkeys(iris) if iri not in self._cards]
        for start in range(0, len(missing), PORTION):
            self._cards.update(self._fetch(missing[start : start + PORTION]))
        found = [self._cards[iri] for iri in iris if iri in self._cards]
        _forget(self._cards)
        return found

    def load(self, iris: Sequence[str]) -> list[Statement]:
        """Return the whole records of statements, in the order of their IRIs."""
        missing = [iri for iri in dict.fromkeys(iris) if iri not in self._statements]
        base = self.store.workspace.base
        self._statements.update((base + one.id, one) for one in load_statements(self.store, missing))
        found = [self._statements[iri] for iri in iris if iri in self._statements]
        _forget(self._statements)
        return found

    def _fetch(self, iris: Sequence[str]) -> dict[str, Card]:
        own = self._properties(f"VALUES ?s {{ {terms(iris)} }} ?s ?p ?o")
        # A filter: with a second VALUES the engine goes through all reports there are.
        wanted = ", ".join(f"<{expand(name)}>" for name in ("kg:quotation", "kg:source", "kg:reporter"))
        reported = f"VALUES ?s {{ {terms(iris)} }} ?r <{expand('kg:reports')}> ?s . ?r ?p ?o"
        reports = self._properties(f"{reported} FILTER(?p IN ({wanted}))")
        return {iri: _card(iri, own[iri], reports.get(iri, {})) for iri in iris if own.get(iri, {}).get("speaker")}

    def _properties(self, pattern: str) -> dict[str, dict[str, list[str]]]:
        rows: Any = self.store.query(Vetted(f"SELECT ?s ?p ?o WHERE {{ {pattern} }}"))
        found: dict[str, dict[str, list[str]]] = {}
        for row in rows:
            name = row["p"].value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
            found.setdefault(row["s"].value, {}).setdefault(name, []).append(row["o"].value)
        return found


def _card(iri: str, own: dict[str, list[str]], reports: dict[str, list[str]]) -> Card:
    def many(name: str) -> frozenset[str]:
        return frozenset(own.get(name, ()))

    def one(name: str) -> str:
        return min(own.get(name, ()), default="")

    return Card(
        iri,
        one("speaker"),
        many("onBehalfOf"),
        many("act"),
        many("towards"),
        many("about"),
        one("polarity").removeprefix(PREFIXES["kg"]),
        one("earliest") or None,
        one("latest") or None,
        one("spokeAs"),
        one("gist"),
        " ".join(sorted(reports.get("quotation", ()))),
        frozenset(reports.get("source", ())),
        frozenset(reports.get("reporter", ())),
    )


def _forget(kept: dict[str, Any]) -> None:
    """Let go of what was fetched first, where too much is kept."""
    for iri in list(kept)[: max(0, len(kept) - KEPT)]:
        del kept[iri]


def label_of(entity: Entity) -> str:
    """Return the name of a thing without what tells namesakes apart: "Home Office spokesman (April 2006)".

    >>> label_of(Entity("", "Home Office spokesman (April 2006)"))
    'Home Office spokesman'
    """
    return entity.label.split(" (")[0]
