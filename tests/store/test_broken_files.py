"""Files that are broken, wrong or hostile: a clear error, and the former store stays in use."""

import re
from pathlib import Path

import pytest

from kg.errors import GraphError, KgError, TurtleError
from kg.store import build, open_store
from kg.workspace import Workspace
from tests.store.conftest import GISTS, PEOPLE, PREFIXES, Write, values

GOOD = PREFIXES + 'id:good a kg:Person ; rdfs:label "Good"@en .\n'
LINE = GOOD.count("\n") + 1
BROKEN = {
    "no-utf8": (GOOD.encode() + b'id:x rdfs:label "caf\xe9" .', rf"line {LINE}: .*UTF-8"),
    "utf16": (GOOD.encode("utf-16"), "line 1: .*UTF-8"),
    "truncated-string": (GOOD.encode() + b'id:x rdfs:label "half', rf"line {LINE}: Unexpected end"),
    "truncated-statement": (GOOD.encode() + b"id:x a", rf"line {LINE}"),
    "half-a-character": (GOOD.encode() + 'id:x rdfs:label "é'.encode()[:-1], rf"line {LINE}"),
    "undeclared-prefix": (GOOD.encode() + b"orgg:x a kg:Person .", rf'line {LINE}: prefix "orgg" is not declared'),
    "wrong-prefix-iri": (b"PREFIX id: <not an iri> id:x a id:y .", "line 1"),
    "relative-iri": (b"<x> <y> <z> .", "line 1: No scheme"),
    "html": (b"<!DOCTYPE html><html><body>404</body></html>", "line 1"),
    "binary": (bytes(range(256)) * 40, "line 1"),
    "nul-bytes": (b"\0" * 1000, "line 1"),
    "deep-brackets": (PREFIXES.encode() + b"id:x kg:about " + b"[ kg:about " * 100_000, "line"),
    "deep-lists": (PREFIXES.encode() + b"id:x kg:about " + b"(" * 100_000, "line"),
    "sparql": (b"INSERT DATA { <a:a> <a:b> <a:c> }", "line 1"),
    "trig": (GOOD.encode() + b"id:g { id:x a kg:Person }", rf"line {LINE}"),
    "rdf-12-triple-term": (PREFIXES.encode() + b"id:x kg:about <<( id:a id:b id:c )>> .", "RDF 1.2"),
    "rdf-12-triple-term-unchecked": (PREFIXES.encode() + b"id:x kg:claims <<( id:a id:b id:c )>> .", "RDF 1.2"),
    "rdf-12-direction": (PREFIXES.encode() + b'id:x rdfs:label "x"@en--rtl .', "RDF 1.2"),
    "long-line": (GOOD.encode() + b'id:x rdfs:label "' + b"x" * 3_000_000, rf"line {LINE}: Unexpected end"),
}
WRONG = {
    "no-such-day": ('id:x a kg:Incident ; kg:earliest "2006-02-30"^^xsd:date .', '"2006-02-30" is no date'),
    "no-leap-year": ('id:x a kg:Incident ; kg:latest "2100-02-29"^^xsd:date .', '"2100-02-29" is no date'),
    "date-as-printed": ('id:x a kg:Source ; dcterms:issued "25 April 2006"^^xsd:date .', "is no date"),
    "own-property": ('id:x <https://example.org/seen> "2006-13-01"^^xsd:date .', "is no date"),
    "moment": ('id:x kg:decidedOn "2006-04-25T25:00:00Z"^^xsd:dateTime .', "is no dateTime"),
    "number": ('id:x kg:value "many"^^xsd:integer .', '"many" is no integer'),
    "span-backwards": ('id:x kg:cueSpan "44-12"^^kg:span .', '"44-12" is no span'),
    "span-empty": ('id:x kg:span "44-44"^^kg:span .', "is no span"),
    "passage-backwards": ("id:x a kg:Passage ; oa:start 90 ; oa:end 12 .", r"ends \(12\) before it starts \(90\)"),
    "declared-twice": ('id:ann-archer a kg:Person ; rdfs:label "Ann"@en .', "declared in seeds/people.ttl too"),
    "term-redefined": ('kg:Person a kg:Person ; rdfs:label "x"@en .', "declared in ontology/agents.ttl too"),
    "part-of-itself": ("id:x a kg:Incident ; kg:partOf id:x .", "kg:partOf runs in a circle"),
    "circle": ("id:x kg:partOf id:y . id:y kg:partOf id:z . id:z kg:partOf id:x .", "id:x -> id:y -> id:z -> id:x"),
    "bodies-in-a-circle": ("id:x org:subOrganizationOf id:y . id:y org:subOrganizationOf id:x .", "circle"),
    "circle-over-files": ("id:flood-2020 kg:partOf id:dyke-2020 .", "kg:partOf runs in a circle"),
    "control-character": ('id:x a kg:Person ; rdfs:label "Be\\u0007ll"@en .', r"control character U\+0007"),
    "direction-override": ('id:x a kg:Person ; skos:altLabel "\u202egnp.exe"@en .', r"control character U\+202E"),
}
HARMLESS = {
    "empty": "",
    "comment-only": "# nothing yet\n",
    "right-to-left": 'id:x a kg:Person ; rdfs:label "\u200fعلي\u200f"@ar .',
    "control-in-quotation": 'id:r-9 kg:quotation "garbled \\u0002 text"@en .',
    "long-chain": "".join(f"id:i{n} kg:partOf id:i{n + 1} . " for n in range(20_000)),
    "wide": "id:x kg:about " + " , ".join(f"id:i{n}" for n in range(20_000)) + " .",
    "long-name": f'id:x a kg:Person ; rdfs:label "{"x" * 1_000_000}"@en .',
    "combining": f'id:x a kg:Person ; rdfs:label "Z{chr(0x300) * 5000}"@en .',
    "astral": 'id:x a kg:Person ; rdfs:label "𝒜nn 😀"@en .',
    "repeated-triples": 'id:x a kg:Person . id:x a kg:Person . id:x rdfs:label "A"@en , "A"@en .',
    "markup": 'id:x a kg:Person ; rdfs:label "<script>alert(1)</script>"@en .',
    "sql": 'id:x a kg:Person ; rdfs:label "Robert\'); DROP TABLE name;--"@en .',
    "blank-nodes": 'id:x kg:about [ a kg:Incident ; rdfs:label "nobody"@en ] .',
    "names-of-nothing": 'id:x rdfs:label "the"@en , "-"@en , ""@en , " "@en .',
}


