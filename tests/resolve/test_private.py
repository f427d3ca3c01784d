"""Private people: relatives, victims and defendants get no node and leave no name; who speaks in an office does."""

import pytest

from kg.finding import Finding
from kg.model import Document
from kg.resolve import KnownGraph, SourceFacts, resolve
from kg.resolve.turtle import findings_turtle

DAY = "2016-05-20"


def said(text: str, *pairs: tuple[str, str]) -> tuple[list[str], str]:
    """Return how the speakers of a text are called, who are given by their words and contents, and the findings."""
    # An incident that is proposed is called as the head of its text.
    text, findings = f"Old weir to be mended\n\n{text}", []
    for who, what in pairs:
        start = text.index(what)
        spot = text.rfind(who, 0, start)
        findings.append(Finding(((spot, spot + len(who)),), (), ((start, start + len(what)),), 0.9))
    document = Document.of_bytes("a.txt", text.encode())
    resolved = resolve(document, findings, SourceFacts("a", document.digest, DAY), KnownGraph())
    labels = {agent.id: f"{agent.kind} {agent.label}" for agent in resolved.agents}
    turtle = findings_turtle(document, resolved, "https://example.org/id/")
    # What is said is told in the words of the text; here only what stands for the speakers counts.
    told = "\n".join(line for line in turtle.splitlines() if "kg:gist" not in line)
    return [labels[one.speaker] for one in resolved.said], told


@pytest.mark.parametrize(
    ("text", "who", "label"),
    [
        # Whatever she works as, somebody who is told of through another is private.
        ("His sister Joan Tarrow-Pike, a nurse, said it rained.", "His sister Joan Tarrow-Pike, a nurse,", "a sister"),
        ("Mr Pike's wife, Joan Tarrow, a teacher, said it rained.", "Mr Pike's wife, Joan Tarrow,", "a wife"),
        ("Their son, Colin Tarrow, an engineer, said it rained.", "Their son, Colin Tarrow,", "a son"),
        # What a victim once did for a living is no office.
        ("Colin Tarrow, 81, a retired judge, said it rained.", "Colin Tarrow,", "a private person"),
        ("Joan Tarrow, 77, a former teacher, said it rained.", "Joan Tarrow,", "a private person"),
        ("Joan Tarrow, who was seen by a doctor, said it rained.", "Joan Tarrow,", "a person named without an office"),
        ("The parents of a boy said it rained.", "The parents of a boy", "parents"),
    ],
)
def test_private_people_are_called_by_their_role(text: str, who: str, label: str) -> None:
    labels, turtle = said(text, (who, "it rained"))
    assert labels == [f"UnresolvedSpeaker {label} (not named)"]
    assert "Tarrow" not in turtle
    assert "Pike" not in turtle


@pytest.mark.parametrize(
    ("text", "who", "name"),
    [
        ("His sister Joan Tarrow, the mayor of Ambleford, said it rained.", "His sister Joan Tarrow,", "Joan Tarrow"),
        ("Colin Tarrow, 51, a councillor, said it rained.", "Colin Tarrow,", "Colin Tarrow"),
        (
            "Joan Tarrow, who was hurt at a children's home as a girl and is now mayor of Ambleford, said it rained.",
            "Joan Tarrow,",
            "Joan Tarrow",
        ),
    ],
)
def test_who_holds_an_office_is_proposed(text: str, who: str, name: str) -> None:
    labels, turtle = said(text, (who, "it rained"))
    assert labels == [f"Person {name}"]
    comments = [line for line in turtle.splitlines() if "rdfs:comment" in line]
    assert not [line for line in comments if "hurt" in line or "girl" in line]


def test_a_defendant_leaves_no_surname() -> None:
    text = "Colin Tarrow, 34, of Mill Row, pleaded guilty to theft. Tarrow told the court it rained."
    labels, turtle = said(text, ("Colin Tarrow, 34, of Mill Row,", "theft"), ("Tarrow", "it rained"))
    assert labels == ["UnresolvedSpeaker a person named without an office (not named)"] * 2
    assert "Tarrow" not in turtle


def test_a_title_tells_which_of_a_family_is_meant() -> None:
    text = "Joan Tarrow, a councillor, was hurt. Councillor Tarrow said it rained. Her son, Joe Tarrow, 15, wept."
    assert said(text, ("Councillor Tarrow", "it rained"))[0] == ["Person Joan Tarrow"]


def test_who_was_named_so_far_is_meant_rather_than_a_relative_named_below() -> None:
    text = (
        "Joan Tarrow, whose son drowned, wrote a letter. Mrs Tarrow, chairwoman of Safer Weirs, said it rained. "
        "The boy's sister, Holly Tarrow, said it poured."
    )
    labels, turtle = said(text, ("Mrs Tarrow, chairwoman of Safer Weirs,", "it rained"), ("Holly Tarrow", "it poured"))
    assert labels == ["Person Joan Tarrow", "UnresolvedSpeaker a sister (not named)"]
    assert "Holly" not in turtle
