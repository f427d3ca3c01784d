"""Laws that hold for the reply to every question: what the summary says is what follows, and the query gives it."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.ask.answer import Answer
from kg.query import run
from kg.query.arguments import resolve_arguments
from kg.query.catalogue import read_query
from kg.store import GraphStore, open_store
from kg.workspace import find_workspace
from tests.ask.conftest import Ask

ROOT = Path(__file__).resolve().parents[2]
Reply = Callable[[str, str, dict[str, Any]], Answer]
FILES = ("shipped-a.jsonl", "second.jsonl")
_COUNT = re.compile(r"(?<!of )\b(\d+) statements? by (.+?), in (\d+) outlets?")
_OTHERS = re.compile(r"(?:, | and )(\d+) others$")
_CUT = re.compile(r"Of (\d+), the (?:first|options let) ")


def questions(name: str) -> list[Any]:
    lines = (ROOT / "benchmarks" / "ask" / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def asked(name: str) -> list[Any]:
    return [pytest.param(name, one["question"], one.get("options", {}), id=one["id"]) for one in questions(name)]


CASES = [case for name in FILES for case in asked(name)]


@pytest.fixture(scope="session")
def stores(root: Path) -> Iterator[dict[str, GraphStore]]:
    with (
        open_store(find_workspace()) as shipped,
        open_store(find_workspace(root / "benchmarks" / "ask" / "workspace")) as ferry,
    ):
        yield {"shipped-a.jsonl": shipped, "second.jsonl": ferry}


@pytest.fixture(scope="session")
def reply(ask_shipped: Ask, ask_ferry: Ask) -> Reply:
    """Return a function that asks every question once, for all laws."""
    known: dict[tuple[str, str, str], Answer] = {}

    def answer(name: str, question: str, options: dict[str, Any]) -> Answer:
        key = (name, question, json.dumps(options))
        if key not in known:
            known[key] = (ask_shipped if name == "shipped-a.jsonl" else ask_ferry)(question, **options)
        return known[key]

    return answer


def test_there_are_questions() -> None:
    assert len(CASES) > 180


@pytest.mark.parametrize(("name", "question", "options"), CASES)
def test_a_summary_is_true_to_what_follows(reply: Reply, name: str, question: str, options: dict[str, Any]) -> None:
    answer = reply(name, question, options)
    summary = answer.summary
    assert summary.strip()
    assert "\n" not in summary
    if answer.kind in ("answer", "answer-no"):
        if answer.statements:
            check_counts(answer)
        assert answer.statements or answer.figures or answer.entities or answer.rows
    # A yes stands before evidence only, and a no is no plain answer.
    assert not summary.startswith("Yes") or answer.kind == "answer"
    assert not summary.startswith(("No:", "No,", "Nobody")) or answer.kind in ("answer-no", "empty")
    if answer.kind == "refused":
        assert not summary.startswith("Yes")


def check_counts(answer: Answer) -> None:
    if _CUT.search(answer.summary):
        return
    numbers, names = 0, set[str]()
    for number, by, outlets in _COUNT.findall(answer.summary):
        numbers += int(number)
        others = _OTHERS.search(by)
        told = re.split(r", | and ", by[: others.start()] if others else by)
        names |= set(told)
        if len(_COUNT.findall(answer.summary)) == 1:
            carried = {report.outlet for one in answer.statements for report in one.reports}
            assert int(outlets) == len(carried)
            speakers = {one.speaker.label for one in answer.statements}
            whole = ", ".join(sorted(speakers))
            assert all(part in whole for part in told), (told, whole)
    if numbers:
        assert numbers == len(answer.statements), answer.summary


@pytest.mark.parametrize(("name", "question", "options"), CASES)
def test_the_query_shown_gives_what_is_shown(
    reply: Reply, stores: dict[str, GraphStore], name: str, question: str, options: dict[str, Any]
) -> None:
    answer = reply(name, question, options)
    if answer.kind not in ("answer", "answer-no"):
        return
    assert answer.query, question
    given = set(results(str(answer.query["sparql"]), stores[name]))
    assert {statement.id for statement in answer.statements} <= given
    assert {figure["id"] for figure in answer.figures} <= given


def results(text: str, store: GraphStore) -> Iterator[str]:
    """Run a text as `kg query -` does, and yield the local names of all IRIs in its rows."""
    query = read_query(text, Path("stdin"), "stdin")
    for row in run(query, resolve_arguments(query, {}, store), store):
        yield from (str(term.value).rsplit("/", 1)[-1] for term in row if term is not None and hasattr(term, "value"))
