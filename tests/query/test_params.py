"""Parameters and their variables: what fits, what is refused, and the habits of the engine behind the refusals."""

from collections.abc import Mapping

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query.definition import Param
from kg.query.header import read_header
from kg.query.params import match_params

INCIDENT = "#+ summary: a\n#+ params:\n#+   incident: {type: kg:Incident}\n"
SINCE = "#+ summary: a\n#+ params:\n#+   since: {type: xsd:date, required: false}\n"
DAY = ox.Literal("2001-01-01", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))


def match(text: str) -> dict[str, Param]:
    header = read_header(text, "a.rq")
    assert header is not None
    return match_params(header, text, "a.rq")


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        (INCIDENT + "SELECT ?_incident_iri ?s { ?s ?p ?_incident_iri }", "_incident_iri"),
        (INCIDENT + "SELECT $_incident_iri ?s { ?s ?p ?_incident_iri }", "_incident_iri"),
        (SINCE + "SELECT $__since_xsd_date ?s { ?s ?p ?d FILTER(?d > ?__since_xsd_date) }", "__since_xsd_date"),
        (SINCE + "SELECT ?_since_date ?s { ?s ?p ?d FILTER(?d > ?_since_date) }", "_since_date"),
        (SINCE + "SELECT ?_since_date ?b { ?s ?p ?d BIND(STR(?_since_date) AS ?b) }", "_since_date"),
        (INCIDENT + "CONSTRUCT { ?s ?p ?_incident_iri } WHERE { ?s ?p ?_incident_iri }", "_incident_iri"),
        (SINCE + "ASK { { SELECT ?_since_date ?s { ?s ?p ?d FILTER(?d > ?_since_date) } } }", "_since_date"),
        (INCIDENT.replace("kg:Incident", "https://example.org/Fire") + "ASK { ?s ?p ?_incident_iri }", "_incident_iri"),
        (SINCE.replace("xsd:date", "xsd:string") + "SELECT ?_since { ?s ?p ?_since }", "_since"),
        (
            SINCE.replace("xsd:date", "xsd:integer") + "SELECT ?_since_integer { ?s ?p ?_since_integer }",
            "_since_integer",
        ),
    ],
)
def test_each_spelling_of_a_variable(text: str, variable: str) -> None:
    (param,) = match(text).values()
    assert param.variable == variable


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (INCIDENT + "SELECT ?s { ?s ?p ?o }", "line 3: the parameter incident has no variable"),
        (INCIDENT + "SELECT ?s { ?s ?p ?_incident_iri }", "no projected variable"),
        (INCIDENT + "SELECT * { ?s ?p ?_incident_iri }", "no projected variable"),
        (INCIDENT + "SELECT ?_incident_iri ?_post_iri { ?_post_iri ?p ?_incident_iri }", "line 4: ?_post_iri is a"),
        (INCIDENT + "SELECT ?_incident_date { ?s ?p ?_incident_date }", "does not fit kg:Incident"),
        (INCIDENT + "SELECT ?__incident_iri { ?s ?p ?__incident_iri }", "optional by its two underscores"),
        (INCIDENT + "SELECT ?_incident_iri ?__incident_iri { ?__incident_iri ?p ?_incident_iri }", "two names"),
        (INCIDENT.replace("kg:Incident", "kg:Incidnt") + "ASK { }", '"kg:Incidnt" is no type'),
        (SINCE.replace("since", "format") + "ASK { }", "an option of `kg query`"),
        (SINCE + "SELECT ?_since_date ?s { ?s ?p ?d FILTER(!BOUND(?_since_date)) }", "line 4: ?_since_date is never"),
        (SINCE + "SELECT ?_since_date ?b { ?s ?p ?d\nBIND(?_since_date AS ?b) }", "line 5: ?_since_date cannot be"),
        (SINCE + "SELECT ?_since_date { VALUES ?_since_date { 1 } }", "cannot be given VALUES"),
        (SINCE + "SELECT (?d AS ?_since_date) { ?s ?p ?d }", "cannot stand after AS"),
        (SINCE + "SELECT ?_since_date ?s { { SELECT ?s { ?s ?p ?d FILTER(?d > ?_since_date) } } }", "does not project"),
        (SINCE + "ASK { ?s ?p ?d FILTER(?d > ?_since_date) }", "would not reach"),
    ],
)
def test_what_is_refused(text: str, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        match(text)
    assert caught.value.message.startswith("a.rq")
    assert words in caught.value.message
    assert caught.value.hint


@pytest.fixture(scope="module")
def dated() -> ox.Store:
    graph = ox.Store()
    for year in (2000, 2001, 2002):
        day = ox.Literal(f"{year}-01-01", datatype=DAY.datatype)
        graph.add(ox.Quad(ox.NamedNode(f"http://e/{year}"), ox.NamedNode("http://e/d"), day))
    return graph


def answers(graph: ox.Store, text: str, bindings: Mapping[str, ox.Literal]) -> list[list[str | None]]:
    terms = {ox.Variable(name): term for name, term in bindings.items()}
    rows = graph.query(f"PREFIX e: <http://e/> {text}", substitutions=terms)  # type: ignore[arg-type]
    assert isinstance(rows, ox.QuerySolutions)
    return sorted([None if term is None else str(term.value) for term in row] for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?_since_date ?s { ?s e:d ?d FILTER(BOUND(?_since_date) && ?d > ?_since_date) }",
        "SELECT ?_since_date ?s { ?s e:d ?d BIND(?_since_date AS ?b) FILTER(?d > ?b) }",
        "SELECT ?_since_date ?s { { SELECT ?s { ?s e:d ?d FILTER(?d > ?_since_date) } } }",
        "SELECT ?_since_date ?s { ?s e:d ?d VALUES ?_since_date { 1 } }",
    ],
)
def test_the_engine_drops_values_in_these_places(dated: ox.Store, text: str) -> None:
    # Should one of these begin to fail, the engine has learned it, and the refusal above can go.
    assert answers(dated, text, {"_since_date": DAY}) == []


@pytest.mark.parametrize(
    "condition", ["COALESCE(?d > ?_since_date, true)", "?d > COALESCE(?_since_date, '1000-01-01'^^xsd:date)"]
)
def test_optional_parameters_by_coalesce(dated: ox.Store, condition: str) -> None:
    text = f"PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT ?_since_date ?s {{ ?s e:d ?d FILTER({condition}) }}"
    assert answers(dated, text, {"_since_date": DAY}) == [["2001-01-01", "http://e/2002"]]
    assert len(answers(dated, text, {})) == 3
