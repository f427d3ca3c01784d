"""Whether a query parses, and where it does not."""

import re

from kg.errors import QueryError

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)


def check_syntax(text: str, where: str) -> None:
    """Refuse a text that the engine cannot parse.

    Args:
        text: the whole query.
        where: names the text in the message.

    Raises:
        QueryError: names file, line and column.
    """
    import pyoxigraph

    try:
        pyoxigraph.Store().query(text)
    except SyntaxError as error:
        raise _explain(str(error), text, where) from None
    except RuntimeError as error:
        raise QueryError(f"{where}: the engine refuses the query: {error}") from None


def _explain(message: str, text: str, where: str) -> QueryError:
    place = _PLACE.fullmatch(message)
    if place is None:
        return QueryError(f"{where} does not parse: {message}", _REFERENCE)
    number, column, expected = int(place[1]), int(place[2]), place[3]
    line = [*text.split("\n"), ""][number - 1].strip()
    shown = f"{where}, line {number}, column {column}: the query does not parse"
    if "Prefix not found" in expected:
        return QueryError(f"{shown}: a prefix is not declared: {_clip(line)}", "Add a PREFIX line at the top.")
    if "contains a variable that is unbound" in expected:
        return QueryError(f"{shown}: a variable of SELECT is neither grouped nor aggregated: {_clip(line)}", _REFERENCE)
    # The parser lists every character that might have come next; only whole words help a reader.
    words = [word for word in re.split(r",| or ", expected) if re.fullmatch(r'\s*"?[\w .(){}]+"?\s*', word)]
    wanted = f" (expected {', '.join(word.strip() for word in words[:6])})" if words else ""
    return QueryError(f"{shown}: {_clip(line)}{wanted}", _REFERENCE)


_REFERENCE = "See https://www.w3.org/TR/sparql11-query/#grammar."


def _clip(line: str) -> str:
    return line if len(line) <= 80 else line[:79] + "…"
