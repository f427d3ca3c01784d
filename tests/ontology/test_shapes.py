"""Each shape is content with its passing file and refuses each node of its failing file at the property named."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from kg.namespaces import PREFIXES, shrink
from kg.store.validate_files import read_files
from kg.store.validate_shapes import run_shapes
from kg.store.validate_types import Finding
from kg.turtle import parse_file
from tests.ontology.conftest import SHAPES, MakeWorkspace

ONTOLOGY = Path(__file__).parents[2] / "ontology"
BASE = "https://example.org/id/"
KG = PREFIXES["kg"]
SH = PREFIXES["sh"]
TYPE = PREFIXES["rdf"] + "type"
FAILS = re.compile(r"^# fails: (\S+) ?(\S*)$", re.MULTILINE)
PASSING = sorted(SHAPES.glob("*_pass.ttl"))
FAILING = sorted(SHAPES.glob("*_fail.ttl"))
CONTEXT = SHAPES / "context.ttl"


def shape_of(path: Path) -> str:
    words = path.stem.rpartition("_")[0].split("-")
    return "kg:" + "".join(word.capitalize() for word in words) + "Shape"


def declared_paths() -> dict[str, set[str]]:
    """The properties that each named shape of the ontology constrains."""
    triples = [triple for path in sorted(ONTOLOGY.rglob("*.ttl")) for triple in parse_file(path)]
    kinds = {f"<{SH}NodeShape>", f"<{SH}PropertyShape>"}
    named = {
        str(t.subject)
        for t in triples
        if t.predicate.value == TYPE and str(t.object) in kinds and str(t.subject).startswith(f"<{KG}")
    }
    found: dict[str, set[str]] = {name: set() for name in named}
    owners = {str(t.object): str(t.subject) for t in triples if t.predicate.value == f"{SH}property"}
    for triple in triples:
        shape = str(triple.subject)
        owner = shape if shape in named else owners.get(shape)
        if triple.predicate.value == f"{SH}path" and owner in named:
            found[owner].add(shrink(str(triple.object)[1:-1]))
    return {shrink(name[1:-1]): paths for name, paths in found.items()}


@pytest.fixture(scope="session")
def findings(make_workspace: MakeWorkspace) -> dict[str, list[Finding]]:
    """What the shapes find in all the files together, by subject."""
    read = read_files(make_workspace([CONTEXT, *PASSING, *FAILING]), lambda text: None)
    assert not read.faults
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in run_shapes(read)[1]:
        found[shrink(finding.subject, BASE)].append(finding)
    return found


def test_every_shape_has_both_files() -> None:
    shapes = sorted(declared_paths())
    assert len(shapes) == 34
    assert sorted(map(shape_of, PASSING)) == shapes
    assert sorted(map(shape_of, FAILING)) == shapes


def test_what_is_right_passes_every_shape(findings: dict[str, list[Finding]]) -> None:
    wrong = {name: [(f.check, f.path, f.message) for f in found] for name, found in findings.items()}
    assert {name: found for name, found in wrong.items() if not name.startswith("id:fail-")} == {}


@pytest.mark.parametrize("path", FAILING, ids=lambda path: path.stem)
def test_what_is_wrong_fails_where_named(path: Path, findings: dict[str, list[Finding]]) -> None:
    shape = shape_of(path)
    expected = {(node, prop) for node, prop in FAILS.findall(path.read_text(encoding="utf-8"))}
    nodes = {shrink(str(triple.subject)[1:-1], BASE) for triple in parse_file(path)}
    assert {node for node, _ in expected} == nodes, "each node of a failing file is named in its head"
    found = {
        (node, shrink(finding.path) if finding.path else "")
        for node in nodes
        for finding in findings.get(node, [])
        if finding.check == shape
    }
    assert found == expected


def test_every_property_of_a_shape_has_a_failing_node() -> None:
    for path in FAILING:
        tried = {prop for _, prop in FAILS.findall(path.read_text(encoding="utf-8"))} - {""}
        assert tried == declared_paths()[shape_of(path)], path.stem


def test_every_message_says_what_is_wrong_and_how_to_mend_it(findings: dict[str, list[Finding]]) -> None:
    named = [finding for found in findings.values() for finding in found]
    assert len(named) > 280
    for finding in named:
        assert finding.message
        assert finding.remedy.endswith("."), finding.message
        assert finding.check.startswith("kg:"), finding.message
