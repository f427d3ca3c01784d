"""Undoing compression with a bound on what comes out."""

import zlib

from kg.errors import DocumentError

_GZIP = b"\x1f\x8b"
_STEP = 1 << 20
# Text and markup seldom shrink to less than a hundredth; past the allowance, more than this is a trap.
_LARGEST_RATIO = 200
_ALLOWANCE = 4 << 20


def is_gzip(data: bytes) -> bool:
    """Say whether bytes begin as gzip does.

    >>> is_gzip(b"<html>")
    False
    """
    return data.startswith(_GZIP)


def inflate(data: bytes, encoding: str, limit_bytes: int) -> bytes:
    """Undo ``gzip`` or ``deflate``.

    Args:
        data: what was received.
        encoding: ``gzip``, ``x-gzip`` or ``deflate`` (with or without the header of zlib, as servers send both).
        limit_bytes: what may come out at most.

    Raises:
        DocumentError: it is broken, cut short, another encoding, or gives more than the limit allows.

    >>> import gzip
    >>> inflate(gzip.compress(b"yes"), "gzip", 100)
    b'yes'
    """
    kinds = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}.get(encoding)
    if kinds is None:
        raise DocumentError(f"compressed as {encoding!r}, which is not read", "Known: gzip, deflate.")
    problem = ""
    for bits in kinds:
        try:
            return _bounded(data, bits, limit_bytes)
        except zlib.error as error:
            problem = str(error)
    raise DocumentError(f"its {encoding} data are broken: {problem}", "Fetch the document again.")


def _bounded(data: bytes, bits: int, limit_bytes: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while data:
        machine = zlib.decompressobj(bits)
        rest = data
        while not machine.eof:
            part = machine.decompress(rest, _STEP)
            rest = machine.unconsumed_tail
            size += len(part)
            parts.append(part)
            if size > limit_bytes or size > _ALLOWANCE + _LARGEST_RATIO * len(data):
                raise DocumentError(
                    f"compressed so that {len(data):,} bytes unfold to more than {size:,}",
                    "It looks like a trap. If it is none, unpack it yourself, and add the file.",
                )
            if not part and not rest:
                raise zlib.error("the end is missing")
        # A gzip file may consist of several members, one after the other; anything else after it is padding.
        data = machine.unused_data if bits == 31 and machine.unused_data.startswith(_GZIP) else b""
    return b"".join(parts)
