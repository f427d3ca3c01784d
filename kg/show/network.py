"""The network: who did what to whom by saying it, as a networkx graph with positions."""

import math
import random
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

# What a row of the network's query must carry; see queries/network/network-statements.rq.
COLUMNS = (
    "statement",
    "speaker",
    "speaker_name",
    "speaker_kind",
    "act",
    "target",
    "target_name",
    "target_kind",
    "polarity",
)
KINDS = ("person", "organisation", "unnamed speaker", "incident")
LAYOUT_SEED = 7


def build_network(rows: Iterable[Mapping[str, str | None]]) -> "nx.MultiDiGraph[str]":
    """Bundle statements into a network: one edge per speaker, act, target and polarity.

    Args:
        rows: mappings with the keys of ``COLUMNS``, one per statement, act and target.

    Returns:
        A directed multigraph. Nodes carry ``label``, ``kind`` and ``statements`` (how many they take part in);
        edges carry ``act``, ``polarity`` and ``statements`` (sorted ids, so ``len`` is the count).

    >>> row = dict.fromkeys(COLUMNS, "x") | {"speaker": "a", "target": "b", "act": "blames", "statement": "s1"}
    >>> list(build_network([row]).edges(keys=True))
    [('a', 'b', 'blames x')]
    """
    import networkx as nx

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    taking_part: dict[str, set[str]] = {}
    for row in sorted(rows, key=lambda row: tuple(row[column] or "" for column in COLUMNS)):
        statement, speaker, target = row["statement"] or "", row["speaker"] or "", row["target"] or ""
        for end, name in ((speaker, "speaker"), (target, "target")):
            network.add_node(end, label=row[f"{name}_name"] or end, kind=row[f"{name}_kind"] or "person")
            taking_part.setdefault(end, set()).add(statement)
        key = f"{row['act']} {row['polarity']}"
        if not network.has_edge(speaker, target, key):
            network.add_edge(speaker, target, key=key, act=row["act"], polarity=row["polarity"], statements=[])
        carried = network.edges[speaker, target, key]["statements"]
        if statement not in carried:
            carried.append(statement)
    for end, statements in taking_part.items():
        network.nodes[end]["statements"] = len(statements)
    return network


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
    radii = [node_radius(network.nodes[name]["statements"]) for name in names]
    spread = _push_apart([(x, y) for x, y in points.coords], radii)
    return {name: (round(x), round(y)) for name, (x, y) in zip(names, spread, strict=True)}


def _page_size(nodes: int) -> tuple[float, float]:
    """Return width and height that give each node room for its label; wide, as screens are."""
    side = 190 * math.sqrt(max(nodes, 1))
    return side * 1.35, side * 0.75


def _push_apart(points: list[tuple[float, float]], radii: list[float]) -> list[tuple[float, float]]:
    """Move overlapping nodes apart: labels need about 70 units across and 30 down."""
    # Quadratic, so only for pictures a person reads; larger ones are looked at zoomed in.
    if len(points) > 400:
        return points
    places = [list(point) for point in points]
    for _ in range(60):
        moved = False
        for i, a in enumerate(places):
            for j in range(i):
                b = places[j]
                room_x, room_y = radii[i] + radii[j] + 70, radii[i] + radii[j] + 30
                dx, dy = a[0] - b[0] or 0.01, a[1] - b[1] or 0.01
                near = max(abs(dx) / room_x, abs(dy) / room_y)
                if near >= 1:
                    continue
                moved = True
                push = (1 - near) * 0.5
                a[0] += math.copysign(room_x * push * 0.5, dx)
                b[0] -= math.copysign(room_x * push * 0.5, dx)
                a[1] += math.copysign(room_y * push * 0.5, dy)
                b[1] -= math.copysign(room_y * push * 0.5, dy)
        if not moved:
            break
    return [(x, y) for x, y in places]
