"""What stands around statements without being said: ties between agents, incidents, the order of acts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.model import Entity


@dataclass(frozen=True)
class Surroundings:
    """What a picture of statements has to know beside them.

    ``incidents`` gives each incident's label by its IRI, ``wholes`` the incident it is part of, ``kinds`` the labels of
    its kinds; ``broader`` the wider acts of an act, ``act_labels`` its label, both by notation.
    """

    incidents: Mapping[str, str] = field(default_factory=dict)
    wholes: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broader: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    act_labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tie:
    """What binds two agents without any statement saying so: speaking for somebody, a post held in a body.

    ``kind`` is *speaks-for* or *held-post-in*; ``basis`` the IRI of what the record has of it (the tenure, the unnamed
    speaker); ``post`` the post held; dates are ISO dates or None; ``ongoing_as_of`` is the last day on which a post
    without an end is known to be held.
    """

    start: Entity
    end: Entity
    kind: str
    basis: str
    post: Entity | None = None
    earliest: str | None = None
    latest: str | None = None
    ongoing_as_of: str | None = None

    @property
    def fact(self) -> str:
        """Return the tie as a plain sentence.

        >>> here = Entity("x", "x")
        >>> Tie(here, here, "held-post-in", "t", Entity("p", "Home secretary"), "2004-12-15", "2006-05-05").fact
        'Home secretary, 2004-12-15 to 2006-05-05'
        """
        if self.post is None:
            return f"{self.start.label} speaks for {self.end.label}"
        until = self.latest or (f"now (known until {self.ongoing_as_of})" if self.ongoing_as_of else "an unknown day")
        return f"{self.post.label}, {self.earliest or 'an unknown day'} to {until}"
