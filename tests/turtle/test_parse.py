"""Reading Turtle: what is tolerated, and what each error says."""

import os
from pathlib import Path

import pytest

from kg.errors import TurtleError
from kg.turtle import parse_file, parse_turtle

PREFIX = b"PREFIX ex: <http://e/>\n"


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (PREFIX + b"ex:s exx:p 1 .", 2, 'prefix "exx" is not declared'),
        (PREFIX + b"ex:s ex:p 1", 2, "Unexpected end"),
        (PREFIX + b'ex:s ex:p "abc\nex:t ex:p 2 .', 2, "Unexpected end of file"),
        (PREFIX + b"ex:s ex:p 1,,2 .", 2, "not a valid RDF object"),
        (PREFIX + b'\nex:s ex:p "\xff" .', 3, "not UTF-8 (byte 0xff at offset 35)"),
        (PREFIX.decode().encode("utf-16"), 1, "not UTF-8"),
        (b"<a> <http://e/p> 1 .", 1, "No scheme found in an absolute IRI"),
        (PREFIX + b"ex:s ex:p <<( ex:a ex:b ex:c )>> .", 2, "a term of RDF 1.2"),
        (PREFIX + b'ex:s ex:p\n "a"@en--rtl .', 3, "a term of RDF 1.2"),
        (PREFIX + b'ex:s ex:p "\\uD800" .', 2, "not a valid unicode character"),
        (b"{ <http://e/a> a <http://e/b> }", 1, "not a valid subject"),
        (b"x" * 100_000, 1, "..."),
        (PREFIX + b"ex:s ex:p " + b"[ ex:p " * 100_000, 2, "Unexpected end"),
    ],
)
def test_errors_name_file_line_and_reason(data: bytes, line: int, said: str) -> None:
    with pytest.raises(TurtleError) as caught:
        parse_turtle(data, "seeds/agencies.ttl")
    assert caught.value.message.startswith(f"seeds/agencies.ttl, line {line}: ")
    assert said in caught.value.message
    assert caught.value.hint
    assert len(caught.value.message) < 400


def test_a_prefix_slip_is_answered_with_the_near_one() -> None:
    with pytest.raises(TurtleError) as caught:
        parse_turtle(b"orgg:a a orgg:b .", "a.ttl")
    assert 'or write "org:"' in caught.value.hint
    assert "Known prefixes: act, cito," in caught.value.hint


def test_literals_keep_their_spelling() -> None:
    data = PREFIX + b'ex:s ex:p 1.50, 01, "2006-02-30"^^ex:date, "2006-04-25T00:00:00+00:00"^^ex:d .'
    assert [triple.object.value for triple in parse_turtle(data, "a.ttl")[0]] == [  # type: ignore[union-attr]
        "1.50",
        "01",
        "2006-02-30",
        "2006-04-25T00:00:00+00:00",
    ]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"# nothing\n", b"\r\n"])
def test_nothing_gives_no_triples(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(data)
    assert parse_file(path) == []


def test_a_byte_order_mark_is_tolerated() -> None:
    assert len(parse_turtle(b"\xef\xbb\xbf" + PREFIX + b"ex:s a ex:T .", "a.ttl")[0]) == 1


def test_huge_nesting_does_not_crash() -> None:
    data = PREFIX + b"ex:s ex:p " + b"[ ex:p " * 100_000 + b"1" + b"]" * 100_000 + b" ."
    assert len(parse_turtle(data, "a.ttl")[0]) == 100_001


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    loop = tmp_path / "loop.ttl"
    loop.symlink_to(loop)
    pipe = tmp_path / "pipe.ttl"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), tmp_path, tmp_path / "missing.ttl", loop, Path("nul\0l.ttl")):
        with pytest.raises(TurtleError, match="cannot be read: "):
            parse_file(path)
