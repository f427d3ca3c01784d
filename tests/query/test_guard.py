"""What a query may not do, however it is dressed up."""

import socketserver
import threading
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query.definition import Vetted
from kg.query.guard import check_query
from kg.store import GraphStore

HARMLESS = [
    "SELECT ?s { ?s ?p ?o }",
    "# SERVICE <x>\nSELECT ?s { ?s ?p 'SERVICE <x> { }' }",
    "PREFIX id: <https://w3id.org/on-record/id/> ASK { id:prison-service ?p <http://e/service> }",
    "SELECT ?service { ?service ?p ?o FILTER(?service < ?o) }",
    "SELECT ?a { VALUES (?a ?b) { (<http://e/a-service> <http://e/b>) } }",
    "BASE <http://e/> PREFIX e: <http://e/> CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DESCRIBE <http://e/a>",
]
# {at} is the address of a server that must never hear from us.
CALLS = [
    "SELECT ?s { SERVICE <{at}> { ?s ?p ?o } }",
    "SELECT ?s { service silent <{at}>{ ?s ?p ?o } }",
    "SELECT ?s { ?s ?p ?o FILTER EXISTS { SERVICE SILENT <{at}> { ?s ?p ?o } } }",
    "SELECT ?s { SERVICE#\n<{at}> { ?s ?p ?o } }",
    "SELECT ?s { { SELECT ?s { SERVICE <{at}> { ?s ?p ?o } } } }",
    "SELECT ?s { VALUES ?at { <{at}> } SERVICE ?at { ?s ?p ?o } }",
    # "<" read as "less than" by the engine: what follows looks like an IRI, a string or a comment to a careless eye.
    "SELECT ?s { ?s ?p ?o FILTER(?o>'a'||?o<'>' )SERVICE<{at}>{ ?s ?p ?o } #'\n }",
    "SELECT ?s { VALUES ?at { <{at}> } FILTER(1<?at)SERVICE?at#>\n{ ?s ?p ?o } }",
    "PREFIX e: <http://e/> SELECT ?s { ?s ?p ?o FILTER(?o<e:a#> '''\n) SERVICE <{at}> { ?s ?p ?o } #'''\n }",
    "SELECT ?s { ?s ?p trueSERVICE <{at}> { ?s ?p ?o } }",
]
UPDATES = [
    "INSERT DATA { <http://e/a> <http://e/b> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "PREFIX e: <http://e/> # SELECT\nDELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "LOAD <file:///etc/passwd>",
    "CLEAR ALL",
    "DROP SILENT GRAPH <http://e/g>",
    "WITH <http://e/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
]


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """Return the address of a server and the list of who has called it."""
    callers: list[str] = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            callers.append(self.client_address[0])

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", callers
        server.shutdown()


@pytest.mark.parametrize("text", HARMLESS)
def test_reading_is_allowed(text: str) -> None:
    check_query(text)
    ox.Store().query(text)


@pytest.mark.parametrize("text", CALLS)
def test_no_service_is_called(text: str, listener: tuple[str, list[str]]) -> None:
    at, callers = listener
    with pytest.raises(QueryError, match="SERVICE"):
        check_query(text.replace("{at}", at))
    assert callers == []


def test_the_engine_alone_would_call(listener: tuple[str, list[str]]) -> None:
    at, callers = listener
    with pytest.raises(OSError, match=r".*"):
        list(ox.Store().query(CALLS[0].replace("{at}", at)))  # type: ignore[arg-type]
    assert callers


@pytest.mark.parametrize("text", UPDATES)
def test_updates_are_refused(text: str) -> None:
    with pytest.raises(QueryError, match="update"):
        check_query(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT ?s FROM NAMED <http://e/g> { GRAPH ?g { ?s ?p ?o } }",
        "ask from<http://e/g>{ ?s ?p ?o }",
    ],
)
def test_graphs_are_not_chosen_by_from(text: str) -> None:
    with pytest.raises(QueryError, match="FROM"):
        check_query(text)


