"""What a question compares of a statement, fetched for many at once and kept: cheaper than the whole record of it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.ask.stems import stem
from kg.ask.synonyms import fold_phrases
from kg.ask.tokens import split_words
from kg.model import Entity, Statement
from kg.namespaces import PREFIXES
from kg.query.portions import find_values
from kg.query.records import Neighbourhood, Properties, load_statements

if TYPE_CHECKING:
    from kg.store import GraphStore

# As many are kept for the next question, most of a record that people curate by hand; a card takes about 3 kB.
KEPT = 4000
# And of so many things what the graph tells of them, for cards and whole records alike; one takes about 2 kB.
KEPT_NODES = 10_000
# Of more cards than are shown, who speaks and when is fetched at first: most questions compare no more of them, and
# the rest takes twice as long.
MANY = 200
# The reports of so many statements are fetched together.
TOGETHER = 50
_FIRST = tuple(PREFIXES["kg"] + name for name in ("speaker", "latest"))
_OWN = tuple(PREFIXES["kg"] + name for name in "onBehalfOf act towards about polarity earliest spokeAs gist".split())


class Card:
    """A statement as questions compare it; IRIs are absolute, days ISO dates or None.

    Speaker and last day are at hand; what else the statement or its reports tell is fetched when it is asked for, then
    for all cards that were asked for together.
    """

    behalf: frozenset[str]
    acts: frozenset[str]
    towards: frozenset[str]
    about: frozenset[str]
    polarity: str
    earliest: str | None
    tenure: str
    gist: str

    def __init__(self, iri: str, first: Mapping[str, Sequence[str]], group: "Group") -> None:
        """Take what is at hand of a statement.

        Args:
            iri: of the statement.
            first: its speakers and last days, by the IRIs of the properties.
            group: the statements of which more is likely to be wanted when it is of this one.
        """
        self.iri, self.group = iri, group
        speaker, latest = (sorted(first.get(name, ())) for name in _FIRST)
        self.speaker = speaker[0] if speaker else ""
        self.latest = latest[0] if latest else None

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Read the other properties, all at once, when the first of them is asked for."""
            if name not in Card.__annotations__:
                raise AttributeError(name)
            self._read(self.group.properties(self.iri))
            return self.__dict__[name]

    @property
    def is_read(self) -> bool:
        """Say whether more than speaker and last day has been fetched."""
        return "gist" in self.__dict__

    def _read(self, own: Properties) -> None:
        # By hand: through the methods of the graph, a thousand cards take four times as long.
        behalf, acts, towards, about, polarity, earliest, tenure, gist = (
            sorted(value.value for value in own[name]) if name in own else () for name in _OWN
        )
        self.behalf, self.acts = frozenset(behalf), frozenset(acts)
        self.towards, self.about = frozenset(towards), frozenset(about)
        self.polarity = polarity[0].removeprefix(PREFIXES["kg"]) if polarity else ""
        self.earliest = earliest[0] if earliest else None
        self.tenure = tenure[0] if tenure else ""
        # What it comes to, and what the source says: a gist that is made of facts alone holds nothing of what was said.
        self.gist = ". ".join(part for part in (gist[0] if gist else "", *self.group.told(self.iri)) if part)

    def __eq__(self, other: object) -> bool:
        """Say whether two cards are of one statement."""
        return isinstance(other, Card) and self.iri == other.iri

    def __hash__(self) -> int:
        """Return a number that equal cards share."""
        return hash(self.iri)

    @cached_property
    def quoted(self) -> str:
        """Return the words that its reports quote."""
        return " ".join(sorted(self.group.told_by_reports(self.iri, "kg:quotation")))

    @cached_property
    def reporters(self) -> frozenset[str]:
        """Return what carries it: sources, or the statements of others who told of it."""
        return frozenset(self.group.told_by_reports(self.iri, "kg:reporter"))

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


class Group:
    """Statements that were asked for together: what is wanted of one of them is fetched for all."""

    def __init__(self, graph: Neighbourhood, iris: Sequence[str]) -> None:
        """Fetch nothing yet.

        Args:
            graph: what is fetched goes there.
            iris: of statements, each once.
        """
        self._graph, self._iris = graph, iris
        self._places = {iri: place for place, iri in enumerate(iris)}
        self._is_read, self._reported = False, set[int]()

    def first(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """Return speakers and days of those that have a speaker, by statement and by the IRI of the property."""
        if len(self._iris) > MANY:
            found = find_values(self._graph.store, self._iris, _FIRST)
        else:
            self._graph.load(self._iris)
            self._is_read = True
            nodes = ((iri, self._graph.nodes[iri]) for iri in self._iris)
            found = {iri: {name: [one.value for one in own.get(name, ())] for name in _FIRST} for iri, own in nodes}
        return {iri: own for iri, own in found.items() if own.get(_FIRST[0])}

    def properties(self, iri: str) -> Properties:
        """Return what the graph tells of a statement."""
        if not self._is_read:
            self._graph.load(self._iris)
            self._is_read = True
        return self._graph.nodes[iri]

    def told(self, iri: str) -> list[str]:
        """Return what the reports of a statement say in their sources' words, each wording once."""
        return sorted(set(self._told.get(iri, {}).values()))

    @cached_property
    def _told(self) -> dict[str, dict[str, str]]:
        return self._graph.store.told(self._iris) if hasattr(self._graph.store, "told") else {}

    def told_by_reports(self, iri: str, name: str) -> set[str]:
        """Return the values of a property of the reports of a statement."""
        start = self._places[iri] // TOGETHER * TOGETHER
        if start not in self._reported:
            self._graph.load_inverse("kg:reports", self._iris[start : start + TOGETHER])
            self._reported.add(start)
        reports = self._graph.load_inverse("kg:reports", [iri])
        return {value for report in reports for value in self._graph.all(report, name)}


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
            group = Group(self._fetched(), missing)
            self._cards.update((iri, Card(iri, first, group)) for iri, first in group.first().items())
        found = [self._cards[iri] for iri in iris if iri in self._cards]
        if missing != iris and (unread := [card for card in found if not card.is_read]):
            # Of hundreds that an earlier question went by, the rest is wanted of these few.
            group = Group(self._fetched(), list(dict.fromkeys(card.iri for card in unread)))
            for card in unread:
                card.group = group
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
