"""Which main incident each node of a network belongs to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.iri import local_id
from kg.model import Statement
from kg.surroundings import Surroundings

if TYPE_CHECKING:
    import networkx as nx

# Past this many a cell is too small to be read; the statements of the other incidents share one.
MOST_GROUPS = 40
REST = ""


def main_incident(incident: str, wholes: Mapping[str, str]) -> str:
    """Return the incident that another is a part of, at any depth; itself if it is no part.

    >>> main_incident("c", {"c": "b", "b": "a"})
    'a'
    """
    seen = {incident}
    while incident in wholes and wholes[incident] not in seen:
        incident = wholes[incident]
        seen.add(incident)
    return incident


def group_nodes(
    network: "nx.MultiDiGraph[str]", statements: Iterable[Statement], surroundings: Surroundings
) -> dict[str, str]:
    """Put each node with the main incident that most of its statements are about.

    Args:
        network: as ``build_network`` gives it.
        statements: those that the edges name; others do no harm.
        surroundings: which incident is part of which.

    Returns:
        Node -> IRI of a main incident, or ``REST`` for nodes of none and of the smallest ones. Empty if all nodes
        would stand in one group, which tells a reader nothing.
    """
    subjects = {
        statement.id: sorted({main_incident(entity.iri, surroundings.wholes) for entity in statement.about})
        for statement in statements
    }
    votes: dict[str, Counter[str]] = {node: Counter() for node in network}
    for start, end, edge in network.edges(data=True):
        for name in edge["statements"]:
            for incident in subjects.get(local_id(name), ()):
                votes[start][incident] += 1
                votes[end][incident] += 1
    for node, attributes in network.nodes(data=True):
        if attributes["kind"] == "incident":
            votes[node] = Counter([main_incident(node, surroundings.wholes)])
    chosen = {node: _first(count) for node, count in votes.items()}
    _follow_neighbours(network, chosen)
    sizes = Counter(group for group in chosen.values() if group)
    kept = {group for group, _ in sorted(sizes.items(), key=lambda item: (-item[1], item[0]))[:MOST_GROUPS]}
    groups = {node: group if group in kept else REST for node, group in chosen.items()}
    return groups if len(set(groups.values())) > 1 else {}


def order_groups(groups: Mapping[str, str]) -> Sequence[str]:
    """Return the groups, the largest first and the rest last."""
    sizes = Counter(groups.values())
    return sorted(sizes, key=lambda group: (group == REST, -sizes[group], group))


def _first(count: Counter[str]) -> str:
    return min(count, key=lambda group: (-count[group], group)) if count else REST


def _follow_neighbours(network: "nx.MultiDiGraph[str]", chosen: dict[str, str]) -> None:
    """Put nodes whose edges no statement carries (a post held, say) with the nodes they hang on."""
    for node in sorted(node for node, group in chosen.items() if group == REST):
        beside = Counter(
            chosen[other] for other in {*network.successors(node), *network.predecessors(node)} if chosen[other]
        )
        chosen[node] = _first(beside)
