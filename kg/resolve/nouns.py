"""What resolving takes and gives: a source's facts, and statements with their speakers and candidates."""

from dataclasses import dataclass, field

from kg.finding import Finding
from kg.model import Span

SPEAKER, TOWARDS, ABOUT, BEHALF = "speaker", "towards", "about", "on-behalf-of"


@dataclass(frozen=True)
class SourceFacts:
    """What is known of the document's source; ``published`` is an ISO date or None, ``added`` the last possible day."""

    id: str
    sha256: str
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    added: str | None = None

    @property
    def key(self) -> str:
        """Return the short key of the source."""
        return self.sha256[:8]


@dataclass(frozen=True)
class Candidate:
    """Somebody or something that may be meant; ``score`` is from 0 to 1, ``basis`` says what speaks for it."""

    id: str
    label: str
    score: float
    basis: str


@dataclass(frozen=True)
class NewAgent:
    """An agent that the record does not know.

    ``kind`` is a class of the ontology: Person, Organisation, UnnamedSpeaker or UnresolvedSpeaker. ``described`` is
    how the text describes it, ``speaks_for`` whose voice an unnamed speaker is, ``body_kind`` a notation. ``offices``
    and ``bodies`` are what a person is told by, ids or names; ``alias`` is the bare name of one whose label says more.
    """

    id: str
    kind: str
    label: str
    described: str = ""
    speaks_for: tuple[str, ...] = ()
    body_kind: str = ""
    given: str = ""
    family: str = ""
    offices: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    alias: str = ""


@dataclass(frozen=True)
class NewIncident:
    """An incident that the record does not know; ``kinds`` are notations."""

    id: str
    label: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Candidacy:
    """The candidates for one part of a statement, the best first; ``chosen`` are the ids that the text decides for."""

    role: str
    candidates: tuple[Candidate, ...]
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """A statement that was found and resolved.

    ``key`` names it within its source; ``outer`` is the key of the statement in which it stands. ``earliest`` and
    ``latest`` bound the day, ``said_on`` is it in EDTF; ``private`` says that the speaker holds no office, so that no
    name is kept; ``whole`` is the finding of which ``finding`` is a part; ``aimed`` are ids that stand for those named
    without an office at whom it is aimed: another source may tell who they are.
    """

    key: str
    finding: Finding
    speaker: str
    on_behalf_of: tuple[str, ...]
    towards: tuple[str, ...]
    about: tuple[str, ...]
    spoke_as: str | None
    earliest: str | None
    latest: str | None
    said_on: str | None
    candidacies: tuple[Candidacy, ...]
    outer: str | None = None
    repeats: str | None = None
    private: bool = False
    whole: Finding | None = None
    aimed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Profile:
    """What one source proposes: agents, and its incident with how much each name and word tells of it.

    ``untold`` are people named without an office, by the ids that stand for them: first names and surname.
    """

    source: str
    published: str | None
    agents: tuple[NewAgent, ...] = ()
    incident: NewIncident | None = None
    names: dict[str, float] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)
    untold: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def rank(self) -> tuple[str, str]:
        """Return what sources are sorted by: the earliest first, those without a day last."""
        return (self.published or "9999", self.source)


@dataclass(frozen=True)
class Resolved:
    """The statements of a source, and whom and what they name that the record does not know.

    ``taken`` are the ids that the record describes already, since somebody has accepted what the machine proposed;
    ``profile`` is what it is compared with other sources by.
    """

    source: SourceFacts
    said: tuple[Said, ...]
    agents: tuple[NewAgent, ...]
    incidents: tuple[NewIncident, ...]
    taken: frozenset[str] = frozenset()
    profile: Profile | None = None


@dataclass(frozen=True)
class Mention:
    """Where a text names something: its span, and what it is called there."""

    span: Span
    ids: tuple[str, ...]
    owns: bool = False
