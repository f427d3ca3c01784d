"""Rows as RDF: what is written, another library reads back."""

import io
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.plugins.sparql.results.rdfresults import RDFResult

from kg.query.run import Rows
from kg.show.rows import write_rows

QUERY = (
    'SELECT ?s ?o WHERE { VALUES (?s ?o) { (<http://example.org/a> "x \\"y\\""@en) (<http://example.org/b> UNDEF) } }'
)


def test_rows_are_a_result_set_that_rdflib_reads(tmp_path: Path) -> None:
    result = ox.Store().query(QUERY)
    assert isinstance(result, ox.QuerySolutions)
    stream = io.BytesIO()
    write_rows(Rows(result), "ttl", stream)
    graph = rdflib.Graph().parse(data=stream.getvalue(), format="turtle")
    read = RDFResult(graph)
    assert sorted(map(str, read.vars or [])) == ["o", "s"]
    assert {tuple(sorted((str(k), str(v)) for k, v in row.items())) for row in read.bindings} == {
        (("o", 'x "y"'), ("s", "http://example.org/a")),
        (("s", "http://example.org/b"),),
    }
