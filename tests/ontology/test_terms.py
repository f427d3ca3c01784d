"""Every term is defined, every borrowed term exists, every concept can be tested against."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.namespaces import PREFIXES, expand, shrink
from kg.turtle import parse_file
from tests.ontology.conftest import HERE

ROOT = HERE.parents[1]
OWN = "https://w3id.org/on-record/"
KG = PREFIXES["kg"]
RDFS = PREFIXES["rdfs"]
SKOS = PREFIXES["skos"]
TYPE = PREFIXES["rdf"] + "type"
TERM_KINDS = {f"{PREFIXES['owl']}{kind}" for kind in ("Class", "ObjectProperty", "DatatypeProperty")}
TERM_KINDS.add(f"{RDFS}Datatype")

ACTS = """admits apologises regrets accepts-responsibility blames accuses criticises defends supports denies disclaims
refuses declines-to-comment demands calls-for withholds-call asks proposes promises reassures states finds explains
warns predicts doubts praises orders""".split()


def triples_below(*folders: str) -> list[ox.Triple]:
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.ttl"))]
    assert files
    return [triple for path in files for triple in parse_file(path)]


ONTOLOGY = triples_below("ontology")
Values = dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]]


def described(triples: list[ox.Triple]) -> Values:
    found: Values = {}
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode):
            found.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(triple.object)
    return found


TERMS = described(ONTOLOGY)


def kinds(iri: str) -> set[str]:
    return {kind.value for kind in TERMS[iri].get(TYPE, []) if isinstance(kind, ox.NamedNode)}


def iris_of(triples: list[ox.Triple]) -> Iterator[str]:
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, ox.NamedNode):
                yield term.value
            elif isinstance(term, ox.Literal) and not term.language:
                yield term.datatype.value


def iris_of_query(path: Path) -> Iterator[str]:
    text = re.sub(
        r'"(?:[^"\\\n]|\\.)*"|^\s*#.*$|(?<=\s)#\s.*$', "", path.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    declared = dict(re.findall(r"PREFIX\s+([\w-]*):\s*<([^>]*)>", text))
    for prefix, local in re.findall(r"(?<![\w?$<:/#-])([A-Za-z][\w-]*):([A-Za-z][\w-]*)", text):
        if prefix in declared:
            yield declared[prefix] + local


def used_iris() -> set[str]:
    queries = sorted((ROOT / "queries").rglob("*.rq"))
    assert len(queries) >= 32
    found = set(iris_of(ONTOLOGY)) | set(iris_of(triples_below("seeds")))
    return found.union(*(iris_of_query(path) for path in queries))


def borrowed() -> list[dict[str, str]]:
    with (HERE / "borrowed_terms.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_borrowed_term_was_looked_up() -> None:
    listed = {expand(row["term"]) for row in borrowed()}
    spaces = {space for prefix, space in PREFIXES.items() if not space.startswith(OWN)}
    used = {iri for iri in used_iris() if not iri.startswith(OWN) and iri not in spaces}
    from_vocabularies = {iri for iri in used if any(iri.startswith(space) for space in spaces)}
    assert {shrink(iri) for iri in from_vocabularies - listed} == set()
    assert len(from_vocabularies) > 150
    for row in borrowed():
        assert row["vocabulary"], row
        assert row["looked_up_in"], row


def test_the_list_of_borrowed_terms_has_nothing_left_over() -> None:
    used = {shrink(iri) for iri in used_iris()}
    assert [row["term"] for row in borrowed() if row["term"] not in used] == []


def test_borrowed_terms_exist_in_the_vocabularies_that_rdflib_carries() -> None:
    from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, TIME, VOID, XSD

    carried = {"dcat": DCAT, "dcterms": DCTERMS, "foaf": FOAF, "org": ORG, "owl": OWL, "prov": PROV, "rdf": RDF}
    carried |= {"rdfs": RDFS, "schema": SDO, "sh": SH, "skos": SKOS, "time": TIME, "void": VOID, "xsd": XSD}
    checked = [row["term"] for row in borrowed() if row["term"].partition(":")[0] in carried]
    assert len(checked) > 130
    missing = [term for term in checked if term.partition(":")[2] not in carried[term.partition(":")[0]]]
    assert missing == []


def test_every_own_term_that_is_used_is_defined() -> None:
    own = {iri for iri in used_iris() if iri.startswith(OWN) and "#" in iri and not iri.endswith("#")}
    assert len(own) > 300
    assert {shrink(iri) for iri in own if iri not in TERMS} == set()


def test_every_term_has_label_comment_and_origin() -> None:
    terms = [iri for iri in TERMS if kinds(iri) & TERM_KINDS]
    assert len(terms) > 90
    for iri in terms:
        for name in ("label", "comment"):
            (text,) = TERMS[iri][RDFS + name]
            assert isinstance(text, ox.Literal), iri
            assert text.language == "en", iri
        assert TERMS[iri][f"{RDFS}isDefinedBy"] == [ox.NamedNode(KG)], iri
        (comment,) = TERMS[iri][f"{RDFS}comment"]
        assert isinstance(comment, ox.Literal)
        assert comment.value.endswith("."), iri


def test_every_class_has_a_shape() -> None:
    targets = {
        shrink(target.value)
        for values in TERMS.values()
        for target in values.get(f"{PREFIXES['sh']}targetClass", [])
        if isinstance(target, ox.NamedNode)
    }
    classes = {shrink(iri) for iri in TERMS if f"{PREFIXES['owl']}Class" in kinds(iri)}
    concepts = {
        shrink(iri) for iri in TERMS if ox.NamedNode(f"{SKOS}Concept") in TERMS[iri].get(f"{RDFS}subClassOf", [])
    }
    # An agent is a person, an organisation or an unnamed speaker; an unresolved one is checked as one of the last.
    assert classes - targets - concepts == {"kg:Agent", "kg:UnresolvedSpeaker"}
    assert "skos:Concept" in targets


def test_every_class_and_most_properties_are_aligned() -> None:
    for iri in TERMS:
        if f"{PREFIXES['owl']}Class" in kinds(iri):
            outside = [
                parent
                for parent in TERMS[iri].get(f"{RDFS}subClassOf", [])
                if isinstance(parent, ox.NamedNode) and not parent.value.startswith(OWN)
            ]
            assert outside or iri in (f"{KG}UnnamedSpeaker", f"{KG}UnresolvedSpeaker"), iri


def concepts_of(scheme: str) -> dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]]:
    node = ox.NamedNode(expand(scheme))
    return {shrink(iri): values for iri, values in TERMS.items() if node in values.get(f"{SKOS}inScheme", [])}


def texts(values: dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]], name: str) -> list[str]:
    return [text.value for text in values.get(SKOS + name, []) if isinstance(text, ox.Literal)]


@pytest.mark.parametrize(
    ("scheme", "least"),
    [
        ("kg:Acts", 28),
        ("kg:FailureKinds", 40),
        ("kg:OrganisationKinds", 30),
        ("kg:Wordings", 3),
        ("kg:Polarities", 3),
        ("kg:Bounds", 7),
        ("kg:Origins", 3),
        ("kg:DateBases", 2),
        ("kg:SilenceKinds", 5),
        ("kg:Decisions", 6),
        ("kg:Measures", 10),
    ],
)
def test_every_concept_can_be_tested_against(scheme: str, least: int) -> None:
    concepts = concepts_of(scheme)
    assert len(concepts) >= least
    for name, values in concepts.items():
        (definition,) = texts(values, "definition")
        assert definition.endswith("."), name
        assert len(definition.split()) >= 4, name


def test_the_acts_of_the_record() -> None:
    acts = concepts_of("kg:Acts")
    assert len(ACTS) == 28
    assert {f"act:{name}" for name in ACTS} <= set(acts)
    for name, values in acts.items():
        assert len(texts(values, "altLabel")) >= 4, f"{name} answers to the forms a reader would type"


def test_the_notations_of_bounds() -> None:
    found = {name: texts(values, "notation") for name, values in concepts_of("kg:Bounds").items()}
    assert found == {
        "kg:exactly": ["exactly"],
        "kg:moreThan": ["more-than"],
        "kg:atLeast": ["at-least"],
        "kg:approximately": ["about"],
        "kg:under": ["under"],
        "kg:atMost": ["at-most"],
        "kg:vague": ["vague"],
    }


def test_no_kind_is_both_a_failure_and_none() -> None:
    kinds_of = concepts_of("kg:FailureKinds")

    def tops(name: str) -> set[str]:
        broader = [node.value for node in kinds_of[name].get(f"{SKOS}broader", []) if isinstance(node, ox.NamedNode)]
        return set().union(*(tops(shrink(iri)) for iri in broader)) if broader else {name}

    for name in kinds_of:
        assert tops(name) in ({"kind:failure"}, {"kind:matter"}), name
