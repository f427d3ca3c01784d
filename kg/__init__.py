"""On Record: who said what about which failure."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.frame import RecordGraph, open_graph

__version__ = "0.1.0"
__all__ = ["RecordGraph", "__version__", "open_graph"]


def __getattr__(name: str) -> Any:
    # The Python face pulls rdflib (a tenth of a second), which the command line must not pay for.
    if name in ("open_graph", "RecordGraph"):
        from kg import frame

        return getattr(frame, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    # What a notebook offers on Tab: what is for its user.
    return sorted(__all__)
