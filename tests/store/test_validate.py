"""A workspace with everything wrong: each fault is found once, named with file and line, and stops no other."""

import shutil
from pathlib import Path

import pytest

from kg.store.validate import Fault, ValidationReport, validate
from kg.workspace import Workspace, read_workspace

CONTEXT = Path(__file__).parents[1] / "ontology" / "shapes" / "context.ttl"
PREFIXES = """PREFIX id: <https://example.org/id/>
PREFIX kg: <https://w3id.org/on-record/ontology#>
PREFIX kind: <https://w3id.org/on-record/kind#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

"""
POST = '{iri} a kg:Post ; rdfs:label "{label}"@en ; org:postIn {home} ; prov:wasDerivedFrom id:a-reference .\n'
SEEDS: dict[str, str | bytes] = {
    "broken.ttl": PREFIXES + "id:unseen a kg:Post ;\n    rdfs:label .\n",
    "cut.ttl": PREFIXES + 'id:cut a kg:Post ; rdfs:label "The file ends he',
    "empty.ttl": "",
    "latin.ttl": PREFIXES.encode() + 'id:latin rdfs:label "Préfet"@fr .\n'.encode("latin-1"),
    "prefix.ttl": "PREFIX id: <https://example.org/id/>\nid:p a kgg:Post .\n",
    "misspelt.ttl": "# A head\nPREFIX kg: <https://w3id.org/on-record/ontolgy#>\n<urn:x:q> a kg:Post .\n",
    "dates.ttl": PREFIXES
    + """id:tenure
    a kg:Tenure ;
    rdfs:label "Ada Ferris, chair"@en ;
    prov:wasDerivedFrom id:a-reference ;
    kg:end "2006-02-30"^^xsd:date ;
    kg:holder id:a-person ;
    kg:post id:a-post ;
    kg:start "2006-01-01"^^xsd:date ;
.
""",
    "labels.ttl": PREFIXES + POST.format(iri="id:marked", label="Left\\u202Eright\\u0007", home="id:a-board"),
    "cycle.ttl": PREFIXES
    + "".join(
        f'id:i{n} a kg:Incident ; rdfs:label "Incident {n}"@en ; kg:kind kind:delay ; kg:partOf id:i{3 - n} ;'
        " prov:wasDerivedFrom id:a-source .\n"
        for n in (1, 2)
    ),
    "twice.ttl": PREFIXES + POST.format(iri="id:a-post", label="Somebody else's post", home="id:a-board"),
    "lost.ttl": PREFIXES
    + POST.format(iri="id:p1", label="Clerk", home="id:unseen")
    + POST.format(iri="id:p2", label="Porter", home="id:nowhere"),
    "blank.ttl": PREFIXES + "id:a-board kg:speeker [ rdfs:comment 'x'@en ] .\n",
}
SHAPE = """PREFIX kg: <https://w3id.org/on-record/ontology#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
kg:OwnShape a sh:NodeShape ; sh:targetClass kg:Post ;
    sh:sparql [ sh:select "SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }" ] .
"""


def make(root: Path, seeds: dict[str, str | bytes]) -> Workspace:
    (root / "seeds").mkdir(parents=True)
    (root / "kg.toml").write_text('[workspace]\nname = "Ferry"\nbase = "https://example.org/id/"\n')
    shutil.copy(CONTEXT, root / "seeds" / "context.ttl")
    for name, text in seeds.items():
        (root / "seeds" / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_workspace(root)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ValidationReport:
    workspace = make(tmp_path_factory.mktemp("faulty"), SEEDS)
    (workspace.root / "ontology").mkdir()
    (workspace.root / "ontology" / "own.ttl").write_text(SHAPE)
    return validate(workspace)


def in_file(report: ValidationReport, name: str) -> list[Fault]:
    return [fault for fault in report.faults if fault.file == f"seeds/{name}"]


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        ("broken.ttl", 11, "."),
        ("cut.ttl", 10, ""),
        ("latin.ttl", 10, "not UTF-8"),
        ("prefix.ttl", 2, '"kgg" is not declared'),
    ],
)
def test_a_file_that_does_not_parse_is_one_fault(report: ValidationReport, name: str, line: int, reason: str) -> None:
    (fault,) = in_file(report, name)
    assert (fault.check, fault.line, fault.severity) == ("turtle", line, "violation")
    assert reason in fault.message
    assert fault.remedy
    assert name not in fault.message, "the file has a column of its own"


