"""One proposed person, body or incident for what several sources propose, in whatever order they came."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kg.resolve.nouns import Candidacy, Candidate, NewAgent, NewIncident, Profile, Resolved, Said
from kg.resolve.untold import join_untold, told_elsewhere
from kg.resolve.words import forms_of

# From which likeness on two sources tell of one failure, and from which on the other one is shown as a candidate: tried
# out on made-up articles and on 84 of the press, of which none may be joined that tell of different matters.
SAME, NEAR = 0.31, 0.2
_NAMES, _WORDS = 0.7, 0.3
_LONG_AGO, _VERY_LONG_AGO = 120, 730
# One shared name may be a minister's or a town's.
_FEWEST = 2
_LIKE = (
    frozenset(("head", "headteacher", "headmaster", "headmistress", "principal")),
    frozenset(("head", "leader", "chief", "boss", "executive", "director", "chair", "chairman", "chairwoman")),
    frozenset(("mp", "mps", "member", "backbencher", "politician")),
)


@dataclass(frozen=True)
class Joins:
    """Which proposed things are one: ``ids`` old to new, what each new one is, and others that come near it."""

    ids: Mapping[str, str] = field(default_factory=dict)
    agents: Mapping[str, NewAgent] = field(default_factory=dict)
    incidents: Mapping[str, NewIncident] = field(default_factory=dict)
    rivals: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)

    def of(self, profile: Profile) -> "Joins":
        """Return the part that touches a source; empty where nothing is to be changed in it."""
        own: list[NewAgent | NewIncident] = [*profile.agents]
        own += [profile.incident] if profile.incident else []
        mine = [*(one.id for one in own), *profile.untold]
        ids = {local: self.ids[local] for local in mine if self.ids.get(local, local) != local}
        new = {ids.get(local, local) for local in mine}
        before = {one.id: one for one in own}
        agents = {i: a for i, a in self.agents.items() if i in new and before.get(i) != a}
        incidents = {i: a for i, a in self.incidents.items() if i in new and before.get(i) != a}
        return Joins(ids, agents, incidents, {i: r for i, r in self.rivals.items() if i in new})

    def new(self, local: str) -> str:
        """Return what a thing is joined to; itself where it is to nothing."""
        return self.ids.get(local, local)

    def named(self, locals_: Sequence[str]) -> tuple[str, ...]:
        """Return what several things are joined to, each once."""
        return tuple(dict.fromkeys(map(self.new, locals_)))

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is joined."""
        return not (self.ids or self.agents or self.incidents or self.rivals)


def join(profiles: Sequence[Profile]) -> Joins:
    """Join what several sources propose.

    Args:
        profiles: of all sources of a workspace, in any order.

    Returns:
        The same for any order: a group is called after its earliest member.
    """
    ranked = sorted(profiles, key=lambda one: one.rank)
    ids, agents = dict[str, str](), dict[str, NewAgent]()
    rivals: dict[str, list[Candidate]] = defaultdict(list)
    incidents = _join_incidents(ranked, ids, rivals)
    matters = {one.source: ids.get(one.incident.id, one.incident.id) for one in ranked if one.incident}
    bodies = _join_bodies(ranked, ids, agents)
    _join_people(ranked, matters, bodies, ids, agents, rivals)
    join_untold(ranked, matters, ids)
    return Joins(ids, agents, incidents, {key: tuple(found) for key, found in sorted(rivals.items())})


def rejoin(resolved: Resolved, joins: Joins) -> Resolved:
    """Put the joined agents and incidents in the place of those that a source proposed by itself."""
    if joins.is_empty:
        return resolved
    new, named = joins.new, joins.named

    def said(one: Said) -> Said:
        return replace(
            one,
            speaker=new(one.speaker),
            on_behalf_of=named(one.on_behalf_of),
            towards=named((*one.towards, *(local for local in one.aimed if new(local) != local))),
            private=one.private and new(one.speaker) == one.speaker,
            about=named(one.about),
            candidacies=(
                *told_elsewhere(one, new, joins.agents),
                *(_candidacy(each, joins) for each in one.candidacies),
            ),
        )

    agents = {new(one.id): joins.agents.get(new(one.id), replace(one, id=new(one.id))) for one in resolved.agents}
    aimed = {new(local) for one in resolved.said for local in one.aimed} & joins.agents.keys()
    agents |= {local: joins.agents[local] for local in aimed}
    owners = [replace(one, speaks_for=named(one.speaks_for)) for one in agents.values()]
    incidents = {new(one.id): joins.incidents.get(new(one.id), one) for one in resolved.incidents}
    return replace(
        resolved,
        said=tuple(map(said, resolved.said)),
        agents=tuple(sorted(owners, key=lambda one: one.id)),
        incidents=tuple(incidents.values()),
    )


