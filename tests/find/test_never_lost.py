"""Laws: a "not" and a "reportedly" are never lost, whoever speaks and whatever about; hostile input is bounded."""

import itertools
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.find import Finder
from kg.find.manner import hedges_of
from kg.finding import Finding
from kg.model import Document
from tests.conftest import Outcome

WHO = st.sampled_from(["The council", "Ann Marlow", "The nurses' union", "Mr Hale", "The harbour board", "Ministers"])
WHAT = st.sampled_from(["the leak", "the loss of the ferry", "the closure of the ward", "the missing letters"])
NOT = st.sampled_from(["did not", "didn't", "never", "has not", "had never"])
# Each verb as it stands behind "did not" and behind "has not".
VERBS = {
    "blames": ("blame the crew for", "blamed the crew for"),
    "apologises": ("apologise for", "apologised for"),
    "criticises": ("criticise the mayor for", "criticised the mayor for"),
    "accuses": ("accuse the mayor of hiding", "accused the mayor of hiding"),
    "promises": ("promise an inquiry into", "promised an inquiry into"),
}
HEDGES = {
    "reportedly": "{who} reportedly said that the mayor knew of {what}.",
    "allegedly": "{who} allegedly admitted that it knew of {what}.",
    "is understood to": "{who} is understood to have said that it knew of {what}.",
    "is said to": "{who} is said to have blamed the mayor for {what}.",
    "may": "{who} said that the mayor may have known of {what}.",
    "might": "{who} warned that the mayor might have caused {what}.",
}
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FINDER = Finder(threads=1)


def flat(findings: list[Finding] | tuple[Finding, ...]) -> list[Finding]:
    return [one for finding in findings for one in (finding, *flat(finding.nested))]


def found(text: str) -> list[Finding]:
    return flat(FINDER.find(Document("a", text, "")))


@SETTINGS
@given(WHO, NOT, st.sampled_from(sorted(VERBS)), WHAT)
def test_an_act_with_a_not_is_never_told_as_done(who: str, negator: str, act: str, what: str) -> None:
    plain, past = VERBS[act]
    text = f"{who} {negator} {plain if negator.startswith('did') else past} {what}."
    assert not [one for one in found(text) if act in one.acts and one.polarity == "affirmed"]


@SETTINGS
@given(WHO, st.sampled_from(sorted(VERBS)), WHAT)
def test_an_act_of_nobody_is_never_told_as_done(who: str, act: str, what: str) -> None:
    text = f"No one at {who[0].lower()}{who[1:]} {VERBS[act][1]} {what}."
    assert not [one for one in found(text) if act in one.acts and one.polarity == "affirmed"]


@SETTINGS
@given(WHO, st.sampled_from(sorted(HEDGES)), WHAT)
def test_a_hedge_stays_with_what_is_found(who: str, hedge: str, what: str) -> None:
    text = HEDGES[hedge].format(who=who, what=what)
    told = FINDER.find(Document("a", text, ""))
    assert all(hedge in one.hedge for one in told)


@SETTINGS
@given(WHO, WHAT)
def test_a_denial_denies(who: str, what: str) -> None:
    text = f"{who} denied that anybody had known of {what}."
    for one in FINDER.find(Document("a", text, "")):
        assert (one.acts[0], one.polarity) == ("denies", "affirmed")


@given(st.lists(st.sampled_from(["It", "is", "said", "to", "may", "reportedly", "go", "it", "understood"]), max_size=8))
def test_hedges_do_not_depend_on_where_spans_are_cut(words: list[str]) -> None:
    text = " ".join(words)
    spans = [(match, match + len(word)) for match, word in zip(_starts(words), words, strict=True)]
    assert hedges_of(text, spans) == hedges_of(text, [(0, len(text))] if text else [])


def _starts(words: list[str]) -> list[int]:
    return [0, *itertools.accumulate(len(word) + 1 for word in words)][: len(words)]


@pytest.mark.parametrize(
    "text",
    [
        "\x07\x1b[31mHe said\u202e that it\ufeff failed.\n" * 300,
        "The mayor said: “we knew of it. " + "It rained on the town. " * 900,
        'He said “no ‘way’ ” and " it ' * 300,
        "said " * 6000,
        "not " * 6000 + "he said",
        "a, but " * 6000,
        ("if " + "x" * 500 + " ") * 100,
    ],
)
def test_hostile_texts_take_time_in_proportion(text: str) -> None:
    began = time.process_time()
    for one in FINDER.find(Document("hostile", text, "")):
        assert all(0 <= start < end <= len(text) for start, end in one.content)
    assert time.process_time() - began < 60


def test_a_document_too_long_is_passed_over_and_named(run_kg: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("He said that it rained. " * 100, encoding="utf-8")
    (tmp_path / "short.txt").write_text("He said that it rained.", encoding="utf-8")
    outcome = run_kg("find", "--longest", "1000", "long.txt", "short.txt", cwd=tmp_path)
    assert outcome.code == 1
    assert '"doc": "short.txt"' in outcome.out
    assert '"doc": "long.txt"' not in outcome.out
    assert "long.txt: 2,400 characters, more than 1,000" in outcome.err
