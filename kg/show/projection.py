"""One-mode projections of the record: speakers, incidents or agencies, bound by what they share."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.model import Entity, Statement
from kg.show.network import INCIDENT, ORGANISATION, build_network, kind_of
from kg.surroundings import Tie

if TYPE_CHECKING:
    import networkx as nx

MODES = ("speakers", "incidents", "agencies")
SHARES_INCIDENT, SHARES_SPEAKER = "shares-incident", "shares-speaker"
# Pairs grow with the square of those who share one thing; beyond, memory and the eye give up together.
MOST_PAIRS = 500_000
# Hub -> thing -> the statements that bind the two.
Members = dict[str, dict[str, set[str]]]


class ProjectionError(KgError):
    """A projection would have more edges than anybody can hold or read."""


def draw(
    edges: str | None,
    statements: Sequence[Statement],
    ties: Sequence[Tie] = (),
    involved: Mapping[str, Sequence[Entity]] | None = None,
    acts: Collection[str] = (),
) -> "nx.MultiDiGraph[str]":
    """Return the network of what statements do, or one of its projections; see ``build_network`` and ``project``."""
    if edges is None:
        return build_network(statements, ties, acts)
    return project(edges, statements, ties, involved)


def project(
    mode: str,
    statements: Sequence[Statement],
    ties: Iterable[Tie] = (),
    involved: Mapping[str, Sequence[Entity]] | None = None,
) -> "nx.MultiDiGraph[str]":
    """Bind speakers who speak of one incident, incidents that one speaker speaks of, or agencies of one incident.

    Args:
        mode: one of ``MODES``.
        statements: in any order.
        ties: of the agents; an agency takes part by its spokesmen and by those who speak in a post of it.
        involved: the organisations that the record names as involved, by the incident's IRI; for agencies only.

    Returns:
        A network as ``build_network`` gives it, whose edges have no direction (``directed`` is False, the ends stand
        in the order of their IRIs), ``facts`` that name what is shared, and ``weight``, how many things that are. An
        edge holds the statements of both ends; ``graph["own"]`` tells the ids of each node's own.

    Raises:
        ProjectionError: there would be more than ``MOST_PAIRS`` edges.
    """
    entities: dict[str, Entity] = {}
    members: Members = {}
    bodies = _bodies(ties)
    for one in sorted(statements, key=lambda one: one.id):
        for hub, thing, is_said in _shares(mode, one, bodies, involved or {}):
            entities |= {hub.iri: hub, thing.iri: thing}
            found = members.setdefault(hub.iri, {}).setdefault(thing.iri, set())
            found.update([one.id] if is_said else [])
    act, kind = (SHARES_SPEAKER, INCIDENT) if mode == "incidents" else (SHARES_INCIDENT, None)
    return _bind(members, entities, {one.id: one for one in statements}, act, kind)


def _shares(
    mode: str, one: Statement, bodies: Mapping[str, Sequence[Entity]], involved: Mapping[str, Sequence[Entity]]
) -> Iterator[tuple[Entity, Entity, bool]]:
    """Yield what a statement lets a thing share: the thing shared, the thing, and whether the statement says so."""
    for incident in one.about:
        if mode == "speakers":
            yield incident, one.speaker, True
        elif mode == "incidents":
            yield one.speaker, incident, True
        else:
            yield from ((incident, agency, True) for agency in _agencies(one, bodies))
            # Being named as involved is no statement; it binds all the same.
            yield from ((incident, agency, False) for agency in involved.get(incident.iri, ()))


def _bind(
    members: Members, entities: Mapping[str, Entity], statements: Mapping[str, Statement], act: str, kind: str | None
) -> "nx.MultiDiGraph[str]":
    import networkx as nx

    pairs = sum(len(things) * (len(things) - 1) // 2 for things in members.values())
    if pairs > MOST_PAIRS:
        raise ProjectionError(
            f"this projection would bind {pairs:,} pairs, more than {MOST_PAIRS:,}",
            "Take a part of the record: --incident, --person, --since, --until.",
        )
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for hub in sorted(members):
        for thing, found in members[hub].items():
            label = entities[thing].label
            network.add_node(thing, label=label, kind=kind or kind_of(entities[thing]), statements=set())
            network.nodes[thing]["statements"] |= found
    for hub in sorted(members):
        for start, end in combinations(sorted(members[hub]), 2):
            bound = members[hub][start] | members[hub][end]
            _share(network, (start, end), act, entities[hub].label, bound)
    network.graph["own"] = {node: sorted(found) for node, found in network.nodes(data="statements")}
    for _, attributes in network.nodes(data=True):
        attributes["statements"] = len(attributes["statements"])
    for _, _, edge in network.edges(data=True):
        _finish(edge, statements)
    return network


def _share(network: "nx.MultiDiGraph[str]", ends: tuple[str, str], act: str, what: str, bound: set[str]) -> None:
    key = f"{act} affirmed"
    if not network.has_edge(*ends, key):
        network.add_edge(
            *ends, key=key, act=act, polarity="affirmed", directed=False, facts=set(), statements=set(), weight=0
        )
    edge = network.edges[(*ends, key)]
    edge["facts"].add(what)
    edge["statements"] |= bound
    edge["weight"] += 1


def _finish(edge: dict[str, Any], statements: Mapping[str, Statement]) -> None:
    """Put an edge's content in order, and give it the times of its statements."""
    edge["facts"], edge["statements"] = sorted(edge["facts"]), sorted(edge["statements"])
    said = [statements[name] for name in edge["statements"]]
    spells = {(one.earliest or one.latest or "", one.latest or one.earliest or "") for one in said}
    edge["spells"] = sorted(spell for spell in spells if all(spell))
    edge["earliest"] = min((start for start, _ in edge["spells"]), default="")
    edge["latest"] = max((end for _, end in edge["spells"]), default="")


def _bodies(ties: Iterable[Tie]) -> dict[str, list[Entity]]:
    """Return the organisations behind a speaker or a tenure, by IRI."""
    found: dict[str, list[Entity]] = {}
    for tie in ties:
        if kind_of(tie.end) == ORGANISATION:
            found.setdefault(tie.basis, []).append(tie.end)
    return found


def _agencies(statement: Statement, bodies: Mapping[str, Sequence[Entity]]) -> list[Entity]:
    named = [statement.speaker, *statement.on_behalf_of, *statement.towards]
    behind = [*bodies.get(statement.speaker.iri, ())]
    behind += bodies.get(statement.spoke_as.iri, ()) if statement.spoke_as else ()
    return [*(agent for agent in named if kind_of(agent) == ORGANISATION), *behind]
