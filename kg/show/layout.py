"""Where the nodes of a network stand: a cell for each main incident, and in it those who speak of it."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.plain import clip
from kg.show.grouping import REST, order_groups
from kg.show.spread import ROUNDS, Room, spread
from kg.show.treemap import Rectangle, divide

if TYPE_CHECKING:
    import networkx as nx

LAYOUT_SEED = 7
# One unit is one pixel of the first view on a desk's screen, up to this many nodes; more get a larger page.
PAGE = (1080, 660)
NODES_PER_PAGE = 90
GAP, MARGIN, HEADING = 10, 26, 52
ASPECT = 1.4
# Labels that take more than this part of a cell leave too little to move nodes in.
FILL = 0.6
EVENNESS = 0.5
# Beyond so many in all, labels show when one zooms in, and there is room for them then; and balancing every pair would
# take longer than a person waits.
MOST_LABELLED = 400
FEW_ROUNDS = 15


@dataclass(frozen=True)
class Cell:
    """The part of the page that one group of nodes fills; ``group`` is "" for those of no group."""

    group: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Layout:
    """Where everything stands, in whole units, so that pages are the same byte for byte.

    ``cells`` are in order of size, none where the nodes are not grouped; ``zoom`` is how many units take a pixel when
    all of the page is shown.
    """

    places: Mapping[str, tuple[int, int]]
    cells: Sequence[Cell]
    zoom: float


def lay_out(
    network: "nx.MultiDiGraph[str]", groups: Mapping[str, str] | None = None, seed: int = LAYOUT_SEED
) -> Layout:
    """Place the nodes, the same way each time.

    Args:
        network: any network of ``build_network``; an empty one gives an empty answer.
        groups: node -> group, as ``group_nodes`` gives it; none means one group.
        seed: of the layout's random start.
    """
    names = sorted(network.nodes)
    zoom = max(1.0, math.sqrt(len(names) / NODES_PER_PAGE))
    width, height = PAGE[0] * zoom, PAGE[1] * zoom
    of_group = groups or dict.fromkeys(names, REST)
    members: dict[str, list[str]] = {group: [] for group in order_groups(of_group)}
    for name in names:
        members[of_group[name]].append(name)
    shares = sorted(((_share(network, nodes), group) for group, nodes in members.items()), key=lambda pair: -pair[0])
    # Labels are wider than high, so cells should be: they are divided on a page pressed together, and then widened.
    pressed = divide([share for share, _ in shares], (0, 0, width / ASPECT, height))
    rectangles = [(x * ASPECT, y, wide * ASPECT, high) for x, y, wide, high in pressed]
    places: dict[str, tuple[int, int]] = {}
    cells = []
    for (_, group), rectangle in zip(shares, rectangles, strict=True):
        cell = _inside(rectangle, GAP / 2 * math.sqrt(zoom) if groups else 0)
        cells.append(Cell(group, *(round(edge) for edge in cell)))
        box = _box(cell, HEADING * zoom if groups else 0, zoom)
        places |= _fill(network, members[group], box, zoom, seed)
    return Layout(dict(sorted(places.items())), tuple(cells) if groups else (), round(zoom, 3))


def node_radius(statements: int, zoom: float = 1.0) -> float:
    """Return a node's radius in units: its area grows with the number of statements.

    Args:
        statements: in which the node takes part.
        zoom: of the layout; on a large page nodes are drawn larger, else none would be seen in the first view.

    >>> node_radius(0) < node_radius(1) < node_radius(100)
    True
    """
    return round((5 + 1.9 * math.sqrt(min(statements, 400))) * math.sqrt(zoom), 1)


def wrap_label(label: str, limit: int = 100) -> list[str]:
    """Break a label into short lines, so that a long name takes the room of a short one; long ones get longer lines.

    >>> wrap_label("Immigration and Nationality Directorate")
    ['Immigration and', 'Nationality', 'Directorate']
    >>> wrap_label("x" * 99, limit=70)[-1][-3:]
    'xx…'
    """
    # textwrap does the same, thirty times slower: seconds for a network of thousands.
    width = 20 if len(label) <= 60 else 26
    lines = [""]
    for word in clip(label, limit).split():
        if len(lines[-1]) + 1 + len(word) <= width or not lines[-1]:
            lines[-1] = f"{lines[-1]} {word}".lstrip()
        else:
            lines.append(word)
        while len(lines[-1]) > width:
            lines[-1:] = [lines[-1][:width], lines[-1][width:]]
    return lines


def _share(network: "nx.MultiDiGraph[str]", nodes: Sequence[str]) -> float:
    """Return how much of the page a group needs: for its heading, its nodes, and the lines of those who say much."""
    return 2.5 + sum(1 + 0.5 * math.sqrt(network.nodes[node]["statements"]) for node in nodes)


def _inside(rectangle: Rectangle, margin: float) -> Rectangle:
    x, y, width, height = rectangle
    margin = min(margin, width / 4, height / 4)
    return x + margin, y + margin, width - 2 * margin, height - 2 * margin


def _box(cell: Rectangle, heading: float, zoom: float) -> Rectangle:
    """Return where in a cell the middles of nodes may stand."""
    x, y, width, height = cell
    top = min(heading, height / 3)
    margin = min(MARGIN * zoom, width / 4, (height - top) / 4)
    # A label hangs below its node.
    return x + margin, y + top + margin / 2, max(width - 2 * margin, 1), max(height - top - 2 * margin, 1)


def _fill(
    network: "nx.MultiDiGraph[str]", nodes: Sequence[str], box: Rectangle, zoom: float, seed: int
) -> dict[str, tuple[int, int]]:
    """Place the nodes of one group."""
    if len(nodes) <= 2:
        x, y, width, height = box
        return {
            node: (round(x + width * (place + 1) / (len(nodes) + 1)), round(y + height / 2))
            for place, node in enumerate(nodes)
        }
    points = _force(network, nodes, box, seed)
    is_labelled = len(network) <= MOST_LABELLED
    if is_labelled:
        points = spread(points, _rooms(network, nodes, zoom, box), box)
    # A label that finds no place hides, but two nodes never lie on each other, where there is room for all.
    bodies = [_body(network.nodes[node], zoom) for node in nodes]
    if sum(4 * half * half for half, _, _ in bodies) < FILL * box[2] * box[3]:
        points = spread(points, bodies, box, ROUNDS if is_labelled else FEW_ROUNDS)
    return {node: (round(x), round(y)) for node, (x, y) in zip(nodes, points, strict=True)}


def _force(
    network: "nx.MultiDiGraph[str]", nodes: Sequence[str], box: Rectangle, seed: int
) -> list[tuple[float, float]]:
    """Let edges pull and nodes push within one group."""
    import igraph

    place = {name: index for index, name in enumerate(nodes)}
    # Parallel edges pull as one: else two people who speak of each other often end up on top of each other.
    pairs = {
        (min(place[a], place[b]), max(place[a], place[b]))
        for a in nodes
        for b in network.successors(a)
        if b in place and a != b
    }
    graph = igraph.Graph(n=len(nodes), edges=sorted(pairs))
    hubs = [max(part, key=lambda index: (graph.degree(index), -index)) for part in graph.connected_components()]
    centre = max(hubs, key=lambda index: (graph.degree(index), -index))
    # Parts that hang on nothing would drift away and squeeze the rest when all is fitted into the cell.
    graph.add_edges([(centre, hub) for hub in hubs if hub != centre])
    # igraph draws its random numbers from where it is told to: afterwards from Python's own again.
    igraph.set_random_number_generator(random.Random(seed))
    try:
        points: Any = (
            graph.layout_kamada_kawai(maxiter=100 * len(nodes))
            if len(network) <= MOST_LABELLED
            else graph.layout_fruchterman_reingold(niter=200, grid="auto")
        )
    finally:
        igraph.set_random_number_generator(random)
    across = _stretch([x for x, _ in points], box[0], box[2])
    down = _stretch([y for _, y in points], box[1], box[3])
    return list(zip(across, down, strict=True))


def _stretch(values: Sequence[float], start: float, length: float) -> list[float]:
    """Stretch coordinates over a length.

    Half of each comes from its rank: else a few who hang on far off leave all the others in a heap in the middle.
    """
    ordered = sorted(values)
    far = len(ordered) // 100
    low, high = ordered[far], ordered[-1 - far]
    if high <= low:
        return [start + length / 2] * len(values)
    ranks = {value: rank / (len(ordered) - 1) for rank, value in enumerate(ordered)}
    places = [min(max((value - low) / (high - low), 0), 1) for value in values]
    return [
        start + length * ((1 - EVENNESS) * place + EVENNESS * ranks[value])
        for place, value in zip(places, values, strict=True)
    ]


def _rooms(network: "nx.MultiDiGraph[str]", nodes: Sequence[str], zoom: float, box: Rectangle) -> list[Room]:
    """Return what each node takes: with its label for those of most statements, as far as there is room.

    Pushing for more room than there is would drive nodes into the corners.
    """
    left = FILL * box[2] * box[3]
    rooms: dict[str, Room] = {}
    for node in sorted(nodes, key=lambda node: (-network.nodes[node]["statements"], node)):
        half, above, below = room = _room(network.nodes[node], zoom)
        left -= 2 * half * (above + below)
        rooms[node] = room if left > 0 else _body(network.nodes[node], zoom)
    return [rooms[node] for node in nodes]


def _body(attributes: Mapping[str, Any], zoom: float) -> Room:
    """Return what a node takes without its label: two nodes never lie on each other, though a label may hide."""
    half = node_radius(attributes["statements"], zoom) * 1.2 + 4 * zoom
    return half, half, half


def _room(attributes: Mapping[str, Any], zoom: float) -> Room:
    """Return half the width, and the heights above and below the middle, that a node and its label take."""
    lines = wrap_label(attributes["label"])
    radius = node_radius(attributes["statements"], zoom)
    # Measured in Chromium at 12 px: about 6.4 pixels a character and 14 a line; a laptop shows 0.85 of a pixel a unit.
    half = 3.8 * zoom * max(map(len, lines))
    return max(radius, half) + 4, radius + 5, radius + (6 + 17 * len(lines)) * zoom
