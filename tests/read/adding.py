"""Adding in tests: documents put into a folder, and what the record then says of them."""

from pathlib import Path

from kg.read.adding import Given, Row, add_documents
from kg.read.request import Limits
from kg.store.validate import validate
from kg.verify import SourceText, load_source_records, load_texts
from kg.workspace import Workspace
from tests.read.builders import sentence


def add(workspace: Workspace, *paths: Path, jobs: int = 1, given: Given | None = None) -> list[Row]:
    """Add documents in a workspace."""
    return list(add_documents(workspace, [str(path) for path in paths], Limits(timeout_s=30), jobs=jobs, given=given))


def put(folder: Path, name: str, data: bytes | str) -> Path:
    """Write a file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def record(workspace: Workspace, row: Row) -> str:
    """Return what was written of a source."""
    return (workspace.root / "seeds" / "sources" / f"{row.id}.ttl").read_text(encoding="utf-8")


def head(outlet: str, day: str = "2024-03-03") -> str:
    """Return the head of a page of an outlet."""
    return f'<meta property="og:site_name" content="{outlet}"><meta property="article:published_time" content="{day}">'


def checked(workspace: Workspace) -> None:
    """Hold a workspace to every check."""
    report = validate(workspace)
    assert [(fault.file, fault.message) for fault in report.faults] == []


def sentence_of(number: int) -> str:
    """Make up a paragraph; the same for the same number."""
    import random

    return " ".join(sentence(random.Random(number * 10 + place)) for place in range(3))


def texts_of(workspace: Workspace) -> dict[str, SourceText]:
    """Return the texts that verifying finds, by source."""
    from kg.query.records import Neighbourhood
    from kg.store import open_store

    with open_store(workspace) as store:
        return dict(load_texts(workspace.derived_dir / "sources", load_source_records(Neighbourhood(store))).sources)
