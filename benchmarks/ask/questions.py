"""A question and what its answer must, may and must not hold; read from JSON Lines."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import KgError

KINDS = ("answer", "answer-no", "empty", "ambiguous", "refused")
OPTIONS = ("since", "until", "outlet", "origin", "limit")
_SETS = ("statements", "allowed", "forbidden", "figures", "entities", "candidates")
_LISTS = ("or_kinds", "tags")
_REQUIRED = ("id", "question", "kind")
_FIELDS = {*_REQUIRED, *_SETS, *_LISTS, "options", "workspace"}


class QuestionError(KgError):
    """A line of a question file is not a question."""


@dataclass(frozen=True)
class Question:
    """One question and its expectation.

    Ids are local names. ``or_kinds`` are kinds as good as ``kind``; ``statements``, ``figures`` and ``entities`` must
    all be given, ``candidates`` too where the reply asks back; ``allowed`` ids of any sort may be given and cost
    nothing; one ``forbidden`` id and the answer is worth nothing. ``workspace`` is a folder, or None for the
    repository itself.
    """

    id: str
    question: str
    kind: str
    or_kinds: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    statements: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()
    forbidden: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    candidates: frozenset[str] = frozenset()
    tags: tuple[str, ...] = ()
    workspace: Path | None = None

    @property
    def kinds(self) -> frozenset[str]:
        """Return every kind of reply that is right."""
        return frozenset((self.kind, *self.or_kinds))

    @property
    def is_trap(self) -> bool:
        """Say whether anything but a plain answer is due."""
        return "answer" not in self.kinds

    @property
    def ids(self) -> frozenset[str]:
        """Return every id that the expectation names."""
        return frozenset().union(*(getattr(self, name) for name in _SETS))


def read_question(line: str, where: str, folder: Path) -> Question:
    """Read one line.

    Args:
        line: a JSON object, as benchmarks/ask/README.md describes it.
        where: file and line, for messages.
        folder: what ``workspace`` is relative to.

    Raises:
        QuestionError: the line is no such object.

    >>> read_question('{"id": "x", "question": "Who?", "kind": "refused"}', "x.jsonl:1", Path()).is_trap
    True
    """
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        raise QuestionError(f"{where}: not JSON: {error.msg}") from error
    if not isinstance(found, dict) or not all(found.get(name) for name in _REQUIRED):
        raise QuestionError(f"{where}: no object with {', '.join(_REQUIRED)}")
    unknown = [*(set(found) - _FIELDS), *(set(found.get("options", {})) - set(OPTIONS))]
    if unknown:
        raise QuestionError(f"{where}: unknown: {', '.join(sorted(unknown))}", f"Known: {', '.join(sorted(_FIELDS))}")
    for kind in (found["kind"], *found.get("or_kinds", ())):
        if kind not in KINDS:
            raise QuestionError(f"{where}: {kind!r} is no kind of answer", f"Kinds: {', '.join(KINDS)}")
    values: dict[str, Any] = {name: found[name] for name in (*_REQUIRED, "options") if name in found}
    values |= {name: frozenset(found[name]) for name in _SETS if name in found}
    values |= {name: tuple(found[name]) for name in _LISTS if name in found}
    if "workspace" in found:
        values["workspace"] = folder / found["workspace"]
    return Question(**values)


def read_questions(path: Path) -> list[Question]:
    """Read a file of questions, one a line; blank lines are passed over.

    Raises:
        QuestionError: a line is no question, or two have the same id.
    """
    questions: dict[str, Question] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip():
            question = read_question(line, f"{path}, line {number}", path.parent)
            if question.id in questions:
                raise QuestionError(f"{path}, line {number}: there is a question {question.id} already")
            questions[question.id] = question
    return list(questions.values())
