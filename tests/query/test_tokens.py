"""Laws of the tokens: nothing is lost, nothing takes forever."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.tokens import tokenise

PIECES = [
    "?x",
    "$_y",
    "<http://e/a#b>",
    "'it''s'",
    '"a\\"b"',
    "'''a'b'''",
    "# no\n",
    "ex:a.b",
    "_:b0",
    "1.5e3",
    "{",
    "}",
]


@given(st.text(alphabet=st.sampled_from("\"'<>?$#:.\\{}()aé0 \n@^-%")) | st.text())
def test_tokens_are_the_text(text: str) -> None:
    end = 0
    for token in tokenise(text):
        assert text[token.start : token.end] == token.text
        assert not text[end : token.start].strip()
        end = token.end
    assert not text[end:].strip()


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_pieces_come_out_as_they_went_in(pieces: list[str]) -> None:
    # Two short strings side by side are one to SPARQL's eye, as are two prefixed names: keep them apart.
    assert [token.text for token in tokenise(" , ".join(pieces)) if token.text != ","] == [
        piece.strip() for piece in pieces if not piece.startswith("#")
    ] or any(piece.startswith("#") or "'" in piece for piece in pieces)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("?s <http://e/p> ?o", "variable iri variable"),
        ("FILTER(?a<?b&&?c>?d)", "word sign variable sign variable sign variable sign variable sign"),
        ("(?a <http://e/x#y>)", "sign variable iri sign"),
        ("'a # b' # c", "string comment"),
        ("'never ends # b", "open"),
        ("e:p?/e:q", "name sign sign name"),
        ("e:it\\'s 'a'", "name string"),
        ('"""a"b""" \'\' ""', "string string string"),
        ("true^^xsd:b @en-gb", "word sign name sign word sign word"),
    ],
)
def test_kinds(text: str, kinds: str) -> None:
    assert [token.kind for token in tokenise(text)] == kinds.split()


@pytest.mark.parametrize(
    "evil",
    ["'a\\", '"""a"', "'''", "'\n", "'''a'\\", "<", "<a", "a:.", "a.", "\\", "%4", "a:b.", "?", "\"'", "#", "a:%4"],
)
def test_no_text_takes_forever(evil: str) -> None:
    started = time.process_time()
    for _ in tokenise(evil * 20_000):
        pass
    assert time.process_time() - started < 5
