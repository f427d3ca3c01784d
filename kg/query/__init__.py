"""The catalogue of query files: read headers, resolve arguments, bind, run."""

from kg.query.arguments import resolve_arguments, resolve_value
from kg.query.catalogue import Catalogue, load_catalogue, open_catalogue, read_query, write_cache
from kg.query.definition import Param, Query
from kg.query.run import Rows, run

__all__ = [
    "Catalogue",
    "Param",
    "Query",
    "Rows",
    "load_catalogue",
    "open_catalogue",
    "read_query",
    "resolve_arguments",
    "resolve_value",
    "run",
    "write_cache",
]
