"""From bytes to characters: byte order mark, declared encoding, UTF-8, or the best guess."""

import codecs
import re
from dataclasses import dataclass

from kg.errors import DocumentError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"))
_MARKS16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})|^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD = 4096
_SAMPLE = 200_000
# Browsers read these as windows-1252, since pages that declare them mostly are (WHATWG Encoding, 4.2).
_AS_WINDOWS = {"iso8859-1", "ascii", "latin-1", "latin1"}
# Anything below a space but tab, newline, form feed, return and escape does not occur in text.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_GUESS = "not UTF-8 and not declared: read as windows-1252 by guess"


@dataclass(frozen=True)
class Decoded:
    """Characters, the encoding they came in, how it was found, and a sentence if something was odd."""

    text: str
    encoding: str
    basis: str
    note: str = ""


def decode(data: bytes, *, declared: str | None = None, is_markup: bool = False) -> Decoded:
    """Turn bytes into characters.

    Args:
        data: what was received.
        declared: what the server said, None if nothing.
        is_markup: whether a ``meta`` element or an XML declaration may name the encoding.

    Raises:
        DocumentError: they are no text.

    >>> decode("Siân".encode("cp1252")).text, decode(b"\\xef\\xbb\\xbfyes").basis
    ('Siân', 'byte order mark')
    """
    for mark, name in (*_MARKS, *_MARKS16):
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name, "byte order mark")
    wide = _wide_without_mark(data)
    if wide:
        return _strictly(data, wide, "pattern of zero bytes")
    controls = len(_CONTROL.findall(data[:_SAMPLE]))
    # Broken pages hold a zero byte here and there, and browsers show them all the same.
    zeros = data.count(0, 0, _SAMPLE)
    if zeros > (max(3, len(data[:_SAMPLE]) // 1000) if is_markup else 0) or controls * 100 > len(data[:_SAMPLE]):
        raise DocumentError(
            "it is binary, not text", "Kinds that are read: text, HTML, PDF, parliamentary XML; convert it first."
        )
    named = [(declared, "server")] if declared else []
    if is_markup and (found := _DECLARED.search(data[:_HEAD])):
        named.append(((found[1] or found[2]).decode("ascii"), "declared in the page"))
    for name, basis in (*named, ("utf-8", "valid UTF-8")):
        codec = _known(name)
        if codec:
            try:
                return Decoded(data.decode(codec).replace("\x00", "\ufffd"), codec, basis)
            except UnicodeDecodeError:
                continue
    return _guessed(data, named)


def _known(name: str) -> str | None:
    try:
        codec = codecs.lookup(name.strip())
    except LookupError:
        return None
    # Some codecs of Python, such as rot13 or zip, are no encodings of text.
    if not getattr(codec, "_is_text_encoding", True) or codec.name in ("utf-7", "idna", "punycode", "undefined"):
        return None
    return "cp1252" if codec.name in _AS_WINDOWS else codec.name


def _strictly(data: bytes, name: str, basis: str) -> Decoded:
    try:
        return Decoded(data.decode(name), name, basis)
    except UnicodeDecodeError as error:
        note = f"broken {name} at byte {error.start:,}: what could not be read shows as U+FFFD"
        return Decoded(data.decode(name, "replace"), name, basis, note)


def _wide_without_mark(data: bytes) -> str | None:
    """Find UTF-16 by its zero bytes: in Western text, every other byte is one."""
    sample = data[:_HEAD]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0) / len(sample[0::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > 0.7 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.05 else None


def _guessed(data: bytes, named: list[tuple[str, str]]) -> Decoded:
    wrong = f"; it says {named[0][0]!r}, which is wrong" if named else ""
    almost = _almost_utf8(data)
    if almost is not None:
        return almost
    try:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:_SAMPLE]).best()
        # Western text fits many encodings alike, and the rarer ones are the likelier mistake.
        if best is not None and best.encoding.startswith(
            ("cp125", "iso8859", "mac_", "koi8", "cp", "shift", "gb", "big5", "euc")
        ):
            name = "cp1252" if best.encoding in ("cp1250", "cp1254", "cp1257", "iso8859_1", "cp1252") else best.encoding
            text = data.decode(name)
            return Decoded(text, name, "guess", f"not UTF-8: read as {name} by guess{wrong}")
    except ImportError:
        wrong += "; for a better guess: pip install charset-normalizer"
    except UnicodeDecodeError:
        pass
    # Five bytes are undefined in windows-1252; Latin-1 has a control character for each.
    text = data.decode("cp1252", "replace")
    return Decoded(text, "cp1252", "guess", _GUESS + wrong)


def _almost_utf8(data: bytes) -> Decoded | None:
    """Read as UTF-8 what is UTF-8 but for a few bytes, such as a text cut within a character."""
    text = data.decode("utf-8", "replace")
    bad, good = text.count("\ufffd"), sum(1 for char in text[:_SAMPLE] if char > "\x7f" and char != "\ufffd")
    if bad > 3 or bad * 4 > good:
        return None
    return Decoded(text, "utf-8", "nearly valid UTF-8", f"{bad} places are no UTF-8 and show as U+FFFD")
