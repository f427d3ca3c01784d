"""The findings of a workspace on disk: what was found in each source, and the Turtle that it was resolved to."""

import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.files import sweep, write_whole
from kg.finding import Finding, FoundFigure
from kg.model import Document
from kg.resolve.nouns import Resolved
from kg.resolve.turtle import findings_turtle
from kg.workspace import Workspace

FOLDER, FOUND, PROPOSED = "findings", "found", "proposed"


@dataclass(frozen=True)
class Found:
    """What was found in a source: by which finder, in which text, and against which record it was resolved."""

    text: str
    finder: str
    graph: str
    findings: tuple[Finding, ...]


def findings_path(workspace: Workspace, source: str) -> Path:
    """Return where the findings of a source lie."""
    return workspace.derived_dir / FOLDER / f"{source}.ttl"


def write_findings(workspace: Workspace, document: Document, resolved: Resolved, decided: Collection[str] = ()) -> int:
    """Write the findings of a source in one step.

    Args:
        workspace: whose ``.kg/findings`` is written.
        document: the source's document.
        resolved: its statements.
        decided: local ids of statements that a person has decided upon; they are left out, with what hangs on them.

    Returns:
        How many statements were written; a file without any tells that the source was looked at.
    """
    text = findings_turtle(document, resolved, workspace.base, decided)
    path = findings_path(workspace, resolved.source.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)
    return text.count("\n    a kg:Statement ;")


def keep_found(workspace: Workspace, source: str, found: Found) -> None:
    """Keep what was found in a source, so that resolving again does not have to find it again."""
    path = workspace.derived_dir / FOUND / f"{source}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    # ASCII: half a surrogate pair of a broken text cannot be written otherwise.
    write_whole(path, json.dumps(asdict(found)))


def read_found(workspace: Workspace, source: str) -> Found | None:
    """Return what was found in a source; None if nothing is kept, or it cannot be read."""
    try:
        data = json.loads((workspace.derived_dir / FOUND / f"{source}.json").read_bytes())
        return Found(data["text"], data["finder"], data["graph"], tuple(_finding(one) for one in data["findings"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def kept_sources(workspace: Workspace) -> Iterator[str]:
    """Yield the local ids of the sources that have findings, in order."""
    folder = workspace.derived_dir / FOLDER
    for path in sorted(folder.glob("*.ttl")) if folder.is_dir() else ():
        if not path.name.startswith("."):
            yield path.stem


def sweep_drafts(workspace: Workspace) -> None:
    """Remove the drafts that a killed run has left; the caller holds the lock."""
    for name in (FOLDER, FOUND, PROPOSED):
        sweep(workspace.derived_dir / name)


def is_looked_at(workspace: Workspace, source: str) -> bool:
    """Say whether there are findings of a source, be it none."""
    return findings_path(workspace, source).exists()


def _finding(data: dict[str, Any]) -> Finding:
    made = dict(data)
    for name in ("source", "cue", "content", "towards"):
        made[name] = _spans(made[name])
    for name in ("acts", "hedge", "repeats"):
        made[name] = tuple(made[name])
    made["figures"] = tuple(FoundFigure(**{**one, "span": tuple(one["span"])}) for one in made["figures"])
    made["nested"] = tuple(_finding(one) for one in made["nested"])
    if "parts" in made:
        from kg.finding import Part

        parts = made["parts"]
        made["parts"] = tuple(Part(**{**p, "content": _spans(p["content"]), "acts": tuple(p["acts"])}) for p in parts)
    return Finding(**made)


def _spans(pairs: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in pairs)
