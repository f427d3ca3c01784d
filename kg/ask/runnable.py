"""A query of the catalogue with the values that it was run with, as `kg query -` runs it again."""

import json
from collections.abc import Mapping

from kg.query.definition import Query


def with_values(query: Query, arguments: Mapping[str, str]) -> str:
    """Write a query with its arguments as the defaults of its parameters.

    Args:
        query: of the catalogue.
        arguments: values by parameter, as ``resolve_arguments`` takes them.

    Returns:
        The text of the query under a header of its own; without parameters, the bare text.
    """
    body = "\n".join(row for row in query.text.split("\n") if not row.startswith("#+")).strip("\n")
    if not query.params:
        return f"{body}\n"
    head = [f"#+ summary: {json.dumps(query.summary, ensure_ascii=False)}", "#+ params:"]
    for param in query.params.values():
        value = arguments.get(param.name, param.default)
        default = "" if value is None else f", default: {json.dumps(value, ensure_ascii=False)}"
        head.append(f"#+   {param.name}: {{type: {json.dumps(param.type)}, required: false{default}}}")
    return "\n".join([*head, "", body, ""])
