"""``kg ask`` as it is typed: for a person at several widths, for a program as JSON."""

import json
from collections.abc import Callable
from importlib.resources import files

import jsonschema
import pytest

from kg.show.plain import columns_of
from tests.conftest import Outcome

Run = Callable[..., Outcome]
SCHEMA = json.loads((files("kg.ask") / "answer.schema.json").read_text(encoding="utf-8"))
QUESTIONS = [
    "What did Robert Jenrick say in the Daily Mail?",
    "how many foreign prisoners were released?",
    "How many community resolutions were given to asylum seekers?",
    "Who was home secretary in 2006?",
    "What did Clarke say?",
    "What did David Lammy say about Dartmoor?",
    "who disagrees with David Davis about blaming officials",
    "which figures look alike",
    "who said what about the foreign prisoners",
    "hello",
]


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("question", QUESTIONS[:5])
def test_no_line_is_wider_than_the_terminal(
    run_kg: Run, monkeypatch: pytest.MonkeyPatch, question: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    outcome = run_kg("ask", question)
    assert outcome.code == 0
    assert max(map(columns_of, outcome.out.splitlines())) <= width


def test_a_statement_comes_with_all_that_proves_it(run_kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    out = run_kg("ask", "What did the prime minister's spokesman say about every nook and cranny?").out
    assert out.startswith("1 statement by Prime minister's official spokesman")
    assert "“I think it is unreasonable to expect ministers to know what is going on in every nook" in out
    assert "BBC, 2006-04-25, 000_ae8807ae2eae4a72.txt [5112-5220]" in out
    assert "The Guardian, 2006-04-25, 001_37478b2f781e00d0.txt [" in out
    assert "disagrees with: David Davis" in out
    assert "defends" in out
    assert "curated" in out


def test_words_that_a_report_only_retells_stand_in_no_quotation_marks(run_kg: Run) -> None:
    out = run_kg("ask", "What did the Speaker call for in 2006?").out
    assert "The Speaker calls for Clarke to report to the Commons." in out
    assert "“" not in out


def test_what_has_no_day_is_undated(run_kg: Run) -> None:
    assert "undated" in run_kg("ask", "What did the courts say about the 160 recommendations?").out


def test_a_copied_article_is_said_to_be_one(run_kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    out = run_kg("ask", "What did Robert Jenrick say in the Daily Mail?").out
    assert "a copy of Daily Mail" in " ".join(out.split())


def test_figures_are_told_with_outlet_and_day(run_kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    out = run_kg("ask", "How many prisoners are still at large according to Lammy?").out
    assert "three people · says David Lammy" in out
    assert "2025-11-16, 004_14cf890ff25f27bd.txt [" in out


@pytest.mark.parametrize("question", QUESTIONS)
def test_json_has_the_documented_form(run_kg: Run, question: str) -> None:
    outcome = run_kg("ask", question, "--format", "json")
    assert outcome.code == 0
    jsonschema.validate(json.loads(outcome.out), SCHEMA)


@pytest.mark.parametrize(
    "question",
    [
        "who blamed the prison service",
        "how many of the 160 were deported",
        "who disagrees with whom on Dartmoor",
        "what did both the BBC and the Guardian report",
        "Who was home secretary in 2006?",
        "what posts has Chris Philp held",
        "what became of the UK Border Agency",
        "which figures look alike",
    ],
)
def test_the_query_that_is_explained_runs_again(run_kg: Run, question: str) -> None:
    query = run_kg("ask", question, "--explain").out.partition("`kg query -` runs it:\n\n")[2]
    again = run_kg("query", "-", "--format", "csv", stdin=query.encode())
    assert again.code == 0, again.err
    assert len(again.out.splitlines()) > 1
    assert json.loads(run_kg("ask", question, "--format", "json").out)["query"]["sparql"].strip() == query.strip()


def test_many_statements_come_with_a_hint(run_kg: Run) -> None:
    outcome = run_kg("ask", "who said what about the foreign prisoners")
    assert "--limit" in outcome.err
    assert "--limit" not in outcome.out
    few = run_kg("ask", "who said what about the foreign prisoners", "--limit", "2")
    assert "--limit" not in few.err
    assert "the first 2 are shown" in " ".join(few.out.split())


def test_options_that_leave_nothing_are_named(run_kg: Run) -> None:
    outcome = run_kg("ask", "What did Charles Clarke say?", "--since", "2010")
    assert outcome.code == 0
    assert "--since 2010-01-01" in " ".join(outcome.out.split())


@pytest.mark.parametrize("name", ["outlet", "since"])
def test_an_option_that_means_nothing_is_an_error(run_kg: Run, name: str) -> None:
    outcome = run_kg("ask", "What did Charles Clarke say?", f"--{name}", "Xyzzy Gazette")
    assert outcome.code == 2
    assert "Xyzzy" in outcome.err


@pytest.mark.parametrize("question", ["", "\x1b[31mred", "<script>", "x" * 10_000, "🦊"])
def test_a_hostile_question_is_answered_plainly(run_kg: Run, question: str) -> None:
    outcome = run_kg("ask", question)
    assert outcome.code == 0
    assert "\x1b" not in outcome.out
    assert "Traceback" not in outcome.err
