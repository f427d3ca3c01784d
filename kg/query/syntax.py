"""Whether a query parses, and where it does not."""

import re
from collections.abc import Mapping

from kg.errors import QueryError
from kg.plain import clip

_PLACE = re.compile(r"error at (\d+):\d+: expected (?:one of )?(.*)", re.DOTALL)
_UNKNOWN = "__only_to_be_parsed"
UNSUPPORTED = "The engine knows SPARQL 1.1 and the functions of XPath that it names; leave out what goes beyond."
_REFERENCE = "See https://www.w3.org/TR/sparql11-query/#grammar."
# What the engine says -> what to say. Its lists of characters that might have come next help nobody, and its columns
# point behind the place.
_REASONS = {
    "IRI parsing failed": ("an IRI is malformed", "An IRI has a scheme and no spaces: <https://example.org/a>."),
    "contains a variable that is unbound": ("SELECT has a variable that is neither grouped nor aggregated", _REFERENCE),
    "overrides an existing variable": ("AS gives a value to a variable that the pattern binds", "Use another name."),
}


def check_syntax(text: str, where: str, prefixes: Mapping[str, str] | None = None) -> None:
    """Refuse a text that the engine cannot parse.

    Args:
        text: the whole query.
        where: names the text in the message.
        prefixes: known without a declaration.

    Raises:
        QueryError: names file and line.
    """
    import pyoxigraph

    # The engine parses and computes in one call, and what needs no graph (values, sorted or counted) could take it
    # hours: a value for a variable that no query selects is what it stumbles over in between.
    unknown = {pyoxigraph.Variable(_UNKNOWN): pyoxigraph.Literal("")}
    try:
        pyoxigraph.Store().query(text, prefixes=dict(prefixes or {}), substitutions=unknown)  # type: ignore[arg-type]
    except SyntaxError as error:
        _check_prefixes(text, where, prefixes or {})
        raise _explain(str(error), text, where) from None
    except RuntimeError as error:
        if _UNKNOWN in str(error):
            return
        raise QueryError(f"{where}: the engine refuses the query: {error}", UNSUPPORTED) from None


def _check_prefixes(text: str, where: str, prefixes: Mapping[str, str]) -> None:
    from kg.query.prefixes import find_undeclared

    for prefix, place in find_undeclared(text).items():
        if prefix not in prefixes:
            line = text.count("\n", 0, place) + 1
            raise QueryError(
                f'{where}, line {line}: the prefix "{prefix}" is not declared',
                f"Add a line such as `PREFIX {prefix}: <https://...>` before SELECT.",
            )


def _explain(message: str, text: str, where: str) -> QueryError:
    place = _PLACE.fullmatch(message)
    if place is None:
        return QueryError(f"{where} does not parse: {message}", _REFERENCE)
    number, expected = int(place[1]), place[2]
    line = [*text.split("\n"), ""][number - 1].strip()
    shown = f"{where}, line {number}: the query does not parse"
    clipped = clip(line, 80)
    for said, (reason, remedy) in _REASONS.items():
        if said in expected:
            return QueryError(f"{shown}, {reason}: {clipped}", remedy)
    signs = re.findall(r'"([^"\\~])"', expected)
    wanted = f" (expected one of {' '.join(signs)})" if signs else ""
    return QueryError(f"{shown}: {clipped}{wanted}", _REFERENCE)
