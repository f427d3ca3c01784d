"""The score of a reply to a question, and the question files."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks.ask.questions import Question, QuestionError, read_question, read_questions
from benchmarks.ask.run import ROOT
from benchmarks.ask.score import Given, is_invented, read_given, score
from kg.store import open_store
from kg.workspace import find_workspace

FOLDER = ROOT / "benchmarks" / "ask"
FILES = sorted(FOLDER.glob("*.jsonl"))
WHO = Question(
    "x",
    "Who?",
    "answer",
    statements=frozenset(("s-1", "s-2")),
    allowed=frozenset(("s-3",)),
    forbidden=frozenset(("s-9",)),
)


def answer(*ids: str, kind: str = "answer") -> Given:
    return Given(kind, frozenset(ids))


def test_everything_that_must_be_there_and_nothing_else_is_worth_all() -> None:
    assert score(WHO, answer("s-1", "s-2")).value == 1


def test_allowed_statements_cost_nothing_and_bring_nothing() -> None:
    assert score(WHO, answer("s-1", "s-2", "s-3")).value == 1
    assert score(WHO, answer("s-3")).value == 0


def test_recall_and_precision_meet_in_their_harmonic_mean() -> None:
    found = score(WHO, answer("s-1", "s-4", "s-5"))
    assert (found.recall, found.precision) == (1 / 2, 1 / 3)
    assert found.value == pytest.approx(0.4)
    assert found.missing == {"s-2"}
    assert found.surplus == {"s-4", "s-5"}


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (answer("s-1", "s-2", "s-9"), "forbidden: s-9"),
        (answer("s-1", "s-2", kind="answer-no"), "kind answer-no where answer is due"),
        (answer(kind="refused"), "kind refused where answer is due"),
    ],
)
def test_faults_are_worth_nothing(given: Given, fault: str) -> None:
    assert (score(WHO, given).value, score(WHO, given).fault) == (0, fault)


def test_other_kinds_may_be_as_good() -> None:
    question = Question("x", "Did he?", "answer-no", or_kinds=("empty",))
    assert score(question, answer(kind="empty")).value == 1
    assert score(question, answer(kind="answer-no")).value == 1
    assert score(question, answer("s-1", kind="answer-no")).value == 0


def test_context_beside_a_refusal_is_a_fault() -> None:
    question = Question("x", "Who?", "refused", allowed=frozenset(("s-1",)))
    assert score(question, answer(kind="refused")).value == 1
    assert score(question, answer("s-1", kind="refused")).value == 0
    assert score(question, Given("refused", figures=frozenset(("f-1",)))).value == 0


def test_an_ambiguous_name_wants_its_candidates() -> None:
    question = Question("x", "Clarke?", "ambiguous", candidates=frozenset(("ann", "bob")), allowed=frozenset(("cy",)))
    assert score(question, Given("ambiguous", candidates=frozenset(("ann", "bob", "cy")))).value == 1
    assert score(question, Given("ambiguous", candidates=frozenset(("ann",)))).recall == 0.5
    assert score(question, Given("ambiguous")).value == 0


def test_figures_count_only_where_some_are_expected() -> None:
    asked = Question("x", "How many?", "answer", figures=frozenset(("f-1",)))
    assert score(asked, Given("answer", figures=frozenset(("f-1", "f-2")))).precision == 0.5
    assert score(WHO, Given("answer", frozenset(("s-1", "s-2")), figures=frozenset(("f-2",)))).value == 1


def test_a_person_asked_for_is_named_by_speaking() -> None:
    question = Question("x", "Which of them?", "answer", entities=frozenset(("ann",)), allowed=frozenset(("s-1",)))
    assert score(question, Given("answer", frozenset(("s-1",)), voices=frozenset(("ann",)))).value == 1
    assert score(question, Given("answer", entities=frozenset(("ann", "bob")))).precision == 0.5


def test_a_limit_holds() -> None:
    question = Question("x", "What?", "answer", options={"limit": 1}, allowed=frozenset(("s-1", "s-2")))
    assert score(question, answer("s-1")).value == 1
    assert score(question, answer()).value == 0
    assert score(question, answer("s-1", "s-2")).fault == "2 statements where at most 1 were asked for"


def test_an_answer_is_invented_where_none_is_on_record() -> None:
    assert is_invented(Question("x", "Who?", "empty", or_kinds=("refused",)), answer())
    assert not is_invented(Question("x", "Who?", "empty", or_kinds=("answer-no",)), answer())
    assert not is_invented(Question("x", "Who?", "refused"), answer(kind="empty"))


def test_replies_are_read_with_whole_iris_and_figures_without_ids() -> None:
    base = "https://w3id.org/on-record/id/"
    reply = {
        "kind": "answer",
        "statements": [{"id": f"{base}s-1", "speaker": {"id": f"{base}ann"}, "on_behalf_of": [{"id": "the-firm"}]}],
        "figures": [{"source": "a.txt", "spans": [[90, 95], [12, 17]]}, {"id": f"{base}f-2"}],
        "entities": [{"id": "bob", "label": "Bob"}],
        "candidates": None,
    }
    given = read_given(reply, {"a.txt": "0123abcd"})
    assert given.statements == {"s-1"}
    assert given.voices == {"ann", "the-firm"}
    assert given.figures == {"f-0123abcd-12", "f-2"}
    assert given.entities == {"bob"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "no object"),
        ('{"id": "x", "question": "Who?"}', "no object"),
        ('{"id": "x", "question": "Who?", "kind": "maybe"}', "'maybe' is no kind"),
        ('{"id": "x", "question": "Who?", "kind": "empty", "figure": []}', "unknown: figure"),
        ('{"id": "x", "question": "Who?", "kind": "empty", "options": {"to": 1}}', "unknown: to"),
    ],
)
def test_a_line_that_is_no_question_is_named(line: str, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        read_question(line, "x.jsonl, line 1", Path())


def test_an_id_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": "x", "question": "Who?", "kind": "empty"}\n' * 2, "utf-8")
    with pytest.raises(QuestionError, match="line 2"):
        read_questions(path)


@cache
def known_ids(workspace: Path) -> frozenset[str]:
    """Return the local name of everything that has a type in the graph of a workspace."""
    rows: Any = open_store(find_workspace(workspace)).query("SELECT DISTINCT ?x { ?x a ?type }")
    return frozenset(row["x"].value.rsplit("/", 1)[-1] for row in rows)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_id_is_in_the_graph(path: Path) -> None:
    questions = read_questions(path)
    strangers = {one.id: sorted(one.ids - known_ids(one.workspace or ROOT)) for one in questions}
    assert {key: ids for key, ids in strangers.items() if ids} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_expectation_contradicts_itself(path: Path) -> None:
    for one in read_questions(path):
        must = one.statements | one.figures | one.entities | one.candidates
        assert not must & one.forbidden, one.id
        assert not one.allowed & (must | one.forbidden), one.id
        assert one.tags, one.id


def test_the_halves_are_as_large_and_as_hard() -> None:
    halves = [read_questions(FOLDER / f"shipped-{half}.jsonl") for half in "ab"]
    kinds = [Counter(one.kind for one in half) for half in halves]
    assert sum(map(len, halves)) >= 160
    assert sum(one.is_trap for half in halves for one in half) >= 32
    assert all(abs(kinds[0][kind] - kinds[1][kind]) <= 1 for kind in kinds[0] | kinds[1])
