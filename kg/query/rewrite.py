"""Binding parameters for servers: terms put in the place of variables, by token and never by text."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.query.scopes import Occurrence, Scope, find_variables

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

# Where a variable is a value; elsewhere its name is what counts, and a BIND gives it the value.
_VALUE_PLACES = frozenset(("body", "template", "expression"))


def bind_terms(text: str, bindings: "Mapping[str, NamedNode | Literal]") -> str:
    """Return a query in which variables have been given values, for engines that cannot bind.

    Each variable in a pattern, a filter or an expression becomes the term as the engine's own serialiser writes it.
    Where its name matters (projection, GROUP BY, ORDER BY) it stays, and ``BIND(term AS ?name)`` closes the pattern.

    Args:
        text: SPARQL 1.1.
        bindings: terms by variable name, without the question mark; names that do not occur are passed over.

    Raises:
        QueryError: a bound variable stands in VALUES or after AS, where no term can stand.

    >>> from pyoxigraph import Literal
    >>> bind_terms("SELECT ?_n ?s { ?s ?p ?_n } # ?_n", {"_n": Literal("a")})
    'SELECT ?_n ?s { ?s ?p "a"  BIND("a" AS ?_n) } # ?_n'
    """
    edits: list[tuple[int, int, str]] = []
    named: dict[tuple[Scope, str], str] = {}
    layout = find_variables(text)
    for found in layout.occurrences:
        if found.name not in bindings:
            continue
        term = str(bindings[found.name])
        if found.place in ("values", "target"):
            raise QueryError(f"?{found.name} is a parameter and cannot stand {_PLACES[found.place]}", _REMEDY)
        if found.place in _VALUE_PLACES or _is_described(found):
            edits.append((found.token.start, found.token.end, term))
        else:
            own = _own_name(found)
            named[found.scope, found.name] = own
            edits.append((found.token.start, found.token.end, f"?{own}"))
    # SELECT * shows bound variables too, as the engine does that binds by itself.
    named.update({(scope, name): name for scope in layout.scopes[:1] if scope.has_star for name in bindings})
    for (scope, name), own in named.items():
        if scope.body_end is not None:
            edits.append((scope.body_end, scope.body_end, f" BIND({bindings[name]} AS ?{own}) "))
    return _apply(text, edits)


_PLACES = {"values": "in the variables of VALUES", "target": "after AS"}
_REMEDY = "Use a variable of its own, and compare: FILTER(?x = ?_parameter)."


def _is_described(found: Occurrence) -> bool:
    return found.scope.form == "DESCRIBE" and found.place == "head"


def _own_name(found: Occurrence) -> str:
    # A sub-select that projects the parameter would make its name taken in the pattern around it.
    return found.name if found.scope.number == 0 else f"{found.name}_in{found.scope.number}"


def _apply(text: str, edits: list[tuple[int, int, str]]) -> str:
    pieces, place = [], 0
    for start, end, piece in sorted(edits):
        pieces += [text[place:start], piece]
        place = end
    return "".join(pieces) + text[place:]
