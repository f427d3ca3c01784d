"""What narrows an answer besides the question."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """What narrows an answer besides the question: ISO days, IRIs of an outlet and an origin, how many at most."""

    since: str | None = None
    until: str | None = None
    outlets: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    limit: int | None = None
