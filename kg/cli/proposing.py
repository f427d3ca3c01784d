"""From a source to its findings in the workspace: find, resolve, write; the commands that add and resolve join here."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.workspace import Workspace

if TYPE_CHECKING:
    from kg.find import Finder
    from kg.model import Document
    from kg.resolve import KnownGraph, Resolved, SourceFacts
    from kg.resolve.joining import Joins
    from kg.review.desk import Desk

# Minutes of work: a shelf of reports.
_LONGEST = 2_000_000
MADE, KEPT, PASSED, REFUSED = "made", "kept", "passed over", "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of a source: ``status`` is made, kept (up to date), passed over or refused, for a ``reason``."""

    source: str
    status: str
    statements: int = 0
    unresolved: int = 0
    reason: str = ""


class Proposer:
    """Makes findings; the network and the record are loaded when the first source needs them, and kept."""

    def __init__(self, workspace: Workspace, say: Callable[[str], None] = lambda text: None) -> None:
        """Name the workspace."""
        self.workspace, self.say = workspace, say
        self._joins: dict[str, Joins] = {}

    @cached_property
    def finder(self) -> "Finder":
        """Return the extractor."""
        from kg.find import Finder
        from kg.find.chosen import chosen_model

        return Finder(chosen_model(self.workspace.derived_dir))

    @cached_property
    def finder_key(self) -> str:
        """Return a digest of what finds, so that findings of an older finder are known as such."""
        import kg.find
        from kg.find.chosen import chosen_model, model_key

        folder = Path(kg.find.__file__).parent
        whole = sha256()
        for path in sorted([*folder.glob("*.py"), *folder.glob("*.tsv")]):
            whole.update(path.read_bytes())
        whole.update(model_key(chosen_model(self.workspace.derived_dir)).encode())
        return whole.hexdigest()[:16]

    @property
    def graph(self) -> "KnownGraph":
        """Return the record as it is, without what the machine found."""
        return self._record[0]

    @property
    def curated(self) -> Mapping[str, Collection[str]]:
        """Return the sources whose statements people have written down, each with the local ids of these."""
        return self._record[1]

    @cached_property
    def _record(self) -> "tuple[KnownGraph, Mapping[str, Collection[str]]]":
        from kg.resolve.loading import load_known
        from kg.store import open_store

        store = open_store(self.workspace)
        try:
            return load_known(store), _reported(store)
        finally:
            store.close()

    @cached_property
    def _desk(self) -> "Desk":
        from kg.review.desk import Desk

        return Desk(self.workspace, self.say)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other runs that make findings out: each would join what the other has not yet proposed."""
        from kg.files import locked
        from kg.resolve.files import PROPOSED, sweep_drafts

        waiting = "Waiting until another run has made its findings."
        with locked(self.workspace.derived_dir / PROPOSED / "lock", lambda: self.say(waiting)):
            with self._deciding():
                sweep_drafts(self.workspace)
            yield

    @contextmanager
    def _deciding(self) -> Iterator[Collection[str]]:
        """Hold decisions still, and give the local ids of the statements that a person has decided upon.

        One taken while findings are written would leave its statement both in the record and among them.
        """
        with self._desk.drafts.lock():
            self._desk.refresh()
            yield frozenset(name.removeprefix("id:") for name in self._desk.state.decided)

    def build(self) -> None:
        """Bring the store up to date with what was made, and with what people have decided meanwhile.

        Raises:
            GraphError, WorkspaceError: the files cannot be made a store.
        """
        from kg.errors import GraphError
        from kg.store import build

        self._settle()
        try:
            build(self.workspace)
        except GraphError:
            # A decision is written into several files: one taken just now was read by half.
            with self._desk.drafts.lock():
                if not self._desk.refresh():
                    raise
                build(self.workspace)

    def _settle(self) -> None:
        """Take out of the findings what people have put on record while they were made, or before in a stopped run.

        The record is read once a run: what is decided meanwhile would be proposed again, and defined twice.
        """
        with self._deciding():
            if self._desk.judgements:
                self._desk.settler.settle(self._desk.state, self._desk.judgements, is_told=True)

    def propose(self, source: str, *, again: bool = False) -> Outcome:
        """Make the findings of a source.

        Args:
            source: its local id.
            again: also where findings are there and nothing has changed.

        Returns:
            What became of it; a document that cannot be worked on is refused with the reason, and nothing is raised.
        """
        from kg.resolve.files import is_looked_at, read_found

        there = read_found(self.workspace, source) if is_looked_at(self.workspace, source) else None
        if there and not again:
            return Outcome(source, KEPT)
        try:
            document = self._document(source)
            if document is None:
                return Outcome(source, PASSED, reason="its text is not at hand")
            if len(document.text) > _LONGEST:
                return Outcome(source, PASSED, reason=f"it has {len(document.text):,} characters, too many to be read")
            return self._make(source, document, again=again)
        except KgError as error:
            if _is_everybodys(error):
                raise
            return Outcome(source, REFUSED, reason=error.message)
        except (ValueError, KeyError, IndexError, TypeError, RecursionError, MemoryError, AttributeError) as error:
            # A document that trips the machine must not stop those after it; it is named in the end.
            return Outcome(source, REFUSED, reason=f"it could not be worked on ({type(error).__name__}: {error})")

    def join(self) -> list[str]:
        """Make one proposed person, body or incident of what several sources propose.

        Returns:
            The sources whose findings were written anew, none where nothing has changed.
        """
        from kg.resolve.joining import join
        from kg.resolve.proposed import digest_of, kept_profiles

        kept = list(kept_profiles(self.workspace))
        whole, changed = join([profile for profile, _ in kept]), []
        for profile, before in kept:
            joins = whole.of(profile)
            if digest_of(joins) != before:
                self._joins[profile.source] = joins
                changed.append(profile.source)
        return [source for source in changed if self.propose(source, again=True).status == MADE]

    def _make(self, source: str, document: "Document", *, again: bool) -> Outcome:
        from kg.resolve import resolve
        from kg.resolve.files import Found, keep_found, read_found, write_findings
        from kg.resolve.joining import Joins, rejoin
        from kg.resolve.proposed import UNDER_WAY, digest_of, keep_profile

        graph = self.graph
        if source in self.curated and not again:
            return Outcome(source, PASSED, reason="people have put its statements on record")
        there = read_found(self.workspace, source)
        if there is None or (there.text, there.finder) != (document.text_digest, self.finder_key):
            findings = tuple(self.finder.find(document))
        else:
            findings = there.findings
        facts = facts_of(self.workspace, source, document)
        resolved = resolve(document, findings, facts, graph)
        joins = self._joins.get(source, Joins())
        if resolved.profile:
            # Killed in between, the next run finds that they differ.
            keep_profile(self.workspace, resolved.profile, UNDER_WAY)
        resolved = rejoin(resolved, joins)
        with self._deciding() as decided:
            told = {*decided, *self.curated.get(source, ())}
            statements = write_findings(self.workspace, document, resolved, told)
        if resolved.profile:
            keep_profile(self.workspace, resolved.profile, digest_of(joins))
        keep_found(self.workspace, source, Found(document.text_digest, self.finder_key, graph.digest, findings))
        return Outcome(source, MADE, statements, _unresolved(resolved))

    def is_stale(self, source: str) -> bool:
        """Say whether the record has changed since a source was resolved, or what finds has."""
        from kg.resolve.files import read_found

        there = read_found(self.workspace, source)
        return there is None or (there.graph, there.finder) != (self.graph.digest, self.finder_key)

    def _document(self, source: str) -> "Document | None":
        from kg.namespaces import expand
        from kg.read import stored_document
        from kg.read.paths import Places
        from kg.turtle import parse_file

        places = Places(self.workspace)
        with suppress(KgError, OSError, KeyError):
            # By its own record: the index of all sources need not be looked through for each.
            record = self.workspace.base + source
            triples = [one for one in parse_file(places.turtle(source)) if str(one.subject) == f"<{record}>"]
            values = {one.predicate.value: getattr(one.object, "value", "") for one in triples}
            name, digest = values[expand("kg:fileName")], values[expand("kg:sha256")]
            return places.document(source, name, digest) or stored_document(self.workspace, source)
        return stored_document(self.workspace, source)


def facts_of(workspace: Workspace, source: str, document: "Document") -> "SourceFacts":
    """Return what is known of a source; its last possible day is that of its fetching, or of its bytes."""
    from kg.read.paths import Places
    from kg.resolve import SourceFacts

    received = Places(workspace).received(source, document.name)
    try:
        added = datetime.fromtimestamp(received.stat().st_mtime, UTC).date().isoformat()
    except OSError:
        added = None
    detail = document.detail
    return SourceFacts(source, document.digest, detail("published"), detail("outlet"), detail("title"), added)


def _unresolved(resolved: "Resolved") -> int:
    unknown = {agent.id for agent in resolved.agents if agent.kind == "UnresolvedSpeaker"}
    return sum(one.speaker in unknown for one in resolved.said)


def _reported(store: object) -> dict[str, set[str]]:
    """Return the sources whose statements people have put on record, with the ids that these take.

    A report that several outlets share stands for one statement there, and for one each where the machine finds it.
    """
    from kg.iri import local_id
    from kg.namespaces import expand
    from kg.query.definition import Vetted

    query = (
        f"SELECT DISTINCT ?s ?r ?said WHERE {{ ?r <{expand('kg:source')}> ?s ; <{expand('kg:origin')}> ?o ; "
        f"<{expand('kg:reports')}> ?said FILTER(?o = <{expand('kg:curated')}>) }}"
    )
    found: dict[str, set[str]] = {}
    for row in store.query(Vetted(query)):  # type: ignore[attr-defined]
        own = f"s-{local_id(row['r'].value).removeprefix('r-')}"
        found.setdefault(local_id(row["s"].value), set()).update((own, local_id(row["said"].value)))
    return found


def _is_everybodys(error: KgError) -> bool:
    """Say whether what went wrong would go wrong with every document: a full disk, a missing library."""
    from kg.errors import DocumentError, SourceError

    return not isinstance(error, DocumentError | SourceError)
