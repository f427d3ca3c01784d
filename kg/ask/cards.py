"""What a question compares of a statement, fetched for many at once and kept: cheaper than the whole record of it."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.ask.stems import stem
from kg.ask.synonyms import fold_phrases
from kg.ask.tokens import split_words
from kg.model import Entity, Statement
from kg.namespaces import PREFIXES
from kg.query.records import Neighbourhood, load_statements

if TYPE_CHECKING:
    from kg.store import GraphStore

# As many are kept for the next question, most of a record that people curate by hand; a card takes about 3 kB.
KEPT = 4000
# And of so many things what the graph tells of them, for cards and whole records alike; one takes about 2 kB.
KEPT_NODES = 10_000
_OWN = tuple(
    PREFIXES["kg"] + name
    for name in "speaker onBehalfOf act towards about polarity earliest latest spokeAs gist".split()
)


class Card:
    """A statement as questions compare it; IRIs are absolute, days ISO dates or None.

    What its reports tell is fetched when it is asked for, then for all cards that were asked for together.
    """

    def __init__(self, iri: str, graph: Neighbourhood, together: Sequence[str]) -> None:
        """Read the properties of a statement.

        Args:
            iri: of the statement.
            graph: has fetched it.
            together: the statements whose reports are likely to be wanted when this one's are.
        """
        self.iri, self._graph, self._together = iri, graph, together
        own = graph.nodes[iri]
        # By hand: through the methods of the graph, a thousand cards take four times as long.
        speaker, behalf, acts, towards, about, polarity, earliest, latest, tenure, gist = (
            sorted(value.value for value in own[name]) if name in own else () for name in _OWN
        )
        self.speaker = speaker[0] if speaker else ""
        self.behalf, self.acts = frozenset(behalf), frozenset(acts)
        self.towards, self.about = frozenset(towards), frozenset(about)
        self.polarity = polarity[0].removeprefix(PREFIXES["kg"]) if polarity else ""
        self.earliest = earliest[0] if earliest else None
        self.latest = latest[0] if latest else None
        self.tenure = tenure[0] if tenure else ""
        self.gist = gist[0] if gist else ""

    def __eq__(self, other: object) -> bool:
        """Say whether two cards are of one statement."""
        return isinstance(other, Card) and self.iri == other.iri

    def __hash__(self) -> int:
        """Return a number that equal cards share."""
        return hash(self.iri)

    @cached_property
    def _reports(self) -> Sequence[str]:
        self._graph.load_inverse("kg:reports", self._together)
        return self._graph.load_inverse("kg:reports", [self.iri])

    @cached_property
    def quoted(self) -> str:
        """Return the words that its reports quote."""
        quoted = {words for report in self._reports for words in self._graph.all(report, "kg:quotation")}
        return " ".join(sorted(quoted))

    @cached_property
    def reporters(self) -> frozenset[str]:
        """Return what carries it: sources, or the statements of others who told of it."""
        return frozenset(one for report in self._reports for one in self._graph.all(report, "kg:reporter"))

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
        self.store, self._graph = store, Neighbourhood(store)
        self._cards: dict[str, Card] = {}
        self._statements: dict[str, Statement] = {}

    def get(self, iris: Sequence[str]) -> list[Card]:
        """Return the cards of statements, in the order of their IRIs; unknown ones are left out."""
        missing = [iri for iri in dict.fromkeys(iris) if iri not in self._cards]
        if missing:
            graph = self._fetched()
            graph.load(missing)
            cards = (Card(iri, graph, missing) for iri in missing if graph.one(iri, "kg:speaker"))
            self._cards.update((card.iri, card) for card in cards)
        found = [self._cards[iri] for iri in iris if iri in self._cards]
        _forget(self._cards)
        return found

    def load(self, iris: Sequence[str]) -> list[Statement]:
        """Return the whole records of statements, in the order of their IRIs."""
        missing = [iri for iri in dict.fromkeys(iris) if iri not in self._statements]
        if missing:
            base, loaded = self.store.workspace.base, load_statements(self.store, missing, self._fetched())
            self._statements.update((base + one.id, one) for one in loaded)
        found = [self._statements[iri] for iri in iris if iri in self._statements]
        _forget(self._statements)
        return found

    def _fetched(self) -> Neighbourhood:
        """Return what was fetched of the graph, or nothing where that has become too much to keep."""
        if len(self._graph.nodes) > KEPT_NODES:
            self._graph = Neighbourhood(self.store)
        return self._graph


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
