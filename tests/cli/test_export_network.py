"""``kg export network`` and ``kg export metrics``, and the same scope in ``kg view``."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from tests.conftest import Outcome
from tests.harbour import write_workspace

RunKg = Callable[..., Outcome]
ACTS = {"blames", "criticises", "defends", "denies", "speaks-about", "speaks-for", "held-post-in"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workspace(tmp_path_factory.mktemp("harbour") / "ws")


@pytest.fixture
def export(workspace: Path, run_kg: RunKg) -> Callable[..., Outcome]:
    def run(*arguments: str | Path) -> Outcome:
        return run_kg("export", *arguments, cwd=workspace)

    return run


def network_of(text: str) -> Any:
    return nx.node_link_graph(json.loads(text), edges="edges")


def acts_of(network: Any) -> set[str]:
    return {edge["act"] for _, _, edge in network.edges(data=True)}


def test_the_file_is_the_only_one_written_and_tells_its_format_by_its_name(
    export: Callable[..., Outcome], tmp_path: Path
) -> None:
    for name, read in (("n.gexf", nx.read_gexf), ("n.graphml", nx.read_graphml)):
        done = export("network", "-o", tmp_path / name)
        assert (done.code, done.out) == (0, "")
        assert done.err == f"Wrote {tmp_path / name}: 7 nodes, 11 edges.\n"
        found: Any = read(tmp_path / name)
        assert acts_of(found) == ACTS
    assert sorted(path.name for path in tmp_path.iterdir()) == ["n.gexf", "n.graphml"]


def test_a_dotted_name_prints_that_format(export: Callable[..., Outcome]) -> None:
    assert network_of(export("network.json").out).number_of_nodes() > 0
    assert export("network.gexf").out.startswith("<?xml")
    assert export("network.csv").out.startswith("Source,Target,Type,")
    assert {json.loads(line)["schema"] for line in export("network.ftm").out.splitlines()} >= {"Person", "UnknownLink"}
    wrong = export("network.xlsx")
    assert wrong.code == 2
    assert "network.graphml" in wrong.err


def test_each_option_narrows_what_is_exported(export: Callable[..., Outcome]) -> None:
    def nodes(*options: str) -> set[str]:
        return set(network_of(export("network.json", *options).out).nodes)

    everything = {
        "ann-archer",
        "bo-baker",
        "council-voice",
        "harbour-council",
        "port-watch",
        "ferry-fire",
        "crane-fall",
    }
    assert nodes() == everything
    assert nodes("--incident", "The ferry fire") == everything - {"port-watch", "crane-fall"}
    assert nodes("--person", "the mayor", "--act", "blames") == {"ann-archer", "bo-baker"}
    assert nodes("--act", "blames", "--act", "defends") == {"ann-archer", "bo-baker", "council-voice", "port-watch"}
    assert nodes("--origin", "reviewed") == {"bo-baker", "ferry-fire"}
    assert nodes("--since", "2021", "--until", "2021-01") == {"bo-baker", "port-watch", "crane-fall"}
    assert nodes("--person", "port-watch", "--depth", "2") == everything
    assert nodes("--edges", "speakers") == {"ann-archer", "bo-baker", "council-voice", "port-watch"}
    assert nodes("--edges", "agencies") == {"harbour-council", "port-watch"}
    assert nodes("--edges", "incidents") == {"ferry-fire", "crane-fall"}


@pytest.mark.parametrize("command", [("export", "network.json"), ("export", "metrics"), ("view", "-o", "-")])
@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--incident", "The fery fire"), ("no incident is called", "ferry-fire")),
        (("--person", "nobody at all"), ("no agent is called",)),
        (("--since", "2031"), ("no statement on record fits: since 2031-01-01", "kg query incidents-list")),
        (("--since", "2021", "--until", "2020"), ("is after", "Swap them")),
        (("--depth", "3"), ("nothing to be counted from", "--person or --incident")),
        (("--edges", "incidents", "--person", "ann-archer"), ("none binds two incidents", "larger part")),
        (("--edges", "lovers"), ("agencies",)),
    ],
)
def test_what_cannot_be_drawn_is_told_with_the_next_step(
    workspace: Path, run_kg: RunKg, command: tuple[str, ...], options: tuple[str, ...], told: tuple[str, ...]
) -> None:
    done = run_kg(*command, *options, cwd=workspace)
    assert (done.code, done.out) == (2, "")
    for words in told:
        assert words in done.err


def test_a_format_that_cannot_hold_it_says_so(export: Callable[..., Outcome]) -> None:
    for option in (("--edges", "speakers"), ("--metrics",)):
        done = export("network.ftm", *option)
        assert (done.code, done.out) == (2, "")
        assert "gexf" in done.err
    assert export("network").code == 2


def test_metrics_come_as_a_table_and_for_programs(export: Callable[..., Outcome]) -> None:
    table = export("metrics")
    assert table.err == "Betweenness: exact.\n"
    assert table.out.split()[:7] == "label kind betweenness degree statements said received".split()
    rows = json.loads(export("metrics", "--format", "json").out)
    bo = next(row for row in rows if row["id"] == "bo-baker")
    assert (bo["said"], bo["received"], bo["said_blames"], bo["received_blames"], bo["degree"]) == (2, 1, 1, 1, 4)
    assert rows == sorted(rows, key=lambda row: -row["betweenness"])
    assert csv.DictReader(io.StringIO(export("metrics", "--format", "csv").out)).fieldnames == list(rows[0])
    assert "incident" in export("metrics", "--edges", "incidents", "--format", "md").out


def test_metrics_are_node_data_of_an_export(export: Callable[..., Outcome]) -> None:
    network = network_of(export("network.json", "--metrics").out)
    assert all("betweenness" in attributes for _, attributes in network.nodes(data=True))


def test_the_page_takes_the_same_scope_and_prints_the_metrics(workspace: Path, run_kg: RunKg, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = run_kg("view", "-o", page, "--person", "the mayor", "--metrics", cwd=workspace)
    assert done.code == 0
    assert done.out.startswith("label")
    assert "page.html: 5 nodes" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    text = page.read_text(encoding="utf-8")
    assert "by, to or for Ann Archer" in text
    assert "Words of s-5" not in text


def test_a_page_on_stdout_leaves_no_room_for_a_table(workspace: Path, run_kg: RunKg) -> None:
    done = run_kg("view", "-o", "-", "--metrics", cwd=workspace)
    assert done.out.startswith("<!DOCTYPE html>")
    assert done.out.rstrip().endswith("</html>")
    assert "kg export metrics" in done.err
