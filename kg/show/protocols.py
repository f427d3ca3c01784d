"""What the writers need of a result; only type checkers import this, since a Protocol costs as much as a query."""

from collections.abc import Iterator
from typing import IO, Any, Protocol


class Rows(Protocol):
    """The result of a query: *rows*, a *boolean* or a *graph*, read once."""

    @property
    def kind(self) -> str:
        """Return *rows*, *boolean* or *graph*."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns."""

    @property
    def boolean(self) -> bool | None:
        """Return the value of a boolean."""

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Yield a tuple of terms per row."""

    def serialise(self, stream: IO[bytes], format_: Any) -> None:
        """Write the result in one of the engine's own formats."""
