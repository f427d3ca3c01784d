"""Resolved statements as Turtle: the findings file of a source."""

import re
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256

import pyoxigraph as ox

from kg.model import Document, Span
from kg.namespaces import expand
from kg.resolve.nouns import Candidacy, NewAgent, NewIncident, Resolved, Said
from kg.resolve.parts import common
from kg.resolve.spans import MARKS, trimmed, unmarked
from kg.resolve.wordings import called, clean, gist
from kg.turtle import format_turtle

_QUOTES = re.compile(
    r"“([^”]{1,2000})”|‘([^’]{1,2000}(?:’(?=\w)[^’]*)*)’(?!\w)|\"([^\"]{1,2000})\"|(?<!\w)'([^\n]{1,2000}?)'(?!\w)"
)


def findings_turtle(document: Document, resolved: Resolved, base: str, decided: Collection[str] = ()) -> str:
    """Write the findings of a source in the canonical layout; empty where nothing is to be told.

    Args:
        document: the source's document.
        resolved: its statements.
        base: what ``id:`` stands for.
        decided: local ids of statements that are left out, with what hangs on them.
    """
    gone = frozenset(local.removeprefix("s-") for local in decided)
    writer = _Writer(document, resolved, base, gone)
    triples = list(dict.fromkeys(writer.triples()))
    return format_turtle(triples, name=f"findings of {resolved.source.id}") if triples else ""


