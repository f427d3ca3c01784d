"""Putting terms into a text gives the rows that binding them in the engine gives."""

from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.query import Catalogue
from kg.query.rewrite import bind_terms
from tests.query.hostile import INJECTIONS, shown

E = "http://e/"
XSD = "http://www.w3.org/2001/XMLSchema#"
WORDS = ["a", "b'", 'c"', "d\\", "?_w", "} #", "\n", "é"]


@pytest.fixture(scope="module")
def graph() -> ox.Store:
    found = ox.Store()
    for number, word in enumerate(WORDS):
        thing = ox.NamedNode(f"{E}s{number}")
        found.add(ox.Quad(thing, ox.NamedNode(E + "word"), ox.Literal(word)))
        found.add(ox.Quad(thing, ox.NamedNode(E + "n"), ox.Literal(number)))
        found.add(ox.Quad(thing, ox.NamedNode(E + "next"), ox.NamedNode(f"{E}s{number + 1}")))
    return found


def rows(graph: ox.Store, text: str, bindings: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    found = graph.query(
        f"PREFIX e: <{E}> {text}", substitutions={ox.Variable(name): term for name, term in bindings.items()}
    )
    assert isinstance(found, ox.QuerySolutions)
    return [variable.value for variable in found.variables], sorted([str(term) for term in row] for row in found)


# Filters and patterns over ?s, with the parameters ?_w (a string), ?_n_integer and ?_s_iri.
CONDITIONS = st.sampled_from(
    [
        "?s e:word ?_w .",
        "FILTER(?word = ?_w)",
        "FILTER(CONTAINS(?word, ?_w) || ?n<?_n_integer)",
        "FILTER(STRLEN(?word) > 0 && ?n >= ?_n_integer) # ?_w '",
        "FILTER(COALESCE(?n > ?_n_integer, true))",
        "FILTER NOT EXISTS { ?s e:next ?_s_iri }",
        "OPTIONAL { ?s e:next ?_s_iri . ?_s_iri e:n ?m }",
        "{ ?s e:next ?_s_iri } UNION { ?s e:n ?_n_integer }",
        "MINUS { ?s e:n ?_n_integer }",
        "{ SELECT ?_s_iri ?s { ?s e:next* ?_s_iri } }",
        "{ SELECT ?_n_integer (COUNT(?x) AS ?k) { ?x e:n ?m FILTER(?m > ?_n_integer) } GROUP BY ?_n_integer }",
        "{ SELECT DISTINCT ?s $_w { ?s e:word ?x FILTER(?x >= ?_w) } ORDER BY ?_w ?s LIMIT 3 }",
        "BIND(CONCAT(?_w, \"?_w\", '$_w') AS ?joined) FILTER(STRLEN(?joined) > 3)",
        "FILTER(?s IN (e:s1, ?_s_iri, <http://e/s2?_w>))",
    ]
)
TAILS = st.sampled_from(["", "ORDER BY ?_w ?s", "ORDER BY DESC(?n > ?_n_integer) ?s", "LIMIT 100"])
TEXTS = st.sampled_from(WORDS) | st.text(max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.lists(CONDITIONS, max_size=4, unique=True), TAILS, TEXTS, st.integers(-2, 9), st.booleans())
def test_the_same_rows_as_the_engine(
    graph: ox.Store, conditions: list[str], tail: str, word: str, number: int, is_counted: bool
) -> None:
    bindings: dict[str, ox.NamedNode | ox.Literal] = {
        "_w": ox.Literal(word),
        "_n_integer": ox.Literal(number),
        "_s_iri": ox.NamedNode(f"{E}s{number % 9}"),
    }
    head, group = ("?s (COUNT(*) AS ?rows)", "GROUP BY ?_w $_n_integer ?_s_iri ?s ?n") if is_counted else ("?s ?n", "")
    body = "\n".join(["?s e:word ?word . ?s e:n ?n .", *conditions])
    text = f"SELECT $_w ?_n_integer ?_s_iri {head} WHERE {{\n{body}\n}} {group} {tail}"
    if "?joined" in body:
        text = text.replace("GROUP BY", "GROUP BY ?joined")
    assert rows(graph, bind_terms(text, bindings), {}) == rows(graph, text, bindings)


@pytest.mark.parametrize("value", [value for value in INJECTIONS if "\ud800" not in value], ids=shown)
def test_no_value_leaves_its_place(graph: ox.Store, value: str) -> None:
    text = "SELECT ?_w ?s { ?s e:word ?word FILTER(?word = ?_w) }"
    assert rows(graph, bind_terms(text, {"_w": ox.Literal(value)}), {}) == (["_w", "s"], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASK { ?_s ?p ?o }", "ASK { <http://e/a> ?p ?o }"),
        ("DESCRIBE ?_s", "DESCRIBE <http://e/a>"),
        (
            "CONSTRUCT { ?_s ?p ?o } WHERE { ?_s ?p ?o }",
            "CONSTRUCT { <http://e/a> ?p ?o } WHERE { <http://e/a> ?p ?o }",
        ),
        ("SELECT (STR(?_s) AS ?t) { }", "SELECT (STR(<http://e/a>) AS ?t) { }"),
        ("SELECT ?x { ?x ?p '?_s' } # ?_s", "SELECT ?x { ?x ?p '?_s' } # ?_s"),
        ("SELECT ?x { ?x ?p ?_so, ex:_s, <?_s> }", "SELECT ?x { ?x ?p ?_so, ex:_s, <?_s> }"),
        ("SELECT * { ?_s ?p ?o }", "SELECT * { <http://e/a> ?p ?o  BIND(<http://e/a> AS ?_s) }"),
    ],
)
def test_places(text: str, expected: str) -> None:
    assert bind_terms(text, {"_s": ox.NamedNode("http://e/a")}) == expected


@pytest.mark.parametrize("text", ["SELECT ?x { VALUES ?_s { 1 } }", "SELECT (1 AS ?_s) { }"])
def test_places_where_no_term_can_stand(text: str) -> None:
    with pytest.raises(QueryError, match="is a parameter"):
        bind_terms(text, {"_s": ox.NamedNode("http://e/a")})


def test_the_catalogue_parses_when_bound(shipped: Catalogue) -> None:
    samples: dict[str, ox.NamedNode | ox.Literal] = {
        "xsd:date": ox.Literal("2006-04-25", datatype=ox.NamedNode(XSD + "date")),
        "xsd:string": ox.Literal("a'\""),
    }
    samples["xsd:integer"] = ox.Literal(3)
    bound = 0
    for query in shipped:
        terms = {param.variable: samples.get(param.type, ox.NamedNode(E + "a")) for param in query.params.values()}
        ox.Store().query(bind_terms(query.text, terms))
        bound += bool(terms)
    assert bound > 20
