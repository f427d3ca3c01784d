"""Hard input: huge, hostile or hopeless documents are read in reasonable time, or refused with a sentence."""

import time
from contextlib import suppress

import pytest

from kg.errors import DocumentError
from kg.model import ARTICLE_ROLES, Document
from kg.read import read_data
from kg.read.likeness import likeness_of
from tests.read.builders import PARAGRAPHS, article, page, story

# Processor time, since other work on the machine is no fault of ours; what is quadratic takes minutes here.
LIMIT_S = 30.0


def read_in_time(data: bytes, name: str = "a.txt") -> Document:
    started = time.process_time()
    document = read_data(name, data)
    likeness_of(document)
    assert time.process_time() - started < LIMIT_S
    end = 0
    for part in document.parts:
        assert end <= part.span[0] < part.span[1] <= len(document.text)
        end = part.span[1]
    return document


@pytest.mark.slow
def test_fifty_megabytes_of_text() -> None:
    some = "\n".join(article(number) for number in range(60))
    data = (some * (50_000_000 // len(some) + 1)).encode()
    assert len(data) > 50_000_000
    document = read_in_time(data)
    assert document.text.encode() == data
    assert sum(part.role in ARTICLE_ROLES for part in document.parts) > 150_000


@pytest.mark.parametrize(
    "data",
    [
        ("He said “no” and \"yes\" and 'so'. " * 17_000).encode(),
        b'"' * 100_000,
        "“".encode() * 100_000 + b" said he.",
        ('He went."Yes' * 50_000).encode(),
        "‘“’”".encode() * 25_000,
        b"'" * 100_000 + b" he said",
    ],
    ids=["mixed", "straight", "open", "glued", "nested", "single"],
)
def test_a_hundred_thousand_quotation_marks(data: bytes) -> None:
    read_in_time(data)
    text = data.decode().replace("&", "&amp;").replace("<", "&lt;")
    document = read_in_time(story([*PARAGRAPHS, text]), "a.html")
    assert all(paragraph in document.text for paragraph in PARAGRAPHS)


@pytest.mark.parametrize(
    "data",
    [
        b"x" * 5_000_000,
        b"ab\n" * 100_000,
        b"Ann Archer\n\n" * 100_000,
        b"Ann Archer: no. " * 50_000,
        b"By " + b"Ann " * 100_000,
        b" " * 3_000_000 + b"x",
        b"\n" * 3_000_000 + b"x",
        b"- a\n" * 50_000,
        ("The quay – Ann " * 60_000).encode(),
        b"Mr A: yes\n\nMr B: no\n\n" * 10_000,
    ],
)
def test_odd_texts(data: bytes) -> None:
    read_in_time(data)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 40_000,
        "<b>" * 20_000,
        "<p><ul><li>" * 10_000,
        "<" * 100_000,
        "<a " * 60_000,
        "<!--" * 40_000,
        "<!" * 40_000,
        "<?" * 40_000,
        "<![CDATA[" * 20_000,
        "&amp" * 40_000,
        "&#" * 40_000,
        "</p>" * 40_000,
        "<p " + "a=b " * 40_000 + ">",
        "<p class='" + "x " * 40_000 + "'>",
        "<script>" * 10_000,
        "<table><tr><td>" * 6_000,
        "<p>“x”</p>" * 6_000,
        "\x00" * 50,
    ],
    ids=lambda body: body[:9],
)
def test_odd_markup_around_an_article(body: str) -> None:
    shown = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    for order in (f"<article>{shown}</article>{body}", f"{body}<article>{shown}</article>"):
        # What swallows the article in a browser may do so here; whatever comes of it comes in time.
        with suppress(DocumentError):
            read_in_time(page(order), "a.html")


def test_an_empty_title_and_nothing_else() -> None:
    with pytest.raises(DocumentError):
        read_data("a.html", b"<html><head><title></title></head><body></body></html>")
