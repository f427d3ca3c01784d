"""Which part of the record a network is drawn of: what was typed, and the statements that fit it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from kg.errors import ParameterError
from kg.namespaces import PREFIXES, expand
from kg.origin import CHOICES, chosen_origins
from kg.query.definition import Vetted
from kg.query.portions import PORTION
from kg.query.records import reachable

if TYPE_CHECKING:
    from kg.query.protocols import NamedStore, Queryable

# Parameter -> what it takes. "person" is whoever can speak or be spoken to: bodies and unnamed speakers, too.
PARAMETERS = {
    "incident": "kg:Incident",
    "person": "kg:Agent",
    "act": "kg:Act",
    "origin": "kg:Origin",
    "since": "xsd:date",
    "until": "xsd:date",
}
_PREFIXES = f"PREFIX kg: <{PREFIXES['kg']}> PREFIX xsd: <{PREFIXES['xsd']}>\n"
_TAKING_PART = ("kg:speaker", "kg:towards", "kg:onBehalfOf")
_ENDS = (*_TAKING_PART, "kg:about")
Typed = Mapping[str, str | Sequence[str] | None]


@dataclass(frozen=True)
class Scope:
    """A part of the record; what is empty leaves that side open.

    Things are IRIs, of several of one kind any will do; dates are ISO dates; ``depth`` counts the steps around the
    people, or else the incidents, that are named. ``words`` tells the same in plain text.
    """

    incident: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    depth: int = 1
    words: str = ""


def resolve_scope(store: "NamedStore", typed: Typed, depth: int = 1) -> Scope:
    """Turn what was typed into a scope.

    Args:
        store: the graph that knows the things.
        typed: by the names of ``PARAMETERS``: one value or several, each an id, a label, an alias or an IRI.
        depth: steps around what is named, at least 1.

    Raises:
        ParameterError: a value names nothing, several things or a thing of another kind, the period is empty, or
            there is nothing that a depth could be counted from.
    """
    from kg.query.arguments import resolve_value
    from kg.query.dates import find_reversed
    from kg.query.definition import Param

    found: dict[str, tuple[str, ...]] = {}
    for name, kind in PARAMETERS.items():
        given = typed.get(name)
        values = [given] if isinstance(given, str) else list(given or ())
        if name == "origin":
            values = [one for value in values for one in (chosen_origins(value) if value in CHOICES else (value,))]
        found[name] = tuple(resolve_value(Param(name, kind, True, name), value, store).value for value in values)
    days = {name: found.pop(name)[0] for name in ("since", "until") if found[name]}
    for low, high in find_reversed(days):
        raise ParameterError(f"--{low} {days[low]} is after --{high} {days[high]}", "Swap them: no day lies between.")
    if depth < 1:
        raise ParameterError(
            f"--depth {depth} reaches nothing", "Write 1 for what is named, 2 for what lies around it."
        )
    if depth > 1 and not (found["person"] or found["incident"]):
        raise ParameterError(f"--depth {depth} has nothing to be counted from", "Name --person or --incident, too.")
    things = {name: found[name] for name in ("incident", "person", "act", "origin")}
    since, until = days.get("since"), days.get("until")
    return Scope(**things, since=since, until=until, depth=depth, words=_words(store, things, days, depth))


def find_statements(store: "Queryable", scope: Scope) -> list[str]:
    """Return the IRIs of the statements in a scope, sorted.

    The first step holds what is said by, to or for the people, or about the incidents; each further one what is said
    by, to, for or about whoever and whatever the step before has met. Act, period, origin, and the incident where a
    person is named as well, hold for every step.
    """
    if scope.depth == 1:
        return sorted(_select(store, scope, scope.person, scope.incident))
    around = scope.incident if scope.person else ()
    candidates = _select(store, scope, (), around)
    found = candidates & (_select(store, scope, scope.person, around) if scope.person else _about(store, scope))
    ends = _ends(store, candidates)
    for _ in range(scope.depth - 1):
        met = {end for iri in found for end in ends[iri]}
        wider = {iri for iri in candidates if not met.isdisjoint(ends[iri])}
        if wider == found:
            break
        found = wider
    return sorted(found)


def _about(store: "Queryable", scope: Scope) -> set[str]:
    return _select(store, scope, (), scope.incident)


def _select(store: "Queryable", scope: Scope, people: Iterable[str], incidents: Iterable[str]) -> set[str]:
    parts = ["?statement a kg:Statement ; kg:speaker ?anybody ."]
    if wholes := set(incidents):
        within = {part for part, above in reachable(store, "kg:partOf").items() if not wholes.isdisjoint(above)}
        parts.append(f"{_values('part', sorted(wholes | within))} ?statement kg:about ?part .")
    if people := list(people):
        roles = ", ".join(_TAKING_PART)
        parts.append(f"{_values('person', people)} ?statement ?role ?person . FILTER(?role IN ({roles}))")
    if scope.act:
        parts.append(f"{_values('act', scope.act)} ?statement kg:act ?act .")
    if scope.origin:
        parts.append(f"{_values('origin', scope.origin)} ?report kg:reports ?statement ; kg:origin ?origin .")
    if scope.since:
        # Undated at that end means that it may have been said then.
        parts.append(f"FILTER NOT EXISTS {{ ?statement kg:latest ?last FILTER(?last < {_day(scope.since)}) }}")
    if scope.until:
        parts.append(f"FILTER NOT EXISTS {{ ?statement kg:earliest ?first FILTER(?first > {_day(scope.until)}) }}")
    rows: Any = store.query(Vetted(f"{_PREFIXES}SELECT DISTINCT ?statement WHERE {{ {' '.join(parts)} }}"))
    return {row["statement"].value for row in rows}


def _ends(store: "Queryable", statements: set[str]) -> dict[str, set[str]]:
    """Return whom and what each statement binds together."""
    ends: dict[str, set[str]] = {iri: set() for iri in statements}
    wanted = sorted(statements)
    names = ", ".join(f"<{expand(name)}>" for name in _ENDS)
    for start in range(0, len(wanted), PORTION):
        values = _values("x", wanted[start : start + PORTION])
        rows: Any = store.query(Vetted(f"SELECT ?x ?o WHERE {{ {values} ?x ?p ?o FILTER(?p IN ({names})) }}"))
        for row in rows:
            ends[row["x"].value].add(row["o"].value)
    return ends


def _words(store: "NamedStore", things: Mapping[str, tuple[str, ...]], days: Mapping[str, str], depth: int) -> str:
    label = {iri: _label(store, iri) for iris in things.values() for iri in iris}
    said = {name: " or ".join(label[iri] for iri in iris) for name, iris in things.items() if iris}
    parts = [f"about {said['incident']}"] if "incident" in said else []
    parts += [f"by, to or for {said['person']}"] if "person" in said else []
    parts += [f"and what is said around that, {depth} steps in all"] if depth > 1 else []
    parts += [f"act: {said['act']}"] if "act" in said else []
    parts += [f"origin: {said['origin']}"] if "origin" in said else []
    parts += [f"{name} {days[name]}" for name in ("since", "until") if name in days]
    return ", ".join(parts)


def _label(store: "NamedStore", iri: str) -> str:
    return next((entity.label for entity in store.names.lookup(f"<{iri}>")), iri)


def _values(name: str, iris: Iterable[str]) -> str:
    # NamedNode refuses an IRI that could leave its angle brackets.
    return f"VALUES ?{name} {{ {' '.join(str(NamedNode(iri)) for iri in iris)} }}"


def _day(iso: str) -> str:
    return f'"{iso}"^^xsd:date'
