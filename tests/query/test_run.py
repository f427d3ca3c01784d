"""The three kinds of results."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QueryResultsFormat

from kg.errors import QueryError
from kg.query import read_query, run
from kg.store import GraphStore

A = NamedNode("http://e/a")


def query_of(text: str):  # type: ignore[no-untyped-def]
    return read_query(text, Path("a.rq"), "a.rq")


def test_rows(store: GraphStore) -> None:
    rows = run(query_of("SELECT ?x ?y { VALUES (?x ?y) { (1 UNDEF) (<http://e/a> 'b') } }"), {}, store)
    assert (rows.kind, rows.columns, rows.boolean) == ("rows", ("x", "y"), None)
    assert list(rows) == [(Literal(1), None), (A, Literal("b"))]
    assert list(rows) == []


def test_a_boolean(store: GraphStore) -> None:
    rows = run(query_of("ASK { ?s ?p 'nothing of the kind' }"), {}, store)
    assert (rows.kind, rows.columns, rows.boolean, list(rows)) == ("boolean", (), False, [])


def test_a_graph(store: GraphStore) -> None:
    rows = run(query_of("CONSTRUCT { <http://e/a> <http://e/b> ?x } WHERE { VALUES ?x { 1 } }"), {}, store)
    assert (rows.kind, rows.columns) == ("graph", ("subject", "predicate", "object"))
    assert list(rows) == [(A, NamedNode("http://e/b"), Literal(1))]


def test_the_union_of_all_graphs_is_read(store: GraphStore) -> None:
    rows = run(query_of("SELECT ?s { ?s a <https://w3id.org/on-record/ontology#Incident> } LIMIT 1"), {}, store)
    assert len(list(rows)) == 1


def test_prose_in_a_header_is_no_part_of_the_query(store: GraphStore) -> None:
    query = query_of("#+ summary: The prison SERVICE <http://e/>\nSELECT ?x { VALUES ?x { 1 } }")
    assert list(run(query, {}, store)) == [(Literal(1),)]


def test_what_the_engine_refuses_is_a_query_error(store: GraphStore) -> None:
    with pytest.raises(QueryError, match="a: the engine refuses the query"):
        list(run(query_of("SELECT ?x { ?x ?p ?o }"), {"_y_iri": A}, store))
    with pytest.raises(QueryError):
        list(run(query_of("SELECT ?x { ?x ?p ?o FILTER(<http://e/f>(?x)) }"), {}, store))


def test_the_engines_own_formats(store: GraphStore, tmp_path: Path) -> None:
    rows = run(query_of("SELECT ?x { VALUES ?x { 1 } }"), {}, store)
    with (tmp_path / "rows.csv").open("wb") as stream:
        rows.serialise(stream, QueryResultsFormat.CSV)
    assert (tmp_path / "rows.csv").read_bytes() == b"x\r\n1\r\n"
