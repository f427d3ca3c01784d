"""The YAML header of a query file, after ``#+`` as grlc reads it."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import QueryError

if TYPE_CHECKING:
    from yaml import Node

# What this package reads, and what grlc reads besides (its README, "Decorator syntax").
OWN_KEYS = ("summary", "description", "questions", "params", "tags", "severity")
SEVERITIES = ("violation", "warning")
GRLC_KEYS = (
    "defaults",
    "endpoint",
    "endpoint-method",
    "endpoint_in_url",
    "enumerate",
    "method",
    "mime",
    "pagination",
    "transform",
)
PARAM_KEYS = ("type", "required", "default", "description", "example")
_SLOT = re.compile(r"\{(\w+)\}")
# Letters and digits only: grlc ends a parameter's name at the first underscore.
_NAME = re.compile(r"[a-z][a-zA-Z0-9]*")


class RawParam(NamedTuple):
    """A parameter as the header declares it; ``line`` counts from 1."""

    name: str
    line: int
    type: str
    required: bool = True
    default: str | None = None
    description: str = ""
    example: str = ""


class Header(NamedTuple):
    """What a header says; ``params`` in the order of the file."""

    summary: str = ""
    description: str = ""
    questions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    params: tuple[RawParam, ...] = ()


def read_header(text: str, where: str) -> Header | None:
    """Read the header of a query file.

    Args:
        text: the whole file.
        where: the file's name for messages.

    Returns:
        None if no line starts with ``#+``.

    Raises:
        QueryError: bad YAML, an unknown or repeated key, a value of the wrong kind; names file and line.

    >>> read_header("#+ summary: All people\\n#+ tags: [people]\\nSELECT ?s { }", "a.rq").tags
    ('people',)
    """
    # Exactly what grlc does: strip "#" and "+" on the left of each such line, wherever it stands.
    rows = [(number, row) for number, row in enumerate(text.split("\n"), 1) if row.startswith("#+")]
    if not rows:
        return None
    return _HeaderReader(where, [number for number, _ in rows]).read("\n".join(row.lstrip("#+") for _, row in rows))


class _HeaderReader:
    """Turns YAML into a header and remembers on which line of the file everything stands."""

    def __init__(self, where: str, numbers: list[int]) -> None:
        self.where, self.numbers = where, numbers

    def fault(self, row: int, message: str, hint: str = "") -> QueryError:
        line = self.numbers[min(row, len(self.numbers) - 1)]
        return QueryError(f"{self.where}, line {line}: {message}", hint)

    def read(self, source: str) -> Header:
        import yaml

        try:
            root = yaml.compose(source, Loader=yaml.SafeLoader)
            values = yaml.safe_load(source)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise self.fault(mark.line if mark else 0, f"the header is no YAML: {error.problem}", _QUOTE_HINT) from None
        except (yaml.YAMLError, ValueError) as error:
            raise self.fault(0, f"the header is no YAML: {error}", _QUOTE_HINT) from None
        if not isinstance(values, dict) or root is None:
            raise self.fault(0, "the header is no list of keys and values", "Write `#+ summary: ...` first.")
        lines = self.lines_of(root, OWN_KEYS + GRLC_KEYS)
        params = self.read_params(root, values.get("params"))
        summary, description = (self.read_text(values, key, lines) for key in ("summary", "description"))
        questions, tags = (self.read_list(values, key, lines) for key in ("questions", "tags"))
        if values.get("severity", "violation") not in SEVERITIES:
            raise self.fault(lines["severity"], f"severity is {' or '.join(SEVERITIES)}, not {values['severity']!r}")
        for question in questions:
            for slot in set(_SLOT.findall(question)) - {param.name for param in params}:
                raise self.fault(
                    lines["questions"], f"a question asks for {{{slot}}}, which is no parameter", _names(params)
                )
        return Header(summary, description, questions, tags, params)

    def lines_of(self, node: "Node", known: tuple[str, ...]) -> dict[str, int]:
        """Return the row of each key of a mapping; refuse unknown and repeated ones."""
        rows: dict[str, int] = {}
        for key, _ in node.value:
            if key.value in rows:
                raise self.fault(key.start_mark.line, f'the key "{key.value}" stands here twice')
            if known and key.value not in known:
                raise self.fault(
                    key.start_mark.line, f'unknown key "{key.value}"', f"Known keys: {', '.join(sorted(known))}"
                )
            rows[key.value] = key.start_mark.line
        return rows

    def read_text(self, values: Mapping[str, Any], key: str, lines: Mapping[str, int]) -> str:
        value = values.get(key, "")
        if not isinstance(value, str) or (key in values and not value.strip()):
            raise self.fault(lines[key], f"{key} must be a text, not {value!r}", _QUOTE_HINT)
        return " ".join(value.split())

    def read_list(self, values: Mapping[str, Any], key: str, lines: Mapping[str, int]) -> tuple[str, ...]:
        value = values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(lines[key], f"{key} must be a list of texts, not {value!r}", _QUOTE_HINT)
        return tuple(value)

    def read_params(self, root: "Node", values: Any) -> tuple[RawParam, ...]:
        node = next((value for key, value in root.value if key.value == "params"), None)
        if node is None:
            return ()
        if not isinstance(values, dict):
            raise self.fault(node.start_mark.line, f"params must be a mapping, not {values!r}", _PARAM_HINT)
        rows = self.lines_of(node, ())
        nodes = {key.value: value for key, value in node.value}
        return tuple(self.read_param(name, values[name], nodes[name], rows[name]) for name in rows)

    def read_param(self, name: str, value: Any, node: "Node", row: int) -> RawParam:
        if not _NAME.fullmatch(name):
            raise self.fault(row, f'"{name}" is no name for a parameter', "Use letters and digits, a small one first.")
        if not isinstance(value, dict) or "type" not in value:
            raise self.fault(row, f"the parameter {name} has no type", _PARAM_HINT)
        self.lines_of(node, PARAM_KEYS)
        texts = dict(_scalars(value))
        if not isinstance(value.get("required", True), bool):
            raise self.fault(row, f"required is true or false, not {value['required']!r}")
        wrong = [key for key in value if key not in texts and key != "required"]
        if wrong:
            raise self.fault(row, f"{wrong[0]} of the parameter {name} must be a plain value, not {value[wrong[0]]!r}")
        return RawParam(name, self.numbers[row], required=value.get("required", True), **texts)


_QUOTE_HINT = 'A text that has ": " or starts with one of { [ & * ! | > % @ goes between quotation marks.'
_PARAM_HINT = "Write `#+   incident: {type: kg:Incident, required: true}`."


def _scalars(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    # YAML turns 2006-04-25 into a date and 10 into a number; both are meant as they are written.
    for key, item in value.items():
        if key != "required" and item is not None and not isinstance(item, (dict, list, bool, float)):
            yield key, str(item)


def _names(params: tuple[RawParam, ...]) -> str:
    return f"Its parameters: {', '.join(param.name for param in params) or 'none'}"
