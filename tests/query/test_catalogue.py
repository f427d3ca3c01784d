"""The catalogue: folders, faults, the cache."""

import json
import os
from pathlib import Path

import pytest

from kg.errors import QueryError, UnknownQueryError
from kg.query import Catalogue, load_catalogue, open_catalogue, read_query, write_cache
from kg.query.catalogue import read_text
from kg.store import GraphStore

GOOD = "#+ summary: All\n#+ tags: [first]\nSELECT ?s WHERE { ?s ?p ?o }\n"


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / f"{name.replace('__', '/').replace('_', '-')}.rq"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_folders_are_read_in_order(tmp_path: Path) -> None:
    catalogue = load_catalogue([write(tmp_path / "queries", b__two=GOOD, a__one=GOOD, b__c__three=GOOD)])
    assert [query.name for query in catalogue] == ["one", "three", "two"]
    assert catalogue["three"].tags == ("first", "c")
    assert (len(catalogue), "one" in catalogue, "four" in catalogue) == (3, True, False)


def test_a_query_of_ones_own_replaces_the_shipped_one(tmp_path: Path) -> None:
    shipped = write(tmp_path / "shipped" / "queries", a__all=GOOD)
    own = write(tmp_path / "own" / "queries", b__all=GOOD.replace("All", "Mine"))
    assert load_catalogue([shipped, own])["all"].summary == "Mine"


def test_two_of_one_name_in_one_place(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"queries/b/all.rq: queries/a/all.rq has the same name"):
        load_catalogue([write(tmp_path / "queries", a__all=GOOD, b__all=GOOD)])


def test_an_unknown_name_lists_the_near_ones(tmp_path: Path) -> None:
    catalogue = load_catalogue([write(tmp_path / "queries", a__who_said_what=GOOD)])
    with pytest.raises(UnknownQueryError) as caught:
        catalogue["who-say-what"]
    assert str(caught.value) == "no query is called 'who-say-what'\nDid you mean who-said-what?"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT ?s { ?s ?p ?o }", "no summary"),
        ("#+ sumary: x\nSELECT ?s { ?s ?p ?o }", "line 1: unknown key"),
        ("#+ summary: x\nSELECT ?s { ?s ?p }", "line 2: the query does not parse"),
        ("#+ summary: x\nSELECT ?s\n{ ?s ex:p ?o }", 'line 3: the prefix "ex" is not declared'),
        ("#+ summary: x\nSELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", "neither grouped nor aggregated"),
        ("#+ summary: x\nSELECT ?s { ?s <a b> ?o }", "an IRI is malformed"),
        ("#+ summary: x\nINSERT DATA { <http://e/a> <http://e/b> 1 }", "is an update"),
        ("#+ summary: x\nSELECT ?s { SERVICE <http://e/> { ?s ?p ?o } }", "SERVICE"),
        ("#+ summary: x\nSELECT ?_a_iri { ?_a_iri ?p ?o }", "line 2: ?_a_iri is a parameter by its name"),
    ],
)
def test_one_faulty_file_leaves_the_others(tmp_path: Path, text: str, words: str) -> None:
    folder = write(tmp_path / "queries", a__bad=text, a__good=GOOD)
    with pytest.raises(QueryError, match=r"queries/a/bad.rq"):
        load_catalogue([folder])
    catalogue = load_catalogue([folder], strict=False)
    assert [query.name for query in catalogue] == ["good"]
    (fault,) = catalogue.faults.values()
    assert words in fault.message
    with pytest.raises(QueryError) as caught:
        catalogue["bad"]
    assert caught.value is fault


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_bytes(b"#+ summary: x\n# \xff\n")
    with pytest.raises(QueryError, match=r"a.rq, line 2: not UTF-8 text"):
        read_text(tmp_path / "a.rq", "a.rq")
    (tmp_path / "b.rq").write_bytes(b"\xef\xbb\xbf#+ summary: x\r\nASK { }\r\n")
    assert read_text(tmp_path / "b.rq", "b.rq") == "#+ summary: x\nASK { }\n"


def test_folders_and_links_that_lead_nowhere(tmp_path: Path) -> None:
    folder = write(tmp_path / "queries", a__all=GOOD)
    (folder / "a" / "round").symlink_to(folder, target_is_directory=True)
    (folder / "a" / "gone.rq").symlink_to(tmp_path / "nothing")
    (folder / ".hidden.rq").write_text("no query")
    os.mkfifo(folder / "pipe.rq")
    (folder / "endless.rq").symlink_to("/dev/zero")
    catalogue = load_catalogue([folder, tmp_path / "missing"], strict=False)
    assert ([query.name for query in catalogue], len(catalogue.faults)) == (["all"], 1)


def summaries(catalogue: Catalogue) -> list[str]:
    return [query.summary for query in catalogue]


def test_the_cache_holds_what_the_files_say(root: Path, tmp_path: Path) -> None:
    cache = tmp_path / "catalogue.json"
    write_cache([root / "queries"], cache)
    assert len(json.loads(cache.read_text())["files"]) > 30
    assert list(load_catalogue([root / "queries"], cache=cache)) == list(load_catalogue([root / "queries"]))


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "queries", a__one=GOOD, a__two=GOOD), tmp_path / "catalogue.json"
    write_cache([folder], cache)
    write(folder, a__one=GOOD.replace("All", "Other"), a__three=GOOD.replace("All", "New"))
    (folder / "a" / "two.rq").unlink()
    assert summaries(load_catalogue([folder], cache=cache)) == ["Other", "New"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"format": 0, "files": {}}',
        '{"format": 2, "files": 3}',
        '{"format": 2}',
        "\x00",
        "[" * 100_000,
    ],
)
def test_a_damaged_cache_costs_only_time(tmp_path: Path, text: str) -> None:
    folder, cache = write(tmp_path / "queries", a__one=GOOD), tmp_path / "catalogue.json"
    cache.write_text(text)
    assert summaries(load_catalogue([folder], cache=cache)) == ["All"]


def test_a_cache_with_a_damaged_entry(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "queries", a__one=GOOD), tmp_path / "catalogue.json"
    for damage in ("query", "size", "mtime_ns"):
        write_cache([folder], cache)
        data = json.loads(cache.read_text())
        for entry in data["files"].values():
            entry[damage] = None
        cache.write_text(json.dumps(data))
        assert summaries(load_catalogue([folder], cache=cache)) == ["All"]


def test_the_catalogue_of_an_open_graph(store: GraphStore) -> None:
    catalogue = open_catalogue(store)
    assert "zz-said" in catalogue
    assert "who-said-what" in catalogue
    assert store.catalogue_path.is_file()


def test_known_prefixes_may_be_left_out() -> None:
    text = "#+ summary: x\nSELECT ?s\n{ ?s a e:A }"
    query = read_query(text, Path("x.rq"), "x.rq", prefixes={"e": "http://e/"})
    assert query.text.split("\n")[1] == "PREFIX e: <http://e/> SELECT ?s"
