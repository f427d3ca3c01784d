"""The network in Python: the same parts as on the command line, and a page that a notebook can show."""

import datetime
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import kg
from kg.errors import KgError, ParameterError
from kg.frame import RecordGraph
from tests.harbour import write_workspace


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordGraph]:
    with kg.open_graph(write_workspace(tmp_path_factory.mktemp("harbour") / "ws")) as opened:
        yield opened


class Frame(HTMLParser):
    """Reads an iframe as a browser does."""

    attributes: dict[str, str | None]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "iframe"
        self.attributes = dict(attrs)


def names(graph: RecordGraph, network: object) -> set[str]:
    return {str(node).rsplit("/", 1)[-1] for node in network}  # type: ignore[attr-defined]


def test_a_network_is_that_of_networkx(graph: RecordGraph) -> None:
    import networkx as nx

    network = graph.network()
    assert isinstance(network, nx.MultiDiGraph)
    assert (len(network), network.number_of_edges()) == (7, 11)
    assert "betweenness" not in next(iter(network.nodes.values()))
    assert all("betweenness" in one for one in graph.network(metrics=True).nodes.values())


def test_things_are_named_in_every_way(graph: RecordGraph) -> None:
    (ann,) = graph.find("Ann Archer")
    by_name, by_entity = graph.network(person="the mayor"), graph.network(person=ann)
    assert set(by_name) == set(by_entity)
    assert names(graph, graph.network(act=["blames"], since=datetime.date(2021, 1, 1))) == {"bo-baker", "port-watch"}
    assert len(graph.network(person=[ann, "bo-baker"], depth=2)) == 7
    assert names(graph, graph.network(edges="incidents")) == {"ferry-fire", "crane-fall"}
    with pytest.raises(ParameterError):
        graph.network(person="nobody at all")
    with pytest.raises(TypeError, match="unexpected persons"):
        graph.network(persons="the mayor")  # type: ignore[call-arg]


def test_a_notebook_shows_the_page_in_a_sandbox(graph: RecordGraph) -> None:
    view = graph.view(incident="ferry-fire", title='A "title" & <more>')
    parser = Frame()
    parser.feed(view._repr_html_())
    assert parser.attributes["srcdoc"] == view.html
    sandbox = (parser.attributes["sandbox"] or "").split()
    assert "allow-scripts" in sandbox
    # Together with scripts it would let the page out of its sandbox.
    assert "allow-same-origin" not in sandbox
    assert "7 nodes" in repr(graph.view())


def test_a_saved_page_is_the_one_file_and_the_same_each_time(graph: RecordGraph, tmp_path: Path) -> None:
    first = graph.view(metrics=True).save(tmp_path / "first.html")
    second = graph.view(metrics=True).save(str(tmp_path / "second.html"))
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.html", "second.html"]
    assert first.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_folder_that_is_not_there_is_told(graph: RecordGraph, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="cannot be written"):
        graph.view().save(tmp_path / "missing" / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_the_network_may_be_read_after_the_graph_is_closed(tmp_path: Path) -> None:
    with kg.open_graph(write_workspace(tmp_path / "ws")) as graph:
        network, view = graph.network(), graph.view()
    assert len(network) == 7
    assert view.html
