"""Results as a notebook shows them: plain Python values, and tables in which nothing from the data is markup."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from html import escape
from typing import Any, Generic, TypeVar

from rdflib.query import Result
from rdflib.term import Identifier, Literal, URIRef, Variable

from kg.model import Entity

T = TypeVar("T")
# A notebook page with more rows than this is slow to scroll and read by nobody.
_SHOWN = 100
# What a table shows of each kind; everything else is in the things themselves and in ``to_dicts``.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "Entity": ("label", "iri"),
    "Figure": ("value", "bound", "unit", "label", "asserted_by", "about", "period", "source_id"),
    "Report": ("outlet", "published_on", "wording", "quotation", "attributed_as", "spans", "origin"),
    "Statement": ("said_on", "speaker", "post", "acts", "polarity", "towards", "about", "gist"),
    "Tenure": ("post", "holder", "start", "end", "ongoing_as_of", "acting"),
}


class RecordRows(Result):
    """The rows of a query, as rdflib has them, and as plain values.

    ``list(rows)`` gives rdflib's rows, ``rows.to_dicts()`` plain Python; ``pandas.DataFrame(rows.to_dicts())`` works.
    """

    def __init__(self, result: Result) -> None:
        """Take over the result of a query."""
        super().__init__(result.type)
        self.vars = result.vars
        if result.type == "SELECT":
            self.bindings = list(result.bindings)
        self.askAnswer = result.askAnswer
        self.graph = result.graph

    @property
    def columns(self) -> list[str]:
        """Return the names of the columns."""
        return [str(variable) for variable in self.vars or ()]

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return a dictionary per row: IRIs as text, literals as Python values, None where nothing is bound."""
        names = list(self.vars or ())
        return [{str(name): _plain(row.get(name)) for name in names} for row in self.bindings or ()]

    def _repr_html_(self) -> str:
        if self.type == "ASK":
            return f"<p>{'yes' if self.askAnswer else 'no'}</p>"
        if self.type != "SELECT":
            return f"<p>{len(self.graph or ())} triples</p>"
        # The parameters of a catalogue query are the same in every row.
        names = [name for name in self.vars or () if not name.startswith("_")]
        rows = ([_shown(row.get(name)) for name in names] for row in self.bindings[:_SHOWN])
        return html_table(names, rows, len(self.bindings))


class Listing(list[T], Generic[T]):
    """A list of things of the record that a notebook shows as a table."""

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return a dictionary per thing; entities by their label, nested things as dictionaries."""
        return [_as_dict(item) for item in self]

    def _repr_html_(self) -> str:
        rows = [_as_dict(item) for item in self[:_SHOWN]]
        chosen = _COLUMNS.get(type(self[0]).__name__) if self else ()
        columns = chosen if chosen is not None else tuple(rows[0])
        return html_table(columns, ([_cell(row[name]) for name in columns] for row in rows), len(self))


def html_table(columns: Sequence[str], rows: Iterable[Sequence[str]], count: int) -> str:
    """Return a table in HTML with everything escaped.

    Args:
        columns: headings.
        rows: cells as text.
        count: of all rows, should only some be shown.

    >>> html_table(["a"], [["<b>"]], 1)
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    more = f"<p>{count} rows; the first {_SHOWN} are shown.</p>" if count > _SHOWN else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def to_term(value: Any) -> Identifier:
    """Turn a Python value into a term: an entity into its IRI, text into a literal, terms stay."""
    if isinstance(value, Identifier):
        return value
    return URIRef(value.iri) if isinstance(value, Entity) else Literal(value)


def to_variables(names: Iterable[str]) -> list[Variable]:
    """Return rdflib's variables of these names."""
    return [Variable(name) for name in names]


def _plain(term: Identifier | None) -> Any:
    if isinstance(term, Literal):
        value = term.toPython()
        # What rdflib has no Python type for, such as a span, stays text.
        return str(value) if isinstance(value, Literal) else value
    return None if term is None else str(term)


def _shown(term: Identifier | None) -> str:
    return "" if term is None else str(term)


def _as_dict(item: Any) -> dict[str, Any]:
    if isinstance(item, Entity):
        return {"iri": item.iri, "label": item.label}
    if is_dataclass(item):
        return {field.name: _value(getattr(item, field.name)) for field in fields(item)}
    return {"value": item}


def _value(value: Any) -> Any:
    if isinstance(value, Entity):
        return value.label
    if isinstance(value, tuple):
        return tuple(_value(each) for each in value)
    return _as_dict(value) if is_dataclass(value) else value


def _cell(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("id", ""))
    if isinstance(value, tuple):
        is_span = len(value) == 2 and all(isinstance(each, int) for each in value)
        return "-".join(map(str, value)) if is_span else "; ".join(_cell(each) for each in value)
    return "" if value is None else str(value)
