"""Who is in an office: of a qualifier that no post on record has, the holders of other posts are no answer."""

import pytest

from tests.ask.conftest import Ask


@pytest.mark.parametrize(
    "question",
    [
        "who was the minister for fisheries in 2006?",
        "who was tourism minister in 2017",
        "Who is the shadow chancellor?",
        "who was the secretary of state for energy in 2006",
        "who is the director of the Coastguard Trust",
    ],
)
def test_an_office_with_a_strange_qualifier_is_refused(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "refused"
    assert "is not on record" in answer.summary
    assert not answer.entities


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("who was the immigration minister in 2006", "Tony McNulty"),
        ("who is the minister for crime", "Chris Philp"),
        ("who was the ministers in 2006", "Charles Clarke"),
        ("who was shadow home secretary in 2006", "David Davis"),
    ],
)
def test_an_office_on_record_is_told(ask_shipped: Ask, question: str, holder: str) -> None:
    assert holder in [one.label for one in ask_shipped(question).entities]


def test_near_posts_are_offered_as_near(ask_shipped: Ask) -> None:
    near = [one["label"] for one in ask_shipped("who was prison minister in 2017?").nearest]
    assert "Chief inspector of prisons" in near
