"""The network as FollowTheMoney entities.

FollowTheMoney has no utterance. What somebody says of somebody or something becomes an UnknownLink whose role names the
act, with the gist, the day and the outlet; one per statement, act and target, so that none loses its source.

Source:
    https://followthemoney.tech/explorer/ (schemata Person, Organization, LegalEntity, Event, Article, UnknownLink,
    Representation, Position, Occupancy).
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import IO, Any

from kg.export.network import edge_words
from kg.iri import local_id
from kg.model import Entity, Statement
from kg.namespaces import expand
from kg.plain import clip
from kg.surroundings import Tie

_NOT_ID = re.compile("[^0-9A-Za-z.-]+")
_MOST_ID = 80
# followthemoney 4: the lengths of its types name, text and string.
_MOST, _MOST_STRING = {"name": 384, "summary": 65_000, "description": 65_000}, 1024
_SCHEMATA = {
    expand("kg:Person"): "Person",
    expand("kg:UnnamedSpeaker"): "LegalEntity",
    expand("kg:Organisation"): "Organization",
}


def write(
    statements: Sequence[Statement],
    ties: Iterable[Tie],
    involved: Mapping[str, Sequence[Entity]],
    acts: Sequence[str],
    stream: IO[bytes],
) -> None:
    """Write a part of the record as FollowTheMoney entities, one JSON object a line, sorted by id.

    Args:
        statements: in any order.
        ties: between their agents.
        involved: the organisations involved in incidents, by the incident's IRI.
        acts: notations; where some are given, only these.
        stream: takes UTF-8.
    """
    writer = _Writer(acts, involved)
    for statement in sorted(statements, key=lambda one: one.id):
        writer.add_statement(statement)
    for tie in () if acts else ties:
        writer.add_tie(tie)
    for name in sorted(writer.items):
        stream.write(json.dumps(writer.items[name], ensure_ascii=False, sort_keys=True).encode() + b"\n")


class _Writer:
    """Collects entities, each under an id of its own."""

    def __init__(self, acts: Sequence[str], involved: Mapping[str, Sequence[Entity]]) -> None:
        self.acts, self.involved = acts, involved
        self.items: dict[str, dict[str, Any]] = {}
        self._ids: dict[str, str] = {}
        self._taken: set[str] = set()

    def add_statement(self, statement: Statement) -> None:
        """Add a statement's links, and all that they name."""
        done = [act for act in statement.acts if not self.acts or act in self.acts]
        if not done:
            return
        for report in statement.reports:
            self._add(
                _plain(report.source_id),
                "Article",
                title=[f"{report.outlet}, {report.published_on or 'undated'}"],
                fileName=[report.source],
                publisher=[report.outlet],
                publishedAt=[report.published_on],
            )
        for incident in statement.about:
            bodies = [self._agent(body) for body in self.involved.get(incident.iri, ())]
            self._add(self._id(incident.iri), "Event", name=[incident.label], involved=bodies)
        speaker = self._agent(statement.speaker)
        for target in statement.towards or statement.about:
            for act in done:
                self._link(statement, act, target)
        for incident in statement.about if statement.towards and not self.acts else ():
            self._link(statement, "speaks-about", incident)
        for client in statement.on_behalf_of if not self.acts else ():
            name, ends = f"{_plain(statement.id)}.speaks-for", {"agent": [speaker], "client": [self._agent(client)]}
            self._add(f"{name}.{ends['client'][0]}", "Representation", role=["speaks for"], **ends, **_proof(statement))

    def add_tie(self, tie: Tie) -> None:
        """Add a tie; only where both its ends are there already."""
        if tie.start.iri not in self._ids or tie.end.iri not in self._ids:
            return
        start, end = self._id(tie.start.iri), self._id(tie.end.iri)
        if tie.post is None:
            name = f"{start}.speaks-for.{end}"
            self._add(name, "Representation", agent=[start], client=[end], role=["speaks for"])
            return
        post = self._id(tie.post.iri)
        self._add(post, "Position", name=[tie.post.label], organization=[end])
        dates: dict[str, Sequence[str | None]] = {"startDate": [tie.earliest], "endDate": [tie.latest]}
        self._add(self._id(tie.basis), "Occupancy", holder=[start], post=[post], **dates)

    def _link(self, statement: Statement, act: str, target: Entity) -> None:
        end = self._id(target.iri) if target in statement.about else self._agent(target)
        self._add(
            f"{_plain(statement.id)}.{_plain(act)}.{end}",
            "UnknownLink",
            subject=[self._id(statement.speaker.iri)],
            object=[end],
            role=[edge_words(act, statement.polarity)],
            **_proof(statement),
        )

    def _agent(self, agent: Entity) -> str:
        schema = next((name for class_, name in _SCHEMATA.items() if class_ in agent.types), "Person")
        name = self._id(agent.iri)
        self._add(name, schema, name=[agent.label])
        return name

    def _id(self, iri: str) -> str:
        """Return the id of a thing: the end of its IRI, and a digit more where another thing ends alike."""
        if iri not in self._ids:
            first = name = _plain(local_id(iri))
            number = 2
            while name in self._taken:
                name, number = f"{first}-{number}", number + 1
            self._ids[iri] = name
            self._taken.add(name)
        return self._ids[iri]

    def _add(self, id_: str, schema: str, /, **properties: Sequence[str | None]) -> None:
        kept = {key: [_cut(key, value) for value in values if value] for key, values in properties.items()}
        filled = {key: values for key, values in kept.items() if values}
        self.items[id_] = {"id": id_, "schema": schema, "properties": filled}


def _plain(name: str) -> str:
    """Return a name as an id of FollowTheMoney: letters, digits, dots and hyphens, a letter or digit at both ends.

    >>> _plain("s-12_3:x"), _plain("é")
    ('s-12-3-x', 'x')
    """
    plain = _NOT_ID.sub("-", name).strip(".-") or "x"
    if len(plain) <= _MOST_ID:
        return plain
    # Two ids and an act make the id of a link, and there are 200 characters for it.
    return f"{plain[: _MOST_ID - 13]}-{sha256(name.encode()).hexdigest()[:12]}"


def _cut(key: str, text: str) -> str:
    """Return a text no longer than FollowTheMoney takes it; it would drop a longer one."""
    return clip(text, _MOST.get(key, _MOST_STRING))


def _proof(statement: Statement) -> dict[str, Sequence[str | None]]:
    """Return when, where and in which words a statement was made, as properties of an Interval."""
    reports = statement.reports
    hedges = [f"Hedged: {hedge}" for report in reports for hedge in report.hedge]
    words = [f"“{words}”" for report in reports for words in report.quotation]
    return {
        "date": [statement.earliest] if statement.earliest == statement.latest else [],
        "startDate": [statement.earliest or statement.latest],
        "endDate": [statement.latest],
        "summary": [statement.gist],
        "description": list(dict.fromkeys([*words, *hedges])),
        "publisher": list(dict.fromkeys(report.outlet for report in reports)),
        "proof": list(dict.fromkeys(_plain(report.source_id) for report in reports)),
        "recordId": [statement.id],
        "status": list(dict.fromkeys(report.origin for report in reports)),
    }
