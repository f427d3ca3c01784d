"""Importing a data set of posts: who held which office from when to when, as Turtle of the workspace."""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import WorkspaceError
from kg.resolve.posts_data import PostsData, read_posts
from kg.resolve.posts_known import FOLDER, KnownThings, read_known
from kg.resolve.posts_match import match
from kg.resolve.posts_plan import Item, Plan, plan_import
from kg.resolve.posts_tables import IGNORED, PostsError
from kg.resolve.posts_turtle import write_turtle
from kg.workspace import Workspace

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Count:
    """How many rows of a kind there are; how many things are new, known as shipped, or in the workspace already."""

    kind: str
    rows: int
    new: int
    shipped: int
    there: int


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do; ``status`` is imported, unchanged or dry-run.

    ``left_out`` names rows that cannot be right, ``kept_apart`` people who share a name with somebody known,
    ``ignored`` what the files hold and the ontology has no term for.
    """

    status: str
    newest: str
    counts: tuple[Count, ...]
    files: Mapping[str, int]
    left_out: tuple[str, ...]
    kept_apart: tuple[str, ...]
    ignored: Mapping[str, str]


def import_posts(
    workspace: Workspace, folder: Path, *, dry_run: bool = False, progress: Progress | None = None
) -> Imported:
    """Import a data set of posts into ``seeds/posts/ifg`` of a workspace: all of it or nothing.

    People, bodies and posts that are known keep their identifiers, and a tenure that another file holds is not
    doubled. The same data set gives the same bytes.

    Args:
        workspace: to import into.
        folder: with the CSV files of the Institute for Government's ministers database.
        dry_run: write nothing.
        progress: called with a line of talk at each step.

    Raises:
        PostsError: a file of the data set is missing or broken.
        WorkspaceError: there is no workspace, or it cannot be written.
        TurtleError: a file of the workspace does not parse.
    """
    if workspace.is_shipped:
        raise WorkspaceError(
            "there is no workspace here to import into", "Make one with `kg init DIR`, and run this inside it."
        )
    say = progress or (lambda text: None)
    say("Reading the data set")
    data = read_posts(folder)
    if not data.spells:
        raise PostsError(f"{folder / 'appointment.csv'}: no appointment can be used", "Take the file, whole.")
    say("Looking up what is known")
    known = read_known(workspace)
    matches = match(data, known)
    plan, registry = plan_import(data, known, matches)
    texts = write_turtle(data, plan, known, registry, workspace.base, say)
    target = workspace.root / FOLDER
    is_same = _read(target) == texts
    if not dry_run and not is_same:
        replace_folder(target, texts)
    status = "dry-run" if dry_run else "unchanged" if is_same else "imported"
    sizes = {name: text.count("\n") for name, text in sorted(texts.items())}
    counts = _counts(plan, known, data)
    return Imported(status, data.newest, counts, sizes, data.left_out, matches.namesakes, IGNORED)


def _counts(plan: Plan, known: KnownThings, data: PostsData) -> tuple[Count, ...]:
    rows = {"people": len(data.people), "organisations": len(data.bodies), "posts": len(data.posts)}
    kinds: dict[str, list[Item]] = {
        "people": list(plan.people.values()),
        "organisations": list(plan.bodies.values()),
        "posts": plan.posts,
    }
    found = []
    for kind, items in kinds.items():
        own = sum(item.is_own for item in items)
        shipped = sum(item.known is not None for item in items) - own
        found.append(Count(kind, rows[kind], len(items) - own - shipped, shipped, own))
    shipped = sum(local in known.things for local, _ in plan.tenures)
    found.append(Count("tenures", len(data.spells), len(plan.tenures) - shipped, shipped, plan.there))
    return tuple(found)


def replace_folder(target: Path, texts: Mapping[str, str]) -> None:
    """Put files in the place of those of a former import, all at once.

    Raises:
        WorkspaceError: the folder holds something else, or the system refuses; what was there is there still.
    """
    parent, aside = target.parent, target.with_name(f".{target.name}.former")
    try:
        parent.mkdir(parents=True, exist_ok=True)
        if aside.exists() and not target.exists():
            # A process was killed between the two renames below.
            aside.rename(target)
        shutil.rmtree(aside, ignore_errors=True)
        _require_ours(target)
        # Hidden, so that nobody who reads the workspace meanwhile takes it for a part of the graph.
        draft = target.with_name(f".{target.name}.draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        try:
            for name, text in texts.items():
                with (draft / name).open("w", encoding="utf-8", newline="") as stream:
                    stream.write(text)
                    stream.flush()
                    os.fsync(stream.fileno())
            if target.exists():
                target.rename(aside)
            draft.rename(target)
        except BaseException:
            if aside.exists() and not target.exists():
                aside.rename(target)
            shutil.rmtree(draft, ignore_errors=True)
            raise
        shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        told = f"{error.filename or target}: cannot be written: {error.strerror or error}"
        raise WorkspaceError(told, "Nothing was imported. Make the folder writable, or free space.") from None


def _read(target: Path) -> dict[str, str]:
    try:
        return {path.name: path.read_text(encoding="utf-8") for path in sorted(target.glob("*.ttl"))}
    except (OSError, UnicodeDecodeError):
        return {}


def _require_ours(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise WorkspaceError(f"{target}: not a folder", "Move it away; the import puts its files there.")
    strange = sorted(path.name for path in target.glob("*") if not _is_ours(path)) if target.exists() else []
    if strange:
        raise WorkspaceError(
            f"{target}: {', '.join(strange[:5])} is not of a former import",
            "Move what is yours to another folder of seeds/; this one is replaced as a whole.",
        )


def _is_ours(path: Path) -> bool:
    try:
        return path.suffix == ".ttl" and path.read_bytes()[:40].startswith(b"# Made by `kg import posts`")
    except OSError:
        return False
