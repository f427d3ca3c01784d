"""A part of the record is the same on real SPARQL servers."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.query.part import load_part
from kg.query.scope import resolve_scope
from kg.query.surroundings import load_surroundings
from kg.store import GraphStore, build, open_store
from kg.store.server import PASSWORD, USER
from kg.workspace import Workspace, read_workspace
from tests.harbour import write_workspace
from tests.store.servers import oxigraph_server, virtuoso_server

pytestmark = pytest.mark.server
SCOPES: list[tuple[dict[str, Any], int]] = [
    ({}, 1),
    ({"incident": "harbour-failures"}, 1),
    ({"incident": "ferry-fire", "person": "ann-archer"}, 2),
    ({"person": ["port-watch", "council-voice"], "since": "2020-03-02", "until": "2020"}, 1),
    ({"act": ["blames", "defends"], "origin": "curated"}, 1),
    ({"person": "port-watch"}, 3),
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return read_workspace(write_workspace(tmp_path_factory.mktemp("harbour") / "ws"))


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(
    request: pytest.FixtureRequest, workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[GraphStore]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(USER, "dba")
        patch.setenv(PASSWORD, "dba")
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            patch.delenv(name, raising=False)
        folder: Path = tmp_path_factory.mktemp(request.param)
        running = oxigraph_server() if request.param == "oxigraph" else virtuoso_server(folder)
        with running as url:
            there = replace(workspace, store_url=url if request.param == "oxigraph" else url + "/sparql")
            build(there, full=True)
            with open_store(there, warn=pytest.fail) as opened:
                yield opened


@pytest.mark.parametrize(("typed", "depth"), SCOPES)
def test_a_part_is_the_same(workspace: Workspace, server: GraphStore, typed: dict[str, Any], depth: int) -> None:
    with open_store(workspace) as local:
        here = load_part(local, resolve_scope(local, typed, depth))
    there = load_part(server, resolve_scope(server, typed, depth))
    assert [one.id for one in there.statements] == [one.id for one in here.statements]
    assert there == here


def test_the_surroundings_are_the_same(workspace: Workspace, server: GraphStore) -> None:
    with open_store(workspace) as local:
        assert load_surroundings(server) == load_surroundings(local)
