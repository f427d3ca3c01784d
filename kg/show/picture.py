"""What the page draws: nodes, and lines between them, with the statements that each line bundles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kg.iri import local_id
from kg.model import Statement
from kg.show.families import ABOUT, family_of, family_of_all
from kg.surroundings import Surroundings

if TYPE_CHECKING:
    import networkx as nx

# As many lines as Chromium draws without a GPU while somebody drags the picture; the others show on demand.
MOST_LINES = 12_000
_METRICS = ("degree", "betweenness")


@dataclass(frozen=True)
class Node:
    """One person, body, unnamed speaker or incident; the counts are of statements.

    ``own`` are places of those that it takes part in, where its lines hold others besides; else None.
    """

    id: str
    iri: str
    name: str
    kind: str
    statements: int
    said: int
    spoken_of: int
    metrics: Mapping[str, float] = field(default_factory=dict)
    own: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Line:
    """What one node does to another: ``statements`` are places in the picture's list, ``facts`` plain sentences.

    ``acts`` are the notations of what is done; one, but for lines to an incident, which bundle all that is said about
    it. ``is_thinned`` lines are drawn only when one of their ends is chosen.
    """

    start: int
    end: int
    act: str
    family: str
    polarity: str
    statements: tuple[int, ...]
    facts: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    is_directed: bool = True
    is_thinned: bool = False


@dataclass(frozen=True)
class Picture:
    """Nodes, lines, and the statements they rest on, each list in a fixed order."""

    nodes: Sequence[Node]
    lines: Sequence[Line]
    statements: Sequence[Statement]
    surroundings: Surroundings

    @property
    def thinned(self) -> int:
        """How many lines are drawn on demand only."""
        return sum(line.is_thinned for line in self.lines)


def make_picture(
    network: "nx.MultiDiGraph[str]", statements: Sequence[Statement], surroundings: Surroundings
) -> Picture:
    """Turn a network into what the page draws.

    Args:
        network: as ``build_network`` gives it, or one of its projections.
        statements: those that its edges name, in any order; edges may name others, which are passed over.
        surroundings: how acts and incidents are ordered.
    """
    ordered = sorted(statements, key=lambda one: (one.earliest or one.latest or "", one.latest or "", one.id))
    place = {statement.id: index for index, statement in enumerate(ordered)}
    names = sorted(network.nodes)
    index = {name: number for number, name in enumerate(names)}
    lines = _thin(_lines(network, index, place, ordered, surroundings.broader))
    return Picture(_nodes(network, names, lines, place), lines, ordered, surroundings)


def _nodes(
    network: "nx.MultiDiGraph[str]", names: Sequence[str], lines: Sequence[Line], place: Mapping[str, int]
) -> list[Node]:
    own = {
        node: tuple(sorted(place[one] for one in map(local_id, found) if one in place))
        for node, found in network.graph.get("own", {}).items()
    }
    said: list[set[int]] = [set() for _ in names]
    spoken_of: list[set[int]] = [set() for _ in names]
    for line in lines:
        if line.is_directed and line.family != "tie":
            said[line.start].update(line.statements)
            spoken_of[line.end].update(line.statements)
    # Two data sets may use one last part of an IRI for two things: then both keep the whole.
    short = [local_id(name) for name in names]
    twice = {name for name in short if short.count(name) > 1} if len(set(short)) < len(short) else set()
    return [
        Node(
            id=name if short[number] in twice else short[number],
            iri=name,
            name=attributes["label"],
            kind=attributes["kind"],
            statements=attributes.get("statements", 0),
            said=len(said[number]),
            spoken_of=len(spoken_of[number]),
            metrics={key: attributes[key] for key in _METRICS if key in attributes},
            own=own.get(name),
        )
        for number, name in enumerate(names)
        for attributes in (network.nodes[name],)
    ]


def _lines(
    network: "nx.MultiDiGraph[str]",
    index: Mapping[str, int],
    place: Mapping[str, int],
    statements: Sequence[Statement],
    broader: Mapping[str, Sequence[str]],
) -> list[Line]:
    """Return one line per pair, act and polarity; to an incident one per pair and polarity."""
    bundles: dict[tuple[int, int, str, str], dict[str, Any]] = {}
    for start, end, edge in network.edges(data=True):
        is_about = network.nodes[end]["kind"] == "incident" and edge.get("directed", True)
        # A dozen lines for all that a minister says about one failure would hide the others.
        act = "speaks-about" if is_about else edge["act"]
        bundle = bundles.setdefault(
            (index[start], index[end], act, edge.get("polarity") or "affirmed"),
            {"statements": set(), "facts": [], "acts": set(), "directed": edge.get("directed", True)},
        )
        bundle["statements"].update(place[name] for name in map(local_id, edge["statements"]) if name in place)
        bundle["facts"] += [fact for fact in edge.get("facts", ()) if fact not in bundle["facts"]]
        bundle["acts"].add(edge["act"])
    return [
        Line(
            start,
            end,
            act,
            _family(act, bundle, statements, broader),
            polarity,
            tuple(sorted(bundle["statements"])),
            tuple(sorted(bundle["facts"])),
            tuple(sorted(bundle["acts"])),
            bundle["directed"],
        )
        for (start, end, act, polarity), bundle in sorted(bundles.items())
    ]


def _family(
    act: str, bundle: Mapping[str, Any], statements: Sequence[Statement], broader: Mapping[str, Sequence[str]]
) -> str:
    """Return the family of a line; a line to an incident has one of its own where all that is said is of one kind."""
    family = family_of(act, broader)
    if family != ABOUT:
        return family
    found = {family_of_all(statements[place].acts, broader) for place in bundle["statements"]}
    return found.pop() if len(found) == 1 and not found & {"other", "tie"} else ABOUT


def _thin(lines: list[Line]) -> list[Line]:
    """Mark the lines past ``MOST_LINES`` as shown on demand, the weightiest of each node excepted."""
    if len(lines) <= MOST_LINES:
        return lines
    by_weight = sorted(range(len(lines)), key=lambda number: (-len(lines[number].statements), number))
    reached: set[int] = set()
    first: list[int] = []
    later: list[int] = []
    for number in by_weight:
        ends = {lines[number].start, lines[number].end}
        (later if ends <= reached else first).append(number)
        reached |= ends
    kept = set([*first, *later][:MOST_LINES])
    return [line if number in kept else replace(line, is_thinned=True) for number, line in enumerate(lines)]
