"""The JSON Schemas of the exports."""

import json
from importlib.resources import files
from typing import Any


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of one line of an export.

    Args:
        name: ``attributions`` or ``figures``.

    >>> schema("figures")["properties"]["value"]["type"]
    'number'
    """
    text = (files("kg.export") / f"{name}.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
