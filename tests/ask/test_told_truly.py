"""Laws of replies that do not answer: whoever is said to have spoken of a matter did; a near name is like the name."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.ask.find import Scope, find_iris
from kg.ask.record import Record
from kg.namespaces import expand
from kg.store import open_store
from kg.workspace import find_workspace
from tests.ask.conftest import BARE, Ask

FILES = tuple(f"shipped-{letter}.jsonl" for letter in "abhjk")
_SPOKE = re.compile(r"(?:^|(?<=[.;] ))Of (.+?) spoke: (.+?)\.(?= |$)")
_OTHERS = re.compile(r"(?:, | and )(\d+) others?$")


@pytest.fixture(scope="module")
def record() -> Iterator[Record]:
    with open_store(find_workspace()) as store:
        yield Record(store)


def check_speakers(summary: str, record: Record) -> int:
    """Check all that a summary says of who spoke of a matter, and return of how many matters it says so."""
    found = _SPOKE.findall(summary)
    for matter, told in found:
        (incident,) = record.names.lookup(matter, expand("kg:Incident"))
        cards = record.cards.get(find_iris(Scope(incidents=record.incidents([incident.iri])), record))
        voices = {record.label(card.speaker) for card in cards}
        others = _OTHERS.search(told)
        left = told[: others.start()] if others else told
        for name in sorted(voices, key=len, reverse=True):
            left = left.replace(name, "")
        assert not re.sub(r",| and ", "", left).strip(), (matter, told)
        assert not others or int(others[1]) < len(voices), (matter, told)
    return len(found)


@pytest.mark.parametrize("name", FILES)
def test_who_is_said_to_have_spoken_of_a_matter_did(ask_shipped: Ask, record: Record, root: Path, name: str) -> None:
    lines = (root / "benchmarks" / "ask" / name).read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines if line.strip()]
    replies = [ask_shipped(one["question"], **one.get("options", {})) for one in questions]
    checked = [check_speakers(one.summary, record) for one in replies if one.kind in BARE]
    assert checked
    for reply in (one for one in replies if one.kind == "refused"):
        offered = [
            record.names.entity(record.store.workspace.base + one["id"])
            for one in reply.nearest
            if one["kind"] == "name"
        ]
        assert all(one and expand("kg:Agent") in one.types for one in offered)


def test_of_each_matter_near_it_is_said_who_spoke_of_it(ask_shipped: Ask, record: Record) -> None:
    summary = ask_shipped("What did Keir Starmer say about the prisoners?").summary
    assert check_speakers(summary, record) > 1


@pytest.mark.parametrize(("question", "near"), [("who is Joan Ablett?", []), ("Who lied?", [])])
def test_what_shares_a_letter_or_two_is_no_near_name(ask_shipped: Ask, question: str, near: list[str]) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "refused"
    assert [one["label"] for one in answer.nearest if one["kind"] == "name"] == near


def test_a_name_spelt_alike_is_offered(ask_shipped: Ask) -> None:
    offered = [one["label"] for one in ask_shipped("What did Ann Blunket say?").nearest if one["kind"] == "name"]
    assert "David Blunkett" in offered
