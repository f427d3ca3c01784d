"""Adding documents to a workspace: each becomes a source, or is recognised as one, or is refused with a reason."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from kg.errors import WorkspaceError
from kg.model import Detail, Document
from kg.read.gather import Unread, gather
from kg.read.known import Known, KnownSources
from kg.read.likeness import Likeness
from kg.read.paths import Places
from kg.read.pool import read_each
from kg.read.record import Entry, Outlet, mint_id, mint_outlet, turtle_of
from kg.read.request import Limits, Reply, Request
from kg.read.settle import SAME, settle
from kg.read.tidy import web_address
from kg.workspace import Workspace

REFUSED, IGNORED = "refused", "ignored"
_COMMIT_EVERY = 100
Progress = Callable[[int, int, int], None]


@dataclass(frozen=True)
class Row:
    """What became of one document.

    ``status`` is added, version, copy, same, refused or ignored; ``id`` the source's, ``of`` the source that it is a
    version or copy of; ``problem`` and ``hint`` say why there is none.
    """

    status: str
    document: str
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    kind: str | None = None
    characters: int | None = None
    turns: int | None = None
    of: str | None = None
    notes: str | None = None
    problem: str | None = None
    hint: str | None = None


@dataclass(frozen=True)
class Given:
    """What the user says of the documents, over what they say of themselves; dates are ISO dates."""

    outlet: str | None = None
    published: str | None = None
    title: str | None = None

    def over(self, document: Document) -> Document:
        """Return a document with what was given."""
        said = {key: Detail(value, "given") for key, value in vars(self).items() if value}
        return replace(document, details={**document.details, **said}) if said else document


def add_documents(
    workspace: Workspace,
    names: Sequence[str],
    limits: Limits,
    *,
    jobs: int = 1,
    given: Given | None = None,
    progress: Progress | None = None,
) -> Iterator[Row]:
    """Add documents to a workspace.

    Whatever stops this, every source is there whole or not at all, and the same call goes on where it stopped.

    Args:
        workspace: whose ``seeds/sources`` and ``.kg/sources`` are written.
        names: paths, folders, http(s) addresses, or ``-`` for stdin.
        limits: for each document.
        jobs: how many processes read at a time; 0 reads in this one, without a limit of time or memory.
        given: what the user says of the documents.
        progress: called after each document with how many are done, how many there are, how many were refused.

    Yields:
        A row for each document, in the order in which they were named or lie in their folder.

    Raises:
        WorkspaceError: the workspace is shipped with the package, in use, or cannot be written.
    """
    if workspace.is_shipped:
        raise WorkspaceError(
            "documents are added to a workspace of your own, and here is none",
            "Make one: kg init DIR, then run this in it.",
        )
    found = list(gather(names, limits))
    places = Places(workspace)
    with _locked(places):
        places.sweep()
        try:
            with closing(KnownSources(workspace, places)) as known:
                known.refresh()
                yield from _Adder(workspace, places, known, given or Given()).add(found, _jobs(found, jobs), progress)
        except sqlite3.Error as error:
            raise WorkspaceError(
                f"{places.index}: cannot be written: {error}",
                "Free space or make the folder writable, and run the same command again: it goes on where it stopped.",
            ) from None


def _jobs(found: Sequence[Request | Unread], jobs: int) -> int:
    """Read a lone plain text in this process: beginning another takes longer than reading it."""
    requests = [one for one in found if isinstance(one, Request)]
    is_light = len(requests) == 1 and requests[0].url is None and requests[0].name.lower().endswith(".txt")
    return 0 if is_light else min(jobs, len(requests))


class _Adder:
    """Adds the documents of one run."""

    def __init__(self, workspace: Workspace, places: Places, known: KnownSources, given: Given) -> None:
        self.workspace, self.places, self.known, self.given = workspace, places, known, given

    def add(self, found: Sequence[Request | Unread], jobs: int, progress: Progress | None) -> Iterator[Row]:
        """Add what was found; yield its rows in order."""
        refused = 0
        for done, one in enumerate(read_each(map(self._look, found), jobs), 1):
            row = one if isinstance(one, Row) else self._row(one)
            refused += row.status == REFUSED
            if done % _COMMIT_EVERY == 0:
                self.known.database.commit()
            if progress:
                progress(done, len(found), refused)
            yield row

    def _look(self, one: Request | Unread) -> Request | Row:
        """Answer at once what need not be read: what is no document, and files whose very bytes are on record."""
        if isinstance(one, Unread):
            return Row(REFUSED if one.is_fault else IGNORED, one.shown, problem=one.problem, hint=one.hint or None)
        if one.path is None:
            return one
        with suppress(OSError):
            path = Path(one.path)
            if path.stat().st_size <= one.limits.size_bytes and path.is_file():
                with path.open("rb") as stream:
                    known = self.known.by_bytes(sha256(stream.read()).hexdigest())
                if known and self._is_at_hand(known):
                    return self._row_of_known(one.shown, known)
        return one

    def _is_at_hand(self, known: Known) -> bool:
        # A look at the names is enough to pass over thousands quickly; `kg verify` looks at what is in the files.
        has_text = known.text_sha256 not in (None, known.sha256)
        if self.places.is_kept(known.id, known.name, has_text=has_text):
            return True
        return self.places.document(known.id, known.name, known.sha256) is not None

    def _row(self, reply: Reply) -> Row:
        document, likeness = reply.document, reply.likeness
        shown = reply.request.shown
        if document is None or likeness is None:
            return Row(REFUSED, shown, problem=reply.problem, hint=reply.hint or None)
        document = self.given.over(document)
        outlet = self._outlet(document)
        decision = settle(document, likeness, outlet.id if outlet else None, self.known)
        if decision.status == SAME and decision.of:
            if decision.of.sha256 == document.digest and not self._is_at_hand(decision.of):
                # Its record is there and its text was lost, with the folder .kg for one: this brings it back.
                self.places.keep(decision.of.id, document, reply.data)
            return self._row_of_known(shown, decision.of)
        entry = Entry(self._new_id(document), document, outlet, decision, reply.fetched_at)
        self._keep(entry, reply.data, likeness)
        return Row(
            decision.status,
            shown,
            entry.id,
            document.detail("title"),
            outlet.name if outlet else None,
            document.detail("published"),
            document.detail("language"),
            document.media_type,
            len(document.text),
            len(document.turns) or None,
            decision.of.id if decision.of else None,
            "; ".join(document.notes) or None,
        )

    def _keep(self, entry: Entry, data: bytes, likeness: Likeness) -> None:
        """Write a source: its texts first, its record last, since the record is what makes it one."""
        document = entry.document
        self.places.keep(entry.id, document, data)
        path = self.places.turtle(entry.id)
        self.places.write(path, turtle_of(entry, self.workspace.base).encode())
        file = self.workspace.relative(path)
        status = path.stat()
        known = Known(
            entry.id,
            document.digest,
            likeness.words,
            likeness.runs,
            entry.outlet.id if entry.outlet else None,
            document.detail("published"),
            document.detail("title"),
            document.detail("url"),
            document.detail("modified"),
            document.name,
            entry.decision.repeats,
            document.text_digest,
        )
        self.known.add(known, file, likeness)
        if entry.outlet and entry.outlet.is_new:
            self.known.add_outlet(entry.outlet.name, entry.outlet.id, file)
        self.known.note_file(file, status.st_size, status.st_mtime_ns)

    def _outlet(self, document: Document) -> Outlet | None:
        name = document.detail("outlet")
        if not name:
            return None
        address = web_address(document.detail("url") or "")
        host = (address.hostname if address else None) or ""
        there = self.known.outlet(name)
        if there:
            return Outlet(there, name, is_new=False, host=host)
        local = mint_outlet(name)
        number = 2
        while self.known.has_id(local):
            local, number = f"{mint_outlet(name)}-{number}", number + 1
        return Outlet(local, name, is_new=True, host=host)

    def _new_id(self, document: Document) -> str:
        local = mint_id(document)
        # Eight digits are shared by two of ten thousand documents once in a hundred workspaces.
        return mint_id(document, 16) if self.known.has_id(local) else local

    def _row_of_known(self, shown: str, known: Known) -> Row:
        # By the name that the document has for it, as when it was added; the index holds its id alone.
        outlet = self.places.detail(known.id, "outlet") if known.outlet else None
        return Row(SAME, shown, known.id, known.title, outlet or known.outlet, known.published, of=known.id)


@contextmanager
def _locked(places: Places) -> Iterator[None]:
    """Keep a second run out of a workspace while one is at work."""
    path = places.read / "lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("w")
    except OSError as error:
        raise WorkspaceError(
            f"{path}: cannot be written: {error.strerror}", "Make the workspace's folder writable."
        ) from None
    with stream:
        try:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            pass
        except OSError:
            raise WorkspaceError(
                "another run is adding documents to this workspace", "Wait until it has ended, and run this again."
            ) from None
        yield
