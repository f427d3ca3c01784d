"""Each check finds the faults of its own data, and none in a world without faults."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.namespaces import shrink
from kg.store.validate_checks import Check, load_checks, run_check
from tests.ontology.conftest import HERE, SHAPES

ROOT = HERE.parents[1]
DATA = HERE / "checks"
BASE = "https://example.org/id/"
CHECKS, BROKEN = load_checks([ROOT / "queries"])


def load(store: ox.Store, path: Path, name: str) -> ox.NamedNode:
    graph = ox.NamedNode(f"{BASE}graph/{name}")
    store.load(path.read_bytes(), ox.RdfFormat.TURTLE, to_graph=graph)
    return graph


@pytest.fixture(scope="module")
def world() -> ox.Store:
    """The ontology and a small world in which everything is right."""
    store = ox.Store()
    for path in sorted((ROOT / "ontology").rglob("*.ttl")):
        load(store, path, path.relative_to(ROOT).with_suffix("").as_posix())
    load(store, SHAPES / "context.ttl", "seeds/context")
    return store


@contextmanager
def with_data(store: ox.Store, folder: Path) -> Iterator[ox.Store]:
    graphs = [load(store, path, f"seeds/{path.stem}") for path in sorted(folder.glob("*.ttl"))]
    try:
        yield store
    finally:
        for graph in graphs:
            store.remove_graph(graph)


def test_every_check_has_data() -> None:
    assert not BROKEN
    assert len(CHECKS) == 32
    assert sorted(check.name for check in CHECKS) == sorted(path.name for path in DATA.iterdir())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_check_finds_exactly_its_faults(check: Check, world: ox.Store) -> None:
    assert list(run_check(check, world)) == [], "the world without faults is clean"
    folder = DATA / check.name
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as stream:
        expected = sorted((row["subject"], row["fault"]) for row in csv.DictReader(stream))
    with with_data(world, folder) as store:
        found = list(run_check(check, store))
    assert sorted((shrink(finding.subject, BASE), finding.message) for finding in found) == expected
    assert expected
    assert all(finding.remedy.endswith(".") for finding in found)
    assert all(finding.severity == check.severity for finding in found)


def test_a_check_that_does_not_run_is_a_fault_itself(tmp_path: Path, world: ox.Store) -> None:
    folder = tmp_path / "checks"
    folder.mkdir()
    (folder / "syntax.rq").write_text("SELECT ?subject WHERE { ?subject a }")
    (folder / "columns.rq").write_text("SELECT ?subject WHERE { ?subject a ?type }")
    (folder / "ask.rq").write_text("ASK { ?subject a ?type }")
    (folder / "loud.rq").write_text("#+ severity: shouting\nSELECT ?subject ?fault ?remedy WHERE { }")
    checks, broken = load_checks([tmp_path])
    assert [check.name for check in checks] == ["ask", "columns", "syntax"]
    assert [finding.message for finding in broken] == ['severity "shouting" is unknown']
    messages = {check.name: [finding.message for finding in run_check(check, world)] for check in checks}
    assert messages["columns"] == ["the query does not select ?fault ?remedy"]
    assert messages["ask"] == ["the query does not select ?subject ?fault ?remedy"]
    assert messages["syntax"][0].startswith("the query does not run: ")


def test_a_check_of_a_workspace_replaces_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    own = tmp_path / "checks"
    own.mkdir()
    (own / "keys.rq").write_text("#+ severity: warning\nSELECT ?subject ?fault ?remedy WHERE { }")
    checks, broken = load_checks([ROOT / "queries", tmp_path])
    assert not broken
    assert [check.severity for check in checks if check.name == "keys"] == ["warning"]
    assert len(checks) == len(CHECKS)
