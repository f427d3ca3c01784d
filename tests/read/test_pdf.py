"""PDF: text, pages, running titles, and what cannot be read."""

import pytest

from kg.errors import DocumentError
from kg.read import read_data
from tests.read.builders import pdf

LINES = [
    "Report on the ferry",
    "3 March 2024",
    "The ferry company said on Sunday that nothing would sail for nine days, and that the en-",
    "gines had to be taken out. Ben Sample, its director, said that he was sorry for all of it.",
    "“We let the islanders down,” he said. “It will not happen again while I am here at the",
    "quay.” The council asked who had known of the engines, and for how long they had known.",
]


def test_the_text_of_a_pdf_and_its_pages() -> None:
    data = pdf(
        [["Merrow Council", *LINES, "1"], ["Merrow Council", *LINES[2:5], "2"], ["Merrow Council", *LINES[2:4], "3"]]
    )
    document = read_data("report.pdf", data)
    flat = " ".join(document.text.split())
    assert "nine days, and that the engines had to be taken out" in flat
    assert "“It will not happen again while I am here at the quay.”" in flat
    assert [place.page for place in document.places] == [1, 2, 3]
    running = [document.passage(part.span) for part in document.parts if part.role == "navigation"]
    assert running == ["Merrow Council", "1", "Merrow Council", "2", "Merrow Council", "3"]
    assert document.details["published"] == ("2024-03-03", "date line")
    assert document.detail("language") == "en"
    assert document.media_type == "application/pdf"


def test_what_a_pdf_tells_of_itself() -> None:
    document = read_data(
        "x.pdf", pdf([LINES[2:]], "/Title (Report on the ferry) /Author (Ann Archer) /CreationDate (D:20240305100000Z)")
    )
    assert document.details["title"] == ("Report on the ferry", "PDF title")
    assert document.details["byline"] == ("Ann Archer", "PDF author")
    assert document.details["published"] == ("2024-03-05", "PDF creation date")


@pytest.mark.parametrize("title", ["Microsoft Word - draft3.doc", "report.html", "final v2.pptx"])
def test_a_title_that_the_word_processor_made_is_none(title: str) -> None:
    document = read_data("x.pdf", pdf([LINES], f"/Title ({title})"))
    assert document.detail("title") == "Report on the ferry"


def test_a_pdf_without_text_is_refused() -> None:
    with pytest.raises(DocumentError, match="no text in its 2 pages") as refused:
        read_data("scan.pdf", pdf([[], []]))
    assert "OCR" in refused.value.hint


def test_pages_without_text_are_told() -> None:
    assert read_data("scan.pdf", pdf([LINES, [], LINES])).notes[0] == "1 of 3 pages hold no text: 2"


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing", pdf([LINES])[:400], b"%PDF-" + b"\x00" * 1000])
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"broken|no text"):
        read_data("x.pdf", data)


def test_hidden_characters_do_not_reach_the_text() -> None:
    document = read_data("x.pdf", pdf([LINES]))
    assert not {"\x02", "\x00", "\ufffe"} & set(document.text)
    for part in document.parts:
        assert document.passage(part.span).strip()
