"""Whom acts are aimed at, in articles of our own invention: by name, pronoun and post."""

from kg.find import Finder
from kg.read import read_data
from kg.resolve import KnownGraph, SourceFacts, resolve

TEXT = """Lock inquiry hears of leaks

Oswin Tarrel, the chief executive of the Lock Agency, faced anger in Marrowby on Monday.

Petra Quill, the union's national officer, accused the agency's chief executive, Oswin Tarrel, of hiding the report.

Dame Isolde Farrant, the chair of the water committee, defended him. "There is no evidence that he read it," she said.

Gwenda Blore, the Labour MP for Marrowby, urged the canals minister to resign.

The canals minister, Lucan Hythe, said Mr Tarrel had misled the inquiry.

Bram Stokely, the mayor of Marrowby, said he had failed the town.
"""


def test_whom_acts_are_aimed_at(finder: Finder, waterways: KnownGraph) -> None:
    document = read_data("locks.txt", TEXT.encode())
    facts = SourceFacts("locks", document.digest, "2019-04-02")
    resolved = resolve(document, finder.find(document), facts, waterways)
    names = {agent.id: agent.label for agent in resolved.agents}
    aims = {
        (names[one.speaker], names[target])
        for one in resolved.said
        for target in one.towards
        if one.speaker in names and target in names
    }
    assert aims == {
        ("Petra Quill", "Oswin Tarrel"),
        ("Isolde Farrant", "Oswin Tarrel"),
        ("Gwenda Blore", "Lucan Hythe"),
        ("Lucan Hythe", "Oswin Tarrel"),
    }
