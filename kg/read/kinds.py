"""What sort of document bytes are: by what stands in them first, by their name last."""

import re
from pathlib import PurePath

from kg.errors import DocumentError

TEXT, HTML, PDF, TRANSCRIPT = "text/plain", "text/html", "application/pdf", "application/xml"
MARKUP = (HTML, TRANSCRIPT)
_HEAD = 8192
_ARCHIVE = "Unpack it, and add what is in it."
_OFFICE = "Save it as PDF, HTML or plain text, and add that."
# first bytes -> what it is, what to do
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a zip archive (as office documents and e-books are)", _ARCHIVE + " " + _OFFICE),
    (b"PK\x05\x06", "an empty zip archive", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _ARCHIVE),
    (b"Rar!", "a rar archive", _ARCHIVE),
    (b"BZh", "a bzip2 archive", _ARCHIVE),
    (b"\xfd7zXZ", "an xz archive", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", _ARCHIVE),
    (b"\xd0\xcf\x11\xe0", "an old office document", _OFFICE),
    (b"{\\rtf", "a rich text document", _OFFICE),
    (b"\x89PNG", "a picture", "Recognise its text first (OCR)."),
    (b"\xff\xd8\xff", "a picture", "Recognise its text first (OCR)."),
    (b"GIF8", "a picture", "Recognise its text first (OCR)."),
    (b"II*\x00", "a picture", "Recognise its text first (OCR)."),
    (b"MM\x00*", "a picture", "Recognise its text first (OCR)."),
    (b"SQLite format 3\x00", "a database", "Export what you need as text."),
    (b"\x7fELF", "a program", ""),
    (b"MZ\x90\x00", "a program", ""),
    (b"ID3", "a sound file", "Transcribe it first."),
)
_NOT_DOCUMENTS = set(
    ".jpg .jpeg .png .gif .webp .svg .ico .tif .tiff .bmp .mp3 .mp4 .wav .mov .avi"
    " .css .js .woff .woff2 .ttf .py .ttl .rq .toml .db .sqlite .map".split()
)
_DECLARATION = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+([a-z]+)|<([A-Za-z][\w:.-]*))", re.I | re.S
)
_TAG = re.compile(rb"<(?:html|head|body|div|p|article|table|span|h1|meta|title)\b[^<>]{0,500}>", re.I)
_SPOKEN = re.compile(rb"<(?:publicwhip|speech|ques|reply|major-heading|minor-heading)\b", re.I)


def kind_of(data: bytes, name: str, declared: str | None = None) -> str:
    """Say which kind a document is: the media type under which it is read.

    Args:
        data: unpacked, not empty.
        name: of the file; its suffix decides only what the content leaves open.
        declared: the media type that a server gave, None if none.

    Raises:
        DocumentError: it is of a kind that is not read; says what it is and what to do.

    >>> kind_of(b"<!DOCTYPE html><p>Yes</p>", "a.txt"), kind_of(b"Nothing else.", "b")
    ('text/html', 'text/plain')
    """
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return PDF
    for first, what, remedy in _REFUSED:
        if head.startswith(first):
            raise DocumentError(f"it is {what}, which is not read", remedy)
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        raise DocumentError("it is a picture, film or sound, which is not read", "Transcribe it first.")
    if re.match(rb"(?:[\w-]+:[^\n]*\n){0,20}?content-type:\s*multipart/related", head, re.I):
        raise DocumentError("it is a web archive (MHTML), which is not read", "Save the page as HTML only.")
    # UTF-16 has a zero byte beside every letter; without them the same patterns fit.
    head = head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return _markup_kind(head, name, declared)


def is_other_kind(name: str) -> bool:
    """Say whether a file found in a folder is by its name no document, such as a picture beside a saved page.

    >>> is_other_kind("photo.JPG"), is_other_kind("report.txt")
    (True, False)
    """
    return PurePath(name).suffix.lower() in _NOT_DOCUMENTS


def _markup_kind(head: bytes, name: str, declared: str | None) -> str:
    found = _DECLARATION.match(head)
    root = (found[1] or found[2] or b"").lower().decode("ascii", "replace") if found else ""
    if root in ("publicwhip", "speech", "ques") or (found and b"<html" not in head.lower() and _SPOKEN.search(head)):
        return TRANSCRIPT
    suffix = PurePath(name).suffix.lower()
    tags = len(_TAG.findall(head))
    if root == "html" or tags >= 3 or (tags and (suffix in (".html", ".htm", ".xhtml") or declared == HTML)):
        return HTML
    if suffix in (".html", ".htm", ".xhtml") or declared in (HTML, "application/xhtml+xml"):
        return HTML
    if head.lstrip().startswith(b"<?xml") or (suffix == ".xml" and found):
        raise DocumentError(
            f"it is XML of a kind that is not read (its first element is <{root}>)",
            "XML that is read: debates as TheyWorkForYou publishes them (parlparse).",
        )
    return TEXT
