"""Reading: bytes as received become documents, and documents become sources of a workspace."""

from collections.abc import Iterator
from pathlib import Path

from kg.model import Document
from kg.read.plain import mark_text
from kg.read.reading import read_data
from kg.workspace import Workspace

__all__ = ["mark_text", "read_data", "read_file", "stored_document", "stored_documents"]


def read_file(path: Path) -> Document:
    """Read a document from a file.

    Raises:
        DocumentError: it cannot be read as a document.
        OSError: it cannot be read at all.
    """
    return read_data(path.name, path.read_bytes())


def stored_document(workspace: Workspace, source: str) -> Document | None:
    """Return the document of a source.

    Args:
        workspace: the workspace.
        source: the local id of the source.

    Returns:
        None if the workspace knows no such source, or its text is not at hand.
    """
    return next((document for local, document in stored_documents(workspace, source) if local == source), None)


def stored_documents(workspace: Workspace, source: str | None = None) -> Iterator[tuple[str, Document]]:
    """Yield the local id and the document of each source whose text is at hand, in the order of their ids.

    Args:
        workspace: the workspace; its index of sources is brought up to date.
        source: the local id of the only source that is wanted; None means all.
    """
    from kg.read.known import KnownSources
    from kg.read.paths import Places

    places = Places(workspace)
    known = KnownSources(workspace, places)
    try:
        known.refresh()
        rows = known.files(source)
    finally:
        known.close()
    for local, name, digest in rows:
        document = places.document(local, name, digest)
        if document is not None:
            yield local, document
