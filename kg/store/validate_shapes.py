"""Validating a graph against the SHACL shapes of its ontology, with pySHACL."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.namespaces import PREFIXES, shrink
from kg.store.validate_files import ReadFiles
from kg.store.validate_results import Validated, iri, read_results
from kg.store.validate_types import Finding

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SH = PREFIXES["sh"]
_SHAPE_KINDS = (f"{_SH}NodeShape", f"{_SH}PropertyShape")
# Constraints that run queries or scripts: a shape file must not be able to fetch or execute anything.
_NOT_CORE = {f"{_SH}{name}" for name in ("sparql", "js", "rule", "target", "select", "ask", "construct", "validator")}
_DEPTH = 30


def run_shapes(read: ReadFiles) -> tuple[int, list[Finding]]:
    """Validate what the files say against the shapes among them.

    Returns:
        The number of shapes, and what they found.
    """
    import pyshacl
    from pyshacl.errors import ReportableRuntimeError

    with _quiet():
        data, shapes, refused = _graphs(read)
        count = sum(1 for kind in _SHAPE_KINDS for _ in shapes.subjects(iri(f"{PREFIXES['rdf']}type"), iri(kind)))
        unfit = _spare_comparisons(data, shapes)
        try:
            _, report, text = pyshacl.validate(
                data, shacl_graph=shapes, inference="none", inplace=True, max_validation_depth=_DEPTH
            )
        except (ReportableRuntimeError, ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
            # A shape of the user's own may be wrong in ways that pySHACL does not foresee; the checks still run.
            return count, [*refused, _unusable(f"{type(error).__name__}: {error}")]
        if not hasattr(report, "subjects"):
            return count, [*refused, _unusable(text)]
        validated = Validated(data, shapes, unfit, read.base)
        return count, [*refused, *read_results(report, validated)]


def _unusable(reason: str) -> Finding:
    return Finding("", f"The shapes cannot be used: {reason}", _MEND, "shapes")


_MEND = "Mend the shape in ontology/; see https://www.w3.org/TR/shacl/"


def _graphs(read: ReadFiles) -> tuple["Graph", "Graph", list[Finding]]:
    from rdflib import Graph

    data, shapes = Graph(), Graph()
    refused: list[Finding] = []
    for number, (path, triples) in enumerate(read.by_file.items()):
        for triple in triples:
            terms = (_term(triple.subject, number), _term(triple.predicate, number), _term(triple.object, number))
            data.add(terms)
            if not read.is_ontology[path]:
                continue
            if triple.predicate.value in _NOT_CORE:
                refused.append(_refusal(triple))
            else:
                shapes.add(terms)
    return data, shapes, refused


def _spare_comparisons(data: "Graph", shapes: "Graph") -> set["Node"]:
    """Turn literals into strings that pySHACL would compare with others and fail with a TypeError.

    Those are literals that are no value of their datatype, such as 2006-02-30, and those of another datatype than
    the shapes ask of a property that they compare. As strings they still break the same rules of their shape.

    Returns:
        The subjects concerned; what a comparison finds of them is only an echo.
    """
    from rdflib import Literal

    wanted = _compared_datatypes(shapes)
    unfit: set[Node] = set()
    for subject, predicate, value in list(data):
        if not isinstance(value, Literal) or value.datatype is None or value.language:
            continue
        is_other = predicate in wanted and value.datatype not in wanted[predicate]
        if value.ill_typed or is_other:
            data.remove((subject, predicate, value))
            data.add((subject, predicate, Literal(str(value))))
            unfit.add(subject)
    return unfit


def _compared_datatypes(shapes: "Graph") -> dict["Node", set["Node"]]:
    path, datatype = iri(f"{_SH}path"), iri(f"{_SH}datatype")
    compared: set[Node] = set()
    for name in ("lessThan", "lessThanOrEquals", "equals"):
        for shape, other in shapes.subject_objects(iri(_SH + name)):
            compared.update((other, *shapes.objects(shape, path)))
    found: dict[Node, set[Node]] = {predicate: set() for predicate in compared}
    for shape, predicate in shapes.subject_objects(path):
        if predicate in found:
            found[predicate].update(shapes.objects(shape, datatype))
    return {predicate: kinds for predicate, kinds in found.items() if kinds}


def _refusal(triple: ox.Triple) -> Finding:
    subject = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""
    name = shrink(triple.predicate.value)
    return Finding(subject, f"{name} is not of SHACL core and is not run", _USE_CHECKS, "shapes")


_USE_CHECKS = "Write it with core constraints, or as a query in queries/checks/."


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, file: int) -> "Node":
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(f"f{file}{term.value}")
    if isinstance(term, ox.Literal):
        # Not normalised: a pattern must see 2006-02-30 or +5 as they are written.
        kind = None if term.language else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=kind, normalize=False)
    raise TypeError(f"{term} is no term of RDF 1.1")


@contextmanager
def _quiet() -> Iterator[None]:
    # rdflib logs a traceback for every literal that is no value of its type; each of these becomes a fault anyway.
    loggers = [logging.getLogger(name) for name in ("rdflib", "rdflib.term", "pyshacl-validate")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
