"""The network: who did what to whom by saying it, as a networkx graph with positions."""

import math
import random
import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.model import Entity, Statement, Tie
from kg.namespaces import expand

if TYPE_CHECKING:
    import networkx as nx

KINDS = PERSON, ORGANISATION, UNNAMED, INCIDENT = ("person", "organisation", "unnamed speaker", "incident")
_CLASSES = {
    expand("kg:Person"): PERSON,
    expand("kg:UnnamedSpeaker"): UNNAMED,
    expand("kg:Organisation"): ORGANISATION,
    expand("kg:Incident"): INCIDENT,
}
# What an edge can say besides an act.
NOT_ACTS = SPEAKS_ABOUT, SPEAKS_FOR, HELD_POST_IN = ("speaks-about", "speaks-for", "held-post-in")
LAYOUT_SEED = 7


def build_network(
    statements: Iterable[Statement], ties: Iterable[Tie] = (), acts: Collection[str] = ()
) -> "nx.MultiDiGraph[str]":
    """Bundle statements into a network: one edge per pair, act and polarity, in the direction of the act.

    Args:
        statements: in any order.
        ties: what binds agents besides; those without both ends in the network are left out.
        acts: notations; where some are given, nothing but these acts is drawn.

    Returns:
        A directed multigraph whose nodes are IRIs. Nodes carry ``label``, ``kind`` (one of ``KINDS``) and
        ``statements`` (how many they take part in). Edges carry ``act``, ``polarity``, ``statements`` (sorted ids),
        ``spells`` (pairs of ISO dates, one per time that something was said), ``earliest`` and ``latest`` (the ends of
        all spells, or ""), and ``facts`` (sentences on what no statement carries).
        An act is done to those it is aimed at, or else to the incidents spoken of; then there are ``speaks-about``,
        ``speaks-for`` and ``held-post-in``.

    >>> ann, bob, leak = Entity("e:ann", "Ann"), Entity("e:bob", "Bob"), Entity("e:leak", "The leak")
    >>> said = Statement("s1", ann, (), None, None, None, None, False, ("blames",), (bob,), "affirmed", (leak,), "", ())
    >>> sorted(build_network([said]).edges(keys=True))
    [('e:ann', 'e:bob', 'blames affirmed'), ('e:ann', 'e:leak', 'speaks-about affirmed')]
    """
    import networkx as nx

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    taking_part: dict[str, set[str]] = {}
    for statement in sorted(statements, key=lambda one: one.id):
        for end, act, is_incident in _deeds(statement, acts):
            for thing, kind in ((statement.speaker, None), (end, INCIDENT if is_incident else None)):
                network.add_node(thing.iri, label=thing.label, kind=kind or kind_of(thing))
                taking_part.setdefault(thing.iri, set()).add(statement.id)
            # Whoever is reported not to have said it did not speak of anything either: the polarity stays throughout.
            edge = _edge(network, statement.speaker.iri, end.iri, act, statement.polarity)
            if statement.id not in edge["statements"]:
                edge["statements"].append(statement.id)
                _widen(edge, statement.earliest, statement.latest)
    for iri, found in taking_part.items():
        network.nodes[iri]["statements"] = len(found)
    for tie in ties:
        if tie.start.iri in network and tie.end.iri in network and not acts:
            edge = _edge(network, tie.start.iri, tie.end.iri, tie.kind, "affirmed")
            edge["facts"] = sorted({*edge["facts"], tie.fact})
            _widen(edge, tie.earliest, tie.latest or tie.ongoing_as_of)
    return network


def kind_of(agent: Entity) -> str:
    """Return which of ``KINDS`` an agent is; a person where the record does not say.

    >>> kind_of(Entity("e:napo", "Napo", ("https://w3id.org/on-record/ontology#Organisation",)))
    'organisation'
    """
    return next((kind for class_, kind in _CLASSES.items() if class_ in agent.types), PERSON)


def _deeds(statement: Statement, acts: Collection[str]) -> Iterator[tuple[Entity, str, bool]]:
    """Yield what a statement does: to whom or what, which act, and whether that is an incident."""
    done = [act for act in statement.acts if not acts or act in acts]
    yield from ((agent, act, False) for agent in statement.towards for act in done)
    if not statement.towards:
        yield from ((incident, act, True) for incident in statement.about for act in done)
    if not acts:
        yield from ((agent, SPEAKS_FOR, False) for agent in statement.on_behalf_of)
        if statement.towards:
            yield from ((incident, SPEAKS_ABOUT, True) for incident in statement.about)


def _edge(network: "nx.MultiDiGraph[str]", start: str, end: str, act: str, polarity: str) -> dict[str, Any]:
    key = f"{act} {polarity}"
    if not network.has_edge(start, end, key):
        plain: dict[str, list[Any]] = {"statements": [], "facts": [], "spells": []}
        network.add_edge(start, end, key=key, act=act, polarity=polarity, earliest="", latest="", **plain)
    edge: dict[str, Any] = network.edges[start, end, key]
    return edge


