"""A content that does several things becomes one statement for each, with its own act and words."""

from kg.finding import Finding, Part
from kg.model import Document
from kg.resolve import KnownGraph, SourceFacts, resolve
from kg.resolve.turtle import findings_turtle

TEXT = "Dev Kapoor, the union's general secretary, said: “We are sorry. We will pay.” Nobody else spoke."
FIRST, SECOND = TEXT.index("We are"), TEXT.index("We will")
BASE = "https://w3id.org/on-record/id/"


def whole() -> Finding:
    end = TEXT.index("”") + 1
    parts = (
        Part(((FIRST - 1, SECOND - 1),), ("apologises",)),
        Part(((SECOND, end),), ("promises",)),
    )
    content = ((FIRST - 1, end),)
    return Finding(((0, 10),), ((43, 47),), content, 0.9, "direct", ("apologises", "promises"), parts=parts)


def test_each_part_is_a_statement_of_the_same_speaker_with_its_own_words(waterways: KnownGraph) -> None:
    document = Document.of_bytes("a.txt", TEXT.encode())
    resolved = resolve(document, [whole()], SourceFacts("a", document.digest, "2016-05-20"), waterways)
    assert [one.speaker for one in resolved.said] == ["dev-kapoor", "dev-kapoor"]
    assert [one.finding.acts for one in resolved.said] == [("apologises",), ("promises",)]
    turtle = findings_turtle(document, resolved, BASE)
    assert 'kg:quotation "We are sorry."@en' in turtle
    assert 'kg:quotation "We will pay."@en' in turtle
    assert turtle.count("kg:wording kg:direct") == 2


def test_a_decision_on_the_whole_is_one_on_its_parts(waterways: KnownGraph) -> None:
    document = Document.of_bytes("a.txt", TEXT.encode())
    resolved = resolve(document, [whole()], SourceFacts("a", document.digest, "2016-05-20"), waterways)
    decided = f"s-{document.digest[:8]}-{FIRST}-{TEXT.index('”')}"
    assert findings_turtle(document, resolved, BASE, [decided]) == ""
