"""The whole way from a text to findings, with the shipped weights, on made-up and on hostile texts."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.find import Finder, FindError
from kg.finding import Finding
from kg.model import Document, Part
from kg.read import read_data
from tests.conftest import Outcome

TEXT = """Dockers left unpaid, says union

The port authority has admitted that it lost the wages of 340 dockers in March.

"We are sorry for this mistake," said Ann Marlow, its director. "Every docker will be paid by Friday."

The dockers' union accused the authority of neglect. A spokesman for the ministry declined to comment.

According to the union's secretary, Tom Reid, at least 12 families could not pay their rent.
"""


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(threads=1)


@pytest.fixture(scope="module")
def found(finder: Finder) -> list[Finding]:
    return finder.find(Document.of_bytes("port.txt", TEXT.encode()))


def words(spans: tuple[tuple[int, int], ...], text: str = TEXT) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def by_content(found: list[Finding], part: str) -> Finding:
    return next(finding for finding in found if part in words(finding.content))


def test_who_says_what_in_every_wording(found: list[Finding]) -> None:
    sorry = by_content(found, "sorry for this mistake")
    assert words(sorry.source).startswith("Ann Marlow")
    assert (sorry.wording, sorry.acts[0], sorry.polarity) == ("direct", "apologises", "affirmed")
    lost = by_content(found, "lost the wages")
    assert (words(lost.source), lost.wording, lost.acts) == ("The port authority", "indirect", ("admits",))
    assert [(figure.value, figure.unit) for figure in lost.figures] == [(340, "dockers")]
    rent = by_content(found, "12 families")
    assert "Tom Reid" in words(rent.source)
    assert "According to" in words(rent.cue)
    assert rent.figures[0].bound == "at-least"


def test_an_accusation_names_whom_it_is_made_of(found: list[Finding]) -> None:
    accusation = by_content(found, "neglect")
    assert accusation.acts == ("accuses",)
    assert words(accusation.towards) == "the authority"


def test_spans_lie_in_the_text_and_are_ordered(found: list[Finding]) -> None:
    for finding in found:
        for spans in (finding.source, finding.cue, finding.content):
            assert list(spans) == sorted(spans)
            assert all(0 <= start < end <= len(TEXT) for start, end in spans)
        assert 0 <= finding.confidence <= 1


def test_british_single_marks_are_quotations(finder: Finder) -> None:
    text = TEXT.replace('"', "'")
    sorry = by_content(finder.find(Document("a", text, "")), "sorry for this mistake")
    assert sorry.wording == "direct"
    assert words(sorry.source, text).startswith("Ann Marlow")


def test_a_statement_in_a_statement_is_nested(finder: Finder) -> None:
    text = "The minister said the inspector had told her that the bridge was safe and would stand for years."
    (outer, *_) = finder.find(Document("a", text, ""))
    assert "minister" in words(outer.source, text)
    (inner, *_) = outer.nested
    assert "inspector" in words(inner.source, text)
    start, end = outer.content[0]
    assert all(start <= a < b <= end for a, b in (*inner.source, *inner.content))


def test_a_headline_is_marked_as_a_repetition(finder: Finder) -> None:
    text = "Bridge is safe, says inspector\n\nThe inspector said on Monday that the bridge is safe.\n"
    found = finder.find(Document("a", text, "", parts=(Part((0, 30), "title"), Part((32, len(text)), "paragraph"))))
    body = [finding for finding in found if finding.content[0][0] > 31]
    headline = [finding for finding in found if finding.content[0][0] < 31]
    assert body
    assert all(finding.repeats == (body[0].id,) for finding in headline)
    assert not body[0].repeats


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "\0\x01\x02",
        "“",
        '"' * 3000,
        "'’‘" * 1000,
        "a" * 50_000,
        "said " * 4000,
        "\ud800 he said.",
        "😀" * 900,
    ],
)
def test_odd_texts_are_read(finder: Finder, text: str) -> None:
    for finding in finder.find(Document("odd", text, "")):
        assert all(0 <= start < end <= len(text) for start, end in finding.content)


def test_a_hundred_thousand_marks_and_a_giant_paragraph_take_no_long_time(finder: Finder) -> None:
    began = time.process_time()
    finder.find(Document("marks", '"' * 100_000, ""))
    finder.find(Document("giant", "The council said that nobody knew of it and the mayor denied that. " * 600, ""))
    assert time.process_time() - began < 120


def test_offsets_hold_across_stretches(finder: Finder) -> None:
    filler = "The harbour was built long ago and its walls are of grey stone.\n\n" * 950
    text = filler + "Ann Marlow said that the wages had been lost by the bank.\n"
    finding = by_content_in(finder.find(Document("long", text, "")), "wages had been lost", text)
    assert words(finding.source, text) == "Ann Marlow"


def by_content_in(found: list[Finding], part: str, text: str) -> Finding:
    return next(finding for finding in found if part in words(finding.content, text))


def test_missing_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(FindError, match="no such weight file"):
        Finder(tmp_path).find(Document("a", "He said so.", ""))


def test_the_command_prints_a_document_a_line(run_kg: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "more.jsonl").write_text(json.dumps({"doc": "b", "text": TEXT}) + "\n\nno json\n", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(b"\0\1\2")
    outcome = run_kg("find", "port.txt", "more.jsonl", "binary.txt", "none.txt", cwd=tmp_path)
    lines = [json.loads(line) for line in outcome.out.splitlines()]
    assert [(line["doc"], line["text"]) for line in lines] == [("port.txt", TEXT), ("b", TEXT)]
    assert lines[0]["attributions"] == lines[1]["attributions"]
    keys = {"source", "cue", "content", "confidence", "wording", "act", "polarity", "hedge"}
    assert keys <= lines[0]["attributions"][0].keys()
    assert outcome.code == 1
    for part in ("more.jsonl, line 3: not JSON", "binary.txt: ", "none.txt: No such file"):
        assert part in outcome.err
    assert not list(tmp_path.glob(".kg"))


def test_the_table_and_the_least_confidence(run_kg: Callable[..., Outcome], tmp_path: Path) -> None:
    outcome = run_kg("find", "--format", "table", "--at-least", "1", "-", stdin=TEXT.encode())
    assert outcome.code == 0
    assert outcome.out.startswith("-: 0 found")


COLUMN = (
    "The panel’s chair, Olwen Trask,\nsaid: “Six people could have\nstopped this. Each of them\n"
    "thought it was another’s job.”\n"
    "4. Northern Water told the panel\nthat it had never been asked to\ntest the sirens."
)


def test_a_column_is_read_on_over_the_ends_of_its_lines(finder: Finder) -> None:
    found = finder.find(Document("report.pdf", COLUMN, "", parts=(Part((0, len(COLUMN)), "paragraph"),)))
    chair = by_words(found, "Six people")
    assert COLUMN[slice(*chair.content[0])].strip("“”").startswith("Six people could have\nstopped this.")
    assert COLUMN[slice(*chair.content[-1])].rstrip("”").endswith("another’s job.")
    assert chair.wording == "direct"
    water = by_words(found, "never been asked")
    assert COLUMN[slice(*water.content[0])].endswith("to\ntest the sirens")


def by_words(found: list[Finding], part: str) -> Finding:
    return next(one for one in found if part in words(one.content, COLUMN))


def test_whoever_wrote_the_article_says_nothing_in_it(finder: Finder) -> None:
    text = (
        "Pier shut two days after a hole was reported\nBy Una Marsh\nThe Sample Gazette, 14 March 2025\n\n"
        "The harbour board said the pier had been shut.\n"
    )
    document = read_data("pier.txt", text.encode())
    told = [text[slice(*span)] for finding in finder.find(document) for span in finding.source]
    assert told == ["The harbour board"]
