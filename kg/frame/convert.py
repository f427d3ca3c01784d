"""From the engine's results to rdflib's."""

from typing import Any

import pyoxigraph as ox
from oxrdflib._converter import from_ox
from rdflib import Graph
from rdflib.query import Result
from rdflib.term import Identifier

from kg.errors import QueryError
from kg.frame.rows import to_variables


def to_result(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Result:
    """Turn what the engine answers into rdflib's result, read to the end."""
    if isinstance(found, ox.QueryBoolean):
        result = Result("ASK")
        result.askAnswer = bool(found)
    elif isinstance(found, ox.QuerySolutions):
        result = Result("SELECT")
        result.vars = to_variables(variable.value for variable in found.variables)
        names = result.vars
        result.bindings = [
            {name: _term(term) for name, term in zip(names, row, strict=True) if term is not None} for row in found
        ]
    else:
        result = Result("CONSTRUCT")
        result.graph = Graph()
        for triple in found:
            result.graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    return result


def _term(term: Any) -> Identifier:
    # The graph is RDF 1.1: no triple stands where a term does.
    found = from_ox(term)
    assert isinstance(found, Identifier)
    return found


def query_error(error: Exception) -> QueryError:
    """Say that the engine refuses a query."""
    return QueryError(f"the engine refuses the query: {error}", "See https://www.w3.org/TR/sparql11-query/.")
