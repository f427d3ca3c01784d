"""Where the texts of sources lie in a workspace."""

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from kg.errors import DocumentError, WorkspaceError
from kg.model import Detail, Document, Part, Place, Turn
from kg.read.reading import read_data
from kg.workspace import Workspace

_TEXT = ".text.txt"
_SUFFIXES = {".txt", ".html", ".htm", ".xhtml", ".xml", ".pdf", ".md", ".gz", ".text"}


class Places:
    """The files that are kept of sources: bytes as received, text as extracted, and what was read of it.

    Bytes and texts lie in ``.kg/sources``, as those of curated sources do; what can be made again from them in
    ``.kg/read``. A file appears under its name only when it is whole.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Name the folders; they are made when something is written."""
        self.texts = workspace.derived_dir / "sources"
        self.read = workspace.derived_dir / "read"
        self.seeds = workspace.root / "seeds" / "sources"
        self.index = self.read / "index.sqlite"
        self.drafts = self.read / "drafts"

    def received(self, local: str, name: str) -> Path:
        """Return where the bytes of a source lie."""
        suffix = PurePath(name).suffix.lower()
        return self.texts / f"{local}{suffix if suffix in _SUFFIXES else '.bin'}"

    def text(self, local: str) -> Path:
        """Return where the text of a source lies, if it is not the bytes."""
        return self.texts / f"{local}{_TEXT}"

    def about(self, local: str) -> Path:
        """Return where lies what was read of a source."""
        return self.read / "documents" / f"{local}.json"

    def turtle(self, local: str) -> Path:
        """Return where the record of a source lies."""
        return self.seeds / f"{local}.ttl"

    def keep(self, local: str, document: Document, data: bytes) -> None:
        """Write what is kept of a source: bytes, text, and what was read of it."""
        self.write(self.received(local, document.name), data)
        text = document.text.encode("utf-8", "surrogateescape")
        if text != data:
            self.write(self.text(local), text)
        self.write(self.about(local), json.dumps(_plain(document), ensure_ascii=False).encode("utf-8", "replace"))

    def is_kept(self, local: str, name: str, *, has_text: bool) -> bool:
        """Say whether the files of a source are there: its bytes, and its text where it is not the bytes."""
        return self.received(local, name).exists() and (not has_text or self.text(local).exists())

    def document(self, local: str, name: str, digest: str) -> Document | None:
        """Return a source's document, as it was read or read anew from its bytes; None if they are not at hand."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            return self._kept(local, name, digest)
        for path in (self.received(local, name), self.texts / PurePath(name).name if name else None):
            with suppress(OSError, DocumentError):
                data = path.read_bytes() if path else b""
                if data and sha256(data).hexdigest() == digest:
                    return read_data(name, data)
        return None

    def detail(self, local: str, name: str) -> str | None:
        """Return a fact that a source was read to tell of itself, None where that is not at hand."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            return str(json.loads(self.about(local).read_bytes())["details"][name][0])
        return None

    def _kept(self, local: str, name: str, digest: str) -> Document:
        about = json.loads(self.about(local).read_bytes())
        if about["digest"] != digest:
            raise ValueError(local)
        path = self.text(local)
        data = (path if path.exists() else self.received(local, name)).read_bytes()
        document = _document(about, name, data.decode("utf-8", "surrogateescape"))
        if about["text_digest"] != document.text_digest:
            raise ValueError(local)
        return document

    def write(self, path: Path, data: bytes) -> None:
        """Write a file in one step.

        Raises:
            WorkspaceError: the system refuses; nothing was written.
        """
        draft = ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.drafts.mkdir(parents=True, exist_ok=True)
            # Drafts lie in a folder of their own, which is swept: a kill leaves nothing beside the files.
            handle, draft = tempfile.mkstemp(dir=self.drafts)
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(draft).chmod(0o644)
            Path(draft).replace(path)
        except OSError as error:
            with suppress(OSError):
                Path(draft).unlink()
            raise WorkspaceError(
                f"{path}: cannot be written: {error.strerror or error}",
                "Free space or make the folder writable, and run the same command again: it goes on where it stopped.",
            ) from None

    def sweep(self) -> None:
        """Remove drafts that a killed run has left."""
        with suppress(OSError):
            for draft in self.drafts.iterdir():
                draft.unlink(missing_ok=True)


def _plain(document: Document) -> dict[str, Any]:
    return {
        "digest": document.digest,
        "text_digest": document.text_digest,
        "media_type": document.media_type,
        "parts": [[*part.span, part.role] for part in document.parts],
        "turns": [asdict(turn) for turn in document.turns],
        "details": {key: list(detail) for key, detail in document.details.items()},
        "places": [[*place.span, *(place.raw or (place.page, None))] for place in document.places],
        "notes": list(document.notes),
    }


def _document(about: dict[str, Any], name: str, text: str) -> Document:
    return Document(
        name,
        text,
        about["digest"],
        about["media_type"],
        tuple(Part((start, end), role) for start, end, role in about["parts"]),
        tuple(
            Turn(**{**turn, "span": tuple(turn["span"]), "head": tuple(turn["head"]) if turn["head"] else None})
            for turn in about["turns"]
        ),
        {key: Detail(*detail) for key, detail in about["details"].items()},
        tuple(
            Place((start, end), page=first) if last is None else Place((start, end), (first, last))
            for start, end, first, last in about["places"]
        ),
        tuple(about["notes"]),
    )
