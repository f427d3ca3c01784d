"""What a person typed for a parameter, turned into a term of the graph."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.errors import ParameterError
from kg.namespaces import DATA, ONTOLOGY, PREFIXES
from kg.plain import clip
from kg.query.definition import Param, Query, Vetted

if TYPE_CHECKING:
    from kg.model import Entity
    from kg.query.protocols import NamedStore

XSD = PREFIXES["xsd"]
# Where the concepts of a class live; everything else has its id in the data namespace.
CONCEPTS = {
    "kg:Act": PREFIXES["act"],
    "kg:Decision": PREFIXES["decision"],
    "kg:FailureKind": PREFIXES["kind"],
    "kg:Measure": PREFIXES["measure"],
    "kg:OrganisationKind": PREFIXES["orgkind"],
    "kg:SilenceKind": PREFIXES["silence"],
    **dict.fromkeys(("kg:Bound", "kg:DateBasis", "kg:Origin", "kg:Polarity", "kg:Wording"), ONTOLOGY),
}
# How many of what there is a refusal shows where nothing is near.
_SHOWN = 5
_IS_A = Vetted(f"SELECT ?thing ?class {{ ?thing a/<{PREFIXES['rdfs']}subClassOf>* ?class }}")
_ALL = Vetted("SELECT ?class ?thing { ?thing a ?class }")


def resolve_arguments(query: Query, args: Mapping[str, str], store: "NamedStore") -> dict[str, NamedNode | Literal]:
    """Turn what was typed into terms, ready to be bound.

    Args:
        query: whose parameters are meant.
        args: value by parameter name; an id, a prefixed name, an IRI, a label or an alias for things of the graph.
        store: the graph that knows the things.

    Returns:
        Terms by the name of the variable that they are bound to; a missing optional parameter has none.

    Raises:
        ParameterError: a parameter is unknown or missing, or a value names nothing, several things, or a thing of
            another kind; lists what comes near.
    """
    unknown = [name for name in args if name not in query.params]
    if unknown:
        raise ParameterError(
            f"{query.name} has no parameter {unknown[0]!r}",
            f"Its parameters: {', '.join(map(_option, query.params)) or 'none'}",
        )
    terms: dict[str, NamedNode | Literal] = {}
    for param in query.params.values():
        value = args.get(param.name, param.default)
        if value is not None:
            terms[param.variable] = resolve_value(param, value, store)
        elif param.required:
            raise ParameterError(f"{query.name} needs {_option(param.name)}", f"For example: {example_call(query)}")
    _check_ranges(query, terms)
    return terms


def resolve_value(param: Param, value: str, store: "NamedStore") -> NamedNode | Literal:
    """Turn one value into a term.

    Raises:
        ParameterError: it fits nothing, several things, or not the type.
    """
    if not value.strip():
        raise ParameterError(f"{_option(param.name)} is empty", f"It takes {describe_type(param.type)}.")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ParameterError(f"{_option(param.name)} {_shown(value)} is no UTF-8 text", "See `locale`.") from None
    if param.type == "xsd:string":
        return Literal(value)
    if param.type == "xsd:integer":
        if not re.fullmatch("[+-]?[0-9]{1,18}", value.strip()):
            raise ParameterError(
                f"{_option(param.name)} {_shown(value)} is no whole number", "Write digits only, such as 10."
            )
        return Literal(int(value))
    if param.type == "xsd:date":
        from kg.query.dates import read_date

        try:
            return Literal(read_date(value, param.name), datatype=NamedNode(XSD + "date"))
        except ValueError as error:
            raise ParameterError(f"{_option(param.name)} {_shown(value)} {error}") from None
    return NamedNode(_find_thing(param, value.strip(), store))


def class_iri(type_name: str) -> str:
    """Return the class that a parameter's type names.

    >>> class_iri("kg:Incident")
    'https://w3id.org/on-record/ontology#Incident'
    """
    return ONTOLOGY + type_name[3:] if type_name.startswith("kg:") else type_name


def describe_type(type_name: str) -> str:
    """Return a type in words, with its article.

    >>> describe_type("kg:UnnamedSpeaker"), describe_type("xsd:date"), describe_type("kg:Organisation")
    ('an unnamed speaker', 'a date', 'an organisation')
    """
    words = {"xsd:date": "date", "xsd:integer": "whole number", "xsd:string": "text"}.get(type_name)
    if words is None:
        local = re.split(r"[:#/]", type_name)[-1]
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local).lower()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def example_call(query: Query) -> str:
    """Return a command line that runs a query with example values for what it requires."""
    from kg.query.examples import example_of

    wanted = [param for param in query.params.values() if param.required and param.default is None]
    parts = [f"{_option(param.name)} {example_of(param)}" for param in wanted]
    return " ".join(["kg query", query.name, *parts])


def _find_thing(param: Param, value: str, store: "NamedStore") -> str:
    wanted = class_iri(param.type)
    for iri in _direct_iris(param.type, value, store):
        if wanted in _classes_of(iri, store):
            return iri
    # Only now the index of names: opening it costs as much as a small query.
    found = store.names.lookup(value, wanted)
    if len(found) == 1:
        return found[0].iri
    if found:
        raise ParameterError(f"{_shown(value)} could be {len(found)} things", f"Say which:\n{_listed(param, found)}")
    raise _unknown(param, value, store)


def _direct_iris(type_name: str, value: str, store: "NamedStore") -> list[str]:
    """Return the IRIs that a value spells out, as an IRI, a prefixed name or an id."""
    base = _base(store)
    bare = value[1:-1] if value.startswith("<") and value.endswith(">") else value
    prefix, colon, local = value.partition(":")
    if "://" in bare:
        return [bare]
    if colon and prefix in PREFIXES:
        return [(base if prefix == "id" else PREFIXES[prefix]) + local]
    return [CONCEPTS.get(type_name, base) + value] if value.isascii() and value.replace("-", "").isalnum() else []


def _base(store: "NamedStore") -> str:
    workspace = getattr(store, "workspace", None)
    return str(workspace.base) if workspace else DATA


def _classes_of(iri: str, store: "NamedStore") -> set[str]:
    try:
        subject = NamedNode(iri)
    except ValueError:
        return set()
    return {row["class"].value for row in store.query(_IS_A, {"thing": subject})}


def _unknown(param: Param, value: str, store: "NamedStore") -> ParameterError:
    what, shown = describe_type(param.type), _shown(value)
    others = store.names.lookup(value)
    if others:
        return ParameterError(
            f"{shown} is {describe_type(_narrowest(others[0]))}, not {what}",
            f"{_option(param.name)} takes {what}.{_near(param, value, store) if param.type in CONCEPTS else ''}",
        )
    return ParameterError(f"no {what.split(' ', 1)[1]} is called {shown}", _near(param, value, store).lstrip())


def _near(param: Param, value: str, store: "NamedStore") -> str:
    near = store.names.near(value, class_iri(param.type))
    if near:
        return f"\nDid you mean:\n{_listed(param, near)}"
    if param.type in CONCEPTS:
        things = [row["thing"].value for row in store.query(_ALL, {"class": NamedNode(class_iri(param.type))})]
        return f"\nKnown: {', '.join(sorted(thing.removeprefix(CONCEPTS[param.type]) for thing in things))}"
    known = store.names.instances(class_iri(param.type))
    if not known:
        return f"\nThe graph at hand holds no {describe_type(param.type).split(' ', 1)[1]} at all."
    heading = f"On record are {len(known)}, such as" if len(known) > _SHOWN else "On record"
    return f"\n{heading}:\n{_listed(param, known[:_SHOWN])}"


def _listed(param: Param, entities: "Sequence[Entity]") -> str:
    rows = []
    for entity in entities:
        local = re.split(r"[#/]", entity.iri)[-1]
        rows.append(
            f"  {_option(param.name)} {local}  ({entity.label}, {describe_type(_narrowest(entity))[2:].strip()})"
        )
    return "\n".join(rows)


def _narrowest(entity: "Entity") -> str:
    """Return the type that says most about a thing; of ours first, and no superclass of others."""
    own = [kind for kind in entity.types if kind.startswith(ONTOLOGY)]
    special = [kind for kind in own if not kind.endswith("#Agent")]
    return (special or own or list(entity.types) or ["thing"])[0]


def _check_ranges(query: Query, terms: Mapping[str, NamedNode | Literal]) -> None:
    dates = {
        name: terms[param.variable].value
        for name, param in query.params.items()
        if param.type == "xsd:date" and param.variable in terms
    }
    if len(dates) > 1:
        from kg.query.dates import find_reversed

        for low, high in find_reversed(dates):
            raise ParameterError(
                f"{_option(low)} {dates[low]} is after {_option(high)} {dates[high]}",
                "Swap them: no day lies between.",
            )


def _option(name: str) -> str:
    return f"--{name}"


def _shown(value: str) -> str:
    return repr(clip(value, 80))
