"""Parameters of a query: their types, and the variables of the text that stand for them."""

import re
from collections.abc import Iterable, Mapping

from kg.errors import QueryError
from kg.query.definition import Param
from kg.query.header import Header, RawParam
from kg.query.scopes import Layout, Occurrence, find_variables

_CLASSES = """Act Agent Bound DateBasis Decision FailureKind Figure Incident Judgement Measure Organisation
    OrganisationKind Origin Passage Person Polarity Post Reference Relation Report Silence SilenceKind Source Statement
    Succession Tenure UnnamedSpeaker Wording""".split()
# Type -> the endings of its variables. grlc turns xsd_date, literal and integer into the right literals; the shorter
# date and string are ours.
ENDINGS: dict[str, tuple[str, ...]] = {
    **{f"kg:{name}": ("_iri",) for name in _CLASSES},
    "xsd:date": ("_xsd_date", "_date"),
    "xsd:integer": ("_integer", "_xsd_integer"),
    "xsd:string": ("", "_literal", "_string", "_xsd_string"),
}
# Options of `kg query` itself.
RESERVED = frozenset("format help iris list output query timeout wide".split())
_AS = re.compile(r"\s*AS\b", re.IGNORECASE)
_VARIABLE = re.compile(r"__?[a-zA-Z0-9]+(_[a-zA-Z0-9]+)*")


def match_params(header: Header, text: str, where: str) -> dict[str, Param]:
    """Pair the parameters of a header with the variables of its query, in the order of the header.

    Args:
        header: as read from the file.
        text: the whole file.
        where: the file's name for messages.

    Raises:
        QueryError: one lacks the other, a type is unknown or does not fit the variable, or a value could not reach
            the place where the variable stands.
    """
    layout = find_variables(text)
    spoken: dict[str, Occurrence] = {}
    for found in layout.occurrences:
        if _VARIABLE.fullmatch(found.name):
            spoken.setdefault(found.name, found)
    params: dict[str, Param] = {}
    for raw in header.params:
        own = _own_variables(raw, spoken, where)
        params[raw.name] = Param(raw.name, raw.type, raw.required, own, raw.default, raw.description, raw.example)
        del spoken[own]
    for name, found in spoken.items():
        line = _line(text, found)
        raise QueryError(
            f"{where}, line {line}: ?{name} is a parameter by its name, and the header declares none for it",
            _suggest(name),
        )
    for param in params.values():
        _check_reach(param, layout, text, where)
    return params


def _own_variables(raw: RawParam, spoken: Mapping[str, Occurrence], where: str) -> str:
    endings = ENDINGS.get(raw.type, ("_iri",) if "://" in raw.type else None)
    if endings is None:
        from difflib import get_close_matches

        near = get_close_matches(raw.type, ENDINGS, 3) or sorted(ENDINGS)
        raise QueryError(
            f'{where}, line {raw.line}: "{raw.type}" is no type of a parameter', f"Did you mean {' or '.join(near)}?"
        )
    if raw.name in RESERVED:
        raise QueryError(
            f'{where}, line {raw.line}: a parameter cannot be called "{raw.name}", which is an option of `kg query`',
            f"Taken: {', '.join(sorted(RESERVED))}",
        )
    mine = [name for name in spoken if re.fullmatch(f"__?{raw.name}(_.*)?", name)]
    fitting = [name for name in mine if name.lstrip("_").removeprefix(raw.name) in endings]
    optional = "" if raw.required else "_"
    wanted = f"?_{optional}{raw.name}{endings[0]}"
    if len(mine) > 1:
        raise QueryError(f"{where}, line {raw.line}: {raw.name} goes by two names: {', '.join(mine)}", f"Use {wanted}.")
    if not fitting:
        found = f"?{mine[0]} does not fit {raw.type}" if mine else "it stands nowhere in the query"
        raise QueryError(
            f"{where}, line {raw.line}: the parameter {raw.name} has no variable: {found}",
            f"Project ${wanted[1:]} in SELECT and use {wanted} in the pattern.",
        )
    if fitting[0].startswith("__") and raw.required:
        raise QueryError(
            f"{where}, line {raw.line}: ?{fitting[0]} is optional by its two underscores, and {raw.name} is required",
            f"Write {wanted}, or required: false.",
        )
    return fitting[0]


def _check_reach(param: Param, layout: Layout, text: str, where: str) -> None:
    """Refuse the places where the engine silently drops a value (measured with pyoxigraph 0.5.13)."""
    found = [each for each in layout.occurrences if each.name == param.variable]
    for each in found:
        problem = _problem(each, found, text)
        if problem:
            raise QueryError(f"{where}, line {_line(text, each)}: ?{param.variable} {problem[0]}", problem[1])
    outermost = layout.scopes[0]
    heads = {each.scope.number for each in found if each.place == "head"}
    if outermost.form == "SELECT" and 0 not in heads:
        raise QueryError(
            f"{where}: the parameter {param.name} has no projected variable", f"Add ${param.variable} after SELECT."
        )
    if outermost.form != "SELECT" and not heads and not any(each.in_pattern for each in found):
        raise QueryError(
            f"{where}: the value of {param.name} would not reach the filters of this {outermost.form}",
            f"Put them into a sub-select that projects ${param.variable}.",
        )


def _problem(found: Occurrence, others: Iterable[Occurrence], text: str) -> tuple[str, str] | None:
    if found.place == "target":
        return "is a parameter and cannot stand after AS", "Use a variable of its own."
    if found.place == "values":
        return "is a parameter and cannot be given VALUES", "Compare instead: FILTER(?x = ?_parameter)."
    if found.before == ("BOUND", "("):
        return "is never BOUND, since its value takes its place", "Write COALESCE(?date >= ?_since_xsd_date, true)."
    if found.before == ("BIND", "(") and _AS.match(text, found.token.end):
        return "cannot be bound to another variable as it is", "Use the parameter itself."
    is_projected = any(each.place == "head" and each.scope is found.scope for each in others)
    if found.scope.form == "SELECT" and found.scope.number and not is_projected:
        return "stands in a sub-select that does not project it, so no value reaches it", "Project it there as well."
    return None


def _line(text: str, found: Occurrence) -> int:
    return text.count("\n", 0, found.token.start) + 1


def _suggest(name: str) -> str:
    stem, _, ending = name.lstrip("_").partition("_")
    fitting = {"iri": "kg:Incident", "date": "xsd:date", "xsd_date": "xsd:date", "integer": "xsd:integer"}
    return f"Declare it: `#+   {stem}: {{type: {fitting.get(ending, 'xsd:string')}}}`, or do not start it with _."
