"""What a query may not do: change the graph, fetch from elsewhere, or be so tangled that the engine's parser dies."""

import re
from collections.abc import Sequence

from kg.errors import QueryError
from kg.query.scopes import FORMS
from kg.query.tangle import find_tangle
from kg.query.tokens import Token, tokenise

UPDATES = frozenset("INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH".split())
_SERVICE = re.compile(r"service", re.IGNORECASE)
_HARMLESS = frozenset(("comment", "string", "name", "variable", "iri"))


def check_query(text: str, where: str = "the query") -> None:
    """Refuse a query that does more than read this graph.

    Args:
        text: SPARQL as it came from a file or a person.
        where: names the text in the message.

    Raises:
        QueryError: it is empty, an update, calls another service, names graphs to fetch, or is too tangled.

    >>> check_query("SELECT ?s WHERE { ?s ?p ?o }")
    """
    tokens = [token for token in tokenise(text) if token.kind != "comment"]
    _check_form(tokens, where)
    if _SERVICE.search(text) and _may_call_service(tokens):
        raise QueryError(
            f"{where} uses SERVICE, which would send it to another server",
            "Ask the graph at hand only. The word may stand in a string, a comment, a name or an IRI.",
        )
    if any(token.word == "FROM" for token in tokens):
        raise QueryError(
            f"{where} uses FROM: a query reads the union of all graphs of the store, and fetches none",
            "To read one graph, write GRAPH <...> { ... }.",
        )
    tangle = find_tangle(tokens)
    if tangle:
        raise QueryError(
            f"{where} is too tangled: {tangle}",
            "Split it into smaller queries; a long list of values goes into VALUES.",
        )


def _check_form(tokens: Sequence[Token], where: str) -> None:
    for token in tokens:
        if token.word in UPDATES:
            raise QueryError(
                f"{where} is an update ({token.word}): a query only reads",
                "The graph is changed by editing the Turtle files of the workspace; the store follows by itself.",
            )
        if token.word in FORMS:
            return
        # Some servers take pragmas here that make them fetch: only what SPARQL knows may come first.
        if token.word not in ("", "PREFIX", "BASE"):
            break
    raise QueryError(
        f"{where} is no SPARQL query: it does not start with SELECT, ASK, CONSTRUCT or DESCRIBE",
        "See https://www.w3.org/TR/sparql11-query/.",
    )


def _may_call_service(tokens: Sequence[Token]) -> bool:
    # Without a full parser a "<" after an operand may open an IRI or mean "less than", and whoever plays with that can
    # hide a keyword in what looks like an IRI or a string: where there is doubt, the mere word is refused.
    if any(token.is_doubtful or token.kind == "open" for token in tokens):
        return True
    return any(token.kind not in _HARMLESS and _SERVICE.search(token.text) for token in tokens)
