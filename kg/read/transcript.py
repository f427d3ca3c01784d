"""Debates as TheyWorkForYou publishes them (parlparse XML): each speech with its speaker's name and identifiers."""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from kg.errors import DocumentError
from kg.model import Detail, Document, Part, Span, Turn
from kg.read.dates import read_date
from kg.read.kinds import TRANSCRIPT
from kg.read.page import with_language

_SPEECHES = {"speech": "speech", "ques": "question", "reply": "answer"}
_HEADINGS = ("oral-heading", "major-heading", "minor-heading")
_LINES = ("p", "tr", "li", "blockquote", "center", "table", "ul", "ol")
# What is kept of a speech's attributes, beside its name, time and office.
_IDS = ("id", "person_id", "speakerid", "oldstyleid", "colnum", "url", "qnum", "oral-qnum")
_HOUSES = {
    "debate": "House of Commons",
    "westminhall": "House of Commons, Westminster Hall",
    "wrans": "Houses of Parliament, written answers",
    "wms": "Houses of Parliament, written statements",
    "lords": "House of Lords",
    "standing": "House of Commons, committees",
    "sp": "Scottish Parliament",
    "spwa": "Scottish Parliament, written answers",
    "ni": "Northern Ireland Assembly",
    "senedd": "Senedd Cymru",
    "lmqs": "Mayor of London, questions",
}
_HOUSE = re.compile(r"uk\.org\.publicwhip/([a-z]+)(?:/([a-z]{2})(?=/))?/([0-9]{4}-[0-9]{2}-[0-9]{2})")
# An internal entity may stand for another; this many characters of declarations are in no file of parlparse.
_LONGEST_DECLARATIONS = 20_000
_SPACE = re.compile(r"\s+")


def read_transcript(text: str, name: str, digest: str) -> Document:
    """Read a debate.

    A file that is cut or broken in the middle is read up to there, and a note says so.

    Args:
        text: the XML as characters.
        name: the file name as received.
        digest: the SHA-256 of its bytes.

    Raises:
        DocumentError: there is no speech in it.
    """
    reader = _Reader()
    note = reader.read(text)
    if not reader.turns and not reader.parts:
        raise DocumentError(
            f"the XML holds no speech{f' ({note})' if note else ''}",
            "What is read: <speech>, <ques> and <reply> elements, see https://parser.theyworkforyou.com/hansard.html",
        )
    whole = "".join(reader.pieces)
    parts = tuple(reader.parts)
    details = with_language(_details(reader, name), whole, parts)
    return Document(name, whole, digest, TRANSCRIPT, parts, tuple(reader.turns), details, notes=(note,) if note else ())


@dataclass
class _Reader:
    """Puts the text together while the parser goes through the file."""

    pieces: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    title: str = ""
    size: int = 0
    speech: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    first_part: int = 0
    heading: str = ""
    line: list[str] = field(default_factory=list)
    is_division: int = 0

    def read(self, text: str) -> str:
        """Read a text; return a sentence on what stopped it before the end, or none."""
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.line.append
        parser.EntityDeclHandler = self.declare
        self.declared = 0
        # The parser is told UTF-8, whatever the declaration says: the characters are decoded already.
        try:
            parser.Parse(text.encode("utf-8", "replace"), True)
        except expat.ExpatError as error:
            self.finish()
            problem = expat.errors.messages[error.code]
            where = f"it breaks off or is broken at line {error.lineno} ({problem})"
            return f"{where}; {len(self.turns)} turns up to there were read"
        self.finish()
        return ""

    def declare(self, name: str, is_parameter: bool, value: str | None, *rest: object) -> None:
        """Refuse declarations of entities that could unfold without end."""
        self.declared += len(value or "") + len(name)
        if self.declared > _LONGEST_DECLARATIONS or (value and value.count("&") > 3):
            raise DocumentError("its XML declares entities that may unfold without end", "Remove its DOCTYPE.")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if tag in _SPEECHES:
            self.finish()
            self.speech, self.kind, self.first_part = attributes, _SPEECHES[tag], len(self.parts)
            self.ids.append(attributes.get("id", ""))
            self.line.clear()
        elif tag in _HEADINGS:
            self.finish()
            self.heading = tag
            self.ids.append(attributes.get("id", ""))
            self.line.clear()
        elif tag in ("division", "divisioncount", "mplist", "msplist", "lordlist"):
            self.is_division += 1
        elif tag in _LINES:
            self.add("paragraph")

    def end(self, tag: str) -> None:
        """End an element."""
        if tag in _LINES:
            self.add("paragraph")
        elif tag in ("td", "th"):
            self.line.append("\t")
        elif tag in _HEADINGS:
            self.add_heading()
        elif tag in _SPEECHES:
            self.finish()
        elif tag in ("division", "divisioncount", "mplist", "msplist", "lordlist"):
            self.is_division -= 1
            self.line.clear()

    def add_heading(self) -> None:
        """End a heading; the first is the title."""
        is_title = not self.title and self.heading != "oral-heading"
        text = self.add("title" if is_title else "heading")
        if is_title:
            self.title = text
        self.heading = ""

    def add(self, role: str) -> str:
        """End a line of text."""
        text = _SPACE.sub(" ", "".join(self.line)).strip()
        self.line.clear()
        if not text or self.is_division or not (self.speech or self.heading):
            return ""
        if self.kind and len(self.parts) == self.first_part and self.speech.get("speakername"):
            self.put(self.speech["speakername"], "speaker")
        self.put(text, role)
        return text

    def put(self, text: str, role: str) -> None:
        """Add a line to the text."""
        if self.pieces:
            self.pieces.append("\n\n")
            self.size += 2
        self.parts.append(Part((self.size, self.size + len(text)), role))
        self.pieces.append(text)
        self.size += len(text)

    def finish(self) -> None:
        """End the speech that is being read."""
        if self.speech:
            self.add("paragraph")
            self.end_turn()
        elif self.heading:
            self.add_heading()
        self.speech, self.kind = {}, ""

    def end_turn(self) -> None:
        """Note the turn whose paragraphs have been read."""
        own = self.parts[self.first_part :]
        head: Span | None = own[0].span if own and own[0].role == "speaker" else None
        words = own[1:] if head else own
        if not words:
            return
        given = self.speech
        # A speech without a speaker tells what happens: members rise, the House divides.
        kind = self.kind if head else "procedure"
        ids = {key: given[key] for key in _IDS if given.get(key)}
        self.turns.append(
            Turn(
                (words[0].span[0], words[-1].span[1]),
                _SPACE.sub(" ", given.get("speakername", "")).strip() if head else "",
                head,
                ids,
                kind,
                given.get("speakeroffice", "").strip(),
                given.get("time", ""),
            )
        )


def _details(reader: _Reader, name: str) -> dict[str, Detail]:
    details: dict[str, Detail] = {}
    if reader.title:
        details["title"] = Detail(reader.title, "first heading")
    found = next((match for one in reader.ids if (match := _HOUSE.search(one))), None)
    if found:
        house = _HOUSES.get(found[1], "Parliament")
        details["outlet"] = Detail(
            f"Hansard: {house}" if "Commons" in house or "Lords" in house else house, "identifiers"
        )
        details["published"] = Detail(found[3], "identifiers")
    elif day := read_date(name):
        details["published"] = Detail(day, "file name")
    url = next((turn.ids["url"] for turn in reader.turns if turn.ids.get("url", "").startswith("http")), "")
    if url:
        details["url"] = Detail(_SPACE.sub("", url).partition("#")[0], "first speech")
    return details
