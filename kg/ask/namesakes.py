"""Choosing among people of one name: where the question decides, and asking back where it does not."""

from collections.abc import Sequence
from dataclasses import replace

from kg.ask.answer import Answer
from kg.ask.cards import Card
from kg.ask.find import Scope, count_statements, find_iris
from kg.ask.fitting import Fitting
from kg.ask.incidents import wholes
from kg.ask.mentions import Mention
from kg.ask.parts import Role
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.tokens import content_stems
from kg.model import Entity

# Which words of a question ask for a quotation, and how many others must stand in it.
_QUOTATION = frozenset("quote quotes quotation quip line phrase words".split())
_LEAST_WORDS = 2
Days = tuple[str | None, str | None]


def choose_namesakes(reading: Reading, record: Record, days: Days, notes: list[str]) -> Answer | None:
    """Settle every ambiguous name of a reading in place.

    Args:
        reading: changed where the rest of the question leaves one namesake.
        record: the graph.
        days: the first and the last day asked about, None for open.
        notes: gets a sentence for each name that was settled, so that no choice is silent.

    Returns:
        The question back with all candidates, where a name stays ambiguous; None otherwise.
    """
    for role, mentions in reading.roles.items():
        for place, mention in enumerate(mentions):
            if (
                mention.category != "agent"
                or mention.is_set
                or len(mention.entities) == 1
                or role in ("topic", "outlet")
            ):
                continue
            kept = tuple(one for one in mention.entities if _takes_part(one, Scope(), record)) or mention.entities
            if len(kept) > 1 and role == "speaker":
                kept = _by_quotation(kept, reading, record) or kept
            if len(kept) > 1:
                kept = _by_context(kept, _contexts(reading, role, record, days), record)
            if len(kept) > 1:
                names = " or ".join(entity.label for entity in kept)
                return Answer(
                    "ambiguous", f"“{mention.said}” may mean {names}. Which one?", candidates=kept, unclear=mention.said
                )
            if len(mention.entities) > 1 and len(kept) == 1 and _is_choice(mention, record):
                notes.append(f"“{mention.said}” is read as {kept[0].label}, whom the rest of the question fits.")
            mentions[place] = replace(mention, entities=kept)
    return None


def _contexts(reading: Reading, role: Role, record: Record, days: Days) -> list[Scope]:
    """Return what the rest of the question says, each by itself: other people, incidents, days."""
    people = Scope(
        speakers=_certain(reading, "speaker") if role != "speaker" else (),
        posts=_posts(reading, "speaker") if role != "speaker" else (),
        targets=_certain(reading, "target") if role != "target" else (),
        target_posts=_posts(reading, "target") if role != "target" else (),
    )
    about = [(one.iri, mention.category) for mention in reading.mentions("about") for one in mention.entities]
    incidents = {iri for iri, category in about if category == "incident"}
    if role != "about":
        agents = [iri for iri, category in about if category == "agent"]
        incidents |= record.involving(agents) if agents else set()
    if not incidents and role != "speaker":
        # Who of two spoke of what the words describe is what the question asks, and no way to know who was meant.
        incidents = set(Fitting(reading, record).incidents)
    matters = Scope(incidents=record.incidents(incidents))
    # Who is silent on a part may have spoken on the whole.
    whole = Scope(incidents=record.incidents(wholes(record, incidents)))
    beside = Scope(incidents=_matters_beside(reading, role, record))
    return [one for one in (people, matters, whole, Scope(since=days[0], until=days[1]), beside) if one != Scope()]


def _matters_beside(reading: Reading, role: Role, record: Record) -> tuple[str, ...]:
    """Return what those spoke about who are named beside a name, or excepted: "what did Clarke and Homer say"."""
    beside = (*_certain(reading, role), *_certain(reading, "without"))
    cards = record.cards.get(find_iris(Scope(speakers=beside), record)) if beside else []
    return record.incidents({iri for card in cards for iri in card.about})


def _is_choice(mention: Mention, record: Record) -> bool:
    """Say whether more than one of a name speak or are addressed at all."""
    return sum(_takes_part(one, Scope(), record) for one in mention.entities) != 1


def _by_quotation(kept: tuple[Entity, ...], reading: Reading, record: Record) -> tuple[Entity, ...]:
    """Keep the one who is quoted with all the words of a question, where it asks for a quotation: "Poe fog quote"."""
    words = set(reading.topic)
    if len(words) < _LEAST_WORDS or not _QUOTATION & {token.text for token in reading.tokens}:
        return ()
    said = [one for one in kept if any(words <= set(content_stems(card.quoted)) for card in _own(one, record))]
    return tuple(said) if len(said) == 1 else ()


def _own(agent: Entity, record: Record) -> list[Card]:
    return record.cards.get(find_iris(Scope(speakers=(agent.iri,)), record))


def _by_context(kept: tuple[Entity, ...], contexts: Sequence[Scope], record: Record) -> tuple[Entity, ...]:
    """Keep whom each part of the context fits; a part that fits nobody decides nothing, and an act alone never does.

    That only one Clarke apologised is an answer, not a way to know who was meant.
    """
    for context in contexts:
        kept = tuple(one for one in kept if _takes_part(one, context, record)) or kept
    return kept


def _certain(reading: Reading, role: Role) -> tuple[str, ...]:
    mentions: Sequence[Mention] = reading.mentions(role)
    return tuple(one.entities[0].iri for one in mentions if one.category == "agent" and len(one.entities) == 1)


def _posts(reading: Reading, role: Role) -> tuple[str, ...]:
    posts = (mention for mention in reading.mentions(role) if mention.category == "post")
    return tuple(one.iri for mention in posts for one in mention.entities)


def _takes_part(agent: Entity, scope: Scope, record: Record) -> bool:
    """Say whether an agent speaks or is addressed in a scope."""
    ways = []
    if not (scope.speakers or scope.posts):
        ways.append(scope._replace(speakers=(agent.iri,)))
    if not (scope.targets or scope.target_posts):
        ways.append(scope._replace(targets=(agent.iri,)))
    return any(count_statements(way, record) for way in ways)
