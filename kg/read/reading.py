"""Reading one document: from bytes as received to a text with its parts."""

import re
from hashlib import sha256
from pathlib import PurePath

from kg.errors import DocumentError
from kg.model import Document
from kg.read.charset import Decoded, decode
from kg.read.facts import line_facts
from kg.read.kinds import HTML, MARKUP, PDF, TEXT, TRANSCRIPT, kind_of
from kg.read.page import language_notes, read_page, with_language
from kg.read.plain import mark_text
from kg.read.speakers import turns_of_text
from kg.read.unpack import inflate, is_gzip

LARGEST_BYTES = 64 << 20
_UNSHOWN = re.compile(r"[\s\u200b\ufeff\x00]*")
# Pages and XML beyond this are no documents that people read; taking them apart would take minutes.
_LARGEST_MARKUP = 24 << 20


def read_data(
    name: str,
    data: bytes,
    *,
    url: str | None = None,
    declared: tuple[str | None, str | None] = (None, None),
    limit_bytes: int = LARGEST_BYTES,
) -> Document:
    """Read a document.

    Args:
        name: the file name as received.
        data: its bytes as received, gzip allowed.
        url: where it was fetched from, None if it was not.
        declared: the media type and the encoding that a server gave.
        limit_bytes: what it may unpack to at most.

    Raises:
        DocumentError: it cannot be read; says why and what to do.

    >>> document = read_data("note.txt", "Ferry stops\\n\\nIt will not sail, he said.".encode())
    >>> document.detail("title"), [part.role for part in document.parts]
    ('Ferry stops', ['title', 'paragraph'])
    """
    digest = sha256(data).hexdigest()
    if len(data) > limit_bytes:
        raise DocumentError(
            f"it has {len(data):,} bytes, more than {limit_bytes:,}", "Split it, or raise --max-size (in MB)."
        )
    plain = inflate(data, "gzip", limit_bytes) if is_gzip(data) else data
    if not plain.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise DocumentError("it is empty", "Nothing was added; fetch it again.")
    inner = PurePath(name).stem if plain is not data else name
    kind = kind_of(plain, inner, declared[0])
    if kind == PDF:
        return _noted(read_pdf(plain, name, digest))
    if kind in MARKUP and len(plain) > _LARGEST_MARKUP:
        raise DocumentError(
            f"it has {len(plain):,} bytes of markup, more than {_LARGEST_MARKUP:,}", "Save its text, and add that."
        )
    decoded = decode(plain, declared=declared[1], is_markup=kind != TEXT)
    if _UNSHOWN.fullmatch(decoded.text):
        raise DocumentError("it is empty", "Nothing was added; fetch it again.")
    if kind == HTML:
        return _noted(read_page(decoded.text, name, digest, url), decoded)
    if kind == TRANSCRIPT:
        return _noted(read_transcript(decoded.text, name, digest), decoded)
    return _noted(_read_text(decoded.text, name, digest, url), decoded)


def read_pdf(data: bytes, name: str, digest: str) -> Document:
    """Read a PDF; its module is loaded when the first one comes."""
    from kg.read import pdf

    return pdf.read_pdf(data, name, digest)


def read_transcript(text: str, name: str, digest: str) -> Document:
    """Read a debate in XML; its module is loaded when the first one comes."""
    from kg.read import transcript

    return transcript.read_transcript(text, name, digest)


def _read_text(text: str, name: str, digest: str, url: str | None) -> Document:
    parts = mark_text(text)
    # A headline and a date stand at the head or foot; a long report need not be gone through for them.
    near = parts if len(parts) < 200 else (*parts[:100], *parts[-100:])
    details = line_facts([(part.role, text[slice(*part.span)]) for part in near], name, url)
    turns = turns_of_text(text, parts)
    return Document(name, text, digest, TEXT, parts, turns, with_language(details, text, parts))


def _noted(document: Document, decoded: Decoded | None = None) -> Document:
    from dataclasses import replace

    notes = [*document.notes, *language_notes(dict(document.details))]
    if decoded is not None and decoded.note:
        notes.append(decoded.note)
    return replace(document, notes=tuple(notes)) if notes else document
