"""The words of a SPARQL text, as far as telling names, strings, IRIs and comments apart needs."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Two guards against quadratic time: a prefix is taken up to 81 characters ("a.a.a.a..."), and a string that never
# ends takes all the rest ("'a\\'a\\'a..."): no query with one can be valid.
_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>\"{3}(?:(?!\"{3})[^\\]|\\.)*\"{3}|'{3}(?:(?!'{3})[^\\]|\\.)*'{3}
                |"(?!"")(?:[^"\\\r\n]|\\.)*"|'(?!'')(?:[^'\\\r\n]|\\.)*')
    | (?P<open>["'].*)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<variable>[?$][\w\u00b7\u0300-\u036f\u203f\u2040]+)
    | (?P<name>(?:[^\W\d](?:[\w.\-]{0,80}[\w\-])?)?:
                (?:(?:[\w:\-.]|%[0-9A-Fa-f]{2}|\\[^\s\w])*(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\[^\s\w]))?)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<sign>\^\^|&&|\|\||[<>!]=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
# After one of these, inside parentheses, "<" is far more often "less than" than the start of an IRI.
_OPERAND_KINDS = frozenset(("string", "iri", "variable", "name", "number"))
_LIKELY_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:[^'()?$]*>")


class Token(NamedTuple):
    """A piece of text: ``text == source[start:end]``.

    ``kind`` is comment, string, open (a string that never ends), iri, variable, name (prefixed), number, word (keyword
    or function) or sign.
    ``is_doubtful`` marks a "<" that may open an IRI or mean "less than": only a full parser can tell.
    """

    kind: str
    text: str
    start: int
    end: int
    is_doubtful: bool = False

    @property
    def word(self) -> str:
        """Return a keyword in upper case, and nothing for any other kind."""
        return self.text.upper() if self.kind == "word" else ""


def tokenise(text: str) -> Iterator[Token]:
    """Split a SPARQL text into tokens, comments included, spaces left out.

    Args:
        text: any text; what is no SPARQL comes out as signs, never as an error.

    >>> [(token.kind, token.text) for token in tokenise("?s kg:act 'a # b' # c")]
    [('variable', '?s'), ('name', 'kg:act'), ('string', "'a # b'"), ('comment', '# c')]
    """
    place, brackets, after_operand = 0, "", False
    while place < len(text):
        match = _TOKEN.match(text, place)
        assert match is not None  # the last branch takes any character
        kind, piece = match.lastgroup or "", match[0]
        is_doubtful = kind == "iri" and after_operand and brackets.endswith("(")
        if is_doubtful and not _LIKELY_IRI.fullmatch(piece):
            kind, piece = "sign", "<"
        # Without a "#" both readings go on alike after the ">".
        is_doubtful &= kind == "sign" or "#" in piece
        if kind != "space":
            yield Token(kind, piece, place, place + len(piece), is_doubtful)
        if piece in ("(", "{"):
            brackets += piece
        elif piece in (")", "}"):
            brackets = brackets[:-1]
        if kind not in ("space", "comment"):
            after_operand = kind in _OPERAND_KINDS or piece == ")"
        place += len(piece)
