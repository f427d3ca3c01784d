"""The quick way to parse gives what the plain way gives, whatever the files look like."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.store.loading import as_trig, load, parse_into

FILES = {
    "plain": "PREFIX : <http://x/>\n:s :p :o .\n",
    "old-prefixes": "@prefix a: <http://a/> .\n@prefix : <http://x/> .\na:s :p :o , a:o .",
    "same-prefix-other-meaning": "PREFIX a: <http://other/>\na:s a:p a:o .",
    "comments": "# PREFIX z: <http://z/>\nPREFIX : <http://x/> # } {\n:s :p 1 . # the end, and no end of line",
    "comments-only": "# nothing here",
    "empty": "",
    "mark": "\ufeffPREFIX : <http://x/>\n:s :p :marked .",
    "prefix-later": "PREFIX : <http://x/>\n:s :p :o .\nPREFIX : <http://y/>\n:s :p :o .",
    "prefix-later-with-a-comment": "PREFIX : <http://x/>\n:s :p :o . prefix # why\n : <http://y/>\n:s :p :o .",
    "base-first": "BASE <http://base/>\n<s> <p> <o> .",
    "base-later": "<http://x/s> <http://x/p> 1 . @base <http://base/> . <s> <p> <o> .",
    "words-in-strings": 'PREFIX : <http://x/>\n:s :p "a prefix: base < version \' _ } { <g> #" , """PREFIX\n: <""" .',
    "blank-labels": "_:b <http://x/p> 1 .",
    "blank-labels-again": "_:b <http://x/p> 2 .",
    "blank-brackets": "PREFIX : <http://x/>\n[] :p [ :q ( 1 2 ) ] .",
    "version": 'VERSION "1.2"\nPREFIX : <http://x/>\n:s :p :o . version # odd\n "1.2"\n:s :p :p .',
    "language": 'PREFIX : <http://x/>\n:s :p "h\\u00e9"@en-GB , 1.50 , 01 , "x"^^:t .',
}


BROKEN = {
    "no-full-stop": "PREFIX : <http://x/>\n:s :p :o",
    "full-stop-in-a-comment": "PREFIX : <http://x/>\n:s :p :o # .",
    "out-of-its-graph": "PREFIX : <http://x/>\n:s :p :o . } <http://other> { :s :p :o .",
    "graph-of-its-own": "PREFIX : <http://x/>\n:g { :s :p :o } .",
    "unended-string": 'PREFIX : <http://x/>\n:s :p """o .',
    "unended-iri": "PREFIX : <http://x/>\n:s :p <http://o .",
    "unknown-prefix": "PREFIX : <http://x/>\n:s :p a:o .",
}


def _canonical(quads: Iterable[ox.Quad]) -> ox.Dataset:
    found = ox.Dataset(quads)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one file for each way to write Turtle."""
    for name, text in FILES.items():
        (tmp_path / f"{name}.ttl").write_bytes(text.encode())
    return tmp_path


def _parse(folder: Path, *, is_simple: bool) -> Iterator[ox.Quad]:
    for path in sorted(folder.iterdir()):
        yield from parse_into(path, f"http://graph/{path.stem}", is_simple=is_simple)


def test_both_ways_to_parse_give_the_same_quads(folder: Path) -> None:
    plainly = _canonical(_parse(folder, is_simple=False))
    assert len({quad.graph_name for quad in plainly}) == len(FILES) - 2  # two are empty
    assert _canonical(_parse(folder, is_simple=True)) == plainly


@pytest.mark.parametrize("bulk_bytes", [0, 1_000_000])
def test_both_ways_to_load_hold_the_same_quads(folder: Path, bulk_bytes: int) -> None:
    quickly, plainly = ox.Store(), ox.Store()
    load(quickly, _parse(folder, is_simple=True), 1000, bulk_bytes=bulk_bytes)
    plainly.extend(_parse(folder, is_simple=False))
    assert _canonical(quickly) == _canonical(plainly)


@pytest.mark.parametrize("bulk_bytes", [0, 1_000_000])
def test_of_a_load_that_breaks_off_nothing_is_kept(tmp_path: Path, bulk_bytes: int) -> None:
    def quads() -> Iterator[ox.Quad]:
        name = ox.NamedNode("http://x/s")
        yield ox.Quad(name, name, name, name)
        raise KgError("enough")

    store = ox.Store(str(tmp_path / "store"))
    with pytest.raises(KgError, match="enough"):
        load(store, quads(), 1000, bulk_bytes=bulk_bytes)
    assert len(store) == 0


def test_most_ways_to_write_take_the_quick_way() -> None:
    plainly = {name for name, text in FILES.items() if as_trig(text.encode(), "http://g") is None}
    assert {"prefix-later", "base-later", "comments", "words-in-strings"} <= plainly
    assert not {"plain", "old-prefixes", "blank-labels", "blank-brackets", "language", "mark"} & plainly


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("is_simple", [True, False])
def test_what_is_no_turtle_is_refused_in_both_ways(tmp_path: Path, name: str, is_simple: bool) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text(BROKEN[name])
    with pytest.raises(SyntaxError):
        list(parse_into(path, "http://g", is_simple=is_simple))


@given(st.text("ab<>{}#:;.\"'@ _\n\\", max_size=40))
def test_a_string_with_any_signs_comes_through(text: str) -> None:
    written = str(ox.Literal(text))
    for line in (f"<http://x/s> <http://x/p> {written} .", f"PREFIX a: <http://x/>\na:s a:p {written} . # {text!r}"):
        piece = as_trig(line.encode(), "http://g")
        if piece is not None:
            assert [quad.object for quad in ox.parse(piece, ox.RdfFormat.TRIG)] == [ox.Literal(text)]


@given(st.text(":sp.{}#\"'<> \n", max_size=30))
def test_the_quick_way_takes_nothing_that_is_no_turtle(text: str) -> None:
    data = f"PREFIX : <http://x/>\n:s :p {text}".encode()
    piece = as_trig(data, "http://g")
    if piece is None or not _parses(piece, ox.RdfFormat.TRIG):
        return
    assert _parses(data, ox.RdfFormat.TURTLE)


def _parses(data: bytes, form: ox.RdfFormat) -> bool:
    try:
        return bool(list(ox.parse(data, form)))
    except SyntaxError:
        return False
