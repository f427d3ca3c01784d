"""Where subjects and comments stand in a file."""

from pathlib import Path

import pytest

from kg.turtle import dropped_comments, format_turtle, header_comment, subject_lines

TEXT = '''\
# Header
PREFIX ex: <http://e/>  # note
@prefix o: <http://o/> .
ex:a.b ex:p "one. ex:no ex:p 2 . # no", 1.5, .5 ; ex:q """two
. ex:no "" ex:p
""" .
ex:c\\,d a ex:T.<http://e/f> ex:p [ ex:q 'x' ] , ( 1 .2 ) .

o:g
  a <http://e/T#1> .
ex:a.b ex:again 1 .
[] ex:p ex:q . _:b ex:p 3 .
<rel> ex:p 1 .
ex:last ex:p 1.
'''


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.ttl"
    path.write_text(TEXT)
    return path


def test_each_subject_has_its_first_line(path: Path) -> None:
    assert subject_lines(path) == {
        "http://e/a.b": 4,
        "http://e/c,d": 7,
        "http://e/f": 7,
        "http://o/g": 9,
        "http://e/last": 14,
    }


def test_lines_of_the_layout_are_those_of_its_blocks(path: Path) -> None:
    text = format_turtle(TEXT.replace("<rel> ex:p 1 .\n", ""))
    path.write_text(text)
    lines = text.split("\n")
    for iri, line in subject_lines(path).items():
        assert lines[line - 1] in (iri.replace("http://e/", "ex:"), iri.replace("http://o/", "o:"), f"<{iri}>")


def test_a_file_that_does_not_parse_gives_what_can_be_found(path: Path) -> None:
    path.write_bytes(b'\xef\xbb\xbfPREFIX ex: <http://e/>\nex:a ex:p "open\n\xff')
    assert subject_lines(path) == {"http://e/a": 2}


def test_comments_are_counted_where_they_are_lost() -> None:
    assert dropped_comments(TEXT) == [2]
    assert dropped_comments("# only\n\n# a header\n") == []


def test_a_comment_ends_with_its_line_only() -> None:
    assert header_comment("# a\x0cb\u2028c\r\n# d\r# e\nPREFIX") == "# a\\u000Cb\\u2028c\n# d\n# e"
