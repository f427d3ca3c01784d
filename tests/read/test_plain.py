"""Plain text: its parts, and what is not the article."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import ARTICLE_ROLES, FURNITURE_ROLES, ROLES
from kg.read import mark_text, read_data
from tests.read.builders import PARAGRAPHS, article, sentence


def roles(text: str) -> dict[str, str]:
    return {text[slice(*part.span)]: part.role for part in mark_text(text)}


BODY = "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Last updated: 3 March 2024, 10:15", "updated"),
        ("Published at 3pm on 3 March 2024", "updated"),
        ("Advertisement", "advertisement"),
        ("ADVERTISEMENT", "advertisement"),
        ("Article continues below", "advertisement"),
        ("Share this article", "share"),
        ("Facebook Twitter Email Print", "share"),
        ("Follow us on Facebook", "share"),
        ("We and our partners use cookies to give you the best experience.", "cookie-note"),
        ("Accept all cookies", "cookie-note"),
        ("Image source, Island Pictures", "caption"),
        ("The quay at dawn – Ben Sample/PA", "caption"),
        ("Photograph: Ann Archer", "caption"),
        ("Your browser does not support iframes.", "notice"),
        ("© 2024 Merrow Herald. All rights reserved.", "notice"),
        ("Read more: The winter without a ferry", "navigation"),
        ("Related topics", "navigation"),
        ("Sign up for our morning newsletter", "navigation"),
        ("12 comments", "comment"),
        ("By Ann Archer", "byline"),
    ],
)
def test_what_stands_around_an_article_is_told_apart(line: str, role: str) -> None:
    text = f"Ferry stops for nine days\n\n{PARAGRAPHS[0]}\n\n{line}\n\n{BODY}"
    assert roles(text)[line] == role


@pytest.mark.parametrize(
    "line",
    [
        "“Share the money,” she said.",
        "The site uses cookies, the court heard, and “no one was told”, said its lawyer on the second day.",
        "She updated the council on 3 March 2024.",
        "The company said: “We use cookies, and we are sorry.”",
        "He paid for an advertisement.",
        "Comments were invited.",
        "Cookies were sold at the quay.",
    ],
)
def test_sentences_about_such_things_are_the_article(line: str) -> None:
    assert roles(f"{BODY}\n\n{line}\n\n{BODY[:300]}.")[line] in ARTICLE_ROLES


def test_a_pull_quote_is_a_repetition_and_its_name_too() -> None:
    pulled = "We let the islanders down"
    text = f"Ferry stops\n\n{PARAGRAPHS[0]}\n\n{pulled}\nBen Sample\n\n{BODY}"
    found = roles(text)
    assert found[pulled] == found["Ben Sample"] == "pull-quote"


def test_a_caption_printed_twice_is_one() -> None:
    line = "The quay at Merrow, where the ferry has lain since the storm"
    parts = mark_text(f"Ferry stops\n\n{line}\n{line}\n\n{BODY}")
    assert [part.role for part in parts[:3]] == ["title", "caption", "caption"]


def test_headings_lists_and_the_foot() -> None:
    listed = "the engine\nthe rudder\nthe bell"
    parts = ("Ferry stops for nine days", BODY, "What broke", PARAGRAPHS[2], listed, PARAGRAPHS[3], "Home Isles Sport")
    text = "\n\n".join(parts)
    found = roles(text)
    assert found["What broke"] == "heading"
    assert found["the rudder"] == "item"
    assert found["Home Isles Sport"] == "navigation"


def test_lines_broken_at_a_width_are_joined() -> None:
    import textwrap

    paragraphs = [" ".join(sentence(random.Random(seed)) for _ in range(4)) for seed in range(5)]
    text = "\r\n\r\n".join("\r\n".join(textwrap.wrap(paragraph, 72)) for paragraph in paragraphs)
    shown = [" ".join(text[slice(*part.span)].split()) for part in mark_text(text)]
    assert shown == paragraphs


def test_paragraphs_run_together_are_parted() -> None:
    text = "".join(PARAGRAPHS)
    assert [text[slice(*part.span)] for part in mark_text(text)] == list(PARAGRAPHS)


def test_paragraphs_run_together_keep_their_straight_quotation_marks() -> None:
    paragraphs = [text.replace("“", '"').replace("”", '"') for text in PARAGRAPHS] * 2
    text = "".join(paragraphs)
    assert [text[slice(*part.span)] for part in mark_text(text)] == paragraphs


def test_initials_part_nothing() -> None:
    text = "The U.S.A. Council met at 3 p.m. on Sunday. " * 20 + "Mr J.R. Sample left."
    assert len(mark_text(text)) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_parts_lie_in_order_within_the_text_and_leave_out_space_alone(text: str) -> None:
    parts = mark_text(text)
    end = 0
    for part in parts:
        assert end <= part.span[0] < part.span[1] <= len(text)
        assert part.role in ROLES
        assert not text[end : part.span[0]].strip(" \t\r\n\v\f\x85\u2028\u2029\xa0\u200b\ufeff")
        end = part.span[1]
    assert not text[end:].strip(" \t\r\n\v\f\x85\u2028\u2029\xa0\u200b\ufeff")


def test_details_are_found_with_how() -> None:
    text = f"Ferry stops for nine days\nBy Ann Archer\n3 March 2024\n\n{BODY}\n\nLast updated: 4 March 2024"
    details = read_data("x.txt", text.encode()).details
    assert details["title"] == ("Ferry stops for nine days", "headline")
    assert details["byline"] == ("Ann Archer", "byline")
    assert details["published"] == ("2024-03-03", "date line")
    assert details["modified"] == ("2024-03-04", "'last updated' line")
    assert details["language"] == ("en", "its small words")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2024-03-03-ferry.txt", ("2024-03-03", "file name")),
        ("ferry_20240303.txt", ("2024-03-03", "file name")),
        ("ferry.txt", None),
    ],
)
def test_the_file_name_is_the_last_resort_for_a_date(name: str, expected: tuple[str, str] | None) -> None:
    assert read_data(name, BODY.encode()).details.get("published") == expected


def test_the_head_of_a_transcript_tells_its_day() -> None:
    text = "RADIO MERROW\nInterview transcript, Thursday 16 March 2023, 8.10am\n\n" + "\n\n".join(
        f"{who}: {BODY}" for who in ("PRESENTER", "ANN ARCHER", "PRESENTER")
    )
    assert read_data("x.txt", text.encode()).details["published"] == ("2023-03-16", "head of the transcript")


def test_a_day_to_come_is_no_day_of_publication() -> None:
    assert "published" not in read_data("2999-01-01.txt", BODY.encode()).details


def test_the_five_texts(shared_dir: Path) -> None:
    expected = {"000": 5, "001": 0, "002": 3, "003": 5, "004": 2}
    paths = sorted((shared_dir / "seeds").glob("*.txt"))
    assert [path.name[:3] for path in paths] == list(expected)
    for path in paths:
        document = read_data(path.name, path.read_bytes())
        assert document.text.encode() == path.read_bytes()
        furniture = [part for part in document.parts if part.role in (*FURNITURE_ROLES, "caption")]
        assert len(furniture) >= expected[path.name[:3]], path.name
        quoted = [p for p in document.parts if p.role in FURNITURE_ROLES and set('"“‘') & set(document.passage(p.span))]
        assert not quoted
        assert sum(part.role in ARTICLE_ROLES for part in document.parts) >= 15


def test_made_up_articles_are_articles() -> None:
    for seed in range(20):
        parts = mark_text(article(seed))
        assert [part.role for part in parts] == ["title", *["paragraph"] * 6]


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("Ferry stops running\n\nMerrow Gazette, 14 March 2024\n\n", "Merrow Gazette"),
        ("Ferry stops running\nThe Merrow Echo | Thursday 14 March 2024\nBy Ann Archer\n\n", "The Merrow Echo"),
        ("MERROW GAZETTE\n14 March 2024\n\nFerry stops running\n\n", "MERROW GAZETTE"),
        ("Source: Merrow Gazette\nDate: 14/03/2024\nFerry stops running\n\n", "Merrow Gazette"),
        ("Ferry stops running\n\nMerrow, 14 March 2024\n\n", None),
        ("Ferry stops running\nBy Ann Post, 14 March 2024\n\n", None),
    ],
)
def test_the_lines_above_a_text_tell_its_day_and_its_outlet(head: str, outlet: str | None) -> None:
    text = head + "The ferry has stopped, the council said on Monday. It will not sail again this year."
    document = read_data("ferry.txt", text.encode())
    assert document.detail("published") == "2024-03-14"
    assert document.detail("title") == "Ferry stops running"
    assert document.detail("outlet") == outlet
