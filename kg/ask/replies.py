"""What is said where nothing answers: what those named are on record with, and who did speak of the matter."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.ask.answer import Answer, entity_json, statement_json
from kg.ask.cards import Card
from kg.ask.find import Scope, find_incidents, find_iris
from kg.ask.mentions import Mention
from kg.ask.parts import Role
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.roles import split_bodies
from kg.ask.telling import counted, listed
from kg.model import Entity, Statement
from kg.namespaces import expand
from kg.store.folding import fold

NEAREST = 5
# Of each side: what those named said, and what others said of the matter.
OF_EACH = 3
MOST_TOLD = 3
# A set of more people than these ("ministers") is nobody in particular.
MOST_NAMED = 4
AGENT = expand("kg:Agent")
# So many names near an unknown one are held against it, and so like must two words be.
MOST_NEAR, SPELT_ALIKE = 10, 0.75
_AIMED: tuple[Role, ...] = ("target", "about")


def empty_reply(reading: Reading, record: Record, query: Mapping[str, Any] | None) -> Answer:
    """Say that nothing on record answers, what those named said otherwise, and who spoke of the matter.

    Args:
        reading: of the question.
        record: the graph.
        query: what was run.
    """
    near = _Nearby(reading, record)
    parts = [_nothing(near), *near.of_speakers(), *near.of_others()]
    return Answer("empty", " ".join(parts), nearest=_shown(near, record), query=query)


def refused_reply(reading: Reading, record: Record, reason: str) -> Answer:
    """Say what is not on record, and offer what is nearest: statements, or names that are spelt alike."""
    shown = list(_shown(_Nearby(reading, record), record))
    for word in list(dict.fromkeys(reading.unknown))[:NEAREST]:
        shown += [{"kind": "name", **entity_json(entity)} for entity in _names_near(word, record)]
    return Answer("refused", f"{reason}.", nearest=tuple(shown[:NEAREST]))


def _names_near(word: str, record: Record) -> list[Entity]:
    """Return the agents whose names are spelt like an unknown one; acts, kinds and matters are nobody's names.

    The last word must have its like among the words of a name: "Joan Ablett" and "Vince Cable" only share letters.
    """
    # Few replies offer names, and to load this takes as long as to read a question.
    from difflib import get_close_matches

    *_, last = fold(word).split() or [""]
    near = record.names.near(word, AGENT, MOST_NEAR)
    names = ((one, {part for name in record.names.labels(one.iri) for part in fold(name).split()}) for one in near)
    return [one for one, parts in names if get_close_matches(last, parts, 1, SPELT_ALIKE)][:OF_EACH]


def not_on_record(reading: Reading) -> str:
    """Say of what a question takes for granted that it is not on record, in the words of the question."""
    return f"“{' '.join(token.typed for token in reading.tokens)}”: that it was so is not on record"


def told_by_others(statements: Sequence[Statement], record: Record) -> str:
    """Say how many statements are known only from what others said, and by whom; nothing where none is.

    A spokesman's account of a minister's view is not the minister's own voice.
    """
    base = record.store.workspace.base
    told = [one for one in statements if one.reports and all(report.reported_in for report in one.reports)]
    if not told:
        return ""
    outer = dict.fromkeys(base + report.reported_in for one in told for report in one.reports if report.reported_in)
    voices = [entity.label for card in record.cards.get(list(outer)) if (entity := record.names.entity(card.speaker))]
    who = _some(dict.fromkeys(voices))
    number = "All" if len(told) == len(statements) else str(len(told))
    return (
        f"{number} of it is told by others only: {who}."
        if len(statements) > 1
        else f"It is told by others only: {who}."
    )


class _Nearby:
    """What stands near a question: what those named in it said, what was said for them, and what of the matter."""

    def __init__(self, reading: Reading, record: Record) -> None:
        self.record = record
        speakers = _entities(reading.mentions("speaker"), "agent")
        aimed = _entities((one for role in _AIMED for one in reading.mentions(role)), "agent")
        # "Who sacked the minister" asks for nothing that the minister said.
        self.posts = _entities(reading.mentions("speaker"), "post") if reading.aim != "who" else []
        self.speakers, self.aimed = ([], [*speakers, *aimed]) if reading.aim == "who" else (speakers, aimed)
        roles: tuple[Role, ...] = ("speaker", *_AIMED)
        named = _entities((one for role in roles for one in reading.mentions(role)), "incident")
        self.matters = named or list(find_incidents(reading.topic, record) if reading.topic else ())
        self.said = self._said_by(self.speakers or self.aimed)
        incidents = record.incidents(one.iri for one in self.matters)
        self.of_matter = record.cards.get(find_iris(Scope(incidents=incidents), record)) if incidents else []
        self.for_them = [] if self.said else self._said_for(self.speakers)

    def _said_by(self, agents: Sequence[Entity]) -> list[Card]:
        if not 0 < len(agents) <= MOST_NAMED:
            return []
        people, bodies = split_bodies((one.iri for one in agents), self.record)
        return self.record.cards.get(find_iris(Scope(speakers=people, bodies=bodies), self.record))

    def _said_for(self, agents: Sequence[Entity]) -> list[Card]:
        """Return what others said on behalf of some agents, or as those who speak for them."""
        if not 0 < len(agents) <= MOST_NAMED:
            return []
        iris = tuple(one.iri for one in agents)
        voices = tuple(voice.iri for iri in iris for voice in self.record.speakers_for(iri))
        found = find_iris(Scope(behalf=iris), self.record)
        found += find_iris(Scope(speakers=voices), self.record) if voices else []
        return self.record.cards.get(list(dict.fromkeys(found)))

    def of_speakers(self) -> list[str]:
        """Say of each speaker asked for what he is on record about, or who spoke for him."""
        if not 0 < len(self.speakers) <= MOST_NAMED:
            return []
        return [self._of_speaker(one) for one in self.speakers]

    def _of_speaker(self, speaker: Entity) -> str:
        is_alone = len(self.speakers) == 1
        if said := self.said if is_alone else self._said_by([speaker]):
            about = dict.fromkeys(iri for card in said for iri in sorted(card.about))
            matters = [entity.label for iri in about if (entity := self.record.names.entity(iri))]
            told = f"about: {_some(matters)}" if matters else f"with {counted(len(said), 'statement')}"
            return f"{speaker.label} is on record {told}."
        if for_them := self.for_them if is_alone else self._said_for([speaker]):
            return f"Only others spoke for {speaker.label}: {_some(self._speakers_of(for_them))}."
        return f"No statement at all by {speaker.label} is on record."

    def of_others(self) -> list[str]:
        """Say of each matter, with its parts, who did speak of it; of more than a few only for the first."""
        asked = {one.label for one in self.speakers}
        told = []
        for matter in self.matters[:MOST_NAMED]:
            iris = set(self.record.incidents([matter.iri]))
            # Of a single matter all of them are, and nothing more has to be fetched to see it.
            cards = [card for card in self.of_matter if len(self.matters) == 1 or iris & card.about]
            if others := [name for name in self._speakers_of(cards) if name not in asked]:
                told.append(f"Of {matter.label} spoke: {_some(others)}.")
        return told

    def _speakers_of(self, cards: Iterable[Card]) -> list[str]:
        found = (self.record.names.entity(card.speaker) for card in cards)
        return list(dict.fromkeys(entity.label for entity in found if entity))


def _nothing(near: _Nearby) -> str:
    voices = [one.label for one in (*near.speakers, *near.posts)]
    by = f" by {_some(voices)}" if voices else ""
    things = [*near.aimed, *near.matters]
    about = f" about {_some([one.label for one in things])}" if things else ""
    return f"Nothing on record{by}{about} answers this."


def _shown(near: _Nearby, record: Record) -> tuple[Mapping[str, Any], ...]:
    """Return statements of those named, on the matter first, then of others on the matter."""
    matter = {card.iri for card in near.of_matter}
    own = sorted(near.said or near.for_them, key=lambda card: card.iri not in matter)
    others = [card for card in near.of_matter if card not in own]
    room = NEAREST - min(len(others), NEAREST - OF_EACH)
    iris = [card.iri for card in [*own[:room], *others][:NEAREST]]
    return tuple({"kind": "statement", **statement_json(one)} for one in record.cards.load(iris))


def _entities(mentions: Iterable[Mention], category: str) -> list[Entity]:
    found = (one for mention in mentions if mention.category == category for one in mention.entities)
    return list(dict.fromkeys(found))


def _some(names: Iterable[str]) -> str:
    """Join some names as in speech, and count the rest.

    >>> _some(["a", "b", "c", "d", "e"])
    'a, b, c and 2 others'
    """
    every = list(names)
    if len(every) <= MOST_TOLD + 1:
        return listed(every)
    return f"{', '.join(every[:MOST_TOLD])} and {counted(len(every) - MOST_TOLD, 'other')}"
