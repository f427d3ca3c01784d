"""Dates and other literals that cannot be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.namespaces import expand
from kg.store.literals import literal_problem

DATE, MOMENT = expand("xsd:date"), expand("xsd:dateTime")


@given(st.dates())
def test_every_day_of_the_calendar_is_one(day: date) -> None:
    assert literal_problem(day.isoformat(), DATE) == ""


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 1, 1)))
def test_the_day_after_a_months_last_is_none(day: date) -> None:
    following = day + timedelta(days=1)
    if following.month != day.month:
        assert literal_problem(f"{day.year}-{day.month:02d}-{day.day + 1:02d}", DATE)


@pytest.mark.parametrize(
    "text",
    [
        "2006-4-25",
        "25-04-2006",
        "2006-04",
        "2006",
        "",
        "2006-00-10",
        "2006-04-00",
        "2006-04-25T00:00:00",
        "２００６-04-25",
    ],
)
def test_no_dates(text: str) -> None:
    assert literal_problem(text, DATE)


@pytest.mark.parametrize(
    "text", ["2004-02-29", "2000-02-29", "2006-04-25Z", "2006-04-25+01:00", "-0044-03-15", "12006-01-01"]
)
def test_dates(text: str) -> None:
    assert literal_problem(text, DATE) == ""


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("2006-04-25T18:30:00Z", True),
        ("2006-04-25T18:30:00.5", True),
        ("2006-04-25T24:00:00", True),
        ("2006-04-25T24:00:01", False),
        ("2006-04-25 18:30:00", False),
        ("2006-02-30T18:30:00", False),
        ("2006-04-25T18:60:00", False),
    ],
)
def test_moments(text: str, is_right: bool) -> None:
    assert (literal_problem(text, MOMENT) == "") is is_right


def test_other_datatypes_are_left_alone() -> None:
    assert literal_problem("anything", expand("xsd:string")) == ""
    assert literal_problem("anything", "https://example.org/own") == ""
