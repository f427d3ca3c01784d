"""From a reading of a question to the reply: what answers it, or why nothing does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kg.ask.answer import Answer, statement_json
from kg.ask.beside import add_beside
from kg.ask.cards import Card
from kg.ask.denied import denies, find_noes, says_no
from kg.ask.find import MOST
from kg.ask.leftovers import only_widely_known
from kg.ask.more_about import note_more_about
from kg.ask.namesakes import choose_namesakes
from kg.ask.parts import Role
from kg.ask.published import find_published, note_published, tell_published
from kg.ask.quoted import find_words
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.replies import empty_reply, not_on_record, refused_reply, told_by_others
from kg.ask.retrieve import Options, Retrieval, Retrieved
from kg.ask.roles import entities
from kg.ask.telling import count_statements, counted, listed_some, tell_page
from kg.ask.unsaid import answer_unsaid, keep_telling
from kg.ask.voices import choose_voices
from kg.model import Entity, Statement
from kg.namespaces import expand

__all__ = ["Options", "Responder"]

NEAREST = 5
# Whoever holds such a rank and is not on record is somebody in particular.
RANKS = frozenset(
    """ambassador archbishop bishop captain chairman chairwoman chancellor colonel commissioner constable councillor
    detective doctor general governor inspector judge king lord major mayor minister premier president prince princess
    professor queen secretary sergeant sheriff superintendent""".split()
)


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
        if self.unknown or self.is_blank:
            return self.refused_for_words()
        if problem := self.problem():
            return self.refused(problem)
        if unclear := choose_voices(self.reading, self.record, self.options, self.notes):
            return unclear
        for clause in (self.reading, *self.reading.also):
            ambiguous = choose_namesakes(clause, self.record, self.days(), self.notes)
            if ambiguous:
                return ambiguous
        found = Retrieval(self.reading, self.record, self.options).find()
        strange = only_widely_known(self.reading, self.record)
        if strange and not (found.fit or found.against or self._is_of_deed([strange])):
            return self.refused(f"“{strange}” is not on record")
        self.notes += found.notes
        return self.conclude(found)

    def days(self) -> tuple[str | None, str | None]:
        """Return the first and the last day asked about; the narrower of question and options counts."""
        return Retrieval(self.reading, self.record, self.options).days

    @property
    def unknown(self) -> list[str]:
        """Return the words that nothing on record explains, where they keep the question from being answered."""
        found = [word for clause in (self.reading, *self.reading.also) for word in clause.unknown]
        return [] if self._is_of_deed(found) else list(dict.fromkeys(found))

    @property
    def is_blank(self) -> bool:
        """Say whether nothing of the question is understood."""
        return self.reading.is_empty and not any(self.days())

    def refused_for_words(self) -> Answer:
        """Refuse a question for words that are not understood; a name that nobody bears weighs more than a word."""
        if not self.unknown:
            return replace(self.refused("The question is not understood"), lacks="words")
        parts = [part for word in self.unknown for part in word.split()]
        is_name = any(part[:1].isupper() or part in RANKS for part in parts)
        answer = self.refused(f"“{' '.join(self.unknown)}” is not on record")
        return replace(answer, lacks="name" if is_name else "words")

    def problem(self) -> str:
        """Return what keeps the question from being answered at all, or nothing."""
        reading = self.reading
        since = self.days()[0]
        if since and self.record.end and since > self.record.end:
            return f"The record ends on {self.record.end}; nothing after it is on record"
        named = [mention.entities for mentions in reading.roles.values() for mention in mentions if mention.entities]
        # "The name of the minister who": among ministers are those who speak for them.
        if reading.asks_name and any(all(expand("kg:UnnamedSpeaker") in one.types for one in some) for some in named):
            return "No source gives this speaker's name"
        return ""

    def _is_of_deed(self, unknown: Sequence[str]) -> bool:
        """Say whether somebody on record is asked after for what the record has no word for: that has the answer no.

        Only a verb at the end of a question that names who speaks and of what: "does she want the orders abolished".
        """
        reading = self.reading
        named = reading.mentions("speaker") and (reading.mentions("about") or reading.mentions("target"))
        last = reading.tokens[-1].typed if reading.tokens else ""
        return (
            bool(named)
            and reading.aim == "yes-no"
            and list(unknown) == [last]
            and last.islower()
            and last.endswith("ed")
        )

    def refused(self, reason: str) -> Answer:
        """Say what is not on record, and offer what is nearest."""
        return refused_reply(self.reading, self.record, reason)

    def by_words(self, words: str) -> Answer:
        """Look words up verbatim, then in the words that tell what was said."""
        found = find_words(words, self.record, Retrieval(self.reading, self.record, self.options))
        if not found.cards:
            told = self.record.cards.load([card.iri for card in found.near[:NEAREST]])
            near = tuple({"kind": "statement", **statement_json(one)} for one in told)
            return Answer("empty", f"Nobody on record says “{words}”.", nearest=near)
        lead = "" if found.is_exact else "Not these very words, but these come close. "
        fit = self.record.cards.load([card.iri for card in found.cards])
        query = _query(Retrieved(found.cards))
        return Answer(
            "answer", f"{lead}“{words}”: {count_statements(fit)}.", tuple(fit), entities=_speakers(fit), query=query
        )

    def agents(self, role: Role) -> list[Entity]:
        """Return the agents that play a part."""
        named = self.reading.mentions(role)
        return [one for mention in named if mention.category == "agent" for one in mention.entities]

    def conclude(self, found: Retrieved) -> Answer:
        """Decide what kind of reply the statements make."""
        reading, query = self.reading, _query(found)
        if not (found.fit or found.against) and (printed := find_published(reading, self.record, self.options)):
            return tell_published(reading, printed, self.record, self.options)
        fit, against = keep_telling(reading, found.fit), found.against
        if reading.starts_with in ("why", "when") and not fit:
            return self.refused(not_on_record(reading))
        if fit and reading.aim == "yes-no" and not found.scope.acts and not denies(reading):
            noes = [card for card in fit if says_no(card)]
            # Of all, one who does not is enough for a no.
            if len(noes) == len(fit) or (noes and reading.universal):
                fit, against = [], noes
        if fit and reading.aim == "yes-no" and (denied := find_noes(reading, fit, self.record)):
            fit, against = [], denied
        if fit:
            shown = self.load(fit)
            lead = "Yes. " if reading.aim == "yes-no" and found.scope.acts else ""
            notes = [*self.notes, told_by_others(shown, self.record) if reading.mentions("speaker") else ""]
            notes.append(note_more_about(reading, fit, self.record))
            notes.append(note_published(reading, fit, self.record, self.options))
            return Answer(
                "answer",
                " ".join(filter(None, [f"{lead}{self.count(fit, shown)}.{tell_page(len(shown), len(fit))}", *notes])),
                shown,
                entities=self.named(fit, shown),
                query=query,
            )
        if against and reading.aim in ("yes-no", "who"):
            return self._no(replace(found, fit=[], against=self._with_tellers(against)))
        return answer_unsaid(reading, self.record, self.options) or empty_reply(reading, self.record, query)

    def _no(self, found: Retrieved) -> Answer:
        """Answer no by what tells the opposite."""
        noes, told = found.against, self.load(found.against)
        lead = "No, by the record" if self.reading.aim == "yes-no" else "Nobody, by the record"
        contrary = f"{self.count(noes, told)} to the contrary.{tell_page(len(told), len(noes))}"
        no = Answer("answer-no", f"{lead}: {contrary}", told, query=_query(found))
        return add_beside(no, self.reading, noes, self.record) if self.reading.aim == "yes-no" else no

    def _with_tellers(self, cards: Sequence[Card]) -> list[Card]:
        """Add to what others only tell of somebody what they say themselves in telling it."""
        told = [iri for card in cards for iri in sorted(card.reporters)]
        known = {card.iri for card in cards}
        return [*cards, *(card for card in self.record.cards.get(list(dict.fromkeys(told))) if card.iri not in known)]

    def load(self, cards: Sequence[Card]) -> tuple[Statement, ...]:
        """Return the whole records of the statements that are shown of those found."""
        return tuple(self.record.cards.load([card.iri for card in self.options.shown(cards)]))

    def count(self, cards: Sequence[Card], shown: Sequence[Statement]) -> str:
        """Say how many statements there are and by whom; in how many outlets only where all are shown."""
        if len(shown) == len(cards):
            return count_statements(shown)
        speakers = list(dict.fromkeys(card.speaker for card in cards))
        more = " or more" if len(cards) >= MOST else ""
        return f"{counted(len(cards), 'statement')}{more} by {listed_some(speakers, self.record.label)}"

    def named(self, cards: Sequence[Card], shown: Sequence[Statement]) -> tuple[Entity, ...]:
        """Return who is asked for: those an act was aimed at, the bodies that spoke, or else the speakers."""
        if len(shown) < len(cards):
            return self._named_on(cards)
        if self.reading.asks_target:
            return tuple(dict.fromkeys(entity for one in shown for entity in one.towards))
        speakers = _speakers(shown)
        if self.reading.speaker_kind != "body":
            return speakers
        behalf = (entity for one in shown for entity in one.on_behalf_of)
        return tuple(one for one in dict.fromkeys((*speakers, *behalf)) if self.record.is_body(one.iri))

    def _named_on(self, cards: Sequence[Card]) -> tuple[Entity, ...]:
        if self.reading.asks_target:
            return entities(self.record, dict.fromkeys(iri for card in cards for iri in sorted(card.towards)))
        iris = dict.fromkeys(card.speaker for card in cards)
        if self.reading.speaker_kind == "body":
            iris |= dict.fromkeys(iri for card in cards for iri in sorted(card.behalf))
            return entities(self.record, filter(self.record.is_body, iris))
        return entities(self.record, iris)


def _speakers(statements: Sequence[Statement]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(statement.speaker for statement in statements))


def _query(found: Retrieved) -> Mapping[str, Any]:
    return {"name": "statements", "arguments": {}, "sparql": found.query}
