"""Loading in groups gives what loading file by file gives, whatever the files look like."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.loading import Loader, as_trig

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


def _load(folder: Path, **sizes: int) -> ox.Dataset:
    store = ox.Store()
    loader = Loader(store, **sizes)
    for path in sorted(folder.iterdir()):
        loader.submit(path, f"http://graph/{path.stem}")
    loader.finish()
    found = ox.Dataset(store)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one file for each way to write Turtle."""
    for name, text in FILES.items():
        (tmp_path / f"{name}.ttl").write_bytes(text.encode())
    return tmp_path


@pytest.mark.parametrize("group_bytes", [1, 150, 1_000_000])
def test_groups_hold_what_single_files_hold(folder: Path, group_bytes: int) -> None:
    singly = _load(folder)
    assert len({quad.graph_name for quad in singly}) == len(FILES) - 2  # two are empty
    assert _load(folder, bulk_bytes=1, group_bytes=group_bytes) == singly


def test_most_ways_to_write_need_no_loading_apart() -> None:
    apart = {name for name, text in FILES.items() if as_trig(text.encode(), "http://g") is None}
    assert {"prefix-later", "base-later", "blank-labels"} <= apart
    assert not {"plain", "old-prefixes", "comments", "comments-only", "blank-brackets", "language", "mark"} & apart


def test_a_file_that_has_been_broken_meanwhile_is_told(folder: Path) -> None:
    (folder / "plain.ttl").write_text("PREFIX : <http://x/>\n:s :p }")
    with pytest.raises(SyntaxError):
        _load(folder, bulk_bytes=1)


@given(st.text("ab<>{}#:;.\"'@ _\n\\", max_size=40))
def test_a_string_with_any_signs_comes_through(text: str) -> None:
    written = str(ox.Literal(text))
    for line in (f"<http://x/s> <http://x/p> {written} .", f"PREFIX a: <http://x/>\na:s a:p {written} . # {text!r}"):
        piece = as_trig(line.encode(), "http://g")
        if piece is not None:
            assert [quad.object for quad in ox.parse(piece, ox.RdfFormat.TRIG)] == [ox.Literal(text)]