def _candidacy(one: Candidacy, joins: Joins) -> Candidacy:
    """Put the joined things in the place of candidates, and beside them those that come near them."""
    found: dict[str, Candidate] = {}
    for candidate in one.candidates:
        local = joins.new(candidate.id)
        known = joins.agents.get(local) or joins.incidents.get(local)
        found.setdefault(local, replace(candidate, id=local, label=known.label if known else candidate.label))
    for local in list(found):
        for rival in joins.rivals.get(local, ()):
            found.setdefault(rival.id, rival)
    ranked = sorted(found.values(), key=lambda each: -each.score)
    return Candidacy(one.role, tuple(ranked), joins.named(one.chosen))


def likeness(one: Profile, other: Profile) -> float:
    """Say how much two sources seem to tell of one failure, from 0 to 1."""
    shared = one.names.keys() & other.names.keys()
    if len(shared) < _FEWEST:
        return 0.0
    names, words = _overlap(one.names, other.names), _overlap(one.words, other.words)
    return round((_NAMES * names + _WORDS * words) * _in_time(one.published, other.published), 4)


def _overlap(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    shared = sum(min(one[name], other[name]) for name in one.keys() & other.keys())
    # A short notice must not be drowned by a long report, nor joined to it by two words.
    least = (sum(one.values()) * sum(other.values())) ** 0.5
    return shared / least if least else 0.0


def _in_time(one: str | None, other: str | None) -> float:
    if one is None or other is None:
        return 1.0
    days = abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    return 1.0 if days <= _LONG_AGO else 0.85 if days <= _VERY_LONG_AGO else 0.65


def _join_incidents(
    ranked: Sequence[Profile], ids: dict[str, str], rivals: dict[str, list[Candidate]]
) -> dict[str, NewIncident]:
    """Group sources by what they tell; two groups become one where their members are alike on average."""
    told = [one for one in ranked if one.incident]
    alike = {(a, b): score for a, b in _pairs(told) if (score := likeness(told[a], told[b])) >= NEAR}
    groups = {number: [number] for number in range(len(told))}
    where = list(range(len(told)))
    for (a, b), _ in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
        first, second = sorted((where[a], where[b]))
        if first != second and _mean(groups[first], groups[second], alike) >= SAME:
            groups[first] += groups.pop(second)
            for member in groups[first]:
                where[member] = first
    incidents: dict[str, NewIncident] = {}
    heads = {}
    for first, members in groups.items():
        best = max(members, key=lambda m: (sum(_score(m, o, alike) for o in members if o != m), -m))
        head, shown = told[first].incident, told[best].incident
        if head and shown:
            kinds = shown.kinds if shown.kinds != ("matter",) else head.kinds
            incidents[head.id] = replace(shown, id=head.id, kinds=kinds)
            heads[first] = head.id
            ids.update({one.id: head.id for m in members if (one := told[m].incident)})
    near: dict[tuple[str, str], float] = {}
    for (a, b), score in sorted(alike.items()):
        this, that = heads[where[a]], heads[where[b]]
        for pair in ((this, that), (that, this)) if this != that else ():
            near[pair] = max(near.get(pair, 0.0), score)
    for (this, that), score in sorted(near.items()):
        rivals[this].append(Candidate(that, incidents[that].label, round(score, 3), "proposed for a source much alike"))
    return incidents


def _pairs(told: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of sources that share names at all."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(told):
        for name in one.names:
            holders[name].append(number)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in holders.values():
        # What half of a large collection names tells nothing, and would take quadratic time.
        if len(numbers) <= max(60, len(told) // 20):
            for place, a in enumerate(numbers):
                for b in numbers[place + 1 :]:
                    counts[a, b] += 1
    yield from sorted(pair for pair, count in counts.items() if count >= _FEWEST)


def _score(a: int, b: int, alike: Mapping[tuple[int, int], float]) -> float:
    return alike.get((min(a, b), max(a, b)), 0.0)


def _mean(one: Sequence[int], other: Sequence[int], alike: Mapping[tuple[int, int], float]) -> float:
    return sum(_score(a, b, alike) for a in one for b in other) / (len(one) * len(other))


def _join_bodies(ranked: Sequence[Profile], ids: dict[str, str], agents: dict[str, NewAgent]) -> dict[str, str]:
    """Join bodies of one name; those that no name tells stay with their source."""
    groups: dict[tuple[str, ...], list[NewAgent]] = defaultdict(list)
    for profile in ranked:
        for one in profile.agents:
            if one.kind == "Organisation" and not one.label.endswith("(not named)"):
                groups[forms_of(one.label)].append(one)
    for members in groups.values():
        head = members[0]
        kinds = [one.body_kind for one in members if one.body_kind not in ("", "other-body")]
        ids.update({one.id: head.id for one in members})
        agents[head.id] = replace(head, body_kind=kinds[0] if kinds else head.body_kind)
    return ids


def _join_people(
    ranked: Sequence[Profile],
    matters: Mapping[str, str],
    bodies: Mapping[str, str],
    ids: dict[str, str],
    agents: dict[str, NewAgent],
    rivals: dict[str, list[Candidate]],
) -> None:
    families: dict[str, list[list[tuple[NewAgent, str]]]] = defaultdict(list)
    told = [(one, profile.source) for profile in ranked for one in profile.agents if one.kind == "Person"]
    # Full names first: a surname is joined to the only one whom it can mean.
    for one, source in sorted(told, key=lambda pair: not pair[0].given):
        groups = families[one.family.casefold()]
        fits = [
            group
            for group in groups
            if any(_is_same(one, other, matters.get(source) == matters.get(at, "")) for other, at in group)
        ]
        if len(fits) == 1:
            fits[0].append((one, source))
        else:
            groups.append([(one, source)])
    for groups in families.values():
        for group in groups:
            head = group[0][0]
            ids.update({one.id: head.id for one, _ in group})
            # "sir" tells less than any office does.
            told_of = sorted((o.described for o, _ in group if o.described), key=lambda words: " " not in words)
            agents[head.id] = replace(head, described=told_of[0] if told_of else "")
        _tell_apart(groups, agents, rivals)


def _tell_apart(
    groups: Sequence[Sequence[tuple[NewAgent, str]]], agents: dict[str, NewAgent], rivals: dict[str, list[Candidate]]
) -> None:
    """Give namesakes their roles as part of what they are called, and each the others as candidates."""
    for group in groups:
        head, source = group[0]
        others = [other[0] for other in groups if other is not group and _same_name(head, other[0][0])]
        if others:
            role = agents[head.id].described or source
            agents[head.id] = replace(agents[head.id], label=f"{head.label} ({role})", alias=head.label)
        for other, at in others:
            shown = f"{other.label} ({other.described or at})"
            rivals[head.id].append(Candidate(other.id, shown, 0.3, f"the same name, in {at}"))


def _same_name(one: NewAgent, other: NewAgent) -> bool:
    if one.given and other.given:
        return (one.given.split()[0].casefold(), one.family.casefold()) == (
            other.given.split()[0].casefold(),
            other.family.casefold(),
        )
    return one.family.casefold() == other.family.casefold()


def _is_same(one: NewAgent, other: NewAgent, same_matter: bool) -> bool:
    """Say whether two people of one name are one: of one body, or in one office where no other body is told."""
    if not _same_name(one, other):
        return False
    mine, theirs = set(one.bodies), set(other.bodies)
    shares_body = bool(mine & theirs)
    shares_office = _shares_office(one.offices, other.offices)
    if not (one.given and other.given):
        # A surname means somebody of the full name only where more speaks for it.
        return shares_office and (shares_body or (same_matter and not (mine and theirs)))
    if shares_body:
        return True
    if mine and theirs:
        return False
    return shares_office or same_matter


def _shares_office(one: Sequence[str], other: Sequence[str]) -> bool:
    if set(one) & set(other):
        return True
    return any(like.intersection(one) and like.intersection(other) for like in _LIKE)
