"""From the findings of a document to statements: who speaks, at whom it is aimed, what it is about."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.finding import Finding
from kg.model import Document
from kg.resolve.agents import NO_OFFICE, Agents, Identified
from kg.resolve.aims import Aims
from kg.resolve.antecedents import Antecedents
from kg.resolve.bodies import Bodies
from kg.resolve.days import Days, day_of
from kg.resolve.known import KnownGraph
from kg.resolve.matters import Matters
from kg.resolve.nouns import ABOUT, BEHALF, SPEAKER, TOWARDS, Candidacy, Candidate, Resolved, Said, SourceFacts
from kg.resolve.page import Page
from kg.resolve.parts import parts_of
from kg.resolve.people import People, Person
from kg.resolve.profiles import profile_of
from kg.resolve.references import Option, Reference
from kg.resolve.spans import joined, unmarked
from kg.resolve.speakers import Speakers
from kg.resolve.unnamed import heard_untold

# A content that holds a sentence begins at most so many characters before it.
_FURTHEST = 5000
_SELF = frozenset(("i", "we", "me", "us", "my", "our"))


@dataclass(frozen=True)
class _Told:
    """A finding with the one in which it stands, and its key within the source."""

    finding: Finding
    outer: "_Told | None"
    key: str
    whole: Finding
    is_first: bool = True


def resolve(document: Document, findings: Sequence[Finding], source: SourceFacts, graph: KnownGraph) -> Resolved:
    """Resolve the findings of a document against the record.

    Args:
        document: as read.
        findings: what was found in it.
        source: what is known of its source.
        graph: the record, made once for a batch.

    Returns:
        Statements in the order of their contents. Where the text does not decide, nobody is chosen and the candidates
        stay with their scores.
    """
    return _Resolver(document, findings, source, graph).run()


class _Resolver:
    def __init__(self, document: Document, findings: Sequence[Finding], source: SourceFacts, graph: KnownGraph) -> None:
        self.document, self.source, self.graph = document, source, graph
        self.told = list(_flat(findings, source.key, document.text))
        spans = [span for one in self.told for span in one.finding.source]
        self.page = Page(document, graph)
        self.people = People(self.page, spans)
        names = [range(call.start, call.end) for call in self.people.calls if call.is_full]
        self.bodies = Bodies(self.page, spans, names)
        self.contents = sorted(span for one in self.told for span in one.finding.content)
        said = [span for one in self.told if one.is_first for span in joined(one.whole.content)]
        self.antecedents = Antecedents(self.page, self.people, self.bodies, said)
        self.speakers = Speakers(self.page, self.people, self.bodies, self.antecedents)
        self.aims = Aims(self.speakers)
        context = {local for body in self.bodies.bodies for local in body.known}
        context |= {local for named in self.page.named for local in named.ids if local in graph.posts}
        self.agents = Agents(graph, source, self.bodies, context)
        self.matters = Matters(document, graph, source, self._agents_named())
        self.untold: dict[str, tuple[str, str]] = {}
        self._keys = {one.whole.id: one.key for one in reversed(self.told)}

    def run(self) -> Resolved:
        references: dict[str, tuple[Reference, Days | None]] = {}
        for one in sorted(self.told, key=lambda one: (_place(one), -one.finding.content[-1][1])):
            days = self._days(one.finding)
            references[one.key] = self._read(one, days, references), days
            reference = references[one.key][0]
            best = reference.best
            if one.finding.source and one.is_first:
                thing = best.thing if best else None
                self.antecedents.hear(reference.span, thing, one.finding.content)
        for one in self.told:
            self._read_repeated(one, references)
        said = [self._said(one, *references[one.key]) for one in self.told]
        new = tuple(agent for _, agent in sorted(self.agents.new.items()))
        resolved = Resolved(self.source, tuple(said), new, self.matters.new, self.graph.taken)
        profile = profile_of(self.page, self.people, resolved)
        return replace(resolved, profile=replace(profile, untold=dict(sorted(self.untold.items()))))

    def _read(self, one: _Told, days: Days | None, before: dict[str, tuple[Reference, Days | None]]) -> Reference:
        finding, period = one.finding, self._period(days)
        reference = self.speakers.read(finding.source, period)
        words = reference.words.casefold()
        if (words in _SELF or not finding.source) and one.outer and one.outer.key in before:
            # Whoever says "I" within a quotation is the one who is quoted.
            outer = before[one.outer.key][0]
            return replace(outer, options=list(outer.options)) if words in _SELF else reference
        turn = self.document.turn_at(finding.content[0][0])
        if words in _SELF and turn and turn.head:
            return replace(reference, options=self.speakers.read([turn.head], period).options)
        if words in _SELF:
            return replace(reference, options=self._same_words(one, before))
        untold = (
            None if reference.options or reference.role else heard_untold(self.antecedents, reference.span[0], words)
        )
        # "A clerk said so. She added": whoever she is, it is the same clerk.
        same = next((other for other, _ in before.values() if other.span == untold), None) if untold else None
        return replace(same, options=[]) if same else reference

    def _read_repeated(self, one: _Told, references: dict[str, tuple[Reference, Days | None]]) -> None:
        """Give a headline ("finds report") the speaker of what it repeats, where it names nobody that can be told."""
        reference = references[one.key][0]
        repeated = references.get(self._repeated(one) or "", (None, None))[0]
        is_plain = not any(word[:1].isupper() for word in reference.words.split()[1:])
        if repeated and repeated.best and not reference.options and not reference.role and is_plain:
            score = min(repeated.best.score, 0.85)
            reference.options = [Option(repeated.best.thing, score, "says again what is said below")]

    def _same_words(self, one: _Told, before: dict[str, tuple[Reference, Days | None]]) -> list[Option]:
        """Return who says the same words elsewhere in the document, or the quotation around them."""
        text = self.page.shown(one.finding.content)
        start = one.finding.content[0][0]
        for other in self.told:
            if other is one or not other.finding.source:
                continue
            is_around = any(a <= start < b for a, b in other.finding.content)
            if is_around or (len(text) > 24 and text in self.page.shown(other.finding.content)):
                reference = self.speakers.read(other.finding.source, self._period(self._days(other.finding)))
                if reference.words.casefold() not in _SELF:
                    return [Option(o.thing, min(o.score, 0.85), "says the same words") for o in reference.options]
        return []

    def _days(self, finding: Finding) -> Days | None:
        spans = [*finding.cue, *finding.source]
        if not spans:
            return None
        sentence = self.page.sentence_span(min(spans)[0])
        # A date in what is told of the speaker ("minister until last year") is not that of the saying.
        near = bisect_left(self.contents, (sentence[0] - _FURTHEST, 0)), bisect_left(self.contents, (sentence[1], 0))
        taken = [*self.contents[slice(*near)], *finding.source]
        return day_of(self.page.text, sentence, spans, taken, self.source.published)

    def _period(self, days: Days | None) -> tuple[str, str] | None:
        if days:
            return days.earliest, days.latest
        day = self.source.published
        return (day, day) if day else None

    def _said(self, one: _Told, reference: Reference, days: Days | None) -> Said:
        period = self._period(days)
        found = self.agents.identify(reference, period)
        # A private person is named by role alone, whatever else the words hold.
        chosen = None if found.role else found.chosen
        for candidate in () if found.role else found.candidates:
            self.agents.propose(candidate.id)
        speaker = chosen or self.agents.unresolved(reference, found)
        self._note_untold(speaker, reference, found)
        candidacies = [] if found.role else [*_candidacy(SPEAKER, found)]
        towards, aimed = self._towards(one.finding, period, reference, speaker, candidacies)
        behalf = found.behalf if chosen else ()
        for local in behalf:
            self.agents.propose(local)
            candidacies.append(_sure(BEHALF, local, self._label(local), found))
        about = self.matters.about(one.whole, self.page)
        candidacies.append(Candidacy(ABOUT, about.candidates, about.chosen))
        latest = days.latest if days else self.source.published or self.source.added
        return Said(
            one.key,
            one.finding,
            speaker,
            behalf,
            towards,
            about.chosen,
            self._tenure(chosen, reference, period),
            days.earliest if days else None,
            latest,
            days.edtf if days else None,
            tuple(candidacies),
            one.outer.key if one.outer else None,
            self._repeated(one),
            bool(found.role),
            one.whole,
            aimed,
        )

    def _note_untold(self, local: str, reference: Reference, found: Identified) -> bool:
        """Keep the name of somebody who is named without an office: another source may tell the office."""
        thing = reference.best.thing if reference.best else None
        is_untold = found.role == NO_OFFICE and isinstance(thing, Person)
        if is_untold and isinstance(thing, Person) and (thing.given or thing.titles):
            self.untold[local] = (thing.given, thing.family)
        return is_untold

    def _towards(
        self, finding: Finding, period: tuple[str, str] | None, reference: Reference, own: str, kept: list[Candidacy]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        chosen: list[str] = []
        aimed: list[str] = []
        speaker = reference.best.thing if reference.best else None
        for span in finding.towards:
            found_at = self.aims.read(span, period, speaker, is_quoted=finding.wording == "direct")
            found = self.agents.identify(found_at, period)
            if found.role == NO_OFFICE and self._note_untold(
                local := self.agents.unresolved(found_at, found), found_at, found
            ):
                aimed += [local] if local != own else []
            # Nobody aims at himself: where the words lead back to the speaker, they were read wrongly.
            if found.role or not found.candidates or found.chosen == own:
                continue
            kept += _candidacy(TOWARDS, found)
            for candidate in found.candidates:
                self.agents.propose(candidate.id)
            if found.chosen:
                chosen.append(found.chosen)
        return tuple(dict.fromkeys(chosen)), tuple(dict.fromkeys(aimed))

    def _tenure(self, speaker: str | None, reference: Reference, period: tuple[str, str] | None) -> str | None:
        """Return the tenure in which somebody spoke: the only one on the day, or the one of a post that is named."""
        if speaker is None or period is None:
            return None
        held = [tenure for tenure in self.graph.by_holder.get(speaker, []) if tenure.meets(*period)]
        held = [one for one in held if one.start <= period[0] and (one.end or one.known_until or "9") >= period[1]]
        named = {local for place in self.page.places(reference.span) for local in self._posts_at(place)}
        best = reference.best
        if best and isinstance(best.thing, Person):
            named |= {post for told in best.thing.described for post in told.posts}
        told = [tenure for tenure in held if tenure.post in named]
        if len(told) == 1:
            return told[0].id
        return held[0].id if len(held) == 1 else None

    def _posts_at(self, place: int) -> tuple[str, ...]:
        named = self.page.covered.get(place)
        return tuple(local for local in named.ids if local in self.graph.posts) if named else ()

    def _repeated(self, one: _Told) -> str | None:
        keys = (self._keys.get(name) for name in one.finding.repeats)
        return next((key for key in keys if key and key != one.key), None)

    def _label(self, local: str) -> str:
        return self.agents.new[local].label if local in self.agents.new else self.graph.label(local)

    def _agents_named(self) -> set[str]:
        found = {local for body in self.bodies.bodies for local in body.known}
        return found | {local for person in self.people.people for local in person.known}


def _flat(findings: Sequence[Finding], key: str, text: str) -> Iterator[_Told]:
    """Yield findings and those within them, each with a key of its own."""
    taken: set[str] = set()
    for one in _walk(findings, None):
        spans = [unmarked(text, span) for span in one.finding.content]
        local = f"{key}-{spans[0][0]}-{spans[-1][1]}"
        number = 2
        plain = local
        for act in one.finding.acts:
            if local in taken:
                local = f"{plain}-{act}"
        while local in taken:
            local, number = f"{plain}-{one.finding.acts[0]}-{number}", number + 1
        taken.add(local)
        object.__setattr__(one, "key", local)
        yield one


def _walk(findings: Sequence[Finding], outer: _Told | None) -> Iterator[_Told]:
    for finding in findings:
        for number, part in enumerate(parts_of(finding)):
            told = _Told(part, outer, "", finding, number == 0)
            yield told
            yield from _walk(part.nested, told)


def _place(one: _Told) -> int:
    return one.finding.source[0][0] if one.finding.source else one.finding.content[0][0]


def _candidacy(role: str, found: Identified) -> Iterator[Candidacy]:
    if found.candidates:
        yield Candidacy(role, found.candidates, (found.chosen,) if found.chosen else ())


def _sure(role: str, local: str, label: str, found: Identified) -> Candidacy:
    score = found.candidates[0].score if found.candidates else 0.9
    return Candidacy(role, (Candidate(local, label, score, "whom the speaker speaks for"),), (local,))
