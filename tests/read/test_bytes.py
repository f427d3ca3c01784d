"""From bytes to characters: encodings, compression, kinds."""

import gzip
import zlib

import pytest

from kg.errors import DocumentError
from kg.read.charset import decode
from kg.read.kinds import HTML, PDF, TEXT, TRANSCRIPT, is_other_kind, kind_of
from kg.read.unpack import inflate

WORDS = "Siân said: “It’s £5 – no more.” Señor Muñoz, a café owner, disagreed; he’d paid €9."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_usual_encoding_gives_the_same_characters(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)).text == WORDS


def test_a_page_may_name_its_encoding() -> None:
    data = '<meta charset="iso-8859-2"><p>Łódź i Gdańsk</p>'.encode("iso-8859-2")
    found = decode(data, is_markup=True)
    assert found.text.endswith("<p>Łódź i Gdańsk</p>")
    assert found.basis == "declared in the page"


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert decode(b"<meta charset=iso-8859-1>\x93Yes\x94", is_markup=True).text.endswith("“Yes”")


def test_the_server_is_believed_before_the_page() -> None:
    data = '<meta charset="utf-8"><p>Łódź</p>'.encode("iso-8859-2")
    assert decode(data, declared="iso-8859-2", is_markup=True).text.endswith("<p>Łódź</p>")


@pytest.mark.parametrize("name", ["rot13", "no-such", "zip", "utf-7", "idna"])
def test_a_wrong_declaration_does_no_harm(name: str) -> None:
    assert decode(WORDS.encode(), declared=name).text == WORDS


def test_a_wrong_encoding_is_told() -> None:
    found = decode(WORDS.encode("cp1252"), declared="utf-8")
    assert found.text == WORDS
    assert "guess" in found.note
    assert "utf-8" in found.note


def test_a_text_cut_within_a_character_is_still_utf_8() -> None:
    found = decode(("é" * 50).encode()[:-1])
    assert found.text == "é" * 49 + "�"
    assert "1 places" in found.note


@pytest.mark.parametrize("data", [bytes(range(256)), b"\x00\x01\x02text" * 50, b"a" * 50 + b"\x00" * 50])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="binary"):
        decode(data)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_compressed_bytes_come_out(encoding: str) -> None:
    packed = gzip.compress(b"yes" * 100) if encoding == "gzip" else zlib.compress(b"yes" * 100)
    assert inflate(packed, encoding, 1000) == b"yes" * 100


def test_bare_deflate_and_several_members_come_out() -> None:
    machine = zlib.compressobj(wbits=-15)
    assert inflate(machine.compress(b"yes") + machine.flush(), "deflate", 100) == b"yes"
    assert inflate(gzip.compress(b"yes ") + gzip.compress(b"no"), "gzip", 100) == b"yes no"


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    bomb = gzip.compress(b"<p>" + b"\x20" * 400_000_000, 9)
    assert len(bomb) < 1_000_000
    with pytest.raises(DocumentError, match="unfold to more than"):
        inflate(bomb, "gzip", 1 << 30)


def test_a_bomb_in_a_bomb_stays_packed() -> None:
    assert inflate(gzip.compress(gzip.compress(b"yes")), "gzip", 1000) == gzip.compress(b"yes")


@pytest.mark.parametrize(
    "data", [b"\x1f\x8b garbage", gzip.compress(b"yes" * 1000, mtime=0)[:-12]], ids=["garbage", "cut"]
)
def test_broken_compression_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="broken"):
        inflate(data, "gzip", 100_000)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7 ...", "a.txt", PDF),
        (b"<!doctype html><p>Yes", "a", HTML),
        (b"\xef\xbb\xbf<html><body>Yes", "a.txt", HTML),
        ("<!DOCTYPE html><p>Yes".encode("utf-16"), "a", HTML),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "a.xhtml", HTML),
        (b"<p>One</p><p>Two</p><p>Three</p>", "a", HTML),
        (b"<publicwhip><speech/>", "a.xml", TRANSCRIPT),
        (b"<?xml version='1.0'?>\n<!DOCTYPE publicwhip [\n<!ENTITY pound '&#163;'>]>\n<publicwhip>", "a", TRANSCRIPT),
        (b"A < B, and <em>that</em> is all.", "a.txt", TEXT),
        (b"Nothing else.", "a.html.txt", TEXT),
    ],
)
def test_the_content_tells_the_kind(data: bytes, name: str, kind: str) -> None:
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04 rest", "zip"),
        (b"PK\x05\x06 rest", "zip"),
        (b"Rar!\x1a", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\xd0\xcf\x11\xe0", "office"),
        (b"\x89PNG", "picture"),
        (b"{\\rtf1", "rich text"),
        (b"<?xml version='1.0'?><rss><item/></rss>", "<rss>"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", "MHTML"),
    ],
)
def test_other_kinds_are_refused_by_name_and_with_a_remedy(data: bytes, what: str) -> None:
    with pytest.raises(DocumentError, match=what) as refused:
        kind_of(data, "a.xml")
    assert refused.value.hint


def test_pictures_beside_a_page_are_no_documents() -> None:
    assert is_other_kind("photo.jpeg")
    assert not is_other_kind("photo")
