"""The generated network: as large as asked for, the same every time."""

from pathlib import Path

import kg
from benchmarks.page_record import write_network


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.ttl"))}


def test_it_has_as_many_nodes_and_lines_as_asked_for(tmp_path: Path) -> None:
    write_network(tmp_path, 300, 600)
    with kg.open_graph(tmp_path) as graph:
        network = graph.network()
    assert len(network) == 300
    pairs = {(start, end) for start, end in network.edges()}
    assert 600 <= len(pairs) < 700
    assert {one["kind"] for _, one in network.nodes(data=True)} == {
        *("person", "organisation", "unnamed speaker", "incident"),
    }


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        write_network(tmp_path / name, 100, 200, seed=seed)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "again") != _bytes(tmp_path / "other")
