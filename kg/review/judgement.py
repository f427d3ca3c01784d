"""Judgements: one decision each, appended to a file of the year and never changed."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kg.errors import GraphError
from kg.review.files import Drafts
from kg.review.nodes import Nodes, every, from_json, is_a, one, read_nodes, to_json, triples_of
from kg.turtle import format_turtle, parse_file
from kg.workspace import Workspace

ACCEPT, EDIT, REJECT, WITHDRAW, UNSURE = "accept", "edit", "reject", "withdraw", "unsure"
MERGE, APART, SPLIT, UNDO = "merge", "keep-apart", "split", "undo"
_ON_STATEMENTS = frozenset((ACCEPT, EDIT, REJECT, WITHDRAW, SPLIT))
_FROM_HISTORY = "Bring the file back from version control: judgements are appended and never edited."
_STAMP = "%Y%m%dt%H%M%S%f"
_NAME = re.compile(r"id:j-[0-9]{8}t[0-9]{12}-[0-9]{2,}")
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Judgement:
    """One decision of one person.

    ``found`` are the nodes as they stood, ``result`` those that come of it where they differ, ``out`` those that a
    split takes out. ``more`` holds what else replaying needs: ``aliases``, ``curated`` for a merge into a statement
    written by hand, ``version`` and ``asked`` as the person gave them.
    """

    id: str
    decision: str
    subject: str
    by: str
    on: str
    object: str = ""
    why: str = ""
    found: Nodes = field(default_factory=dict, repr=False)
    result: Nodes = field(default_factory=dict, repr=False)
    out: Nodes = field(default_factory=dict, repr=False)
    more: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def group(self) -> str:
        """Return what it shares with the judgements made in the same step."""
        return self.id.rpartition("-")[0]

    @property
    def kept(self) -> Nodes:
        """Return the nodes that stand after it."""
        return self.result or self.found

    def nodes(self) -> Nodes:
        """Return the judgement as a node of the graph."""
        record = {"found": self.found, "result": self.result, "out": self.out} | self.more
        node: dict[str, Any] = {
            "rdf:type": ("kg:Judgement",),
            "kg:decidedBy": ((self.by, ""),),
            "kg:decidedOn": ((self.on, "xsd:dateTime"),),
            "kg:decision": (f"decision:{self.decision}",),
            "kg:record": ((to_json({key: value for key, value in record.items() if value}), "rdf:JSON"),),
            "kg:subject": (self.subject,),
        }
        if self.object:
            node["kg:object"] = (self.object,)
        if self.why:
            node["rdfs:comment"] = ((self.why, "@en"),)
        return {self.id: node}


def folder_of(workspace: Workspace) -> Path:
    """Return where a workspace keeps its judgements."""
    return workspace.root / "seeds" / "judgements"


def load_judgements(workspace: Workspace) -> list[Judgement]:
    """Read the judgements that carry a record, in the order of time.

    Raises:
        TurtleError: a file does not parse.
        GraphError: a record is not of the form that was written.
    """
    found: list[Judgement] = []
    folder = folder_of(workspace)
    for path in sorted(folder.glob("*.ttl")) if folder.is_dir() else ():
        if not path.name.startswith("."):
            found += read_judgements(path, workspace.base)
    return sorted(found, key=lambda judgement: judgement.id)


def read_judgements(path: Path, base: str) -> list[Judgement]:
    """Read the judgements of a file that carry a record."""
    nodes = read_nodes(parse_file(path), base)
    found = []
    for name, node in nodes.items():
        # Judgements that somebody wrote by hand tell of curated things, and nothing is replayed from them.
        if not is_a(node, "kg:Judgement") or "kg:record" not in node or not _NAME.fullmatch(name):
            continue
        try:
            record = json.loads(one(node, "kg:record"))
            found.append(
                Judgement(
                    name,
                    one(node, "kg:decision").removeprefix("decision:"),
                    one(node, "kg:subject"),
                    one(node, "kg:decidedBy"),
                    one(node, "kg:decidedOn"),
                    one(node, "kg:object"),
                    " ".join(every(node, "rdfs:comment")),
                    from_json(record.pop("found", {})),
                    from_json(record.pop("result", {})),
                    from_json(record.pop("out", {})),
                    record,
                )
            )
        except (ValueError, TypeError, AttributeError) as error:
            raise GraphError(
                f"{path}: {name} keeps a record that cannot be read: {error}",
                _FROM_HISTORY,
            ) from None
        if found[-1].decision in _ON_STATEMENTS and found[-1].subject not in found[-1].found:
            raise GraphError(f"{path}: the record of {name} does not hold what was judged", _FROM_HISTORY)
    return found


def moment_after(last: str | None, now: datetime | None = None) -> datetime:
    """Return a moment for new judgements: now, or just after the last one where the clock stands before it.

    >>> moment_after("id:j-20261122t100000000000-01", datetime(2026, 1, 1, tzinfo=UTC)).isoformat()
    '2026-11-22T10:00:00.000001+00:00'
    """
    current = (now or datetime.now(UTC)).astimezone(UTC)
    if last is None:
        return current
    former = datetime.strptime(last.removeprefix("id:j-").rpartition("-")[0], _STAMP).replace(tzinfo=UTC)
    return max(current, former + timedelta(microseconds=1))


def mint(moment: datetime, number: int) -> tuple[str, str]:
    """Return the name of a judgement and its time as written.

    >>> mint(datetime(2026, 11, 22, 10, tzinfo=UTC), 1)
    ('id:j-20261122t100000000000-01', '2026-11-22T10:00:00.000000Z')
    """
    return f"id:j-{moment.strftime(_STAMP)}-{number:02}", moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def append(workspace: Workspace, drafts: Drafts, judgements: Sequence[Judgement]) -> None:
    """Append judgements to the files of their years; each file takes all of its new ones in one step."""
    for year in sorted({judgement.on[:4] for judgement in judgements}):
        path = folder_of(workspace) / f"{year}.ttl"
        new = [judgement for judgement in judgements if judgement.on.startswith(year)]
        drafts.write(path, _with(path.read_text("utf-8") if path.exists() else "", new, workspace.base))


def _with(former: str, judgements: Iterable[Judgement], base: str) -> str:
    """Return the text of a file with more judgements in it, in the canonical layout."""
    nodes: Nodes = {}
    for judgement in judgements:
        nodes |= judgement.nodes()
    added = format_turtle(list(triples_of(nodes, base)), prefixes={"id": base}, name="the judgements")
    if not former:
        return added
    head, _, blocks = added.partition("\n\n")
    declared = set(former.partition("\n\n")[0].split("\n"))
    last = former.rfind("\nid:j-")
    # The later ones sort last: to append is to lay out anew, unless they need another prefix or a hand wrote here.
    if set(head.split("\n")) <= declared and former[last + 1 :].partition("\n")[0] < blocks.partition("\n")[0]:
        return f"{former}\n{blocks}"
    return format_turtle(f"{former}\n{added}", name="the judgements")


def tidy_name(name: str) -> str:
    """Return a reviewer's name as it can be recorded.

    >>> tidy_name("  Ann\\tArcher\\x1b ")
    'Ann Archer'
    """
    shown = "".join(char if char.isprintable() else " " for char in name)
    return " ".join(shown.split())[:_LONGEST_NAME].strip()