@pytest.mark.parametrize(
    "text", ["", "   ", "# only a comment", "hello", "DEFINE get:soft 'soft' SELECT ?s { ?s ?p ?o }"]
)
def test_what_is_no_query(text: str) -> None:
    with pytest.raises(QueryError, match="no SPARQL query"):
        check_query(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {" + "{" * 5000 + "}" * 5000 + "}",
        "SELECT * { BIND(" + "(" * 5000 + "1" + ")" * 5000 + " AS ?x) }",
        "SELECT * { BIND(" + "!" * 30000 + "true AS ?x) }",
        "SELECT * { BIND(" + "1+" * 30000 + "1 AS ?x) }",
        "SELECT * {" + "".join(f"BIND(1 AS ?y{number}) " for number in range(3000)) + "}",
        "SELECT * {" + "{ ?x ?p ?o } UNION " * 30000 + "{ ?x ?p ?o } }",
        "DESCRIBE " + "<x:x> " * 30000,
    ],
    ids=["braces", "parentheses", "not", "plus", "bind", "union", "describe"],
)
def test_what_would_overflow_the_parser(text: str) -> None:
    # Each of these ends the process with a segmentation fault when the engine parses it.
    with pytest.raises(QueryError, match="tangled"):
        check_query(text)


@pytest.mark.parametrize(
    "body",
    [
        "?s ?p ?o . " * 200,
        "?s ?p ?o " + "; ?p ?o " * 200,
        "?s ?p " + ", ".join(["?o"] * 200),
        "{ ?s ?p ?o } " * 200,
        "{ { ?s ?p ?o . ?s ?p ?o } " * 100 + "}" * 100,
        "?s ?p ?o { " * 150 + "}" * 150,
        "?s ?p (" + "?o " * 200 + ")",
        "?s " + "/".join(["<x:p>"] * 200) + " ?o",
        "OPTIONAL { ?s ?p ?o . ?s ?p ?o . ?s ?p ?o . ?s ?p ?o } " * 100,
    ],
    ids=["dots", "semicolons", "commas", "groups", "nested", "undotted", "list", "path", "optional"],
)
def test_what_would_be_planned_for_minutes(body: str) -> None:
    # While the engine plans, neither the time limit nor Ctrl-C is heard.
    with pytest.raises(QueryError, match="tangled"):
        check_query(f"SELECT * {{ {body} }}")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { VALUES ?x { " + "1 " * 5000 + "} ?s ?p ?x }",
        "SELECT * { VALUES (?x ?y) { " + "(1 2) " * 5000 + "} ?s ?x ?y }",
        "SELECT * { ?s ?p ?o FILTER(?o IN (" + ", ".join(["1"] * 5000) + ")) }",
        "SELECT * { " + "OPTIONAL { ?s ?p ?o . ?s ?q ?r } " * 50 + "}",
    ],
    ids=["values", "rows", "in", "optional"],
)
def test_long_lists_and_many_parts_are_no_tangle(text: str) -> None:
    check_query(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CALLS[0], "SERVICE"),
        (UPDATES[0], "update"),
        ("SELECT ?s FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM"),
        ("SELECT * {" + "{" * 5000 + "}" * 5000 + "}", "tangled"),
        ("hello", "no SPARQL query"),
    ],
)
def test_an_open_store_checks_whatever_it_is_asked(store: GraphStore, text: str, expected: str) -> None:
    with pytest.raises(QueryError, match=expected):
        store.query(text)


def test_an_open_store_takes_what_has_been_checked(store: GraphStore) -> None:
    text = 'SELECT ?x { VALUES ?x { "from the service" } }'
    assert [row["x"].value for row in store.query(text)] == ["from the service"]  # type: ignore[union-attr]
    assert [row["x"].value for row in store.query(Vetted(text))] == ["from the service"]  # type: ignore[union-attr]
