"""From a reading of a question to the reply: what answers it, or why nothing does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.ask.answer import Answer, entity_json, statement_json
from kg.ask.cards import Card
from kg.ask.find import Scope, find_incidents, find_iris
from kg.ask.mentions import Mention
from kg.ask.namesakes import choose_namesakes
from kg.ask.parts import Role
from kg.ask.quoted import find_words
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.retrieve import SAYING_NO, Options, Retrieval, Retrieved
from kg.ask.roles import split_bodies
from kg.model import Entity, Statement
from kg.namespaces import expand

__all__ = ["Options", "Responder"]

NEAREST = 5
_OPPOSED = frozenset(("disagreesWith", "disputes", "refutes", "inTensionWith", "corrects"))
_AGREED = frozenset(("agreesWith", "confirms", "repeats"))


@dataclass
class Responder:
    """Answers one reading; the steps share what has been resolved so far."""

    reading: Reading
    record: Record
    options: Options = field(default_factory=Options)
    notes: list[str] = field(default_factory=list)

    def answer(self) -> Answer:
        """Return the reply."""
        if self.reading.quoted:
            return self.by_words(self.reading.quoted)
        if self.reading.unknown and self.reading.is_quoting:
            # "Who said that lessons were learned" looks words up; that nobody used them is an answer.
            return self.by_words(" ".join([*self.reading.topic, *self.reading.unknown]))
        problem = self.problem()
        if problem:
            return self.refused(problem)
        for clause in (self.reading, *self.reading.also):
            ambiguous = choose_namesakes(clause, self.record, self.days(), self.notes)
            if ambiguous:
                return ambiguous
        found = Retrieval(self.reading, self.record, self.options).find()
        self.notes += found.notes
        if self.reading.relation:
            found = Retrieved(self.related(found.fit), [], found.scope)
        return self.conclude(found)

    def days(self) -> tuple[str | None, str | None]:
        """Return the first and the last day asked about; the narrower of question and options counts."""
        return Retrieval(self.reading, self.record, self.options).days

    def problem(self) -> str:
        """Return what keeps the question from being answered at all, or nothing."""
        reading = self.reading
        unknown = [word for clause in (reading, *reading.also) for word in clause.unknown]
        if unknown:
            return f"“{' '.join(unknown)}” is not on record"
        if reading.is_empty and not any(self.days()):
            return "The question is not understood"
        since = self.days()[0]
        if since and self.record.end and since > self.record.end:
            return f"The record ends on {self.record.end}; nothing after it is on record"
        everybody = [one for mentions in reading.roles.values() for mention in mentions for one in mention.entities]
        if reading.asks_name and any(expand("kg:UnnamedSpeaker") in one.types for one in everybody):
            return "No source gives this speaker's name"
        return ""

    def refused(self, reason: str) -> Answer:
        """Say what is not on record, and offer what is nearest."""
        near: list[Mapping[str, Any]] = _near(self.nearest_statements())
        for word in self.reading.unknown:
            near += [{"kind": "name", **entity_json(entity)} for entity in self.record.names.near(word, None, 3)]
        return Answer("refused", f"{reason}.", nearest=tuple(near[:NEAREST]))

    def nearest_statements(self) -> list[Statement]:
        """Return statements of whoever and about whatever was named, without the rest of the question."""
        mentions = [mention for role in _WHOEVER for mention in self.reading.mentions(role)]
        people, bodies = split_bodies(_iris(mentions, "agent"), self.record)
        scope = Scope(speakers=people, bodies=bodies)
        if scope == Scope():
            incidents = _iris(mentions, "incident") or tuple(
                one.iri for one in find_incidents(self.reading.topic, self.record)
            )
            scope = Scope(incidents=self.record.incidents(incidents))
        return [] if scope == Scope() else self.record.cards.load(find_iris(scope, self.record)[:NEAREST])

    def by_words(self, words: str) -> Answer:
        """Look words up verbatim, then in the words that tell what was said."""
        found = find_words(words, self.record, Retrieval(self.reading, self.record, self.options))
        if not found.cards:
            near = self.record.cards.load([card.iri for card in found.near[:NEAREST]])
            return Answer("empty", f"Nobody on record says “{words}”.", nearest=tuple(_near(near)))
        lead = "" if found.is_exact else "Not these very words, but these come close. "
        fit = self.record.cards.load([card.iri for card in found.cards])
        query = _query(Retrieved(found.cards))
        return Answer("answer", f"{lead}“{words}”: {_counted(fit)}.", tuple(fit), entities=_speakers(fit), query=query)

    def agents(self, role: Role) -> list[Entity]:
        """Return the agents that play a part."""
        named = self.reading.mentions(role)
        return [one for mention in named if mention.category == "agent" for one in mention.entities]

    def related(self, cards: Sequence[Card]) -> list[Card]:
        """Return the statements of others that agree or disagree with some."""
        kinds = _OPPOSED if self.reading.relation == "against" else _AGREED
        statements = self.record.cards.load([card.iri for card in cards])
        own = {one.id for one in statements}
        others = {tie.statement for one in statements for tie in one.standing if tie.relation in kinds}
        both = own if not self.agents("speaker") and not self.agents("about") and not self.agents("target") else set()
        tied = {one.id for one in statements if any(tie.relation in kinds for tie in one.standing)} & both
        base = self.record.store.workspace.base
        return self.record.cards.get([base + one for one in sorted((others - own) | (others & both) | tied)])

    def conclude(self, found: Retrieved) -> Answer:
        """Decide what kind of reply the statements make."""
        reading, query = self.reading, _query(found)
        fit, against = self.record.cards.load([card.iri for card in found.fit]), found.against
        if reading.starts_with in ("why", "when") and not fit:
            return self.refused("That this was said or done is not on record")
        if fit and reading.aim == "yes-no" and not found.scope.acts:
            noes = [card for card, one in zip(found.fit, fit, strict=True) if _says_no(one)]
            # Of all, one who does not is enough for a no.
            if len(noes) == len(fit) or (noes and reading.universal):
                fit, against = [], noes
        if fit:
            shown = tuple(fit[: self.options.limit])
            lead = "Yes. " if reading.aim == "yes-no" and found.scope.acts else ""
            return Answer(
                "answer",
                " ".join([f"{lead}{_counted(shown)}.", *self.notes]),
                shown,
                entities=self.named(shown),
                query=query,
            )
        if against and reading.aim in ("yes-no", "who"):
            told = self.record.cards.load([card.iri for card in against])
            lead = "No, by the record" if reading.aim == "yes-no" else "Nobody, by the record"
            return Answer("answer-no", f"{lead}: {_counted(told)} to the contrary.", tuple(told), query=query)
        return self.empty(query)

    def named(self, statements: Sequence[Statement]) -> tuple[Entity, ...]:
        """Return who is asked for: those an act was aimed at, the bodies that spoke, or else the speakers."""
        if self.reading.asks_target:
            return tuple(dict.fromkeys(entity for one in statements for entity in one.towards))
        speakers = _speakers(statements)
        if self.reading.speaker_kind != "body":
            return speakers
        behalf = (entity for one in statements for entity in one.on_behalf_of)
        return tuple(one for one in dict.fromkeys((*speakers, *behalf)) if self.record.is_body(one.iri))

    def empty(self, query: Mapping[str, Any]) -> Answer:
        """Say that nothing was said, and what the same people, or others on the same matter, did say."""
        who = ", ".join(one.label for role in _WHOEVER for one in self.agents(role))
        near = tuple(_near(self.nearest_statements()))
        return Answer(
            "empty", f"Nothing on record answers this{f' ({who})' if who else ''}.", nearest=near, query=query
        )


_WHOEVER: tuple[Role, ...] = ("speaker", "target", "about")


def _says_no(statement: Statement) -> bool:
    return statement.polarity != "affirmed" or bool(SAYING_NO & set(statement.acts))


def _iris(mentions: Sequence[Mention], category: str | None = None) -> tuple[str, ...]:
    named = (mention for mention in mentions if category in (None, mention.category))
    return tuple(entity.iri for mention in named for entity in mention.entities)


def _speakers(statements: Sequence[Statement]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(statement.speaker for statement in statements))


def _counted(statements: Sequence[Statement]) -> str:
    speakers = [entity.label for entity in _speakers(statements)]
    outlets = {report.outlet for statement in statements for report in statement.reports}
    number = f"{len(statements)} statement{'s' * (len(statements) != 1)}"
    by = ", ".join(speakers) if len(speakers) <= 4 else f"{', '.join(speakers[:3])} and {len(speakers) - 3} others"
    return f"{number} by {by}, in {len(outlets)} outlet{'s' * (len(outlets) != 1)}"


def _near(statements: Sequence[Statement]) -> list[Mapping[str, Any]]:
    return [{"kind": "statement", **statement_json(one)} for one in statements[:NEAREST]]


def _query(found: Retrieved) -> Mapping[str, Any]:
    return {"name": "statements", "arguments": {}, "sparql": found.query}
