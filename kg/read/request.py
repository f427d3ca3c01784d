"""What is asked of a reader, and what it answers."""

import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DocumentError
from kg.model import Document
from kg.read.likeness import Likeness, likeness_of
from kg.read.reading import LARGEST_BYTES, read_data

_MEMORY_BYTES = 6 << 30


@dataclass(frozen=True)
class Limits:
    """How far a reader goes for one document."""

    size_bytes: int = LARGEST_BYTES
    timeout_s: float = 60.0
    allow_private: bool = False


@dataclass(frozen=True)
class Request:
    """A document to read: the bytes of stdin, a file, or an address.

    ``shown`` is how messages name it, ``name`` the file name as received.
    """

    shown: str
    name: str
    path: str | None = None
    data: bytes | None = None
    url: str | None = None
    limits: Limits = Limits()


@dataclass(frozen=True)
class Reply:
    """What came of a request: a document with its bytes, or a sentence on why there is none."""

    request: Request
    document: Document | None = None
    data: bytes = b""
    likeness: Likeness | None = None
    fetched_at: str | None = None
    problem: str = ""
    hint: str = ""


def answer(request: Request) -> Reply:
    """Read what is asked for; whatever is wrong with it becomes a sentence."""
    try:
        return _read(request)
    except DocumentError as error:
        return Reply(request, problem=error.message, hint=error.hint)
    except OSError as error:
        return Reply(request, problem=f"it cannot be read: {error.strerror or error}", hint="Make it readable.")
    except MemoryError:
        return Reply(request, problem="reading it takes too much memory", hint="Split it, or save its text.")
    except RecursionError:
        return Reply(request, problem="it is nested too deep to be read", hint="Save its text, and add that.")
    except Exception as error:
        # What a library makes of a broken document cannot be foreseen, and must not stop the others.
        reason = f"{type(error).__name__}: {error}"[:200]
        return Reply(request, problem=f"it could not be read ({reason})", hint="Save its text, and add that.")


def limit_memory() -> None:
    """Bound the memory of this process, so that a document that unfolds ends it and not the machine."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _read(request: Request) -> Reply:
    limits = request.limits
    if request.url is not None:
        from kg.read.fetch import fetch

        got = fetch(
            request.url,
            limit_bytes=limits.size_bytes,
            timeout_s=limits.timeout_s,
            allow_private=limits.allow_private,
        )
        document = read_data(
            got.name, got.data, url=got.url, declared=(got.media_type, got.charset), limit_bytes=limits.size_bytes
        )
        return Reply(request, document, got.data, likeness_of(document), got.at)
    data = request.data if request.data is not None else _bytes_of(Path(request.path or ""), limits.size_bytes)
    document = read_data(request.name, data, limit_bytes=limits.size_bytes)
    return Reply(request, document, data, likeness_of(document))


def _bytes_of(path: Path, limit_bytes: int) -> bytes:
    status = path.stat()
    # Opening a pipe would wait for a writer that never comes; a device may never end.
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError("it is neither a file nor a folder", "Name a file; to read a pipe, use -.")
    if status.st_size > limit_bytes:
        raise DocumentError(
            f"it has {status.st_size:,} bytes, more than {limit_bytes:,}", "Split it, or raise --max-size (in MB)."
        )
    with path.open("rb") as stream:
        return stream.read(limit_bytes + 1)
