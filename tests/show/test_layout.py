"""Where nodes stand: the same each time, apart from each other, each in the cell of its incident."""

import itertools

from kg.model import Entity, Statement
from kg.namespaces import expand
from kg.show.grouping import MOST_GROUPS, REST, group_nodes
from kg.show.layout import Cell, lay_out, node_radius, wrap_label
from kg.show.network import build_network
from kg.show.treemap import divide
from kg.surroundings import Surroundings
from tests.show.said import BOB, CRANE, said


def incident(number: int) -> Entity:
    return Entity(f"e:i{number}", f"Incident {number}", (expand("kg:Incident"),))


def person(number: int) -> Entity:
    return Entity(f"e:p{number}", f"A rather long name, number {number}", (expand("kg:Person"),))


def record(incidents: int, speakers: int) -> list[Statement]:
    return [
        said(f"s{one}-{two}", speaker=person(100 * one + two), about=(incident(one),))
        for one in range(incidents)
        for two in range(speakers)
    ]


def groups_of(statements: list[Statement], surroundings: Surroundings | None = None) -> dict[str, str]:
    return group_nodes(build_network(statements), statements, surroundings or Surroundings())


def test_no_two_nodes_lie_on_each_other() -> None:
    statements = record(1, 60)
    network = build_network(statements)
    places = lay_out(network).places
    radii = {node: node_radius(network.nodes[node]["statements"]) for node in network}
    for a, b in itertools.combinations(places, 2):
        apart = max(abs(places[a][0] - places[b][0]), abs(places[a][1] - places[b][1]))
        assert apart >= radii[a] + radii[b] - 2


def test_everyone_stands_in_the_cell_of_the_incident() -> None:
    statements = record(4, 6)
    groups = groups_of(statements)
    layout = lay_out(build_network(statements), groups)
    cells = {cell.group: cell for cell in layout.cells}
    assert len(cells) == 4
    for node, (x, y) in layout.places.items():
        cell: Cell = cells[groups[node]]
        assert cell.x < x < cell.x + cell.width
        assert cell.y < y < cell.y + cell.height


def test_parts_stand_with_their_whole() -> None:
    statements = [said("s1"), said("s2", speaker=BOB, about=(CRANE,)), said("s3", speaker=BOB, about=(incident(1),))]
    groups = groups_of(statements, Surroundings(wholes={"e:crane": "e:fire"}))
    assert groups["e:crane"] == groups["e:fire"] == "e:fire"


def test_one_group_is_none() -> None:
    assert groups_of([said("s1"), said("s2")]) == {}


def test_small_incidents_past_the_limit_share_a_cell() -> None:
    groups = groups_of(record(MOST_GROUPS + 5, 2))
    assert len(set(groups.values())) == MOST_GROUPS + 1
    assert REST in groups.values()


def test_the_layout_is_the_same_each_time() -> None:
    network = build_network(record(5, 100))
    assert lay_out(network) == lay_out(network)
    assert lay_out(network, seed=8).places != lay_out(network).places


def test_cells_fill_the_page_and_do_not_overlap() -> None:
    rectangles = divide([9, 5, 3, 2, 1, 1], (0, 0, 30, 20))
    assert round(sum(width * height for _, _, width, height in rectangles)) == 600
    for (ax, ay, aw, ah), (bx, by, bw, bh) in itertools.combinations(rectangles, 2):
        across = min(ax + aw, bx + bw) - max(ax, bx)
        down = min(ay + ah, by + bh) - max(ay, by)
        assert across < 1e-9 or down < 1e-9


def test_an_empty_network_has_a_layout() -> None:
    assert lay_out(build_network([])).places == {}


def test_a_long_name_is_cut_between_words() -> None:
    lines = wrap_label(
        "Foreign prisoners released without being considered for deportation, and what came of it in later years"
    )
    assert lines[-1].endswith("…")
    assert all(len(line) <= 26 for line in lines)
