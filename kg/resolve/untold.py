"""People whom one source names without an office, and another on the same failure with it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.resolve.nouns import SPEAKER, TOWARDS, Candidacy, Candidate, NewAgent, Profile, Said


def join_untold(ranked: Sequence[Profile], matters: Mapping[str, str], ids: dict[str, str]) -> None:
    """Join people named without an office to the only one of the name whom a source on the same failure proposes."""
    told: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for profile in ranked:
        for one in profile.agents:
            if one.kind == "Person" and profile.source in matters:
                given = one.given.split()[0].casefold() if one.given else ""
                told[matters[profile.source], one.family.casefold()].add((given, ids.get(one.id, one.id)))
    for profile in ranked:
        for local, (given, family) in sorted(profile.untold.items()):
            first = given.split()[0].casefold() if given else ""
            fits = told.get((matters.get(profile.source, ""), family.casefold()), set())
            # A surname alone means the only one who bears it; a full name only one of that name.
            who = {one for name, one in fits if not first or name == first}
            if len(who) == 1:
                ids[local] = who.pop()


def told_elsewhere(one: Said, new: Callable[[str], str], agents: Mapping[str, NewAgent]) -> Iterator[Candidacy]:
    """Yield what tells who those are that this source names without an office."""
    for role, slots in ((SPEAKER, (one.speaker,) if one.private else ()), (TOWARDS, one.aimed)):
        for slot in slots:
            local = new(slot)
            if local != slot and local in agents:
                basis = "named with an office in another source on the same failure"
                yield Candidacy(role, (Candidate(local, agents[local].label, 0.85, basis),), (local,))