class _Writer:
    def __init__(self, document: Document, resolved: Resolved, base: str, gone: frozenset[str]) -> None:
        self.document, self.resolved, self.base, self.gone = document, resolved, base, gone
        self.source = self.node(resolved.source.id)
        self.keys = {one.key: one for one in resolved.said}

    def node(self, local: str) -> ox.NamedNode:
        return ox.NamedNode(self.base + local)

    def say(self, subject: str, name: str, value: object, kind: str = "") -> ox.Triple:
        """Make a triple; ``value`` is a node, or the text of a literal of a kind (``@en`` is a language)."""
        if isinstance(value, ox.NamedNode):
            return ox.Triple(self.node(subject), ox.NamedNode(expand(name)), value)
        if kind.startswith("@"):
            return ox.Triple(
                self.node(subject), ox.NamedNode(expand(name)), ox.Literal(clean(str(value)), language=kind[1:])
            )
        term = ox.Literal(str(value), datatype=ox.NamedNode(expand(kind or "xsd:string")))
        return ox.Triple(self.node(subject), ox.NamedNode(expand(name)), term)

    def triples(self) -> Iterator[ox.Triple]:
        told = [one for one in self.resolved.said if one.latest and not self._is_gone(one)]
        for one in told:
            yield from self._statement(one)
            yield from self._report(one)
        named = self._named(told)
        for agent in self.resolved.agents:
            if agent.id in named and agent.id not in self.resolved.taken:
                yield from self._agent(agent)
        for incident in self.resolved.incidents:
            if incident.id in named and incident.id not in self.resolved.taken:
                yield from self._incident(incident)

    def _is_gone(self, one: Said) -> bool:
        """Say whether somebody has decided upon a statement, or upon the whole of which it is a part."""
        spoken = self._spoken(one)
        spans = [unmarked(self.document.text, span) for span in (spoken.whole or spoken.finding).content]
        return not self.gone.isdisjoint((spoken.key, f"{self.resolved.source.key}-{spans[0][0]}-{spans[-1][1]}"))

    def _named(self, told: Sequence[Said]) -> set[str]:
        """Return the ids that the statements name, and those for whom somebody among them speaks."""
        named = {local for one in told for local in (one.speaker, *one.on_behalf_of, *one.towards, *one.about)}
        named |= {c.id for one in told for candidacy in one.candidacies for c in candidacy.candidates}
        owners = {agent.id: agent.speaks_for for agent in self.resolved.agents}
        return named | {owner for local in named for owner in owners.get(local, ())}

    def _spoken(self, one: Said) -> Said:
        """Return the report whose statement this one repeats, itself if it repeats none."""
        seen: set[str] = set()
        while one.repeats in self.keys and one.repeats not in seen:
            seen.add(one.key)
            one = self.keys[one.repeats]
        return one

    def _statement(self, one: Said) -> Iterator[ox.Triple]:
        if self._spoken(one) is not one:
            return
        local, finding, say = f"s-{one.key}", one.finding, self.say
        yield say(local, "rdf:type", ox.NamedNode(expand("kg:Statement")))
        yield say(local, "kg:speaker", self.node(one.speaker))
        yield say(local, "kg:gist", gist(self.document.text, finding), "@en")
        yield say(local, "kg:polarity", ox.NamedNode(expand(f"kg:{finding.polarity}")))
        yield say(local, "kg:latest", one.latest, "xsd:date")
        for act in finding.acts:
            yield say(local, "kg:act", ox.NamedNode(expand(f"act:{act}")))
        for name, values in (("kg:about", one.about), ("kg:towards", one.towards), ("kg:onBehalfOf", one.on_behalf_of)):
            for value in values:
                yield say(local, name, self.node(value))
        if one.spoke_as:
            yield say(local, "kg:spokeAs", self.node(one.spoke_as))
        if one.earliest and one.said_on:
            yield say(local, "kg:earliest", one.earliest, "xsd:date")
            yield say(local, "kg:saidOn", one.said_on)
            yield say(local, "kg:dateBasis", ox.NamedNode(expand("kg:inferred")))
            yield say(local, "kg:dateReason", "Read by the machine from the words around the verb of saying.", "@en")
        for candidacy in one.candidacies:
            yield from self._candidacy(local, candidacy)

    def _candidacy(self, statement: str, candidacy: Candidacy) -> Iterator[ox.Triple]:
        for candidate in candidacy.candidates:
            local = f"c-{statement[2:]}-{candidacy.role}-{candidate.id}"
            yield self.say(local, "rdf:type", ox.NamedNode(expand("kg:Candidacy")))
            yield self.say(local, "kg:of", self.node(statement))
            yield self.say(local, "kg:role", candidacy.role)
            yield self.say(local, "kg:score", f"{candidate.score:.3f}", "xsd:decimal")
            yield self.say(local, "rdfs:comment", candidate.basis or "named", "@en")
            yield self.say(local, "kg:candidate", self.node(candidate.id))

    def _report(self, one: Said) -> Iterator[ox.Triple]:
        local, finding, say = f"r-{one.key}", one.finding, self.say
        spoken = self._spoken(one)
        outer = self.keys.get(one.outer or "")
        pieces = self._pieces(one)
        wording = finding.wording if pieces or finding.wording == "indirect" else "indirect"
        pieces = [] if wording == "indirect" else pieces
        yield say(local, "rdf:type", ox.NamedNode(expand("kg:Report")))
        yield say(local, "kg:reports", self.node(f"s-{spoken.key}"))
        yield say(local, "kg:source", self.source)
        yield say(local, "kg:reporter", self._reporter(outer))
        yield say(local, "kg:wording", ox.NamedNode(expand(f"kg:{wording}")))
        yield say(local, "kg:origin", ox.NamedNode(expand("kg:machine")))
        yield say(local, "kg:confidence", f"{finding.confidence:.4f}", "xsd:decimal")
        if spoken is not one:
            yield say(local, "kg:repeatsReport", self.node(f"r-{spoken.key}"))
        for hedge in finding.hedge:
            yield say(local, "kg:hedge", hedge[:200], "@en")
        for start, end in pieces:
            yield say(local, "kg:quotation", self.document.text[start:end], "@en")
        yield from self._marked(local, one)
        for span in finding.content:
            yield from self._passage(local, unmarked(self.document.text, span), pieces)

    def _reporter(self, outer: Said | None) -> ox.NamedNode:
        """Return the statement in which a report stands; the source where there is none, or it is decided."""
        spoken = self._spoken(outer) if outer and outer.latest else None
        return self.node(f"s-{spoken.key}") if spoken and spoken.key not in self.gone else self.source

    def _marked(self, local: str, one: Said) -> Iterator[ox.Triple]:
        finding, text = one.finding, self.document.text
        spans, words = finding.source, ""
        if finding.source:
            longest = max(finding.source, key=lambda span: span[1] - span[0])
            words = text[slice(*longest)]
            if one.private:
                labels = {agent.id: agent.label for agent in self.resolved.agents}
                words = called(words, labels.get(one.speaker, ""))
            # Where a name is all that stands there, nothing tells of it.
            spans = finding.source if words else ()
        if words:
            yield self.say(local, "kg:attributedAs", " ".join(words.split())[:300], "@en")
        if finding.cue:
            words = " ... ".join(" ".join(text[a:b].split()) for a, b in finding.cue)
            yield self.say(local, "kg:cue", words[:300], "@en")
        for name, marked in (("kg:sourceSpan", spans), ("kg:cueSpan", finding.cue)):
            for start, end in marked:
                yield self.say(local, name, f"{start}-{end}", "kg:span")

    def _passage(self, report: str, span: Span, pieces: Sequence[Span]) -> Iterator[ox.Triple]:
        start, end = span
        words = self.document.text[start:end]
        local = f"p-{self.resolved.source.key}-{start}-{end}"
        yield self.say(report, "kg:selector", self.node(local))
        if local in self.resolved.taken:
            return
        yield self.say(local, "rdf:type", ox.NamedNode(expand("kg:Passage")))
        yield self.say(local, "kg:source", self.source)
        yield self.say(local, "oa:start", start, "xsd:integer")
        yield self.say(local, "oa:end", end, "xsd:integer")
        if span in self._verbatim:
            yield self.say(local, "oa:exact", words)
        else:
            yield self.say(local, "kg:sha256", sha256(words.encode("utf-8", "surrogatepass")).hexdigest())
            yield self.say(local, "kg:opening", " ".join(clean(words).split()[:5])[:120])

    @property
    def _verbatim(self) -> set[Span]:
        """Return the spans that lie in quotation marks as a whole, over all reports: a passage is one node."""
        if not hasattr(self, "_exact"):
            self._exact = {
                unmarked(self.document.text, span)
                for one in self.resolved.said
                if one.finding.wording != "indirect"
                for span in one.finding.content
                if unmarked(self.document.text, span) in self._pieces(one)
            }
            self._exact -= {
                unmarked(self.document.text, span)
                for one in self.resolved.said
                if one.finding.wording == "indirect"
                for span in one.finding.content
            }
        return self._exact

    def _pieces(self, one: Said) -> list[Span]:
        """Return what of a statement lies in quotation marks, be they those of the whole of which it is a part."""
        text, spans = self.document.text, one.finding.content
        if one.whole is None or one.whole.content == spans:
            return self._quoted(spans)
        whole = self._quoted(one.whole.content)
        return [trimmed(text, piece) for span in spans for piece in common(whole, unmarked(text, span))]

    def _quoted(self, spans: Sequence[Span]) -> list[Span]:
        """Return the pieces of some spans that stand in quotation marks, without the marks."""
        text, found = self.document.text, []
        for start, end in spans:
            # A paragraph of a longer quotation opens with a mark that only the last one closes.
            inner = unmarked(text, (start, end))
            if (
                inner[0] > start
                and text[start] in MARKS
                and not any(mark in text[inner[0] : inner[1]] for mark in '“”"')
            ):
                found.append(inner)
                continue
            for match in _QUOTES.finditer(text, start, end):
                number = match.lastindex or 0
                piece = trimmed(text, match.span(number))
                if piece[0] < piece[1]:
                    found.append(piece)
        return found

    def _agent(self, agent: NewAgent) -> Iterator[ox.Triple]:
        local, say = agent.id, self.say
        yield say(local, "rdf:type", ox.NamedNode(expand(f"kg:{agent.kind}")))
        yield say(local, "rdfs:label", agent.label[:200], "@en")
        if agent.alias:
            yield say(local, "skos:altLabel", agent.alias[:200], "@en")
        yield say(local, "prov:wasDerivedFrom", self.source)
        if agent.kind in ("Person", "Organisation"):
            yield say(local, "kg:isProposed", "true", "xsd:boolean")
        if agent.described:
            yield say(local, "rdfs:comment", agent.described, "@en")
        for owner in agent.speaks_for:
            yield say(local, "kg:speaksFor", self.node(owner))
        if agent.body_kind:
            yield say(local, "kg:organisationKind", ox.NamedNode(expand(f"orgkind:{agent.body_kind}")))
        if agent.kind == "Person":
            for name, value in (("foaf:givenName", agent.given), ("foaf:familyName", agent.family)):
                if value:
                    yield say(local, name, value[:100], "@en")

    def _incident(self, incident: NewIncident) -> Iterator[ox.Triple]:
        yield self.say(incident.id, "rdf:type", ox.NamedNode(expand("kg:Incident")))
        yield self.say(incident.id, "rdfs:label", incident.label, "@en")
        yield self.say(incident.id, "prov:wasDerivedFrom", self.source)
        yield self.say(incident.id, "kg:isProposed", "true", "xsd:boolean")
        for kind in incident.kinds:
            yield self.say(incident.id, "kg:kind", ox.NamedNode(expand(f"kind:{kind}")))
