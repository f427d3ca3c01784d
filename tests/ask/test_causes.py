"""Why it happened, by whose account; and that what never was has no reasons."""

import pytest

from kg.ask.answer import Answer
from tests.ask.conftest import Ask

CAUSAL = {"explains", "blames"}


def speakers(answer: Answer) -> set[str]:
    return {statement.speaker.label.split(" (")[0] for statement in answer.statements}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Why were the foreign prisoners released?", {"Charles Clarke", "Home Office spokesman", "Richard Bacon"}),
        ("What caused the release of the foreign prisoners?", {"Charles Clarke", "Home Office spokesman"}),
        ("how could the foreign prisoners be let out", {"Charles Clarke", "Home Office spokesman"}),
        ("rival explanations of the foreign prisoners affair", {"Charles Clarke", "Home Office spokesman"}),
        ("Why were high-risk men released from Dartmoor without planning?", {"Peter Clarke"}),
        ("What went wrong at Dartmoor?", {"Peter Clarke", "HM Inspectorate of Prisons"}),
        ("what was the reason for the Dartmoor failure", {"Peter Clarke"}),
        ("What does Richard Bacon say went wrong?", {"Richard Bacon"}),
        (
            "Why did it happen according to Blair's spokesman (foreign prisoners)?",
            {"Prime minister's official spokesman"},
        ),
        ("Why did it happen in the view of the inspectors?", {"HM Inspectorate of Prisons"}),
        ("What reasons did the Home Office give?", {"Home Office spokesman"}),
        ("reasons for the Oldham inquiry refusal", {"Labour Party"}),
        ("Why did Labour refuse an inquiry into Oldham?", {"Labour Party"}),
    ],
)
def test_those_who_explain_are_found(ask_shipped: Ask, question: str, expected: set[str]) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "answer", answer.summary
    assert expected <= speakers(answer)
    assert any(CAUSAL & set(one.acts) for one in answer.statements)
    assert all(one.polarity == "affirmed" for one in answer.statements)


def test_whoever_gives_no_reason_is_not_said_to(ask_shipped: Ask) -> None:
    assert ask_shipped("What reasons did officials give?").kind == "empty"
    assert ask_shipped("What, in David Davis's view, caused it?").kind == "empty"


def test_a_cause_finds_whoever_names_it(ask_shipped: Ask, ask_ferry: Ask) -> None:
    assert speakers(ask_ferry("Who puts the failure down to bad fuel?")) == {"Iain Calder"}
    assert ask_ferry("Does anyone put the failure down to a want of courage?").summary.startswith("Yes")
    assert speakers(ask_shipped("Who attributes the releases to human error?")) == {"Charles Clarke"}
    assert ask_ferry("Who puts the failure down to sabotage?").kind == "refused"


def test_an_unrelated_failure_is_explained(ask_ferry: Ask) -> None:
    answer = ask_ferry("Why did the ferry lose power?")
    assert answer.kind == "answer"
    assert len(speakers(answer)) > 1
    assert ask_ferry("Why did the ferry sink?").kind in ("refused", "empty")


@pytest.mark.parametrize(
    "question",
    [
        "Why did Charles Clarke resign?",
        "Why was Lammy fired?",
        "why was Tony McNulty arrested",
        "Why did David Davis call for Charles Clarke's resignation?",
        "Why was Dartmoor closed?",
        "What led to Lin Homer's dismissal?",
        "why did Michael Spurr apologise for Dartmoor",
        "Why is the sky blue?",
        "how come Peter Dawson went to prison",
    ],
)
def test_what_is_not_on_record_has_no_reasons(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "refused", answer.summary
    assert "not on record" in answer.summary
