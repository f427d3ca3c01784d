"""Whom an act is aimed at, told from its cue or from what is said; a wrong one harms more than none."""

import pytest

from kg.find.targets import object_of, subject_of
from kg.find.words import read_words
from kg.finding import Part


@pytest.mark.parametrize(
    ("text", "cue", "act", "who"),
    [
        ("They accused Ann Smith of neglect.", "accused", "accuses", ["Ann Smith"]),
        ("They called on the government to act.", "called", "calls-for", ["the government"]),
        ("They called on Calder to resign.", "called", "calls-for", ["Calder"]),
        ("They called for Mr Calder to resign.", "called", "calls-for", ["Mr Calder"]),
        ("They called for the council.", "called", "calls-for", []),
        ("She urged the harbour minister to resign.", "urged", "calls-for", ["the harbour minister"]),
        (
            "She accused the agency's chief executive, Sir Hugh Lane, of delay.",
            "accused",
            "accuses",
            ["the agency's chief executive, Sir Hugh Lane"],
        ),
        ("She blamed the Home Office for the delay.", "blamed", "blames", ["the Home Office"]),
        ("She criticised the council's handling of it.", "criticised", "criticises", ["the council"]),
        ("She criticised the council's staff.", "criticised", "criticises", []),
        ("They criticised him.", "criticised", "criticises", ["him"]),
        ("They criticised her record.", "criticised", "criticises", []),
        ("They backed Mr Lane and Ann Roe yesterday.", "backed", "supports", ["Mr Lane", "Ann Roe"]),
        ("They demanded Mr Lane answer to the board.", "demanded", "demands", ["Mr Lane"]),
        ("The agency was criticised by Ann Roe.", "criticised", "criticises", []),
        ("They blamed the delays.", "blamed", "blames", []),
        ("They blamed police cuts.", "blamed", "blames", []),
        ("They told the BBC of it.", "told", "criticises", []),
        ("They said Ann Smith went.", "said", "states", []),
    ],
)
def test_whom_a_cue_has_as_its_object(text: str, cue: str, act: str, who: list[str]) -> None:
    words = read_words(text)
    places = [words.forms.index(cue)]
    assert [text[a:b] for a, b in object_of(words, places, act)] == who


@pytest.mark.parametrize(
    ("content", "act", "who"),
    [
        ("Mr Lane had “misled the House”", "accuses", ["Mr Lane"]),
        ("that the ferry agency had failed its passengers", "criticises", ["the ferry agency"]),
        ("the ferry agency took it seriously", "criticises", []),
        ("the ferry agency was told too late", "criticises", []),
        ("They lied to us", "accuses", []),
        ("Mr Lane and Ann Roe had failed", "criticises", []),
        ("the minister must go", "demands", ["the minister"]),
        ("the minister went", "demands", []),
        ("it was a failure by the Ferry Agency", "blames", ["the Ferry Agency"]),
        ("he had full confidence in Ann Roe and Mr Lane", "supports", ["Ann Roe", "Mr Lane"]),
        ("she did not think Mr Lane should resign", "defends", ["Mr Lane"]),
        ("there should be no calls for Mr Lane's resignation", "withholds-call", ["Mr Lane"]),
        ("Mr Lane had misled the House", "states", []),
    ],
)
def test_whom_the_words_of_a_plain_said_are_aimed_at(content: str, act: str, who: list[str]) -> None:
    part = Part(((0, len(content)),), (act,))
    assert [content[a:b] for a, b in subject_of(content, part)] == who
