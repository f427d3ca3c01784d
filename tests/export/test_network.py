"""The network in the formats of other programs, each read back by a program that is not ours."""

import csv
import io
import json
from collections.abc import Callable
from functools import partial
from typing import IO, Any
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.errors import KgError
from kg.export import network_ftm
from kg.export.network import FORMATS, format_of, write_network
from kg.export.network_csv import write_table
from kg.model import Entity, Report
from kg.show.metrics import add_metrics
from kg.show.network import build_network
from kg.show.projection import project
from kg.surroundings import Tie
from tests.show.said import BOB, BODY, CRANE, FIRE, VOICE, ann, said

GEXF = "{http://gexf.net/1.3}"
HOSTILE = '</gexf><script>alert(1)</script> & "x" \x1b[31m \u202e ]]> <!-- \u2028 \x00 =1+1'
REPORT = Report("r1", "a.txt", "src", "ab", "Gazette", "2020-03-02", "direct", ("We knew",), ((1, 5),), "curated")
STATEMENTS = (
    said("s1", towards=(BOB,), reports=(REPORT,)),
    said("s2", towards=(BOB,), earliest="2020-03-03", latest="2020-03-05"),
    said("s3", towards=(BOB,), earliest="2020-03-04", latest="2020-03-09", polarity="negated"),
    said("s4", speaker=VOICE, on_behalf_of=(BODY,), about=(FIRE, CRANE), earliest=None, latest="2020-04-01"),
    said("s5", speaker=BOB, towards=(ann(),), about=(CRANE,), earliest=None, latest=None, acts=("calls-for", "asks")),
)
TIES = (
    Tie(ann(), BODY, "held-post-in", "e:mayor-2019", Entity("e:mayor", "Mayor"), "2019-05-01", "2021-05-01"),
    Tie(VOICE, BODY, "speaks-for", "e:voice"),
)


def bytes_of(write: Callable[[IO[bytes]], None]) -> bytes:
    stream = io.BytesIO()
    write(stream)
    return stream.getvalue()


def written(format_: str, *, metrics: bool = False, edges: str | None = None) -> bytes:
    involved = {FIRE.iri: [Entity("e:watch", "Watch", BODY.types)]}
    network = project(edges, STATEMENTS, TIES, involved) if edges else build_network(STATEMENTS, TIES)
    if metrics:
        add_metrics(network)
    return bytes_of(lambda stream: write_network(network, format_, stream))


def ends_of(network: Any) -> list[tuple[str, str, str, str]]:
    return sorted((start, end, edge["act"], edge["polarity"]) for start, end, edge in network.edges(data=True))


EDGES = [
    ("ann", "bob", "blames", "affirmed"),
    ("ann", "bob", "blames", "negated"),
    ("ann", "body", "held-post-in", "affirmed"),
    ("ann", "fire", "speaks-about", "affirmed"),
    ("ann", "fire", "speaks-about", "negated"),
    ("bob", "ann", "asks", "affirmed"),
    ("bob", "ann", "calls-for", "affirmed"),
    ("bob", "crane", "speaks-about", "affirmed"),
    ("voice", "body", "speaks-for", "affirmed"),
    ("voice", "crane", "blames", "affirmed"),
    ("voice", "fire", "blames", "affirmed"),
]


def plain(network: Any) -> Any:
    return nx.relabel_nodes(network, lambda node: node.removeprefix("e:"))


def test_networkx_reads_the_gexf_with_parallel_edges_and_times() -> None:
    found = plain(nx.read_gexf(io.BytesIO(written("gexf"))))
    assert ends_of(found) == EDGES
    blames = next(
        edge for a, b, edge in found.edges(data=True) if (a, b, edge["polarity"]) == ("ann", "bob", "affirmed")
    )
    assert blames["spells"] == [("2020-03-01", "2020-03-01"), ("2020-03-03", "2020-03-05")]
    assert blames["weight"] == 2
    assert blames["statements"] == "s1; s2"
    # Times that overlap are one: Gephi takes no others. Ann is there as long as any of her edges.
    assert found.nodes["ann"]["spells"] == [("2019-05-01", "2021-05-01")]
    assert found.nodes["bob"]["spells"] == [("2020-03-01", "2020-03-01"), ("2020-03-03", "2020-03-09")]
    assert (found.nodes["bob"]["label"], found.nodes["bob"]["kind"]) == ("Bob", "person")


