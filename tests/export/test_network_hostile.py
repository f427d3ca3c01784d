"""Hostile names and words leave the record for other programs as text, and come back as they were."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import kg
from kg.export import network_ftm
from kg.export.network import write_network
from kg.export.network_csv import write_table
from kg.frame import RecordGraph
from kg.query.part import load_part
from kg.query.scope import resolve_scope
from tests.browser.hostile import TEXTS, is_name, write_workspace

NAMES = [text for text in TEXTS if is_name(text)]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordGraph]:
    with kg.open_graph(write_workspace(tmp_path_factory.mktemp("hostile") / "ws")) as opened:
        yield opened


def labels_of(network: Any) -> set[str]:
    return {attributes["label"] for _, attributes in network.nodes(data=True)}


@pytest.mark.parametrize("format_", ["gexf", "graphml", "json"])
def test_each_name_comes_back_as_it_was(graph: RecordGraph, format_: str) -> None:
    stream = io.BytesIO()
    write_network(graph.network(metrics=True), format_, stream)
    stream.seek(0)
    if format_ == "json":
        found: Any = nx.node_link_graph(json.loads(stream.getvalue()), edges="edges")
    else:
        read: Any = nx.read_gexf if format_ == "gexf" else nx.read_graphml
        found = read(stream)
    assert [name[:60] for name in NAMES if name not in labels_of(found)] == []


def test_spreadsheet_has_them_with_an_apostrophe_where_it_would_compute(graph: RecordGraph) -> None:
    stream = io.BytesIO()
    write_table(graph.network(), "nodes", stream)
    rows = csv.DictReader(io.StringIO(stream.getvalue().decode(), newline=""))
    labels = {row["Label"] for row in rows}
    assert not [label for label in labels if label.startswith(("=", "+", "-", "@"))]
    assert {f"'{name}" if name.startswith(("=", "+", "-", "@")) else name for name in NAMES} <= labels


def test_followthemoney_takes_them_all(graph: RecordGraph) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
    part = load_part(graph.record, resolve_scope(graph.record, {}))
    stream = io.BytesIO()
    network_ftm.write(part.statements, part.ties, part.involved, (), stream)
    items = [json.loads(line) for line in stream.getvalue().splitlines()]
    for item in items:
        model.get(item["schema"]).validate(item)
        assert len(item["id"]) <= 200
    assert len({item["id"] for item in items}) == len(items) > 500


def test_ids_of_any_length_stay_apart(tmp_path: Path) -> None:
    from tests.show.said import BOB, said

    long = [said("s" + "x" * 500 + str(n), towards=(BOB,)) for n in range(2)]
    stream = io.BytesIO()
    network_ftm.write(long, (), {}, (), stream)
    ids = [json.loads(line)["id"] for line in stream.getvalue().splitlines()]
    assert len(ids) == len(set(ids)) == 7
    assert max(map(len, ids)) <= 200
