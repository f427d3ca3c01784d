"""The YAML header of a query file, after ``#+`` as grlc reads it."""

import re
from typing import Any, NamedTuple

from kg.errors import QueryError

# A node of PyYAML's; its stubs leave out ``id``, and importing it costs more than a query.
Node = Any

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
# The parser in C recurses: a million brackets overflow its stack.
LONGEST = 20_000
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

        if len(source) > LONGEST:
            raise self.fault(0, f"the header is longer than {LONGEST} characters", "Keep to what the query answers.")
        try:
            # The parser in C where PyYAML has it, ten times faster than the other.
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(source)
            root: Node = loader.get_single_node()
            # Only to be sure that grlc can: YAML 1.1 makes true of `on` and a date of 2006-04-25, and what counts
            # here is what is written.
            if root is not None:
                loader.construct_document(root)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise self.fault(mark.line if mark else 0, f"the header is no YAML: {error.problem}", _QUOTE_HINT) from None
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            raise self.fault(0, f"the header is no YAML: {error}", _QUOTE_HINT) from None
        if root is None or root.id != "mapping":
            raise self.fault(0, "the header is no list of keys and values", "Write `#+ summary: ...` first.")
        nodes = self.entries(root, OWN_KEYS + GRLC_KEYS)
        params = self.read_params(nodes.get("params"))
        summary, description = (self.read_text(nodes[key], key) if key in nodes else "" for key in OWN_KEYS[:2])
        questions, tags = (self.read_list(nodes[key], key) if key in nodes else () for key in ("questions", "tags"))
        if "severity" in nodes and nodes["severity"].value not in SEVERITIES:
            raise self.fault(nodes["severity"].start_mark.line, f"severity is {' or '.join(SEVERITIES)}")
        for question in questions:
            for slot in set(_SLOT.findall(question)) - {param.name for param in params}:
                line = nodes["questions"].start_mark.line
                raise self.fault(line, f"a question asks for {{{slot}}}, which is no parameter", _names(params))
        return Header(summary, description, questions, tags, params)

    def entries(self, node: Node, known: tuple[str, ...]) -> dict[str, Node]:
        """Return the values of a mapping by their keys as written; refuse unknown and repeated ones."""
        found: dict[str, Node] = {}
        for key, value in node.value:
            name = key.value if key.id == "scalar" else "..."
            if name in found:
                raise self.fault(key.start_mark.line, f'the key "{name}" stands here twice')
            if known and name not in known:
                keys = ", ".join(sorted(known))
                raise self.fault(key.start_mark.line, f'unknown key "{name}"', f"Known keys: {keys}")
            found[name] = value
        return found

    def read_text(self, node: Node, key: str) -> str:
        if node.tag != _TEXT or not node.value.strip():
            raise self.fault(node.start_mark.line, f"{key} must be a text", _QUOTE_HINT)
        return " ".join(node.value.split())

    def read_list(self, node: Node, key: str) -> tuple[str, ...]:
        if node.id != "sequence":
            raise self.fault(node.start_mark.line, f"{key} must be a list of texts", f"Write `#+ {key}: [...]`.")
        return tuple(self.read_text(item, f"each of {key}") for item in node.value)

    def read_params(self, node: Node) -> tuple[RawParam, ...]:
        if node is None:
            return ()
        if node.id != "mapping":
            raise self.fault(node.start_mark.line, "params must be a mapping", _PARAM_HINT)
        return tuple(self.read_param(name, value) for name, value in self.entries(node, ()).items())

    def read_param(self, name: str, node: Node) -> RawParam:
        row = node.start_mark.line
        if not _NAME.fullmatch(name):
            raise self.fault(row, f'"{name}" is no name for a parameter', "Use letters and digits, a small one first.")
        if node.id != "mapping":
            raise self.fault(row, f"the parameter {name} has no type", _PARAM_HINT)
        nodes = self.entries(node, PARAM_KEYS)
        wrong = [key for key, value in nodes.items() if value.id != "scalar" or not value.value]
        if wrong or "type" not in nodes:
            problem = f"{wrong[0]} must be a plain value" if wrong else "it has no type"
            raise self.fault(row, f"the parameter {name}: {problem}", _PARAM_HINT)
        required = nodes.pop("required").value if "required" in nodes else "true"
        if required not in ("true", "false"):
            raise self.fault(row, f"the parameter {name}: required is true or false, not {required}")
        texts = {key: value.value for key, value in nodes.items()}
        return RawParam(name, self.numbers[row], required=required == "true", **texts)


_QUOTE_HINT = 'A text that has ": " or starts with one of { [ & * ! | > % @ goes between quotation marks.'
_TEXT = "tag:yaml.org,2002:str"
_PARAM_HINT = "Write `#+   incident: {type: kg:Incident, required: true}`."


def _names(params: tuple[RawParam, ...]) -> str:
    return f"Its parameters: {', '.join(param.name for param in params) or 'none'}"
