"""Reading the validation report of pySHACL into findings."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.namespaces import PREFIXES, shrink
from kg.store.validate_types import VIOLATION, WARNING, Finding, split_advice

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SH = PREFIXES["sh"]
_COMPARISONS = ("LessThanConstraintComponent", "LessThanOrEqualsConstraintComponent")
# Components that a value fails if no file defines it.
_EXISTENCE = ("ClassConstraintComponent", "OrConstraintComponent")
# Components that have no value to show say what they counted.
_COUNTS = {"MinCountConstraintComponent": "none", "MaxCountConstraintComponent": "several"}
_SHOWN_WIDTH = 60


@dataclass(frozen=True)
class Validated:
    """What was validated: ``unfit`` are subjects whose comparisons say nothing, ``base`` is what ``id:`` stands for."""

    data: "Graph"
    shapes: "Graph"
    unfit: set["Node"]
    base: str


def read_results(report: "Graph", validated: Validated) -> Iterator[Finding]:
    """Yield a finding for each result of a validation report.

    Args:
        report: of pySHACL; results inside the details of others are left out.
        validated: what the report is about.
    """
    from rdflib import RDF

    nested = set(report.objects(None, iri(f"{_SH}detail")))
    for node in report.subjects(RDF.type, iri(f"{_SH}ValidationResult")):
        if node not in nested:
            result = _Result(report, node, validated)
            if not result.is_echo:
                yield result.finding()


class _Result:
    """One result of a report."""

    def __init__(self, report: "Graph", node: "Node", validated: Validated) -> None:
        def get(name: str) -> "Node | None":
            return report.value(node, iri(_SH + name))

        self.validated = validated
        self.focus = get("focusNode")
        self.path = get("resultPath")
        self.message = str(get("resultMessage") or "A constraint is not met.")
        self.severity = WARNING if str(get("resultSeverity")) in (f"{_SH}Warning", f"{_SH}Info") else VIOLATION
        self.shape = get("sourceShape")
        self.component = str(get("sourceConstraintComponent")).removeprefix(_SH)
        # A shape of a whole node names its focus node as the value, which says nothing new.
        value = get("value")
        self.value = None if value == self.focus else value

    @property
    def is_echo(self) -> bool:
        """Say whether this compares something that another result calls unreal."""
        return self.component in _COMPARISONS and self.focus in self.validated.unfit

    def finding(self) -> Finding:
        """Say it in words."""
        wrong, remedy = split_advice(self.message)
        shown = self._shown()
        return Finding(
            str(self.focus) if is_iri(self.focus) else "",
            wrong + (f" (here: {shown})" if shown else ""),
            remedy,
            self._shape_name(),
            self.severity,
            path=str(self.path) if is_iri(self.path) else "",
            value="" if self.value is None else str(self.value),
        )

    def _shown(self) -> str:
        if self.value is None:
            return _COUNTS.get(self.component, "")
        text = str(self.value)
        if not is_iri(self.value):
            return f'"{text if len(text) <= _SHOWN_WIDTH else text[:_SHOWN_WIDTH] + "..."}"'
        is_lost = self.component in _EXISTENCE and (self.value, None, None) not in self.validated.data
        return shrink(text, self.validated.base) + (", which is defined nowhere" if is_lost else "")

    def _shape_name(self) -> str:
        shape = self.shape
        if shape is not None and not is_iri(shape):
            shape = next(self.validated.shapes.subjects(iri(f"{_SH}property"), shape), shape)
        return shrink(str(shape)) if is_iri(shape) else "shapes"


def is_iri(node: "Node | None") -> bool:
    """Say whether a term is an IRI."""
    from rdflib import URIRef

    return isinstance(node, URIRef)


def iri(text: str) -> "Node":
    """Return an IRI as a term of rdflib."""
    from rdflib import URIRef

    return URIRef(text)