def _widen(edge: dict[str, Any], earliest: str | None, latest: str | None) -> None:
    """Add a time to an edge; where only one side is known, that is the time."""
    spell = (earliest or latest or "", latest or earliest or "")
    if all(spell) and spell not in edge["spells"]:
        edge["spells"] = sorted([*edge["spells"], spell])
        edge["earliest"] = edge["spells"][0][0]
        edge["latest"] = max(end for _, end in edge["spells"])


def node_radius(statements: int) -> float:
    """Return a node's radius in page units: its area grows with the number of statements.

    >>> node_radius(0) < node_radius(1) < node_radius(100)
    True
    """
    return 9 + 3.2 * math.sqrt(statements)


def lay_out(network: "nx.MultiDiGraph[str]", seed: int = LAYOUT_SEED) -> dict[str, tuple[float, float]]:
    """Place the nodes, the same way each time.

    Args:
        network: any network of ``build_network``; an empty one gives an empty answer.
        seed: of the layout's random start.

    Returns:
        Node -> (x, y) in page units, rounded to whole units so that pages are the same byte for byte.
    """
    import igraph

    names = sorted(network.nodes)
    if not names:
        return {}
    place = {name: index for index, name in enumerate(names)}
    # Parallel edges pull as one: else two people who speak of each other often end up on top of each other.
    pairs = sorted({(min(place[a], place[b]), max(place[a], place[b])) for a, b in network.edges() if a != b})
    graph = igraph.Graph(n=len(names), edges=pairs)
    igraph.set_random_number_generator(random.Random(seed))
    try:
        points: Any = graph.layout_fruchterman_reingold(niter=1000, grid="auto")
    finally:
        igraph.set_random_number_generator(random)
    points.fit_into((0, 0, *_page_size(len(names))), keep_aspect_ratio=False)
    boxes = [_room(network.nodes[name]) for name in names]
    spread = _push_apart([(x, y) for x, y in points.coords], boxes)
    return {name: (round(x), round(y)) for name, (x, y) in zip(names, spread, strict=True)}


def wrap_label(label: str, width: int = 22, limit: int = 60) -> list[str]:
    """Break a label into short lines, so that a long name takes the room of a short one.

    >>> wrap_label("Immigration and Nationality Directorate")
    ['Immigration and', 'Nationality', 'Directorate']
    >>> wrap_label("Foreign prisoners released unconsidered, and what came of it")
    ['Foreign prisoners', 'released unconsidered,', 'and what came of it']
    >>> wrap_label("x" * 99, width=70)[0][-3:]
    'xx…'
    """
    short = textwrap.shorten(label, limit, placeholder=" …")
    # One word of any length is cut inside; else it would vanish.
    return textwrap.wrap(short if len(short) > 1 or not label else label[: limit - 1] + "…", width) or [""]


def _page_size(nodes: int) -> tuple[float, float]:
    """Return width and height that give each node room for its label; wide, as screens are."""
    side = 190 * math.sqrt(max(nodes, 1))
    return side * 1.35, side * 0.75


def _room(attributes: Mapping[str, Any]) -> tuple[float, float, float]:
    """Return half the width, and the heights above and below the middle, that a node and its label take."""
    lines = wrap_label(attributes["label"])
    radius = node_radius(attributes["statements"])
    # Measured in Chromium at 15 px: about 8 units a character and 18 a line, and the label hangs below the node.
    return max(radius, 4.2 * max(map(len, lines))) + 6, radius + 6, radius + 12 + 18 * len(lines)


def _push_apart(
    points: list[tuple[float, float]], rooms: list[tuple[float, float, float]]
) -> list[tuple[float, float]]:
    """Move nodes apart until no room cuts another, or for as long as a person would wait."""
    # Quadratic, so only for pictures a person reads; larger ones are looked at zoomed in.
    if len(points) > 400:
        return points
    places = [list(point) for point in points]
    for _ in range(250):
        pairs = ((i, j) for i in range(len(places)) for j in range(i))
        # Every pair is moved in each round, so this sums instead of stopping at the first.
        if not sum(_part(places[i], places[j], rooms[i], rooms[j]) for i, j in pairs):
            break
    return [(x, y) for x, y in places]


def _part(
    a: list[float], b: list[float], room_a: tuple[float, float, float], room_b: tuple[float, float, float]
) -> bool:
    """Push two nodes along the axis where they overlap less; say whether they did overlap."""
    across = room_a[0] + room_b[0] - abs(a[0] - b[0])
    upper, lower = (room_a, room_b) if a[1] <= b[1] else (room_b, room_a)
    down = upper[2] + lower[1] - abs(a[1] - b[1])
    if across <= 0 or down <= 0:
        return False
    axis, cut = (0, across) if across < down else (1, down)
    sign = math.copysign(0.5 * min(cut, 40) + 0.5, a[axis] - b[axis] or -1)
    a[axis] += sign
    b[axis] -= sign
    return True
