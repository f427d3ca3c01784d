"""Options narrow any kind of answer, and say so when they leave nothing of it."""

import pytest

from tests.ask.conftest import Ask


@pytest.mark.parametrize(
    ("question", "options", "named"),
    [
        ("What did Charles Clarke say?", {"since": "2010-01-01"}, "--since 2010-01-01"),
        ("Who blamed the prison service?", {"until": "2001"}, "--until 2001-12-31"),
        ("who apologised for the foreign prisoners", {"outlet": "The Telegraph"}, "--outlet The Telegraph"),
        ("What did Michael Spurr say?", {"origin": "machine"}, "--origin machine"),
        ("Who disagrees with David Davis?", {"outlet": "The Independent"}, "--outlet The Independent"),
        ("Why were the foreign prisoners released?", {"since": "2015"}, "--since 2015-01-01"),
        ("how many foreign prisoners were released", {"outlet": "Telegraph"}, ""),
    ],
)
def test_options_that_leave_nothing_are_named(
    ask_shipped: Ask, question: str, options: dict[str, str], named: str
) -> None:
    answer = ask_shipped(question, **options)
    assert answer.kind == "empty", answer.summary
    assert named in answer.summary
    assert answer.nearest
    assert ask_shipped(question).kind == "answer"


@pytest.mark.parametrize(
    "question",
    [
        "What did Charles Clarke say?",
        "Who disagrees with whom on the foreign prisoners?",
        "Why were the foreign prisoners released?",
        "what did both the BBC and the Guardian report?",
        "who said what about foreign-prisoners-2006",
        "What did the Home Office say?",
    ],
)
def test_a_limit_cuts_any_answer_and_says_of_how_many(ask_shipped: Ask, question: str) -> None:
    whole, cut = ask_shipped(question), ask_shipped(question, limit=2)
    assert cut.statements == whole.statements[:2]
    assert f"Of {len(whole.statements)}, the first 2 are shown." in cut.summary
    assert ask_shipped(question, limit=500) == whole


def test_options_join(ask_shipped: Ask) -> None:
    answer = ask_shipped("What did Charles Clarke say?", outlet="BBC", until="2006-12", limit=3, origin="curated")
    assert len(answer.statements) == 3
    assert all("BBC" in {report.outlet for report in one.reports} for one in answer.statements)
    answer = ask_shipped("What did Charles Clarke say in the Guardian?", outlet="BBC")
    assert all({"BBC", "The Guardian"} <= {report.outlet for report in one.reports} for one in answer.statements)
