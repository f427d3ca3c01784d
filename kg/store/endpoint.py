"""A SPARQL 1.1 server in place of the embedded store: the same calls, the same results."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.errors import QueryTimeoutError, StoreError
from kg.store.server import Response, Server

if TYPE_CHECKING:
    from kg.store.graph import Results, Term
    from kg.store.scope import Scope

_TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
_GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
}
_ACCEPTED = {
    True: "application/sparql-results+json, application/sparql-results+xml;q=0.8",
    False: "application/n-triples, text/turtle;q=0.8",
}
# Virtuoso writes booleans as 1 and 0, and blank nodes as addresses. Quotation marks inside a JSON string are escaped,
# so these patterns fit nothing else.
_BOOLEAN = re.compile(rb'(#boolean",\s*"value":\s*)"([01])"')
_BLANK = re.compile(rb'("type":\s*"bnode",\s*"value":\s*"|<bnode>)nodeID://')
_ADDRESS = "Is it the address for queries? See store in [graph] of kg.toml."
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class EndpointEngine:
    """Answers queries by the SPARQL 1.1 protocol."""

    def __init__(self, url: str, scope: "Scope", server: Server | None = None) -> None:
        """Prepare; nothing is sent yet.

        Args:
            url: the address for queries.
            scope: how the server is told which graphs to read.
            server: who sends; None makes one with the credentials of the environment.
        """
        extra = urlencode(scope.address)
        self.url = url + ("&" if "?" in url else "?") * bool(extra) + extra
        self.scope = scope
        self.server = server or Server()

    def query(self, text: str, bindings: "Mapping[str, Term] | None" = None) -> "Results":
        """Run a query with variables replaced by terms.

        Raises:
            QueryError: the server refuses the query.
            QueryTimeoutError: the server did not answer, or did not finish, in time.
            StoreError: the server cannot be reached, or answers with something else than results.
        """
        from kg.query.rewrite import bind_terms

        whole = bind_terms(text, dict(bindings)) if bindings else text  # type: ignore[arg-type]
        form = [("query", whole), *self.scope.form]
        kind = _query_form(whole)
        headers = {
            "Accept": _ACCEPTED[kind in ("SELECT", "ASK")],
            "Content-Type": "application/x-www-form-urlencoded",
        }
        found = self._read(self.server.send("POST", self.url, urlencode(form).encode(), headers))
        if kind == "SELECT":
            self._check_columns(whole, found)
        return _as_boolean(found) if kind == "ASK" and isinstance(found, ox.QuerySolutions) else found

    def close(self) -> None:
        """Do nothing: each request has a connection of its own."""

    def _check_columns(self, text: str, found: "Results") -> None:
        # A cache or a mock-up may answer in the right form to another question.
        from kg.query.tokens import tokenise

        known = {token.text[1:] for token in tokenise(text) if token.kind == "variable"}
        if not isinstance(found, ox.QuerySolutions) or any(one.value not in known for one in found.variables):
            raise StoreError(f"{self.url} answers something else than it was asked", _ADDRESS)

    def _read(self, answer: Response) -> "Results":
        limit = answer.headers.get("X-SPARQL-MaxRows")
        if limit is not None:
            raise StoreError(
                f"{self.url} gives no more than {limit} rows, and there may be more",
                "Ask for less (LIMIT), or raise ResultSetMaxRows in the server's settings.",
            )
        body = _BLANK.sub(rb"\1", answer.body)
        body = _BOOLEAN.sub(lambda found: found[1] + (b'"true"' if found[2] == b"1" else b'"false"'), body)
        try:
            if answer.kind in _TABLES:
                if not body.rstrip().endswith((b"}", b">")):
                    # Broken off: no need to read millions of rows to find out.
                    raise SyntaxError("unexpected end")
                return _read_table(body, _TABLES[answer.kind])
            if answer.kind in _GRAPHS:
                store = ox.Store()
                store.bulk_load(body, _GRAPHS[answer.kind])
                return store.query(_ALL)
        except SyntaxError as error:
            raise self._broken(answer, error) from None
        raise StoreError(f"{self.url} answers with {answer.kind}, not with results of a query: {answer.text}", _ADDRESS)

    def _broken(self, answer: Response, error: SyntaxError) -> StoreError | QueryTimeoutError:
        # Oxigraph has sent status 200 when its time is up, so the reason stands at the end of the half-written results.
        end = answer.body[-200:].decode("utf-8", "replace")
        if "cancelled" in end or "timeout" in end.lower() or "timed out" in end.lower():
            return QueryTimeoutError(
                f"{self.url} ran into its time limit", "Ask for less, or raise the server's limit."
            )
        told = " ".join(end[-80:].split())
        return StoreError(f"{self.url} broke off its results: {error.args[0]}; they end with: {told}", "Ask again.")


def _read_table(body: bytes, form: ox.QueryResultsFormat) -> "ox.QuerySolutions | ox.QueryBoolean":
    # Read once to the end, so that a break is noticed here and not in the middle of somebody's loop.
    rows = ox.parse_query_results(body, form)
    if isinstance(rows, ox.QuerySolutions):
        for _ in rows:
            pass
    return ox.parse_query_results(body, form)


def _as_boolean(rows: ox.QuerySolutions) -> "Results":
    # Virtuoso answers an ASK that begins with prefixes by a table: a 1 for yes, no row for no.
    is_true = any(term is not None and getattr(term, "value", "") in ("1", "true") for row in rows for term in row)
    body = b'{"head":{},"boolean":true}' if is_true else b'{"head":{},"boolean":false}'
    return ox.parse_query_results(body, ox.QueryResultsFormat.JSON)


def _query_form(text: str) -> str:
    from kg.query.scopes import FORMS
    from kg.query.tokens import tokenise

    return next((token.word for token in tokenise(text) if token.word in FORMS), "SELECT")