def _still_answers(workspace: Workspace) -> list[str]:
    """Return what is said on stderr while the former store answers."""
    said: list[str] = []
    with open_store(workspace, warn=said.append) as store:
        assert values(store, GISTS) == ["Nobody could have foreseen the water.", "The dyke was never repaired."]
        assert store.names.lookup("Ann Archer")[0].iri == workspace.base + "ann-archer"
        assert store.search_words("sluices rust", 5)
    return said


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_names_place_and_leaves_the_store(workspace: Workspace, name: str) -> None:
    data, expected = BROKEN[name]
    before = workspace.derived_dir / "store" / "current"
    pointer = before.read_text()
    (workspace.root / "seeds" / "bad.ttl").write_bytes(data)
    with pytest.raises(TurtleError) as caught:
        build(workspace)
    assert caught.value.message.startswith("seeds/bad.ttl")
    assert re.search(expected, caught.value.message), caught.value.message
    assert len(str(caught.value)) < 2000
    said = _still_answers(workspace)
    assert len(said) == 1
    assert "seeds/bad.ttl" in said[0]
    assert "former store" in said[0]
    assert before.read_text() == pointer
    (workspace.root / "seeds" / "bad.ttl").unlink()
    assert _still_answers(workspace) == []


@pytest.mark.parametrize("name", WRONG)
def test_wrong_data_names_file_line_and_remedy(workspace: Workspace, write: Write, name: str) -> None:
    text, expected = WRONG[name]
    write("wrong.ttl", "\n\n" + text)
    with pytest.raises(GraphError) as caught:
        build(workspace)
    assert re.search(expected, caught.value.message), caught.value.message
    assert re.match(r"(seeds/wrong|seeds/incidents|ontology/agents)\.ttl, line \d+: ", caught.value.message)
    if caught.value.message.startswith("seeds/wrong"):
        assert f"line {PREFIXES.count(chr(10)) + 3}:" in caught.value.message
    assert len(_still_answers(workspace)) == 1


@pytest.mark.parametrize("name", HARMLESS)
def test_odd_data_is_taken_as_it_is(workspace: Workspace, write: Write, name: str) -> None:
    write("odd.ttl", HARMLESS[name])
    build(workspace)
    assert _still_answers(workspace) == []


def test_a_line_inside_a_block_is_found(workspace: Workspace, write: Write) -> None:
    path = write("wrong.ttl", 'id:x a kg:Incident ;\n  rdfs:label "X"@en ;\n  kg:earliest "2006-02-30"^^xsd:date .\n')
    line = path.read_text().split("\n").index('  kg:earliest "2006-02-30"^^xsd:date .') + 1
    with pytest.raises(GraphError, match=rf"seeds/wrong\.ttl, line {line}: id:x: "):
        build(workspace)


def test_every_broken_file_is_named_at_once(workspace: Workspace, write: Write) -> None:
    for number in range(30):
        write(f"bad{number:02d}.ttl", "id:x a")
    with pytest.raises(TurtleError) as caught:
        build(workspace)
    assert caught.value.message.count("seeds/bad") == 20
    assert "10 more" in caught.value.message


def test_a_changed_file_may_take_over_what_another_drops(workspace: Workspace, write: Write) -> None:
    write("people.ttl", PEOPLE.replace("id:bo-archer", "id:bob-archer"))
    write("others.ttl", 'id:bo-archer a kg:Person ; rdfs:label "Bo"@en .')
    build(workspace)
    with open_store(workspace) as store:
        assert len(store.names.lookup("bo-archer")) == 1


def test_without_a_former_store_the_error_is_raised(workspace: Workspace, write: Write) -> None:
    import shutil

    shutil.rmtree(workspace.derived_dir)
    write("bad.ttl", "id:x a")
    with pytest.raises(TurtleError, match=r"seeds/bad\.ttl, line \d+"):
        open_store(workspace)
    assert [path.name for path in (workspace.derived_dir / "store").iterdir()] == ["lock"]


def test_a_file_that_cannot_be_read(workspace: Workspace) -> None:
    (workspace.root / "seeds" / "loop.ttl").symlink_to("loop.ttl")
    with pytest.raises(KgError, match=r"loop\.ttl"):
        build(workspace)
    assert _still_answers(workspace) != []


def test_a_folder_that_leads_back_up_is_not_followed_for_ever(workspace: Workspace, tmp_path: Path) -> None:
    (workspace.root / "seeds" / "up").symlink_to(workspace.root / "seeds")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "linked.ttl").write_text(GOOD)
    (workspace.root / "seeds" / "linked").symlink_to(elsewhere)
    build(workspace)
    with open_store(workspace) as store:
        assert len(store.names.lookup("good")) == 1
