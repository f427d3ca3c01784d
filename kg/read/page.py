"""A page becomes a document."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import DocumentError
from kg.model import Detail, Document, Part, Place
from kg.read.article import Chosen, choose
from kg.read.blocks import Block
from kg.read.facts import page_facts
from kg.read.kinds import HTML
from kg.read.language import UNKNOWN, language_name, language_of
from kg.read.marking import Unit, mark
from kg.read.markup import DEEPEST, read_markup
from kg.read.speakers import spoken_blocks, turns_of_blocks

_MOST_LEFT = 3


@dataclass(frozen=True)
class Text:
    """A text put together from blocks, where each stands in it, and where each stretch came from."""

    text: str
    units: tuple[Unit, ...]
    places: tuple[Place, ...]


def read_page(text: str, name: str, digest: str, url: str | None = None) -> Document:
    """Read a page of HTML.

    Args:
        text: the page as characters.
        name: the file name as received.
        digest: the SHA-256 of its bytes.
        url: where it was fetched from, None if it was not.

    Raises:
        DocumentError: no text can be seen in it, or trafilatura is not installed.
    """
    page = read_markup(text)
    if not page.blocks:
        raise DocumentError("no text can be seen in the page", "It may be made by scripts: save it from a browser.")
    spoken = spoken_blocks(page.blocks)
    chosen = Chosen(tuple(spoken), 0, ()) if spoken else choose(text, page)
    if not chosen.blocks:
        raise DocumentError("no article was found in the page", "Save the article itself as text, and add that.")
    put = put_together(chosen.blocks)
    lines = [(part.role, put.text[slice(*part.span)]) for part in mark(_copies(put.units))]
    facts = page_facts(page, lines, url, name)
    parts = mark(put.units, facts["title"].value if "title" in facts else None)
    turns = turns_of_blocks([block for block, _ in chosen.blocks], put.units) if spoken else ()
    notes = [*_notes(chosen), *([f"tags nested deeper than {DEEPEST} were read as one"] if page.is_too_deep else [])]
    return Document(
        name,
        put.text,
        digest,
        HTML,
        parts,
        turns,
        with_language(facts, put.text, parts, page.language),
        put.places,
        tuple(notes),
    )


def put_together(blocks: Sequence[tuple[Block, str]]) -> Text:
    """Put blocks together to a text: a blank line between them, or a new line where the page only breaks the line."""
    pieces: list[str] = []
    units: list[Unit] = []
    places: list[Place] = []
    size = 0
    for block, role in blocks:
        gap = block.gap and not (role == "item" and units and units[-1].role == "item")
        if pieces:
            between = "\n\n" if gap else "\n"
            pieces.append(between)
            size += len(between)
        for number, (start, raw_start, raw_end) in enumerate(block.pieces):
            end = block.pieces[number + 1][0] if number + 1 < len(block.pieces) else len(block.text)
            places.append(Place((size + start, size + end), (raw_start, raw_end)))
        pieces.append(block.text)
        units.append(Unit((size, size + len(block.text)), block.text, role, gap))
        size += len(block.text)
    return Text("".join(pieces), tuple(units), tuple(places))


def with_language(facts: dict[str, Detail], text: str, parts: Sequence[Part], declared: str = "") -> dict[str, Detail]:
    """Add the language of a text to what is known of it.

    Args:
        facts: what is known.
        text: the text.
        parts: its parts; only the article's own words count.
        declared: what the page says of itself; counts where the words do not decide.
    """
    words = " ".join(
        text[slice(*part.span)] for part in parts[:400] if part.role in ("paragraph", "item", "block-quote")
    )
    found = language_of(words) if words else language_of(text)
    said = declared.strip().lower().replace("_", "-")
    if found == UNKNOWN and said[:2].isalpha() and len(said) >= 2 and said.replace("-", "").isalnum():
        return {**facts, "language": Detail(said, "declared in the page")}
    return {**facts, "language": Detail(found, "its small words" if found != UNKNOWN else "none")}


def language_notes(details: dict[str, Detail]) -> list[str]:
    """Say what is odd about the language of a document, if anything."""
    tag = details["language"].value if "language" in details else UNKNOWN
    if tag.partition("-")[0] == "en":
        return []
    if tag == UNKNOWN:
        return ["its language could not be told"]
    return [f"it is in {language_name(tag)}; statements are found in English only"]


def _copies(units: Sequence[Unit]) -> list[Unit]:
    return [Unit(unit.span, unit.text, unit.role, unit.gap) for unit in units]


def _notes(chosen: Chosen) -> list[str]:
    notes = []
    if chosen.restored:
        notes.append(f"{chosen.restored} blocks were put back that the extraction had left out")
    if chosen.left:
        shown = "; ".join(" ".join(words.split()[:6]).rstrip(".,") for words in chosen.left[:_MOST_LEFT])
        count = len(chosen.left)
        passages = "1 quoted passage" if count == 1 else f"{count} quoted passages"
        notes.append(f"left out, as outside the article: {passages}, beginning {shown}")
    return notes
