"""A small workspace, and ways to write to it and to look into its store."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store import GraphStore, build, open_store
from kg.store.server import PASSWORD, USER
from kg.workspace import Workspace, read_workspace
from tests.store.servers import oxigraph_server, virtuoso_server

PREFIXES = """\
PREFIX act: <https://w3id.org/on-record/act#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/on-record/id/>
PREFIX kg: <https://w3id.org/on-record/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
PEOPLE = """
id:ann-archer a kg:Person ; rdfs:label "Ann Archer"@en ; skos:altLabel "the mayor"@en .
id:bo-archer a kg:Person ; rdfs:label "Bo Archer"@en .
id:town-council a kg:Organisation ; rdfs:label "Town Council"@en ; skos:altLabel "The Council"@en , "ＴＣ"@en .
"""
INCIDENTS = """
id:flood-2020 a kg:Incident ; rdfs:label "The flood of 2020"@en .
id:dyke-2020 a kg:Incident ; rdfs:label "The dyke that broke"@en ; kg:partOf id:flood-2020 .
"""
STATEMENTS = """
id:s-1 a kg:Statement ; kg:speaker id:ann-archer ; kg:about id:dyke-2020 ; kg:act act:admits ;
    kg:latest "2020-03-01"^^xsd:date ; kg:gist "The dyke was never repaired."@en .
id:r-1 a kg:Report ; kg:reports id:s-1 ; kg:quotation "We left the sluices to rust"@en .
id:s-2 a kg:Statement ; kg:speaker id:town-council ; kg:about id:flood-2020 ; kg:act act:denies ;
    kg:latest "2020-03-02"^^xsd:date ; kg:gist "Nobody could have foreseen the water."@en .
"""
Write = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace's folder with three small files, built once."""
    root = tmp_path_factory.mktemp("template")
    (root / "seeds").mkdir()
    (root / "kg.toml").write_text("[workspace]\nname = 'Flood'\n")
    for name, text in (("people", PEOPLE), ("incidents", INCIDENTS), ("statements", STATEMENTS)):
        (root / "seeds" / f"{name}.ttl").write_text(PREFIXES + text)
    build(read_workspace(root))
    return root


@pytest.fixture
def folder(tmp_path: Path, template: Path) -> Path:
    """Return a copy of that workspace, its store up to date: building the shipped part takes longer than most tests."""
    return shutil.copytree(template, tmp_path / "ws")


@pytest.fixture
def workspace(folder: Path) -> Workspace:
    """Return the workspace of that folder."""
    return read_workspace(folder)


@pytest.fixture
def write(folder: Path) -> Write:
    """Return a function that writes Turtle, prefixes added, to a file of seeds/."""

    def write_turtle(name: str, text: str) -> Path:
        path = folder / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PREFIXES + text, encoding="utf-8")
        return path

    return write_turtle


@pytest.fixture(scope="session")
def built(template: Path) -> Iterator[GraphStore]:
    """Return the open store of that workspace, for tests that only read."""
    with open_store(read_workspace(template)) as store:
        yield store


def quads(store: GraphStore) -> set[str]:
    """Return every quad of the named graphs that has no blank node, as text."""
    rows = store.query("SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } FILTER(!isBlank(?s) && !isBlank(?o)) }")
    assert isinstance(rows, ox.QuerySolutions)
    return {str(row) for row in rows}


def values(store: GraphStore, query: str) -> list[str]:
    """Return the first column of a query's rows."""
    rows = store.query(query)
    assert isinstance(rows, ox.QuerySolutions)
    return [row[0].value for row in rows]


GISTS = "SELECT ?gist WHERE { ?s <https://w3id.org/on-record/ontology#gist> ?gist } ORDER BY ?gist"


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[str]:
    """Run one Oxigraph server for the module."""
    with oxigraph_server() as url:
        yield url


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run one Virtuoso for the module."""
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso")) as url:
        yield url + "/sparql"


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the administrator's name and password, which Oxigraph does not ask for."""
    monkeypatch.setenv(USER, "dba")
    monkeypatch.setenv(PASSWORD, "dba")
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