def test_the_gexf_keeps_to_what_the_schema_says() -> None:
    root = ElementTree.fromstring(written("gexf", metrics=True))
    assert (root.tag, root.attrib) == (f"{GEXF}gexf", {"version": "1.3"})
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert graph.attrib == {
        "mode": "dynamic",
        "defaultedgetype": "directed",
        "timeformat": "date",
        "timerepresentation": "interval",
    }
    assert [child.tag.removeprefix(GEXF) for child in graph] == ["attributes", "attributes", "nodes", "edges"]
    declared = {
        group.attrib["class"]: {one.attrib["id"] for one in group} for group in graph.findall(f"{GEXF}attributes")
    }
    for class_ in ("node", "edge"):
        for thing in graph.iter(f"{GEXF}{class_}"):
            assert {one.attrib["for"] for one in thing.iter(f"{GEXF}attvalue")} <= declared[class_]
            assert all(list(spell.attrib) == ["start", "end"] for spell in thing.iter(f"{GEXF}spell"))
            groups = [child.tag.removeprefix(GEXF) for child in thing]
            assert groups in (["attvalues"], ["attvalues", "spells"])
    # Gephi drops the second edge of a pair and kind.
    keys = [(one.attrib["source"], one.attrib["target"], one.attrib["kind"]) for one in graph.iter(f"{GEXF}edge")]
    assert len(keys) == len(set(keys)) == len(EDGES)


@pytest.mark.parametrize("edges", ["speakers", "incidents", "agencies"])
def test_a_projection_has_no_directions(edges: str) -> None:
    for format_, read in (("gexf", nx.read_gexf), ("graphml", nx.read_graphml)):
        found: Any = read(io.BytesIO(written(format_, edges=edges)))
        assert not found.is_directed()
        assert found.number_of_edges() == json.loads(written("json", edges=edges))["edges"].__len__() > 0


def test_networkx_reads_the_graphml() -> None:
    found = plain(nx.read_graphml(io.BytesIO(written("graphml", metrics=True))))
    assert ends_of(found) == EDGES
    assert found.nodes["bob"]["betweenness"] > 0
    assert found.graph["scope"] == "The whole record"
    keys = [key for _, _, key in found.edges(keys=True)]
    assert len(keys) == len(set(keys))


def test_igraph_reads_the_graphml_with_the_same_edges(tmp_path: Any) -> None:
    import igraph

    path = tmp_path / "network.graphml"
    path.write_bytes(written("graphml"))
    found = igraph.Graph.Read_GraphML(str(path))
    assert found.is_directed()
    assert sorted(found.es["act"]) == sorted(act for _, _, act, _ in EDGES)
    assert set(found.vs["label"]) == {"Ann", "Bob", "The body", "A voice", "The fire", "The crane"}


def test_networkx_reads_the_json() -> None:
    content = json.loads(written("json"))
    found = plain(nx.node_link_graph(content, edges="edges"))
    assert ends_of(found) == EDGES
    assert isinstance(found, nx.MultiDiGraph)
    assert found.nodes["fire"]["iri"] == "e:fire"


def test_the_tables_have_the_headings_that_gephi_wants() -> None:
    network = build_network(STATEMENTS, TIES)
    add_metrics(network)
    tables = {}
    for table in ("edges", "nodes"):
        data = bytes_of(partial(write_table, network, table))
        tables[table] = list(csv.DictReader(io.StringIO(data.decode())))
    assert list(tables["edges"][0])[:3] == ["Source", "Target", "Type"]
    assert {"Id", "Label", "Weight", "source_label", "target_label", "statements"} <= set(tables["edges"][0])
    assert [(row["Source"], row["Target"], row["act"]) for row in tables["edges"]] == [
        (f"e:{a}", f"e:{b}", act) for a, b, act, _ in EDGES
    ]
    assert list(tables["nodes"][0])[:2] == ["Id", "Label"]
    assert {row["Label"]: row["received_blames"] for row in tables["nodes"]}["Bob"] == "2"
    assert {row["Label"]: row["received_not_blames"] for row in tables["nodes"]}["Bob"] == "1"
    assert {row["Label"]: row["received_blames"] for row in tables["nodes"]}["Ann"] == "0"
    told = {row["Label"] for row in tables["edges"]}
    assert "blames [reported as not done]" in told


