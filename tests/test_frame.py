"""The Python face: rdflib's ways, typed questions, and no way to write."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Dataset, Literal, URIRef

import kg
from kg.cli.init import make_workspace
from kg.errors import KgError, ParameterError, QueryError, StoreError, UnknownQueryError, WorkspaceError
from kg.frame import Listing, RecordGraph
from kg.model import Entity, Tenure
from kg.namespaces import expand

BASE = "https://w3id.org/on-record/id/"
HOSTILE = '"<script>alert(1)</script>"@en'


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordGraph]:
    """Return the graph of the workspace that `kg init` makes, with a successor in post and a hostile name."""
    folder = tmp_path_factory.mktemp("frame")
    make_workspace(folder, "Ferries")
    (folder / "seeds" / "more.ttl").write_text(f"""
        PREFIX id: <{BASE}> PREFIX kg: <https://w3id.org/on-record/ontology#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        id:pier-closed-2024 a kg:Incident ; rdfs:label {HOSTILE} ; kg:partOf id:ferry-crossings-2024 .
        id:ben-example a kg:Person ; rdfs:label "Ben Example"@en .
        id:carl-example a kg:Person ; rdfs:label "Example"@en .
        id:dora-example a kg:Person ; rdfs:label "example"@en .
        id:harbour-master a kg:Post ; rdfs:label "Harbour master"@en .
        id:t1 a kg:Tenure ; kg:holder id:anna-example ; kg:post id:harbour-master ;
            kg:start "2010-05-01"^^xsd:date ; kg:end "2015-03-31"^^xsd:date .
        id:t2 a kg:Tenure ; kg:holder id:ben-example ; kg:post id:harbour-master ; kg:acting true ;
            kg:start "2015-03-31"^^xsd:date ; kg:ongoingAsOf "2024-01-01"^^xsd:date .
        id:s-9 a kg:Statement ; kg:speaker id:ben-example ; kg:about id:pier-closed-2024 ;
            kg:act <https://w3id.org/on-record/act#denies> ; kg:earliest "2024-02-01"^^xsd:date ;
            kg:latest "2024-02-09"^^xsd:date ; kg:gist "The pier was never shut."@en .
        id:f-1 a kg:Figure ; rdfs:label "days without a ferry"@en ; kg:value 9 ; kg:about id:pier-closed-2024 .
        """)
    with kg.open_graph(folder) as found:
        yield found


def _ids(found: list[Entity]) -> list[str]:
    return [entity.iri.removeprefix(BASE) for entity in found]


def test_it_is_an_rdflib_data_set_over_the_union(graph: RecordGraph) -> None:
    assert isinstance(graph, Dataset)
    anna = URIRef(BASE + "anna-example")
    assert (anna, RDF.type, URIRef(expand("kg:Person"))) in graph
    assert list(graph.objects(anna, RDFS.label)) == [Literal("Anna Example", lang="en")]
    named = graph.graph(URIRef(BASE + "graph/seeds/more"))
    assert {str(subject) for subject in named.subjects(RDF.type, URIRef(expand("kg:Person")))} == {
        BASE + name for name in ("ben-example", "carl-example", "dora-example")
    }
    assert len(graph) > 1000
    assert dict(graph.namespaces())["id"] == URIRef(BASE)
    assert str(graph).startswith("<RecordGraph Ferries: ")


def test_people_organisations_incidents(graph: RecordGraph) -> None:
    assert _ids(graph.people()) == ["anna-example", "ben-example", "carl-example", "dora-example"]
    assert _ids(graph.organisations()) == ["sample-ferry-company", "sample-gazette"]
    assert set(_ids(graph.incidents())) == {"ferry-crossings-2024", "pier-closed-2024"}
    assert _ids(graph.sources()) == ["sample-gazette-2024"]


def test_who_held_a_post(graph: RecordGraph) -> None:
    def holders(on: str | datetime.date | None) -> list[str]:
        return [tenure.holder.label for tenure in graph.who_held("harbour master", on)]

    assert holders("2012-01-01") == ["Anna Example"]
    assert holders(datetime.date(2015, 3, 31)) == ["Anna Example", "Ben Example"]
    assert holders("2020-02-29") == ["Ben Example"]
    assert holders("2009-12-31") == holders("2024-01-02") == []
    assert holders(None) == ["Anna Example", "Ben Example"]
    assert [tenure.acting for tenure in graph.who_held("harbour-master")] == [False, True]
    posts = graph.posts(on="2021-06-01")
    assert {tenure.post.label for tenure in posts} == {"Harbour master", "director of the Sample Ferry Company"}
    assert all(isinstance(tenure, Tenure) for tenure in posts)


def test_statements_by_speaker_incident_act_and_days(graph: RecordGraph) -> None:
    def gists(**wanted: str | Entity | datetime.date) -> list[str]:
        return [statement.gist for statement in graph.statements(**wanted)]  # type: ignore[arg-type]

    pier, islands = "The pier was never shut.", "The company failed the people of the islands."
    assert gists() == [pier, islands]
    assert gists(speaker="Ben Example") == gists(speaker=graph.find("ben-example")[0]) == [pier]
    assert gists(incident="ferry-crossings-2024") == [pier, islands]
    assert gists(incident="pier-closed-2024") == [pier]
    assert gists(act="denies") == gists(act="act:denies") == [pier]
    assert gists(act="denies", speaker="Anna Example") == []
    assert gists(since="2024-02-09") == [pier, islands]
    assert gists(since="2024-02-10") == [islands]
    assert gists(until=datetime.date(2024, 2, 1)) == [pier]
    assert gists(until="2024-01-31") == []


def test_reports_figures_and_words(graph: RecordGraph) -> None:
    (statement,) = graph.search("islanders down")
    assert [report.quotation for report in graph.reports(statement)] == [("We let the islanders down.",)]
    assert graph.reports(statement.id) == graph.reports(statement)
    assert graph.reports("s-9") == []
    assert [figure.value for figure in graph.figures()] == ["9"]
    assert [figure.id for figure in graph.figures("ferry-crossings-2024")] == ["f-1"]
    assert graph.figures(graph.find("pier-closed-2024")[0]) == graph.figures()


def test_query_by_name_and_by_text(graph: RecordGraph) -> None:
    rows = graph.query("everything-said")
    assert [row["speaker_name"] for row in rows.to_dicts()] == ["Ben Example", "Anna Example"]
    text = "SELECT ?p ?start WHERE { ?t kg:holder ?p ; kg:start ?start } ORDER BY ?start"
    dicts = graph.query(text, p=URIRef(BASE + "ben-example")).to_dicts()
    assert dicts == [{"p": BASE + "ben-example", "start": datetime.date(2015, 3, 31)}]
    assert graph.query(text, p=graph.find("ben-example")[0]).to_dicts() == dicts
    bound = graph.query(text, initBindings={"p": URIRef(BASE + "ben-example")})
    assert bound.to_dicts() == dicts
    assert len(list(bound)) == 1
    assert bool(graph.query("ASK { ?s a kg:Person }"))
    assert len(graph.query("CONSTRUCT { ?s a kg:Person } WHERE { ?s a kg:Person }").graph or ()) == 4
    unbound = graph.query("SELECT ?s ?no WHERE { ?s a kg:Post OPTIONAL { ?s kg:nothing ?no } } LIMIT 1")
    assert unbound.to_dicts()[0]["no"] is None


def test_tables_escape_what_they_show(graph: RecordGraph) -> None:
    shown = [
        graph.incidents()._repr_html_(),
        graph.query("SELECT ?name WHERE { ?s a kg:Incident ; rdfs:label ?name }")._repr_html_(),
        graph.statements()._repr_html_(),
        graph._repr_html_(),
    ]
    for html in shown:
        assert "<table>" in html
        assert "<script" not in html
    assert "&lt;script&gt;" in shown[0]
    assert "&lt;script&gt;" in shown[1]


def test_long_tables_say_that_they_are_cut() -> None:
    html = Listing(range(1000))._repr_html_()
    assert html.count("<tr>") == 101
    assert "1000 rows; the first 100 are shown" in html


def test_empty_listings_are_tables_too() -> None:
    assert Listing([])._repr_html_() == "<table><thead><tr></tr></thead><tbody></tbody></table>"
    assert Listing([]).to_dicts() == []


THING = URIRef("https://example.org/x")
WRITES: dict[str, Callable[[RecordGraph], object]] = {
    "add": lambda graph: graph.add((THING, THING, THING)),
    "add-quad": lambda graph: graph.add((THING, THING, THING, graph.default_graph)),
    "addN": lambda graph: graph.addN([(THING, THING, THING, graph.default_graph)]),
    "remove": lambda graph: graph.remove((THING, THING, THING)),
    "update": lambda graph: graph.update("DELETE WHERE { ?s ?p ?o }"),
    "parse": lambda graph: graph.parse(data="<a:a> <a:b> <a:c> .", format="turtle"),
    "parse-engine": lambda graph: graph.parse(data="<a:a> <a:b> <a:c> .", format="ox-turtle"),
    "new-graph": lambda graph: graph.graph(THING),
    "remove-graph": lambda graph: graph.remove_graph(URIRef(BASE + "graph/seeds/more")),
    "into-a-graph": lambda graph: graph.graph(URIRef(BASE + "graph/seeds/more")).add((THING, THING, THING)),
    "plus": lambda graph: graph.__iadd__([(THING, THING, THING, graph.default_graph)]),
    "set": lambda graph: graph.set((THING, THING, THING)),
}


@pytest.mark.parametrize("way", WRITES)
def test_writing_is_refused(graph: RecordGraph, way: str) -> None:
    before = len(graph)
    with pytest.raises(StoreError, match="for reading only"):
        WRITES[way](graph)
    assert len(graph) == before


@pytest.mark.parametrize(
    ("call", "error", "told"),
    [
        (lambda graph: graph.statements(speaker="Nobody"), ParameterError, "Nobody"),
        (lambda graph: graph.statements(speaker="example"), ParameterError, "could be 2 things"),
        (lambda graph: graph.statements(since="2024-02-30"), ParameterError, "no day"),
        (lambda graph: graph.who_held("harbour master", "soon"), ParameterError, "no day"),
        (lambda graph: graph.query("nothing-like-this"), UnknownQueryError, "nothing-like-this"),
        (lambda graph: graph.query("SELECT {"), QueryError, "refuses"),
        (lambda graph: graph.query("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"), QueryError, "SERVICE"),
        (lambda graph: kg.open_graph("/no/such/folder"), WorkspaceError, "No such file"),
    ],
)
def test_errors_say_what_to_do(
    graph: RecordGraph, call: Callable[[RecordGraph], object], error: type[KgError], told: str
) -> None:
    with pytest.raises(error, match=told):
        call(graph)


def test_shipped_graph_opens_outside_any_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    with kg.open_graph() as shipped:
        assert shipped.record.workspace.is_shipped
        assert [tenure.holder.label for tenure in shipped.who_held("home secretary", "2006-04-25")] == [
            "Charles Clarke"
        ]
    assert list((tmp_path / "cache" / "on-record").iterdir())


@pytest.mark.parametrize(
    "query", ["SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }", "ASK " + "{" * 5000 + "}" * 5000]
)
def test_queries_that_read_elsewhere_or_nest_without_end_are_refused(query: str) -> None:
    with kg.open_graph() as graph, pytest.raises(QueryError):
        graph.query(query)
