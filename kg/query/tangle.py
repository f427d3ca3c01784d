"""Whether a query is so tangled that the engine would die of it, or plan for minutes before any clock is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.query.tokens import Token

# The engine's parser recurses: between 1,000 and 3,000 levels, clauses in a row, or names after DESCRIBE overflow its
# stack and take the process with it.
DEEPEST = 200
MOST_STEPS = 1000
MOST_OUTSIDE = 1000
# The engine orders the patterns of a group in time that grows with their fourth power: 100 take a second, 200 fifteen,
# and neither a time limit nor Ctrl-C is heard meanwhile. The largest query of the catalogue has 81 in all its groups.
MOST_JOINED = 100
MOST_PATTERNS = 300

_STEPS = frozenset("BIND FILTER MINUS UNION OPTIONAL EXISTS GRAPH LATERAL ! || && + - * / | ^".split())
# A group after one of these is planned by itself; any other is joined with what stands around it.
_PARTS = frozenset("OPTIONAL MINUS EXISTS UNION".split())
_OPERANDS = frozenset(("string", "iri", "variable", "name", "number"))
_CLOSING = {"{": "}", "(": ")", "[": "]"}


@dataclass
class _Bracket:
    """An open bracket; ``joined`` counts the patterns that the engine will order together."""

    sign: str
    is_part: bool
    is_table: bool
    joined: int = 0


def find_tangle(tokens: Sequence[Token]) -> str:
    """Say what there is too much of in a query; nothing where there is not.

    Args:
        tokens: of the query, without comments.

    >>> from kg.query.tokens import tokenise
    >>> find_tangle(list(tokenise("ASK {" + "{" * 300 + "}" * 300 + "}")))
    'brackets deeper than 200'
    """
    if sum((token.word or token.text) in _STEPS for token in tokens) > MOST_STEPS:
        return f"more than {MOST_STEPS} clauses and operators"
    count = _Count()
    for token, follower in zip(tokens, [*tokens[1:], None], strict=True):
        problem = count.take(token, follower)
        if problem:
            return problem
    return ""


class _Count:
    """What was counted so far."""

    def __init__(self) -> None:
        self.open: list[_Bracket] = []
        self.outside = self.patterns = 0
        self.former: Token | None = None
        # GRAPH or VALUES, until the group opens that it stands before.
        self.heading = ""

    def take(self, token: Token, follower: Token | None) -> str:
        """Count a token; say what there is too much of."""
        if token.word in ("GRAPH", "VALUES"):
            self.heading = token.word
        sign = token.text if token.kind == "sign" else ""
        if sign in _CLOSING:
            self._begin(sign, follower)
        elif self.open and sign == _CLOSING[self.open[-1].sign]:
            self._end()
        elif not any(bracket.sign == "{" for bracket in self.open):
            self.outside += 1
        elif self._is_pattern(token, sign):
            self._add(1)
        self.former = token
        return self._problem()

    def _begin(self, sign: str, follower: Token | None) -> None:
        is_own = (self.former is not None and self.former.word in _PARTS) or self.heading == "GRAPH"
        is_own = is_own or (follower is not None and follower.word == "SELECT")
        is_table = self.heading == "VALUES" or (bool(self.open) and self.open[-1].is_table)
        self.open.append(_Bracket(sign, is_own and sign == "{", is_table))
        if sign == "{":
            self.heading = ""
        # A group, and a node in brackets, are as much as a pattern even where nothing in them is.
        if sign != "(" and len(self.open) > 1:
            self._add(1)

    def _end(self) -> None:
        closed = self.open.pop()
        if self.open and not closed.is_part:
            self.open[-1].joined += closed.joined

    def _is_pattern(self, token: Token, sign: str) -> bool:
        bracket = self.open[-1]
        if bracket.is_table:
            return False
        if bracket.sign != "(":
            return sign in (".", ";", ",", "/")
        # A list of nodes: in an expression no operand follows another.
        is_listed = token.kind in _OPERANDS and self.former is not None and self.former.kind in _OPERANDS
        return is_listed or sign == "/"

    def _add(self, number: int) -> None:
        self.open[-1].joined += number
        self.patterns += number

    def _problem(self) -> str:
        if len(self.open) > DEEPEST:
            return f"brackets deeper than {DEEPEST}"
        if self.outside > MOST_OUTSIDE:
            return f"more than {MOST_OUTSIDE} words outside its braces"
        if self.patterns > MOST_PATTERNS or (self.open and self.open[-1].joined > MOST_JOINED):
            return f"more than {MOST_JOINED} patterns joined, or {MOST_PATTERNS} in all"
        return ""
