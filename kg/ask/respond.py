"""From a reading of a question to the reply: what answers it, or why nothing does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kg.ask.answer import Answer, entity_json, statement_json
from kg.ask.find import Found, Scope, find_incidents, find_statements, score_words
from kg.ask.mentions import Mention
from kg.ask.namesakes import choose_namesakes
from kg.ask.reading import Reading, Role
from kg.ask.record import Record
from kg.ask.tokens import content_stems
from kg.model import Entity, Statement
from kg.namespaces import expand
from kg.query.records import load_statements

NEAREST = 5
# A statement must carry this share of the words that nothing named, or it does not answer; more where words are all.
LEAST_WORDS, LEAST_WORDS_ALONE = 0.5, 0.65
# Acts by which somebody says no; a yes-or-no question that names no act is answered no by them.
SAYING_NO = frozenset(("refuses", "denies", "declines-to-comment", "disclaims", "withholds-call"))
_OPPOSED = frozenset(("disagreesWith", "disputes", "refutes", "inTensionWith", "corrects"))
_AGREED = frozenset(("agreesWith", "confirms", "repeats"))


@dataclass(frozen=True)
class Options:
    """What narrows an answer besides the question: ISO days, IRIs of an outlet and an origin, how many at most."""

    since: str | None = None
    until: str | None = None
    outlets: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    limit: int | None = None


@dataclass
class Responder:
    """Answers one reading; the steps share what has been resolved so far."""

    reading: Reading
    record: Record
    options: Options = field(default_factory=Options)
    notes: list[str] = field(default_factory=list)
    described: set[str] = field(default_factory=set)

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
        ambiguous = choose_namesakes(self.reading, self.record, self.days(), self.notes)
        if ambiguous:
            return ambiguous
        self.describe_topic()
        scope = self.scope()
        found = find_statements(scope, self.record)
        statements = self.fitting(found.statements)
        if not statements and (scope.targets or scope.target_posts):
            # "What did Spurr promise the governor": whom the words name need not be whom the act is aimed at.
            found = find_statements(replace(scope, targets=(), target_posts=()), self.record)
            statements = self.fitting(found.statements, also=self.agents("target"))
        if self.reading.relation:
            statements = self.related(statements)
        return self.conclude(statements, found, scope)

    def days(self) -> tuple[str | None, str | None]:
        """Return the first and the last day asked about; the narrower of question and options counts."""
        period = self.reading.period
        starts = [day for day in (period.since, self.options.since) if day]
        ends = [day for day in (period.until, self.options.until) if day]
        return max(starts, default=None), min(ends, default=None)

    def problem(self) -> str:
        """Return what keeps the question from being answered at all, or nothing."""
        reading = self.reading
        if reading.unknown:
            return f"“{' '.join(reading.unknown)}” is not on record"
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
        mentions = [mention for role in ("speaker", "target", "about") for mention in self.reading.mentions(role)]
        people, bodies = _split(_iris(mentions, "agent"), self.record)
        scope = Scope(speakers=people, bodies=bodies)
        if scope == Scope():
            incidents = _iris(mentions, "incident") or tuple(
                one.iri for one in find_incidents(self.reading.topic, self.record)
            )
            scope = Scope(incidents=self.record.incidents(incidents))
        return [] if scope == Scope() else find_statements(scope, self.record).statements[:NEAREST]

    def by_words(self, words: str) -> Answer:
        """Look words up verbatim, then in the words that tell what was said."""
        hits = self.record.store.search_words(f'"{words}"', 50)
        iris = list(dict.fromkeys(statement for statement, _, _ in hits))
        found = find_statements(Scope(), self.record, iris) if iris else Found()
        exact = [one for one in found.statements if _carries(one, words)]
        stems = sorted(content_stems(words))
        close = [one for one in found.statements if stems and score_words(one, stems) > 0.9]
        fit = exact or close
        if not fit:
            return Answer("empty", f"Nobody on record says “{words}”.", nearest=tuple(_near(found.statements)))
        lead = "" if exact else "Not these very words, but these come close. "
        return Answer(
            "answer", f"{lead}“{words}”: {_counted(fit)}.", tuple(fit), entities=_speakers(fit), query=_query(found)
        )

    def describe_topic(self) -> None:
        """Turn words that nothing named into incidents, where they describe some."""
        if self.reading.topic and not _iris(self.reading.mentions("about"), "incident"):
            incidents = find_incidents(self.reading.topic, self.record)
            self.described = set(self.record.incidents(one.iri for one in incidents))

    def agents(self, role: Role) -> list[Entity]:
        """Return the agents that play a part."""
        named = self.reading.mentions(role)
        return [one for mention in named if mention.category == "agent" for one in mention.entities]

    def scope(self) -> Scope:
        """Put names into their parts."""
        reading = self.reading
        speakers, targets, about = (reading.mentions(role) for role in ("speaker", "target", "about"))
        people, bodies = _split(_iris(speakers, "agent"), self.record)
        since, until = self.days()
        incidents = _iris([*about, *targets, *speakers], "incident")
        return Scope(
            speakers=people,
            bodies=self.record.successions(bodies) if reading.over_names else bodies,
            posts=_iris(speakers, "post"),
            targets=_iris(targets, "agent"),
            target_posts=_iris(targets, "post"),
            incidents=self.record.incidents(incidents),
            behalf=_iris(reading.mentions("behalf")),
            acts=self.record.acts(_iris(reading.acts) or self.reasons()),
            outlets=_iris(reading.mentions("outlet")) or self.options.outlets,
            sources=_iris(about, "source"),
            origins=self.options.origins,
            since=since,
            until=until,
            former=reading.former,
        )

    def reasons(self) -> tuple[str, ...]:
        """Return the acts that answer a why that names no act."""
        if self.reading.starts_with != "why":
            return ()
        return tuple(
            one.iri for act in ("explains", "blames") for one in self.record.names.lookup(act, expand("kg:Act"))
        )

    def fitting(self, statements: Sequence[Statement], also: Sequence[Entity] = ()) -> list[Statement]:
        """Keep the statements that carry the words and concern the agents that the question is about."""
        kept = list(statements)
        agents = [*self.agents("about"), *also]
        if agents:
            involved = self.record.involving(one.iri for one in agents)
            kept = [one for one in kept if _concerns(one, agents, involved)]
        if not self.reading.topic:
            return kept
        named = any(self.reading.roles.values()) or self.reading.acts
        least = LEAST_WORDS if named else LEAST_WORDS_ALONE
        return [
            one
            for one in kept
            if self.described & {entity.iri for entity in one.about} or score_words(one, self.reading.topic) >= least
        ]

    def related(self, statements: Sequence[Statement]) -> list[Statement]:
        """Return the statements of others that agree or disagree with some."""
        kinds = _OPPOSED if self.reading.relation == "against" else _AGREED
        own = {one.id for one in statements}
        others = {tie.statement for one in statements for tie in one.standing if tie.relation in kinds}
        both = own if not self.agents("speaker") and not self.agents("about") and not self.agents("target") else set()
        tied = {one.id for one in statements if any(tie.relation in kinds for tie in one.standing)} & both
        base = self.record.store.workspace.base
        return load_statements(
            self.record.store, [base + one for one in sorted((others - own) | (others & both) | tied)]
        )

    def conclude(self, statements: list[Statement], found: Found, scope: Scope) -> Answer:
        """Decide what kind of reply the statements make."""
        reading, query = self.reading, _query(found)
        if scope.acts:
            wanted: tuple[str, ...] = ("negated", "withheld") if reading.negated else ("affirmed",)
            fit = [one for one in statements if one.polarity in wanted]
        else:
            fit = statements
        against = [one for one in statements if one not in fit]
        if reading.starts_with in ("why", "when") and not fit:
            return self.refused("That this was said or done is not on record")
        if fit and reading.aim == "yes-no" and not scope.acts and all(SAYING_NO & set(one.acts) for one in fit):
            fit, against = [], fit
        if fit:
            shown = tuple(fit[: self.options.limit])
            lead = "Yes. " if reading.aim == "yes-no" and scope.acts else ""
            return Answer(
                "answer",
                " ".join([f"{lead}{_counted(shown)}.", *self.notes]),
                shown,
                entities=_speakers(shown),
                query=query,
            )
        against = against or self.held_back(scope)
        if against and reading.aim in ("yes-no", "who"):
            lead = "No, by the record" if reading.aim == "yes-no" else "Nobody, by the record"
            return Answer("answer-no", f"{lead}: {_counted(against)} to the contrary.", tuple(against), query=query)
        return self.empty(query)

    def held_back(self, scope: Scope) -> list[Statement]:
        """Return the statements of the same scope that hold the act back or say that it was not done."""
        if not scope.acts:
            return []
        found = find_statements(replace(scope, acts=()), self.record)
        return [one for one in self.fitting(found.statements) if one.polarity != "affirmed"]

    def empty(self, query: Mapping[str, Any]) -> Answer:
        """Say that nothing was said, and what the same people, or others on the same matter, did say."""
        roles: tuple[Role, ...] = ("speaker", "target", "about")
        who = ", ".join(one.label for role in roles for one in self.agents(role))
        near = tuple(_near(self.nearest_statements()))
        return Answer(
            "empty", f"Nothing on record answers this{f' ({who})' if who else ''}.", nearest=near, query=query
        )


def _iris(mentions: Sequence[Mention], category: str | None = None) -> tuple[str, ...]:
    named = (mention for mention in mentions if category in (None, mention.category))
    return tuple(entity.iri for mention in named for entity in mention.entities)


def _split(agents: Sequence[str], record: Record) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part people and unnamed speakers from bodies, through which others speak."""
    body = expand("kg:Organisation")
    types = {iri: (record.names.entity(iri) or Entity(iri, "")).types for iri in agents}
    return tuple(i for i in agents if body not in types[i]), tuple(i for i in agents if body in types[i])


def _concerns(statement: Statement, agents: Sequence[Entity], involved: set[str]) -> bool:
    """Say whether a statement is directed at an agent, names one, or is about what one is involved in."""
    iris = {agent.iri for agent in agents}
    if iris & {entity.iri for entity in (*statement.towards, *statement.on_behalf_of)}:
        return True
    said = " ".join([statement.gist, *(piece for report in statement.reports for piece in report.quotation)]).lower()
    people = [agent for agent in agents if expand("kg:Organisation") not in agent.types]
    if any(agent.label.lower().split()[-1] in said for agent in people):
        return True
    # People are named in what concerns them; a body is concerned by the failures it is part of.
    bodies = [agent for agent in agents if agent not in people]
    if any(agent.label.lower() in said for agent in bodies):
        return True
    return bool(bodies) and bool(involved & {entity.iri for entity in statement.about})


def _carries(statement: Statement, words: str) -> bool:
    said = " ".join(piece for report in statement.reports for piece in report.quotation)
    wanted, carried = (" ".join(text.lower().replace("’", "'").split()) for text in (words, said))
    return wanted in carried


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


def _query(found: Found) -> Mapping[str, Any]:
    return {"name": "statements", "arguments": {}, "sparql": found.query}
