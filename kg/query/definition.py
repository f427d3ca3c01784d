"""What a query is: a vetted text, or one of the catalogue with what it can be asked with."""

from pathlib import Path
from typing import NamedTuple


class Vetted(str):
    """SPARQL that the guard has passed, or that this program wrote itself; a store checks any other text."""

    __slots__ = ()


class Param(NamedTuple):
    """A parameter.

    ``type`` is a prefixed name; ``variable`` is its name in the text without the question mark; ``default`` is what
    stands for a missing value, None when nothing does; ``example`` may be empty.
    """

    name: str
    type: str
    required: bool
    variable: str
    default: str | None = None
    description: str = ""
    example: str = ""


class Query(NamedTuple):
    """One query file.

    ``name`` is the file's stem, ``tags`` end with the folder it lies in, ``text`` is the whole file.
    """

    name: str
    path: Path
    summary: str
    description: str
    questions: tuple[str, ...]
    params: dict[str, Param]
    tags: tuple[str, ...]
    text: str
