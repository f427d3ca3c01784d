"""What the speaker himself corrected or admitted stands beside a no."""

from pathlib import Path

from kg.ask.answer import Answer
from kg.ask.beside import add_beside
from kg.ask.reading import read_question
from kg.ask.record import Record
from kg.store import open_store
from kg.workspace import find_workspace
from tests.ask.conftest import Ask

NO = Answer("answer-no", "No.")


def beside(workspace: Path, statement: str, question: str) -> Answer:
    with open_store(find_workspace(workspace)) as store:
        record = Record(store)
        noes = record.cards.get([store.workspace.base + statement])
        return add_beside(NO, read_question(question, record), noes, record)


def test_what_a_speaker_said_against_his_own_words_stands_beside_a_no(root: Path) -> None:
    answer = beside(root / "benchmarks" / "ask" / "water", "s-a014965c-798-828", "Did Grell accuse the company?")
    assert answer.summary == (
        "No. But on record is also: Tobias Grell: Mr Grell says that the company did not tell him the truth."
    )
    assert [near["id"] for near in answer.nearest] == ["s-8bf4c858-883-924"]


def test_what_another_said_against_it_does_not(root: Path) -> None:
    workspace = root / "benchmarks" / "ask" / "water"
    assert beside(workspace, "s-a014965c-237-268", "Did the head of the company deny it?") == NO


def test_an_admission_of_what_is_asked_stands_beside_a_no(ask_shipped: Ask) -> None:
    question = "Did Charles Clarke want to apportion blame between parts of the Home Office?"
    answer = ask_shipped(question)
    assert answer.kind == "answer-no"
    assert "Prison Service nor the IND" in answer.summary
    assert {near["speaker"]["label"] for near in answer.nearest} == {"Charles Clarke"}


def test_an_admission_of_something_else_does_not(ask_shipped: Ask) -> None:
    answer = ask_shipped("Does anyone know where all the released prisoners are?")
    assert answer.kind == "answer-no"
    assert "also" not in answer.summary
