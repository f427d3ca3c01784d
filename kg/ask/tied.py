"""The relations between statements that a question asks for, and the statements at their ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kg.ask.cards import Card
from kg.ask.find import Scope, find_iris
from kg.ask.mentions import Mention
from kg.ask.record import PREFIX_LINES, Record, terms
from kg.ask.retrieve import Retrieval
from kg.ask.roles import split_bodies
from kg.ask.stems import synonyms
from kg.ask.ties import RELATIONS, Kind, TieQuestion
from kg.ask.tokens import content_stems
from kg.iri import local_id
from kg.namespaces import PREFIXES

# The share of a question's words that two tied statements must carry, and of what the best pair carries.
LEAST, LEAST_ALONE, OF_BEST = 0.5, 0.7, 0.8
_OWN = frozenset(("inTensionWith", "repeats"))


@dataclass(frozen=True)
class Tie:
    """One relation between two statements, by absolute IRI; ``reason`` is why, in the words of the record."""

    relation: str
    start: str
    end: str
    reason: str


class Sides:
    """What those named in a question said, and the ties between it and what others said."""

    def __init__(self, asked: TieQuestion, record: Record, retrieval: Retrieval) -> None:
        """Find the statements of all who are named on either side."""
        self.asked, self.record, self.bounds = asked, record, retrieval.scope()
        self.left = [self._said_by(some) for some in _by_place(asked.left)]
        self.right = [self._said_by(some) for some in _by_place(asked.right)]
        self.query = ""

    def ties(self, kind: Kind | None = None) -> list[Tie]:
        """Return the ties that fit the names, the matter and the words of the question; best ones only."""
        found = [tie for tie in self._all(kind or self.asked.kind) if self._is_between(tie) and self._is_about(tie)]
        if not self.asked.topic:
            return found
        scored = [(self._score(tie), tie) for tie in found]
        top = max((score for score, _ in scored), default=0.0)
        # Where nobody is named, words are all that tells which claim is meant.
        least = LEAST_ALONE if self.asked.is_plain and not self.asked.incidents else LEAST
        return [tie for score, tie in scored if score >= max(least, top * OF_BEST)]

    def statements(self, ties: Sequence[Tie]) -> list[str]:
        """Return the statements that answer, oldest first: both ends of the ties, or only what others said."""
        if self.asked.kind in ("reply", "correct"):
            chosen = {tie.start for tie in ties}
        else:
            chosen = {iri for tie in ties for iri in (tie.start, tie.end)}
            if self.right and not self.left:
                # "Who disagrees with Davis" asks for the others.
                # What they said against themselves stands with what it is against.
                chosen = chosen - frozenset[str]().union(*self.right) or chosen
        cards = self.record.cards.get(sorted(chosen))
        return [card.iri for card in sorted(cards, key=lambda card: (card.latest or "", card.iri))]

    def said(self) -> list[str]:
        """Return everything that those named said, on the matter that is named, if one is."""
        every = sorted(frozenset[str]().union(*self.left, *self.right))
        matters = set(self.record.incidents(self.asked.incidents))
        return [card.iri for card in self.record.cards.get(every) if not matters or matters & card.about]

    def said_to_right(self) -> list[str]:
        """Return what others said to, or against, those named behind the word of relation."""
        own = frozenset[str]().union(*self.right)
        iris = tuple(entity.iri for mention in self.asked.right for entity in mention.entities)
        found = find_iris(Scope(targets=iris, since=self.bounds.since, until=self.bounds.until), self.record)
        return [iri for iri in found if iri not in own]

    def _said_by(self, mentions: Sequence[Mention]) -> frozenset[str]:
        people, bodies = split_bodies(_iris(mentions, "agent"), self.record)
        scope = Scope(speakers=people, bodies=bodies, posts=_iris(mentions, "post"))
        if scope == Scope():
            return frozenset()
        bounds = self.bounds
        bounded = Scope(
            scope.speakers,
            scope.bodies,
            scope.posts,
            sources=bounds.sources,
            origins=bounds.origins,
            since=bounds.since,
            until=bounds.until,
            former=bounds.former,
        )
        return frozenset(find_iris(bounded, self.record))

    def _all(self, kind: Kind) -> list[Tie]:
        """Read the ties of a kind, of those named or of everybody."""
        ends = frozenset[str]().union(*self.left, *self.right)
        if (self.left or self.right) and not ends:
            return []
        types = " ".join(
            f"kg:{name}" if name in _OWN else f"<{PREFIXES['cito']}{name}>" for name in sorted(RELATIONS[kind])
        )
        lines = [
            f"VALUES ?type {{ {types} }}",
            "?tie kg:relationType ?type .",
            "?tie kg:from ?from .",
            "?tie kg:to ?to .",
        ]
        if ends:
            lines.insert(0, f"VALUES ?one {{ {terms(sorted(ends))} }} ?tie kg:from|kg:to ?one .")
        body = "\n  ".join([*lines, "OPTIONAL { ?tie rdfs:comment ?why }"])
        self.query = (
            f"{PREFIX_LINES}SELECT DISTINCT ?from ?type ?to ?why WHERE {{\n  {body}\n}}\nORDER BY ?from ?type ?to"
        )
        rows: Any = self.record.store.query(self.query)
        return [
            Tie(local_id(row["type"].value), row["from"].value, row["to"].value, row["why"].value if row["why"] else "")
            for row in rows
        ]

    def _is_between(self, tie: Tie) -> bool:
        ends = (tie.start, tie.end)
        if self.asked.is_self and not (self.left or self.right):
            return len({card.speaker for card in self._cards(tie)}) == 1
        if self.asked.is_self or (self.left and self.right) or len(self.left) > 1:
            first, *others = [*self.left, *self.right]
            second = frozenset[str]().union(*others) if others else first
            if self.asked.kind == "reply" and self.left and self.right:
                return tie.start in first and tie.end in second
            return any(one in first and other in second for one, other in (ends, ends[::-1]))
        if self.right and (self.asked.kind in ("reply", "correct") or self._is_directed(tie)):
            return tie.end in frozenset[str]().union(*self.right)
        return True

    def _is_directed(self, tie: Tie) -> bool:
        """Say whether a tie has a side that contradicts, and the question asks for it: tension has none."""
        return self.asked.is_directed and not self.left and tie.relation not in _OWN

    def _is_about(self, tie: Tie) -> bool:
        matters = set(self.record.incidents(self.asked.incidents))
        return not matters or any(matters & card.about for card in self._cards(tie))

    def _score(self, tie: Tie) -> float:
        """Return the share of the question's words that stand at either end of a tie or in its reason."""
        cards = self._cards(tie)
        stems = frozenset[str]().union(*(card.stems for card in cards)) | content_stems(tie.reason)
        around = self.record.names_around(iri for card in cards for iri in (*card.about, *card.towards, card.speaker))
        hits = sum(
            1.0 if ({word} | synonyms(word)) & stems else 0.45 if word in around else 0.0 for word in self.asked.topic
        )
        return hits / len(self.asked.topic)

    def _cards(self, tie: Tie) -> list[Card]:
        return self.record.cards.get([tie.start, tie.end])


def _by_place(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Group the mentions of one name: a role may name bodies and posts at once."""
    return [list(some) for _, some in groupby(mentions, key=lambda mention: mention.start)]


def _iris(mentions: Iterable[Mention], category: str) -> tuple[str, ...]:
    named = (mention for mention in mentions if mention.category == category)
    return tuple(dict.fromkeys(entity.iri for mention in named for entity in mention.entities))
