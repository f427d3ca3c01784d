"""Where each variable of a SPARQL query stands: in which SELECT, and in its head, its body or behind it."""

from typing import NamedTuple

from kg.query.tokens import Token, tokenise

FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))


class Scope:
    """One SELECT (or ASK, CONSTRUCT, DESCRIBE) of a query, sub-selects included.

    ``number`` is 0 for the query itself; ``body_end`` is the offset of the brace that closes the pattern, None while
    there is none; ``has_star`` says that the projection is ``*``.
    """

    def __init__(self, form: str, number: int, level: int) -> None:
        """Open a scope at a level of braces."""
        self.form, self.number, self.level = form, number, level
        self.part = "head"
        self.body_end: int | None = None
        self.has_star = False


class Occurrence(NamedTuple):
    """A variable at a place.

    ``place`` is *head* (projected), *tail* (in GROUP BY or ORDER BY), *expression* (in parentheses in either),
    *body*, *template*, *values* (a VALUES list of variables) or *target* (after AS). ``pattern`` says that it stands
    in a triple pattern, not inside parentheses. ``before`` are the two tokens before it, in upper case.
    """

    name: str
    token: Token
    scope: Scope
    place: str
    before: tuple[str, str]
    in_pattern: bool


class Layout(NamedTuple):
    """The scopes of a query, the query itself first, and every variable in the order of the text."""

    scopes: list[Scope]
    occurrences: list[Occurrence]


def find_variables(text: str) -> Layout:
    """Find every variable of a query with the place it stands in.

    Args:
        text: SPARQL 1.1; of a text that is none, what could be told apart.

    >>> layout = find_variables("SELECT ?a (STR(?b) AS ?c) { ?a ?p ?b } ORDER BY ?a")
    >>> [(found.name, found.place) for found in layout.occurrences]
    [('a', 'head'), ('b', 'expression'), ('c', 'target'), ('a', 'body'), ('p', 'body'), ('b', 'body'), ('a', 'tail')]
    """
    reader = _Reader()
    for token in tokenise(text):
        if token.kind != "comment":
            reader.read(token)
    return Layout(reader.scopes, reader.occurrences)


class _Reader:
    """Follows braces and parentheses through the tokens."""

    def __init__(self) -> None:
        self.scopes: list[Scope] = []
        self.occurrences: list[Occurrence] = []
        self._open: list[Scope] = []
        self._level = 0
        self._parentheses = [0]  # one count per open brace: an EXISTS { } inside parentheses starts anew
        self._before = ("", "")
        self._values = False

    def read(self, token: Token) -> None:
        """Take the next token that is no comment."""
        if token.word in FORMS and (token.word == "SELECT" or not self._open):
            self.scopes.append(Scope(token.word, len(self.scopes), self._level))
            self._open.append(self.scopes[-1])
        elif token.kind == "variable":
            self._note(token)
        elif token.kind == "sign":
            self._follow(token)
        elif token.word == "VALUES":
            self._values = True
        self._before = (self._before[1], token.word or token.text)

    def _follow(self, token: Token) -> None:
        scope = self._open[-1] if self._open else None
        if token.text == "{":
            if scope and scope.part == "head" and self._level == scope.level:
                is_template = scope.form == "CONSTRUCT" and self._before[1] == "CONSTRUCT"
                scope.part = "template" if is_template else "body"
            self._level += 1
            self._parentheses.append(0)
            self._values = False
        elif token.text == "}":
            self._close(token)
        elif token.text in ("(", ")"):
            self._parentheses[-1] += 1 if token.text == "(" else -1
        elif token.text == "*" and scope and scope.part == "head" and not self._parentheses[-1]:
            scope.has_star = True

    def _close(self, token: Token) -> None:
        self._level -= 1
        if len(self._parentheses) > 1:
            self._parentheses.pop()
        while self._open and self._level < self._open[-1].level:
            self._open.pop()
        scope = self._open[-1] if self._open else None
        if scope and self._level == scope.level:
            if scope.part == "template":
                scope.part = "head"
            elif scope.part == "body":
                scope.part, scope.body_end = "tail", token.start

    def _note(self, token: Token) -> None:
        if not self._open:
            return
        scope, place = self._open[-1], self._open[-1].part
        if self._before[1] == "AS":
            place = "target"
        elif self._values:
            place = "values"
        elif place in ("head", "tail") and self._parentheses[-1]:
            place = "expression"
        in_pattern = place == "body" and not self._parentheses[-1]
        self.occurrences.append(Occurrence(token.text[1:], token, scope, place, self._before, in_pattern))
