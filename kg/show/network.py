"""The network: who did what to whom by saying it, as a networkx graph with positions."""

import math
import random
import textwrap
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