def test_a_prefix_that_stands_for_something_else_is_a_fault(report: ValidationReport) -> None:
    faults = [fault for fault in report.faults if fault.file == "seeds/misspelt.ttl"]
    assert [(fault.line, fault.check) for fault in faults] == [(2, "prefixes")]
    assert "ontolgy#> here" in faults[0].message


def test_an_empty_file_is_no_fault(report: ValidationReport) -> None:
    assert in_file(report, "empty.ttl") == []


def test_an_impossible_date_is_named_with_its_line(report: ValidationReport) -> None:
    (fault,) = in_file(report, "dates.ttl")
    assert (fault.subject, fault.label, fault.line) == ("id:tenure", "Ada Ferris, chair", 14)
    assert fault.message.endswith('(here: "2006-02-30")')
    assert fault.check == "kg:TenureShape"


def test_control_characters_in_a_label_are_a_fault(report: ValidationReport) -> None:
    (fault,) = in_file(report, "labels.ttl")
    assert (fault.check, fault.line) == ("kg:LabelShape", 10)


def test_cyclic_parents_are_found_on_every_node_of_the_cycle(report: ValidationReport) -> None:
    assert [(fault.subject, fault.line, fault.check) for fault in in_file(report, "cycle.ttl")] == [
        ("id:i1", 10, "cyclic-parents"),
        ("id:i2", 11, "cyclic-parents"),
    ]


def test_one_id_in_two_files_is_named_in_both(report: ValidationReport) -> None:
    found = [fault for fault in report.faults if fault.check == "duplicate-ids"]
    assert [(fault.file, fault.subject) for fault in found] == [
        ("seeds/context.ttl", "id:a-post"),
        ("seeds/twice.ttl", "id:a-post"),
    ]
    assert "seeds/twice.ttl" in found[0].message
    assert "seeds/context.ttl" in found[1].message


def test_what_a_broken_file_defines_is_not_missed(report: ValidationReport) -> None:
    # id:unseen stands in broken.ttl: one cause, one fault. id:nowhere stands nowhere, and is named once.
    (fault,) = in_file(report, "lost.ttl")
    assert (fault.subject, fault.line) == ("id:p2", 11)
    assert "id:nowhere, which is defined nowhere" in fault.message


def test_blank_nodes_and_unknown_terms_are_found(report: ValidationReport) -> None:
    found = {
        (fault.check, fault.subject) for fault in report.faults if fault.check in ("blank-nodes", "undefined-terms")
    }
    assert found == {("blank-nodes", "id:a-board"), ("undefined-terms", "id:a-board")}


def test_a_shape_that_runs_queries_is_refused(report: ValidationReport) -> None:
    refused = [fault.message for fault in report.faults if fault.check == "shapes"]
    assert refused == ["sh:select is not of SHACL core and is not run", "sh:sparql is not of SHACL core and is not run"]


def test_every_fault_says_where_what_and_how_to_mend_it(report: ValidationReport) -> None:
    assert len(report.faults) > 12
    assert report.violations == len(report.faults)
    for fault in report.faults:
        assert fault.message, fault
        assert fault.remedy, fault
        assert fault.file or fault.check == "shapes", fault
    assert list(report.faults) == sorted(report.faults, key=Fault.sort_key)


def test_a_workspace_without_faults_has_none(tmp_path: Path) -> None:
    talk: list[str] = []
    report = validate(make(tmp_path / "clean", {}), progress=talk.append)
    assert report.faults == ()
    assert report.shapes >= 30
    assert report.checks >= 30
    assert len(talk) >= 3


def test_a_shape_that_is_no_shape_stops_no_check(tmp_path: Path) -> None:
    workspace = make(tmp_path / "odd", {"cycle.ttl": SEEDS["cycle.ttl"]})
    (workspace.root / "ontology").mkdir()
    own = (
        PREFIXES
        + "kg:OddShape a sh:NodeShape ; sh:targetClass kg:Post ;"
        + " sh:property [ sh:path rdfs:label ; sh:maxCount 'many' ] .\n"
    )
    (workspace.root / "ontology" / "own.ttl").write_text(own)
    report = validate(workspace)
    assert {fault.check for fault in report.faults} == {"shapes", "cyclic-parents"}
