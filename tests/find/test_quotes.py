"""Quotation marks: every kind, beside apostrophes, nested, reopened, unclosed."""

import time

import pytest

from kg.find.quotes import find_quotations


def quoted(text: str, depth: int = 1) -> list[str]:
    return [text[slice(*q.inside)] for q in find_quotations(text) if q.depth == depth]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "no" and "never".', ["no", "never"]),
        ("She said “no” and “never”.", ["no", "never"]),
        ("She said ''no'' twice.", ["no"]),
        ("She said ``no'' twice.", ["no"]),
        ("She said «no» twice.", ["no"]),
        ("She said ‘no’ twice.", ["no"]),
        ("She said 'no' twice.", ["no"]),
        ("It’s the boys’ own fault, isn’t it?", []),
        ("The ministers' aides don't know.", []),
        ("He said: 'It's the ministers' fault, isn't it?'", ["It's the ministers' fault, isn't it?"]),
        ("He said: ‘We don’t know,’ and left.", ["We don’t know,"]),
        ("In the '90s they said 'no' to 'em.", ["no"]),
        ('("Quite so," he said.)', ["Quite so,"]),
        ('He called it "a mess"—"a farce", even.', ["a mess", "a farce"]),
        ('A 6" pipe', []),
    ],
)
def test_kinds_of_marks(text: str, expected: list[str]) -> None:
    if text.startswith("A 6"):
        # An inch mark opens at most the rest of its own paragraph.
        assert quoted(f'{text}\n\nHe said "no".')[-1] == "no"
        return
    assert quoted(text) == expected


def test_nested_quotations_have_depth() -> None:
    text = '“He told me ‘no’ twice,” she said. ‘I heard “yes” once,’ he said. "He said “maybe” to me," they said.'
    assert quoted(text) == ["He told me ‘no’ twice,", "I heard “yes” once,", "He said “maybe” to me,"]
    assert quoted(text, 2) == ["no", "yes", "maybe"]


def test_a_quotation_reopened_in_each_paragraph_ends_with_each() -> None:
    assert quoted("“One thing.\n\n“Another thing,” she said.") == ["One thing.", "Another thing,"]


@pytest.mark.parametrize("mark", ['"', "“", "‘", "'", "«"])
def test_an_unclosed_mark_spoils_no_other_paragraph(mark: str) -> None:
    assert quoted(f'He said {mark}no and went.\n\nShe said "yes" and stayed.')[-1] == "yes"


def test_a_mark_that_opens_again_closes_the_one_before() -> None:
    assert quoted("He said “no and went. She said “yes” and stayed.") == ["no and went. She said ", "yes"]


@pytest.mark.parametrize("unit", ['"', "'", "“", "‘", "”", "a 'b’ “ ‘", "''"])
def test_a_hundred_thousand_marks_take_no_long_time(unit: str) -> None:
    began = time.process_time()
    find_quotations(unit * 100_000)
    assert time.process_time() - began < 10


def test_spans_are_ordered_and_inside_the_text() -> None:
    text = '‘a “b” c’ "d ‘e’" \'f " g\' ”h“'
    for quotation in find_quotations(text):
        assert 0 <= quotation.opened[0] < quotation.opened[1] <= quotation.closed[0] <= quotation.closed[1] <= len(text)
