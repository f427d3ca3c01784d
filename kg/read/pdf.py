"""PDF: the text of each page as PDFium lays it out, its paragraphs put together, and where each page begins."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from kg.errors import DocumentError
from kg.model import ARTICLE_ROLES, Detail, Document, Part, Place, Span
from kg.read.dates import date_in_path, read_date
from kg.read.facts import line_facts
from kg.read.kinds import PDF
from kg.read.marking import Unit, mark
from kg.read.page import with_language
from kg.read.plain import units_of
from kg.read.speakers import turns_of_text
from kg.read.tidy import tidy

_MOST_PAGES = 5000
_LONGEST_TEXT = 64_000_000
# PDFium writes a hyphen that it takes for one of a broken line as one of these.
_SOFT_BREAK = re.compile("[\ufffe\x02]\r?\n?")
_BROKEN_WORD = re.compile(r"(?<=[a-z])[-\u00ad]\r?\n(?=[a-z])")
_UNNAMED = re.compile(
    r"(?i)^(?:microsoft (?:word|powerpoint)\b.*|untitled.*|document\d*"
    r"|.*\.(?:docx?|pptx?|xlsx?|pdf|rtf|indd|qxd|od[tps]|x?html?|txt|tex|dvi))$"
)
_FURNITURE_LINES = 2
_PAGE_NUMBER = re.compile(r"(?i)^(?:page )?[0-9ivx]{1,5}(?: (?:of|/) [0-9]{1,5})?$")


def read_pdf(data: bytes, name: str, digest: str) -> Document:
    """Read a PDF.

    Args:
        data: its bytes.
        name: the file name as received.
        digest: their SHA-256.

    Raises:
        DocumentError: it is broken or locked, holds no text, or pypdfium2 is not installed.
    """
    try:
        import pypdfium2
    except ImportError:
        raise DocumentError(
            "PDF needs pypdfium2, which is not installed", "Install it: pip install pypdfium2"
        ) from None
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise DocumentError(
            "the PDF is locked with a password" if locked else f"the PDF is broken ({tidy(str(error), 120)})",
            "Save an unlocked copy, and add that." if locked else "Open it in a viewer, and save it again.",
        ) from None
    try:
        pages = list(_pages(file))
        about = file.get_metadata_dict()
    finally:
        file.close()
    if not any(text.strip() for text in pages):
        raise DocumentError(
            f"the PDF holds no text in its {len(pages)} pages; it seems to be scanned",
            "Recognise its text first (OCR).",
        )
    return _document(pages, about, name, digest)


def _pages(file: Any) -> Iterator[str]:
    size = 0
    if len(file) > _MOST_PAGES:
        raise DocumentError(f"the PDF has {len(file):,} pages, more than {_MOST_PAGES:,}", "Add it in parts.")
    for page in file:
        lines = page.get_textpage()
        text = lines.get_text_bounded().replace("\x00", "")
        lines.close()
        page.close()
        text = _SOFT_BREAK.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
        text = _BROKEN_WORD.sub("", text)
        size += len(text)
        if size > _LONGEST_TEXT:
            raise DocumentError("the PDF holds too much text", "Add it in parts.")
        yield text


def _document(pages: Sequence[str], about: dict[str, str], name: str, digest: str) -> Document:
    text, places = _joined(pages)
    repeated = _repeated_lines(pages)
    units = list(_units(text, places, repeated))
    lines = [
        (part.role, text[slice(*part.span)]) for part in mark([Unit(u.span, u.text, u.role, u.gap) for u in units])
    ]
    details = _details(lines, about, name)
    parts: tuple[Part, ...] = mark(units, details["title"].value if "title" in details else None)
    return Document(
        name,
        text,
        digest,
        PDF,
        parts,
        turns_of_text(text, parts),
        with_language(details, text, parts),
        places,
        _notes(pages),
    )


def _notes(pages: Sequence[str]) -> tuple[str, ...]:
    empty = [number for number, page in enumerate(pages, 1) if not page.strip()]
    if not empty:
        return ()
    shown = ", ".join(map(str, empty[:10])) + (" ..." if len(empty) > 10 else "")
    return (f"{len(empty)} of {len(pages)} pages hold no text: {shown}",)


def _joined(pages: Sequence[str]) -> tuple[str, tuple[Place, ...]]:
    parts: list[str] = []
    places: list[Place] = []
    size = 0
    for number, page in enumerate(pages, 1):
        page = page.strip("\n")
        if not page.strip():
            continue
        if parts:
            parts.append("\n\n")
            size += 2
        places.append(Place((size, size + len(page)), page=number))
        parts.append(page)
        size += len(page)
    return "".join(parts), tuple(places)


def _repeated_lines(pages: Sequence[str]) -> set[str]:
    """Find what stands at the head or foot of most pages: running titles."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        counts.update({_numberless(line) for line in (*lines[:_FURNITURE_LINES], *lines[-_FURNITURE_LINES:])})
    return {line for line, count in counts.items() if count >= 3 and count * 2 > len(pages)}


def _numberless(line: str) -> str:
    return re.sub(r"[0-9]+", "#", line)


def _units(text: str, places: Sequence[Place], repeated: set[str]) -> Iterator[Unit]:
    for place in places:
        lines = list(_line_spans(text, *place.span))
        head, foot = 0, len(lines)
        while head < min(_FURNITURE_LINES, foot) and _is_running(text, lines[head], repeated):
            head += 1
        while foot > max(head, len(lines) - _FURNITURE_LINES) and _is_running(text, lines[foot - 1], repeated):
            foot -= 1
        yield from (Unit(span, text[slice(*span)], "navigation") for span in lines[:head])
        if head < foot:
            first, last = lines[head][0], lines[foot - 1][1]
            for unit in units_of(text[first:last], is_wrapped=True):
                yield Unit((unit.span[0] + first, unit.span[1] + first), unit.text, gap=unit.gap)
        yield from (Unit(span, text[slice(*span)], "navigation") for span in lines[foot:])


def _is_running(text: str, span: Span, repeated: set[str]) -> bool:
    line = text[slice(*span)]
    return bool(_PAGE_NUMBER.match(line)) or _numberless(line) in repeated


def _line_spans(text: str, start: int, end: int) -> Iterator[Span]:
    for found in re.compile(r"[^\n]+").finditer(text, start, end):
        stripped = found[0].strip()
        if stripped:
            first = found.start() + found[0].index(stripped)
            yield first, first + len(stripped)


def _details(lines: Sequence[tuple[str, str]], about: dict[str, str], name: str) -> dict[str, Detail]:
    details = line_facts(lines, "")
    title = tidy(about.get("Title", ""))
    if title and not _UNNAMED.match(title):
        details["title"] = Detail(title, "PDF title")
    author = tidy(about.get("Author", ""))
    if author and "byline" not in details:
        details["byline"] = Detail(author, "PDF author")
    # A day in running text may be any day; one that stands alone at the head is that of the document.
    early = " ".join(text for role, text in lines[:12] if role not in ARTICLE_ROLES)
    for text, basis in (
        (early, "first lines"),
        (date_in_path(name) or "", "file name"),
        (_pdf_day(about.get("CreationDate", "")), "PDF creation date"),
    ):
        day = read_date(text)
        if day and "published" not in details:
            details["published"] = Detail(day, basis)
    return details


def _pdf_day(stamp: str) -> str:
    """Turn the date of a PDF, such as D:20240303100000Z, into an ISO date."""
    found = re.match(r"(?:D:)?((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})", stamp)
    return f"{found[1]}-{found[2]}-{found[3]}" if found else ""
