"""From a reading of a question to the reply: what answers it, or why nothing does."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.ask.answer import Answer, entity_json, statement_json
from kg.ask.find import (
    Found,
    Scope,
    act_closure,
    entities_of,
    find_incidents,
    find_statements,
    incident_closure,
    reading_period,
    score_words,
)
from kg.ask.mentions import Mention
from kg.ask.reading import Reading, Role
from kg.model import Entity, Statement
from kg.namespaces import expand

if TYPE_CHECKING:
    from kg.store import GraphStore

NEAREST = 5
# A statement must carry this share of the words that nothing named, or it does not answer.
LEAST_WORDS = 0.5


class Responder:
    """Answers one reading; the steps share what has been resolved so far."""

    def __init__(self, reading: Reading, store: "GraphStore", options: Mapping[str, str] | None = None) -> None:
        """Prepare to answer.

        Args:
            reading: of the question.
            store: the graph.
            options: since and until as ISO dates, outlet as an IRI; narrower than the question where both speak.
        """
        self.reading, self.store, self.options = reading, store, dict(options or {})
        self.incidents: tuple[Entity, ...] = ()
        self.entities: list[Entity] = []

    def answer(self) -> Answer:
        """Return the reply."""
        reading = self.reading
        if reading.unknown:
            return self.refused(f"“{' '.join(reading.unknown)}” is not on record")
        if reading.is_empty and not reading.period.since and not reading.period.until:
            return self.refused("The question is not understood")
        if reading.quoted:
            return self.by_words(reading.quoted)
        ambiguous = self.resolve_ambiguity()
        if ambiguous:
            return ambiguous
        self.describe_topic()
        scope = self.scope()
        found = find_statements(scope, self.store)
        statements = self.fitting(found)
        return self.conclude(statements, found, scope)

    def refused(self, reason: str) -> Answer:
        """Say what is not on record, and offer what is nearest."""
        near: list[Mapping[str, Any]] = []
        for word in self.reading.unknown:
            near += [{"kind": "name", **entity_json(entity)} for entity in self.store.names.near(word, None, 3)]
        near += [{"kind": "statement", **statement_json(one)} for one in self.nearest_statements()]
        return Answer("refused", f"{reason}.", nearest=tuple(near[:NEAREST]))

    def nearest_statements(self) -> list[Statement]:
        """Return statements of whoever and about whatever was named, without the rest of the question."""
        mentions = [mention for role in ("speaker", "target", "about") for mention in self.reading.mentions(role)]
        agents = entities_of(mentions, "agent")
        scope = Scope(speakers=agents) if agents else Scope(incidents=entities_of(mentions, "incident"))
        if scope == Scope():
            return []
        return find_statements(scope, self.store).statements[:NEAREST]

    def by_words(self, words: str) -> Answer:
        """Look words up verbatim."""
        wanted = set(words.lower().split())
        hits = self.store.search_words(f'"{words}"', 50)
        iris = list(dict.fromkeys(statement for statement, _, _ in hits))
        found = find_statements(Scope(), self.store, iris) if iris else Found()
        exact = [one for one in found.statements if _carries(one, words)] or [
            one for one in found.statements if score_words(one, sorted(wanted)) > 0.9
        ]
        if not exact:
            return Answer("empty", f"Nobody on record says “{words}”.", nearest=_near(found.statements))
        return Answer("answer", f"“{words}”: {_counted(exact)}.", tuple(exact), query=_query(found))

    def resolve_ambiguity(self) -> Answer | None:
        """Choose among namesakes where the question itself decides; ask back where it does not."""
        for role, mentions in self.reading.roles.items():
            for place, mention in enumerate(mentions):
                if mention.category != "agent" or len(mention.entities) == 1 or role in ("topic", "outlet"):
                    continue
                kept = self.spoken_of(mention, role)
                if len(kept) > 1:
                    kept = self.by_context(mention, role, kept)
                if len(kept) > 1:
                    names = " or ".join(entity.label for entity in kept)
                    return Answer("ambiguous", f"“{mention.said}” may mean {names}. Which one?", candidates=kept)
                mentions[place] = replace(mention, entities=kept)
        return None

    def spoken_of(self, mention: Mention, role: Role) -> tuple[Entity, ...]:
        """Return those namesakes who take part in any statement; all of them if none does."""
        kept = tuple(one for one in mention.entities if self.takes_part(one, Scope()))
        return kept or mention.entities

    def by_context(self, mention: Mention, role: Role, kept: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """Keep the namesakes whom the rest of the question allows: its incidents, posts and days."""
        since, until = reading_period(self.reading, self.options.get("since"), self.options.get("until"))
        incidents = entities_of(self.reading.mentions("about"), "incident")
        about = entities_of(self.reading.mentions("about"), "agent") if role != "about" else ()
        if not incidents and about:
            incidents = self.incidents_of(about)
        context = Scope(
            incidents=incident_closure(incidents, self.store) if incidents else (), since=since, until=until
        )
        if context == Scope():
            return kept
        return tuple(one for one in kept if self.takes_part(one, context)) or kept

    def takes_part(self, agent: Entity, scope: Scope) -> bool:
        """Say whether an agent speaks or is addressed in a scope."""
        as_speaker = replace(scope, speakers=(agent.iri,))
        as_target = replace(scope, targets=(agent.iri,))
        return any(find_statements(each, self.store).total for each in (as_speaker, as_target))

    def incidents_of(self, agents: Sequence[str]) -> tuple[str, ...]:
        """Return the incidents that a body or person is involved in."""
        from pyoxigraph import NamedNode

        values = " ".join(str(NamedNode(iri)) for iri in agents)
        predicate = NamedNode(expand("kg:involves"))
        rows: Any = self.store.query(f"SELECT DISTINCT ?i WHERE {{ VALUES ?a {{ {values} }} ?i {predicate} ?a }}")
        return tuple(row["i"].value for row in rows)

    def describe_topic(self) -> None:
        """Turn words that nothing named into incidents, where they describe some."""
        if self.reading.topic and not entities_of(self.reading.mentions("about"), "incident"):
            self.incidents = find_incidents(self.reading.topic, self.store)

    def scope(self) -> Scope:
        """Put names into their parts."""
        reading = self.reading
        speakers, targets, about = (reading.mentions(role) for role in ("speaker", "target", "about"))
        since, until = reading_period(reading, self.options.get("since"), self.options.get("until"))
        incidents = entities_of([*about, *targets, *speakers], "incident")
        acts = entities_of(reading.acts)
        outlets = entities_of(reading.mentions("outlet")) or tuple(filter(None, [self.options.get("outlet")]))
        self.entities = [one for mention in [*speakers, *targets, *about] for one in mention.entities]
        return Scope(
            speakers=entities_of(speakers, "agent"),
            posts=entities_of(speakers, "post"),
            targets=entities_of(targets, "agent"),
            incidents=incident_closure(incidents, self.store) if incidents else (),
            behalf=entities_of(reading.mentions("behalf")),
            acts=act_closure(acts, self.store) if acts else (),
            outlets=outlets,
            sources=entities_of(about, "source"),
            since=since,
            until=until,
            former=reading.former,
        )

    def fitting(self, found: Found) -> list[Statement]:
        """Keep the statements that carry the words and concern the agents that the question is about."""
        statements = found.statements
        agents = [
            one for mention in self.reading.mentions("about") if mention.category == "agent" for one in mention.entities
        ]
        if agents:
            involved = set(incident_closure(self.incidents_of([one.iri for one in agents]), self.store))
            statements = [one for one in statements if _concerns(one, agents, involved)]
        if not self.reading.topic:
            return statements
        described = set(incident_closure([one.iri for one in self.incidents], self.store)) if self.incidents else set()
        return [
            one
            for one in statements
            if described & {entity.iri for entity in one.about} or score_words(one, self.reading.topic) >= LEAST_WORDS
        ]

    def conclude(self, statements: list[Statement], found: Found, scope: Scope) -> Answer:
        """Decide what kind of reply the statements make."""
        wanted: tuple[str, ...] = (
            ("negated", "withheld") if self.reading.negated and self.reading.acts else ("affirmed",)
        )
        if not scope.acts:
            wanted = ("affirmed", "negated", "withheld")
        fit = [one for one in statements if one.polarity in wanted]
        against = [one for one in statements if one.polarity not in wanted]
        query = _query(found)
        if fit:
            lead = "Yes. " if self.reading.aim == "yes-no" else ""
            return Answer("answer", f"{lead}{_counted(fit)}.", tuple(fit), entities=_speakers(fit), query=query)
        against = against or self.held_back(scope)
        if against and self.reading.aim in ("yes-no", "who"):
            lead = "No, not on this record" if self.reading.aim == "yes-no" else "Nobody, on this record"
            return Answer("answer-no", f"{lead}: {_counted(against)} to the contrary.", tuple(against), query=query)
        return self.empty(query)

    def held_back(self, scope: Scope) -> list[Statement]:
        """Return the statements of the same scope that expressly hold the act back or say that it was not done."""
        if not scope.acts:
            return []
        found = find_statements(replace(scope, acts=()), self.store)
        return [one for one in self.fitting(found) if one.polarity != "affirmed"]

    def empty(self, query: Mapping[str, Any]) -> Answer:
        """Say that nothing was said, and what the same people, or others on the same matter, did say."""
        who = ", ".join(entity.label for entity in self.entities) or "anybody"
        near = _near(self.nearest_statements())
        return Answer("empty", f"Nothing on record answers this ({who}).", nearest=near, query=query)


def _concerns(statement: Statement, agents: Sequence[Entity], involved: set[str]) -> bool:
    """Say whether a statement is directed at an agent, names one, or is about what one is involved in."""
    iris = {agent.iri for agent in agents}
    if iris & {entity.iri for entity in (*statement.towards, *statement.on_behalf_of)}:
        return True
    words = " ".join([statement.gist, *(piece for report in statement.reports for piece in report.quotation)]).lower()
    if any(
        agent.label.lower().split()[-1] in words and agent.label.lower().split()[-1] not in ("service", "office")
        for agent in agents
    ):
        return True
    # People are named in what concerns them; a body is concerned by the failures it is part of.
    bodies = any(expand("kg:Organisation") in agent.types for agent in agents)
    return bodies and bool(involved & {entity.iri for entity in statement.about})


def _carries(statement: Statement, words: str) -> bool:
    said = " ".join(piece for report in statement.reports for piece in report.quotation)
    return " ".join(words.lower().replace("’", "'").split()) in " ".join(said.lower().replace("’", "'").split())


def _speakers(statements: Sequence[Statement]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(statement.speaker for statement in statements))


def _counted(statements: Sequence[Statement]) -> str:
    speakers = [entity.label for entity in _speakers(statements)]
    outlets = {report.outlet for statement in statements for report in statement.reports}
    number = f"{len(statements)} statement{'s' * (len(statements) != 1)}"
    by = ", ".join(speakers) if len(speakers) <= 4 else f"{', '.join(speakers[:3])} and {len(speakers) - 3} others"
    return f"{number} by {by}, in {len(outlets)} outlet{'s' * (len(outlets) != 1)}"


def _near(statements: Sequence[Statement]) -> tuple[Mapping[str, Any], ...]:
    return tuple({"kind": "statement", **statement_json(one)} for one in statements[:NEAREST])


def _query(found: Found) -> Mapping[str, Any]:
    return {"name": "statements", "arguments": {}, "sparql": found.query}
