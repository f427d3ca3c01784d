"""Real SPARQL servers that lag, refuse, cut short, take too long or are not there: told, and nothing lost."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import QueryError, QueryTimeoutError, StoreError
from kg.store import build, open_store
from kg.store.server import PASSWORD, TIMEOUT, USER
from kg.workspace import Workspace
from tests.store.conftest import GISTS, PEOPLE, STATEMENTS, Write, values
from tests.store.servers import build_on, free_port, oxigraph_server, virtuoso_server

pytestmark = [pytest.mark.server, pytest.mark.usefixtures("credentials")]


def test_a_server_that_lags_behind_is_told(workspace: Workspace, write: Write, oxigraph: str) -> None:
    server = replace(workspace, store_url=oxigraph)
    build(server)
    write("statements.ttl", STATEMENTS.replace("repaired", "mended"))
    said: list[str] = []
    with open_store(server, warn=said.append) as store:
        assert "The dyke was never repaired." in values(store, GISTS)
        assert store.search_words("mended", 5)
    assert [text for text in said if "kg build" in text]


def test_a_broken_file_is_not_sent(workspace: Workspace, write: Write, oxigraph: str) -> None:
    from kg.errors import TurtleError

    server = replace(workspace, store_url=oxigraph)
    build(server)
    write("people.ttl", PEOPLE + "id:x a")
    with pytest.raises(TurtleError):
        build(server)
    with open_store(server, warn=lambda text: None) as store:
        assert values(store, GISTS)


def test_a_wrong_password(workspace: Workspace, virtuoso: str, monkeypatch: pytest.MonkeyPatch) -> None:
    server = replace(workspace, store_url=virtuoso)
    monkeypatch.setenv(PASSWORD, "wrong")
    with pytest.raises(StoreError, match="refuses the credentials") as caught:
        build(server, full=True)
    assert USER in caught.value.hint
    monkeypatch.delenv(PASSWORD)
    with pytest.raises(StoreError, match="wants credentials"):
        build(server, full=True)


def test_more_rows_than_the_server_gives(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "small").mkdir()
    with virtuoso_server(tmp_path / "small", rows=100) as url, build_on(workspace, url + "/sparql") as store:
        with pytest.raises(StoreError, match="no more than 100 rows"):
            store.query("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
        assert len(values(store, "SELECT ?s WHERE { ?s ?p ?o } LIMIT 10")) == 10


def test_a_query_that_runs_out_of_time(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    # The server's limit ends a count; rows that it streams without end are ended by ours.
    monkeypatch.setenv(TIMEOUT, "3")
    slow = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with oxigraph_server("--timeout-s", "1") as url, build_on(workspace, url) as store:
        with pytest.raises(QueryTimeoutError):
            store.query(slow)
        with pytest.raises(QueryTimeoutError):
            store.query("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        assert values(store, GISTS)


def test_a_server_that_does_not_answer_in_time(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setenv(TIMEOUT, "0.3")
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        server = replace(workspace, store_url=f"http://127.0.0.1:{deaf.getsockname()[1]}/sparql")
        with open_store(server, warn=lambda text: None) as store, pytest.raises(QueryTimeoutError, match=r"0\.3 s"):
            store.query(GISTS)
    monkeypatch.setenv(TIMEOUT, "soon")
    with pytest.raises(StoreError, match=TIMEOUT):
        open_store(server, warn=lambda text: None)


def test_wrong_queries_and_addresses(workspace: Workspace, oxigraph: str) -> None:
    with build_on(workspace, oxigraph) as store:
        with pytest.raises(QueryError, match="400"):
            store.query("SELECT {")
        with pytest.raises(QueryError, match="SERVICE"):
            store.query("SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")
    for address, told in (
        (f"http://127.0.0.1:{free_port()}/query", "cannot be reached: Connection refused"),
        ("http://no-such-host.invalid/query", "cannot be reached"),
        (f"{oxigraph}/nothing", "nothing answers at"),
    ):
        elsewhere = replace(workspace, store_url=address)
        with open_store(elsewhere, warn=lambda text: None) as store, pytest.raises(StoreError, match=told):
            store.query(GISTS)
    with pytest.raises(StoreError, match="takes graphs is not known") as caught:
        build(replace(workspace, store_url=f"{oxigraph}/somewhere"))
    assert "graphs =" in caught.value.hint
    build(replace(workspace, store_url=f"{oxigraph}/query?x=1", graphs_url=f"{oxigraph}/store"))
