"""The texts at hand: which file holds which source, and whether it is the one on record."""

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from kg.errors import SourceError
from kg.model import Document
from kg.text import LevelText, level


@dataclass(frozen=True)
class SourceRecord:
    """What the record says of a source's text.

    ``length`` is in code points, None if it does not say; ``text_sha256`` is the digest of the text where it was
    extracted from something else, such as a page, and empty where the text is the bytes as received.
    """

    id: str
    label: str
    file_name: str
    sha256: str
    length: int | None = None
    text_sha256: str = ""

    @property
    def digest(self) -> str:
        """Return the digest of the file that holds the text."""
        return self.text_sha256 or self.sha256


@dataclass(frozen=True)
class SourceText:
    """A source's text as found.

    ``document`` is None where no text can stand for the source; ``is_as_recorded`` tells that the digest agrees;
    ``problem`` is a sentence on what is wrong with the file, or empty.
    """

    record: SourceRecord
    document: Document | None
    is_as_recorded: bool
    problem: str = ""

    def may_have_moved(self, shift: int) -> bool:
        """Tell whether words can have moved by so many characters, going by how much longer or shorter the text is."""
        if self.document is None or self.record.length is None:
            return shift == 0
        grown = len(self.document.text) - self.record.length
        return min(0, grown) <= shift <= max(0, grown)

    @cached_property
    def level(self) -> LevelText:
        """Return the text with its typography levelled out."""
        return level(self.document.text if self.document else "")


@dataclass(frozen=True)
class Texts:
    """All texts at hand: by the local id of their source, and every file that was read, by its name."""

    sources: Mapping[str, SourceText]
    files: Mapping[str, Document]
    _levels: dict[str, LevelText] = field(default_factory=dict)

    def level_of(self, name: str) -> LevelText:
        """Return a file's text with its typography levelled out, made once."""
        if name not in self._levels:
            self._levels[name] = level(self.files[name].text)
        return self._levels[name]


def load_texts(folder: Path | None, records: Iterable[SourceRecord]) -> Texts:
    """Find the texts of sources in a folder.

    A file with the digest on record is the source, whatever its name; but a file of the recorded name that holds
    the text of another source is a mix-up, and then nothing stands for the source. A file of the name with an unknown
    digest has changed: its words can still be looked for.

    Args:
        folder: its files, not those of folders in it; None means that there is none.
        records: the sources.

    Raises:
        SourceError: the folder is not there or cannot be listed.
    """
    records = sorted(records, key=lambda record: record.id)
    names = _listed(folder) if folder else []
    wanted = {record.file_name for record in records}
    sizes = {(record.length, record.length * 4) for record in records if record.length is not None}
    is_unsized = any(record.length is None for record in records)
    files: dict[str, Document] = {}
    problems: dict[str, str] = {}
    for listed in names:
        path = (folder or Path()) / listed
        # A name need not be UTF-8; what is printed must.
        name = listed.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                # Opening a pipe would wait for a writer that never comes.
                problems[name] = f"{name} is not a file"
            elif name in wanted or is_unsized or any(a <= status.st_size <= b for a, b in sizes):
                files[name], problems[name] = _read(path, name)
        except OSError as error:
            problems[name] = f"{name} cannot be read: {error.strerror}"
    owners = {record.sha256: record for record in records} | {record.digest: record for record in records}
    texts = {record.digest for record in records}
    by_digest = {document.digest: document for document in reversed(files.values())}
    sources = {record.id: _settle(record, files, problems, by_digest, owners) for record in records}
    return Texts(
        sources, {name: document for name, document in files.items() if name in wanted or document.digest in texts}
    )


def _settle(
    record: SourceRecord,
    files: Mapping[str, Document],
    problems: Mapping[str, str],
    by_digest: Mapping[str, Document],
    owners: Mapping[str, SourceRecord],
) -> SourceText:
    name = record.file_name
    named, right = files.get(name), by_digest.get(record.digest)
    if named is not None and named.digest == record.digest:
        right = named
    elif named is not None and named.digest == record.sha256:
        # The page or PDF itself: its text lies in a file of its own, or can be extracted again.
        problems = {**problems, name: f"the text of {name} is not at hand; `kg add` extracts it again"}
        named = None
    elif named is not None and named.digest in owners and owners[named.digest].file_name != name:
        # Another source of the same name is no mix-up: many pages are called index.html.
        other = owners[named.digest]
        where = f"; its own text lies in {right.name}" if right else ""
        return SourceText(record, None, False, f"{name} holds the text of {other.label} ({other.id}){where}")
    if right is not None:
        size = len(right.text)
        problem = problems[right.name]
        if not problem and record.length not in (None, size):
            problem = f"{right.name} has {size} characters, on record are {record.length}"
        return SourceText(record, right, True, problem)
    if named is not None and named.digest not in owners:
        # As many letters as it takes to see that the two differ.
        size = next((size for size in (8, 16, 32) if record.sha256[:size] != named.digest[:size]), 64)
        on_record = f"on record is {record.sha256[:size]}..." if record.sha256 else "none is on record"
        changed = f"{name} has changed: its SHA-256 is {named.digest[:size]}..., {on_record}"
        return SourceText(record, named, False, "; ".join(filter(None, (changed, problems[name]))))
    return SourceText(record, None, False, problems.get(name) or f"{name or 'its file'} is not at hand")


def _listed(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names, and in one call
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(
            f"{folder}: cannot be listed: {reason}", "Name the folder that holds the sources' texts as received."
        ) from None


def _read(path: Path, name: str) -> tuple[Document, str]:
    data = path.read_bytes()
    digest = sha256(data).hexdigest()
    try:
        return Document.of_bytes(name, data), ""
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"{name} is not UTF-8 (byte 0x{data[error.start]:02x} at offset {error.start}, line {line})"
        # Each byte that is no UTF-8 stands as one odd character: all other words can still be found.
        return Document(name, data.decode("utf-8", "surrogateescape"), digest), problem
