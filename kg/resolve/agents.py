"""From what a document names to agents of the record, or to new ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from kg.plain import clip
from kg.resolve.bodies import Bodies, Body
from kg.resolve.evidence import weigh_person
from kg.resolve.known import KnownAgent, KnownGraph
from kg.resolve.nouns import Candidate, NewAgent, SourceFacts
from kg.resolve.people import Person
from kg.resolve.references import CHOSEN, MARGIN, Holder, Option, Reference, Voice
from kg.resolve.wordings import few_words
from kg.resolve.words import body_nouns, forms_of, given_names, is_a, read_words, slug_of

Period = tuple[str, str] | None
_SPOKES = ("spokes", "spokes-m", "spokes-f")
_MANY = frozenset(("whose", "children", "bereaved", "families", "people"))
_PLAIN_TITLES = frozenset(("mr", "mrs", "ms", "miss"))
_NAME = re.compile(r"(?:[A-Z][a-z]+[.]? ){1,3}[A-Z][a-zA-Z'’-]+(?:, (?:\(?\d|who |whose |said)|,?$)")
# How somebody is described of whom a source tells the name alone.
NO_OFFICE = "a person named without an office"
# Names that end in these are no people's: "Canal News".
_OUTLETS = frozenset("news radio tv fm television".split())
_short = partial(clip, most=80, at_word=True)
# Two of one full name who bear one of these are one.
_HONOURS = frozenset(("sir", "dame", "lord", "lady", "baroness"))


@dataclass(frozen=True)
class Identified:
    """Who is meant: candidates the best first, and the one that is chosen, None where the text does not decide."""

    candidates: tuple[Candidate, ...]
    chosen: str | None
    behalf: tuple[str, ...] = ()
    role: str = ""


class Agents:
    """The agents of one source; ``new`` are those that the record does not know, by their ids."""

    def __init__(self, graph: KnownGraph, source: SourceFacts, bodies: Bodies, context: set[str]) -> None:
        """Take the record, the source and what else the document names (``context``: ids of bodies and posts)."""
        self.graph, self.source, self.bodies, self.context = graph, source, bodies, context
        self.new: dict[str, NewAgent] = {}
        self._private: dict[int, str] = {}

    def identify(self, reference: Reference, period: Period) -> Identified:
        """Return who in the record is meant by a reference."""
        found: list[Candidate] = []
        behalf: dict[str, tuple[str, ...]] = {}
        role = reference.role
        for option in reference.options:
            for candidate, whose in self._candidates(option, period):
                found.append(replace(candidate, score=round(min(candidate.score, option.score), 3)))
                behalf.setdefault(candidate.id, whose)
            if option is reference.best and isinstance(option.thing, Person):
                role = role or self._role_of(option.thing)
        if not found and reference.words and not role:
            found = [
                Candidate(one.id, one.label, 0.9, "called so in this source") for one in self._called(reference.words)
            ]
            behalf = {one.id: self.graph.agents[one.id].speaks_for for one in found}
        found = _once(found)
        if not found and not role and _is_persons_name(reference.words):
            # A name of which nothing is told is no more than a private person's.
            role = NO_OFFICE
        chosen = self._choose(found)
        return Identified(tuple(found), chosen, behalf.get(chosen or "", ()), role)

    def propose(self, chosen: str | None) -> None:
        """Keep a new agent that was chosen, and whom it speaks for."""
        agent = self._drafts.get(chosen or "")
        if agent and agent.id not in self.new:
            self.new[agent.id] = agent
            for owner in agent.speaks_for:
                self.propose(owner)

    def unresolved(self, reference: Reference, identified: Identified) -> str:
        """Make the node that stands for a speaker whom the text does not tell."""
        role = identified.role
        best = reference.best
        words = reference.words
        if role:
            is_led = role.startswith(("a ", "an ")) or (role.endswith("s") and not role.endswith("ss")) or role in _MANY
            label = role if is_led else f"{_article(role)} {role}"
            number = self._number(best.thing if best else None, reference)
            local = f"u-{self.source.key}-{slug_of(label)}{number}"
            label = f"{label} (not named)"
        elif not words:
            local, label = f"u-{self.source.key}-not-named", "somebody whom the text does not name"
        else:
            # A pronoun is somebody else at each place.
            place = f"-{reference.span[0]}" if len(words) < 5 or " " not in words else ""
            local, label = f"u-{self.source.key}-{slug_of(words)}{place}", f"“{_short(words)}” (unresolved)"
        self.new.setdefault(local, NewAgent(local, "UnresolvedSpeaker", label))
        return local

    @property
    def _drafts(self) -> dict[str, NewAgent]:
        if not hasattr(self, "_made"):
            self._made: dict[str, NewAgent] = {}
        return self._made

    def _choose(self, found: Sequence[Candidate]) -> str | None:
        if not found or found[0].score < CHOSEN:
            return None
        second = found[1].score if len(found) > 1 else 0.0
        return found[0].id if found[0].score - second >= MARGIN else None

    def _candidates(self, option: Option, period: Period) -> Iterator[tuple[Candidate, tuple[str, ...]]]:
        thing = option.thing
        if isinstance(thing, Holder):
            holder = thing.tenure.holder
            yield Candidate(holder, self.graph.label(holder), option.score, option.basis), ()
        elif isinstance(thing, Body):
            yield from ((one, ()) for one in self._bodies(thing, period, option.basis))
        elif isinstance(thing, Voice):
            yield from self._voice(thing, period, option.basis)
        else:
            yield from self._people(thing, period, option.basis)

    def _people(self, person: Person, period: Period, basis: str) -> Iterator[tuple[Candidate, tuple[str, ...]]]:
        behalf = self._behalf(person)
        best = 0.0
        for local, score, why in weigh_person(self.graph, person, period, self.context):
            best = max(best, score)
            yield Candidate(local, self.graph.label(local), score, f"{basis}; {why}"), behalf
        # "Lord Timpson, the prisons minister" is known by a title in place of a first name.
        if (
            (person.given or (best == 0.0 and person.titles))
            and person.is_described
            and not person.is_private
            and best < 0.5
        ):
            agent = self._new_person(person)
            score = 0.9 if best < 0.3 else 0.6
            yield Candidate(agent.id, agent.label, score, f"{basis}; {_short(agent.described) or 'titled'}"), behalf

    def _behalf(self, person: Person) -> tuple[str, ...]:
        """Return the union or association for which somebody speaks who is described as its officer."""
        for told in person.described:
            speaks = any(is_a(noun, *_SPOKES) for noun in told.nouns)
            for _, body in self.bodies.within(told.span, implied=True) if told.nouns else ():
                ids = [one.id for one in self._bodies(body, None, "") if one.score >= CHOSEN]
                if ids and (speaks or body.kinds & {"union", "professional-body"}) and not told.is_former:
                    return (ids[0],)
        return ()

    def _new_person(self, person: Person) -> NewAgent:
        titles = sorted(person.titles - _PLAIN_TITLES) or sorted(person.titles)[:1] if not person.given else []
        label = " ".join([*(title.capitalize() for title in titles), person.label])
        local = f"n-{self.source.key}-{slug_of(label)}"
        described = next((one.text for one in person.described if one.is_office), "") or " ".join(sorted(person.titles))
        given, _, family = person.label.rpartition(" ")
        nouns = {noun for told in person.described for noun in told.nouns}
        offices = tuple(sorted(nouns | (person.titles & _HONOURS)))
        agent = NewAgent(
            local, "Person", label, few_words(described), (), "", given, family, offices, self._bodies_of(person)
        )
        return self._drafts.setdefault(local, agent)

    def _bodies_of(self, person: Person) -> tuple[str, ...]:
        """Return the bodies that somebody is told by: ids of the record, or names."""
        found: set[str] = set()
        for told in person.described:
            named = [body for _, body in self.bodies.within(told.span, implied=True)]
            for noun in () if named else set(forms_of(told.text)) & body_nouns().keys():
                # "the trust's chief executive": the only trust of the document.
                alone = self.bodies.of_kind(noun)
                named += alone if len(alone) == 1 else []
            found |= {body.known[0] if body.known else " ".join(body.forms) for body in named}
        return tuple(sorted(found))

    def _bodies(self, body: Body, period: Period, basis: str) -> Iterator[Candidate]:
        known = [self.graph.agents[local] for local in body.known]
        on_day = [one for one in known if _exists(one, period)]
        if len(on_day) == 1 and len(known) >= 1:
            yield Candidate(on_day[0].id, on_day[0].label, 0.95, f"{basis}; name")
            return
        if known and not on_day and period:
            after = {new for one in known for new in self._successors(one.id, period[0])}
            for local in sorted(after):
                why = f"{basis}; what {known[0].label} had become by {period[0]}"
                yield Candidate(local, self.graph.label(local), 0.8 if len(after) == 1 else 0.5, why)
            known = [one for one in known if one.id not in after]
            # The report of an inquiry speaks when the inquiry is over.
            score = 0.5 if after or len(known) > 1 else 0.85
            yield from (Candidate(one.id, one.label, score, f"{basis}; had ended") for one in known)
            return
        for one in on_day or known:
            yield Candidate(one.id, one.label, 0.5, f"{basis}; one of several of that name")
        if not body.known:
            local = f"n-{self.source.key}-{slug_of(body.label)}"
            kind = body.kind
            agent = self._drafts.setdefault(local, NewAgent(local, "Organisation", body.label, "", (), kind))
            yield Candidate(agent.id, agent.label, 0.9, f"{basis}; not on record")

    def _successors(self, local: str, day: str) -> Iterator[str]:
        """Yield what a body had become by a day, through renames and mergers."""
        for one in self.graph.successions:
            if local in one.before and one.day <= day and one.kind in ("rename", "merger"):
                for new in one.after:
                    if _exists(self.graph.agents.get(new), (day, day)):
                        yield new
                    elif new != local:
                        yield from self._successors(new, day)

    def _voice(self, voice: Voice, period: Period, basis: str) -> Iterator[tuple[Candidate, tuple[str, ...]]]:
        owner = self.identify(voice.owner, period)
        if owner.chosen is None or owner.role:
            return
        there = self._heard_before(voice, owner.chosen)
        if there:
            yield Candidate(there.id, there.label, 0.9, f"{basis}; on record for this source"), (owner.chosen,)
            return
        label = self._drafts[owner.chosen].label if owner.chosen in self._drafts else self.graph.label(owner.chosen)
        local = f"u-{self.source.key}-{slug_of(f'{voice.noun} {owner.chosen}', 60)}"
        named = f"{label} {voice.noun} ({self.source.published or self.source.key})"
        agent = NewAgent(local, "UnnamedSpeaker", named, "", (owner.chosen,))
        self._drafts.setdefault(local, agent)
        yield Candidate(local, named, 0.9, basis), (owner.chosen,)

    def _heard_before(self, voice: Voice, owner: str) -> KnownAgent | None:
        """Return the unnamed speaker that the record has of this source, or of the same day, for the same owner."""
        day = self.source.published
        wants_insider = is_a(voice.noun, "insider")
        for agent in self.graph.agents.values():
            if agent.kind != "UnnamedSpeaker" or owner not in agent.speaks_for:
                continue
            words = {word.casefold() for name in agent.names for word in name.split()}
            is_insider = any(is_a(word, "insider") for word in words)
            is_spokes = any(is_a(word, *_SPOKES) for word in words)
            is_same = voice.noun in words or (is_insider if wants_insider else is_spokes)
            if is_same and (self.source.id in agent.sources or (day is not None and day in agent.days)):
                return agent
        return None

    def _called(self, words: str) -> list[KnownAgent]:
        """Return the groups and unnamed speakers that the record took from this very source, called by some words."""
        forms = forms_of(words)
        taken = self.graph.of_source.get(self.source.id, [])
        return [one for one in taken if any(forms_of(name) == forms for name in one.names)]

    def _role_of(self, person: Person) -> str:
        if person.is_private:
            told = next(one for one in person.described if one.is_private)
            if told.text.casefold().startswith("whose "):
                # "whose son died": the son is not the one who speaks. "Whose house was flooded" tells of no relation.
                near = told.text.casefold().split()[1:4]
                return "relative" if any(is_a(word.strip(",.;:’'"), "private") for word in near) else "private person"
            words = (word.strip(",.;:’'") for word in told.text.casefold().split())
            nouns = (word for word in words if is_a(word, "private") and word not in _MANY and not word.endswith("s"))
            return next(nouns, "private person")
        if person.given and not person.known and not person.is_described:
            return NO_OFFICE
        return ""

    def _number(self, thing: object, reference: Reference) -> str:
        if not isinstance(thing, Person):
            return f"-{reference.span[0]}"
        return "-" + self._private.setdefault(id(thing), str(len(self._private) + 1))


def _exists(agent: KnownAgent | None, period: Period) -> bool:
    if agent is None:
        return False
    if period is None:
        return True
    return (agent.start is None or agent.start <= period[1]) and (agent.end is None or agent.end >= period[0])


def _once(found: Sequence[Candidate]) -> list[Candidate]:
    kept: dict[str, Candidate] = {}
    for one in sorted(found, key=lambda one: (-one.score, one.id)):
        kept.setdefault(one.id, one)
    return list(kept.values())


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def _is_persons_name(words: str) -> bool:
    """Say whether words may name a person: "The Samaritans" and "Downing Street" are none."""
    forms = [word.form for word in read_words(words)]
    is_place = len(forms) == 2 and forms[1] == "street" and forms[0] not in given_names()
    is_body = len(forms) > 1 and forms[-1] in _OUTLETS
    return bool(_NAME.match(words)) and not is_place and not is_body and forms[0] not in ("the", "a", "an")