def test_followthemoney_takes_every_entity_and_every_property() -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
    data = bytes_of(lambda out: network_ftm.write(STATEMENTS, TIES, {FIRE.iri: [BODY]}, (), out))
    items = [json.loads(line) for line in data.splitlines()]
    proxies = {}
    for item in items:
        model.get(item["schema"]).validate(item)
        proxy = proxies[item["id"]] = model.get_proxy(item)
        kept = proxy.to_dict()["properties"]
        assert {name: sorted(values) for name, values in kept.items()} == {
            name: sorted(set(values)) for name, values in item["properties"].items()
        }
    for proxy in proxies.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert proxies[value].schema.is_a(prop.range), (proxy.id, prop, value)
    links = [item["properties"] for item in items if item["schema"] == "UnknownLink"]
    assert {link["role"][0] for link in links} == {
        *("blames", "blames [reported as not done]", "asks", "calls for"),
        *("speaks about", "speaks about [reported as not done]"),
    }
    first = next(item for item in items if item["id"].startswith("s1.blames"))["properties"]
    assert (first["summary"], first["description"], first["publisher"]) == (
        ["What s1 says."],
        ["“We knew”"],
        ["Gazette"],
    )
    assert {item["schema"] for item in items} == {
        *("Person", "Organization", "LegalEntity", "Event", "Article", "UnknownLink", "Representation"),
        *("Position", "Occupancy"),
    }


def test_two_things_whose_iris_end_alike_stay_two() -> None:
    other = Entity("https://example.org/two/ann", "Ann the Second", ann().types)
    first = Entity("https://example.org/one/ann", "Ann the First", ann().types)
    statements = [said("s1", speaker=first), said("s2", speaker=other)]
    for format_ in ("gexf", "graphml", "json"):
        network = build_network(statements)
        data = bytes_of(partial(write_network, network, format_)).decode()
        assert "https://example.org/one/ann" in data
        assert "https://example.org/two/ann" in data
    lines = bytes_of(lambda out: network_ftm.write(statements, (), {}, (), out)).splitlines()
    names = {item["id"]: item["properties"].get("name") for item in map(json.loads, lines)}
    assert names["ann"] == ["Ann the First"]
    assert names["ann-2"] == ["Ann the Second"]


@pytest.mark.parametrize("format_", [*FORMATS])
def test_the_same_network_gives_the_same_bytes(format_: str) -> None:
    def write(statements: Any) -> bytes:
        if format_ == "ftm":
            return bytes_of(lambda out: network_ftm.write(statements, TIES, {}, (), out))
        network = build_network(statements, TIES)
        if format_ == "csv":
            return bytes_of(lambda out: write_table(network, "edges", out))
        return bytes_of(lambda out: write_network(network, format_, out))

    assert write(STATEMENTS) == write(STATEMENTS[::-1])


def test_hostile_labels_stay_text_in_every_format() -> None:
    bad = Entity("e:bad", HOSTILE, BOB.types)
    network = build_network([said("s1", towards=(bad,))])
    shown = HOSTILE.replace("\x1b", "\\x1b").replace("\x00", "\\x00")
    for read, format_ in ((nx.read_gexf, "gexf"), (nx.read_graphml, "graphml")):
        data = bytes_of(partial(write_network, network, format_))
        found: Any = read(io.BytesIO(data))
        assert found.nodes["e:bad"]["label"] == shown
    content = json.loads(bytes_of(lambda out: write_network(network, "json", out)))
    assert HOSTILE in {node["label"] for node in content["nodes"]}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_spreadsheet_computes_nothing(text: str) -> None:
    network = build_network([said("s1", speaker=Entity("e:x", text))])
    rows = list(csv.reader(io.StringIO(bytes_of(lambda out: write_table(network, "nodes", out)).decode(), newline="")))
    assert f"'{text}" in {row[1] for row in rows}


def test_a_name_that_tells_no_format_is_asked_back() -> None:
    assert [format_of(f"x.{name}", None) for name in FORMATS] == list(FORMATS)
    assert format_of("X.GEXF", None) == "gexf"
    for output in ("-", "network", "network.xlsx"):
        with pytest.raises(KgError) as raised:
            format_of(output, None)
        assert "gexf" in raised.value.hint
