"""Whose words are whose, where a page or text is a transcript: each turn names its speaker."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import FURNITURE_ROLES, Part, Span, Turn
from kg.read.blocks import Block
from kg.read.marking import Unit

_WORD = r"(?:[A-Z][\w.’'-]*|of|the|for|and|de|van|von|in|on|to)"
# "Mr Archer (Merrow) (Ind):", "Q12 Chair:", "The Minister for Ferries (Ann Archer):"; "he said:" is none.
_NUMBER = r"(?:(?P<number>Q ?[0-9]{1,4})\.? )?"
_NAME = rf"(?P<name>[A-Z][\w.’'-]*(?:,? {_WORD}){{0,9}})"
_LEAD = re.compile(rf"{_NUMBER}{_NAME}(?P<seat>(?: ?\([^()]{{1,80}}\)){{0,3}}):\s*")
_LONGEST_LEAD = 200
_FEWEST = 4
_SHARE = 0.25
_IDS = (
    ("member_id", re.compile(r"[?&]memberId=([0-9]+)", re.I)),
    ("person_id", re.compile(r"/(?:mp|peer|msp|ms|mla|royal)/(?:\?p(?:id)?=)?([0-9]+)")),
)
_PERSON = "uk.org.publicwhip/person/"


@dataclass(frozen=True)
class Lead:
    """How a paragraph of a transcript begins: who speaks, and where the words begin."""

    speaker: Span
    seat: str
    words: int
    number: str = ""


def read_lead(text: str) -> Lead | None:
    """Read the name before a colon with which a turn begins; None if there is none.

    >>> lead = read_lead("Mr Archer (Merrow) (Ind): I am grateful.")
    >>> lead.speaker, lead.seat, lead.words
    ((0, 9), '(Merrow) (Ind)', 26)
    >>> read_lead("He said: I am grateful.")
    """
    found = _LEAD.match(text[:_LONGEST_LEAD])
    if not found:
        return None
    return Lead(found.span("name"), found["seat"].strip(), found.end(), found["number"] or "")


def turns_of_text(text: str, parts: Sequence[Part]) -> tuple[Turn, ...]:
    """Find the turns of a transcript in plain text.

    Args:
        text: the text.
        parts: its parts.

    Returns:
        The turns; none where too few paragraphs begin with a name and a colon, as in an article.
    """
    spoken = [part for part in parts if part.role not in FURNITURE_ROLES]
    leads = {part.span: lead for part in spoken if (lead := read_lead(text[part.span[0] : part.span[1]]))}
    names = Counter(text[span[0] + lead.speaker[0] : span[0] + lead.speaker[1]] for span, lead in leads.items())
    if len(leads) < max(_FEWEST, _SHARE * len(spoken)) or len(names) < 2 or len(names) > 0.8 * len(leads):
        return ()
    return tuple(_joined(text, spoken, leads))


def _joined(text: str, parts: Sequence[Part], leads: dict[Span, Lead]) -> Iterator[Turn]:
    current: Turn | None = None
    for part in parts:
        lead = leads.get(part.span)
        if lead is None:
            if current is not None and part.role not in ("title", "heading"):
                current = _extended(current, part.span[1])
            continue
        if current is not None:
            yield current
        start = part.span[0]
        head = (start + lead.speaker[0], start + lead.speaker[1])
        ids = {"number": lead.number} if lead.number else {}
        current = Turn((start + lead.words, part.span[1]), text[slice(*head)], head, ids, said_as=lead.seat)
    if current is not None:
        yield current


def _extended(turn: Turn, end: int) -> Turn:
    return Turn((turn.span[0], end), turn.speaker, turn.head, turn.ids, turn.kind, turn.said_as, turn.time)


def spoken_blocks(blocks: Sequence[Block]) -> list[tuple[Block, str]]:
    """Choose the blocks of a page that is a transcript, each with its role; none if the page is something else."""
    named = [place for place, block in enumerate(blocks) if block.element.role == "speaker"]
    if len(named) < 2:
        leads = [place for place, block in enumerate(blocks) if _bold_lead(block)]
        named = leads if len(leads) >= _FEWEST and len(leads) >= _SHARE * len(blocks) * 0.5 else []
    if not named:
        return []
    end = _end_of_last(blocks, named)
    titles = [place for place, block in enumerate(blocks[: named[0]]) if block.element.tag == "h1"]
    start = titles[-1] if titles else named[0]
    kept = []
    for place in range(start, end):
        role = blocks[place].element.role
        if role in FURNITURE_ROLES:
            continue
        kept.append((blocks[place], "title" if place in titles[-1:] else "speaker" if role == "seat" else role))
    return kept


def turns_of_blocks(blocks: Sequence[Block], units: Sequence[Unit]) -> tuple[Turn, ...]:
    """Find the turns among the blocks of a transcript; ``units`` tell where each stands in the text."""
    turns: list[Turn] = []
    is_marked = any(block.element.role == "speaker" for block in blocks)
    for block, unit in zip(blocks, units, strict=True):
        start, end = unit.span
        lead = None if is_marked else _bold_lead(block)
        if block.element.role == "speaker":
            turns.append(Turn((end, end), block.text, unit.span, _ids(block), _kind(block)))
        elif block.element.role == "seat" and turns:
            old = turns[-1]
            turns[-1] = Turn((end, end), old.speaker, old.head, old.ids, old.kind, block.text)
        elif lead:
            head = (start + lead.speaker[0], start + lead.speaker[1])
            turns.append(
                Turn((start + lead.words, end), unit.text[slice(*lead.speaker)], head, _ids(block), said_as=lead.seat)
            )
        elif turns and unit.role not in ("title", "heading", "column"):
            old = turns[-1]
            first = old.span[0] if old.span[0] < old.span[1] else start
            turns[-1] = Turn((first, end), old.speaker, old.head, old.ids, old.kind, old.said_as)
    return tuple(turn for turn in turns if turn.span[0] < turn.span[1])


def _bold_lead(block: Block) -> Lead | None:
    lead = read_lead(block.text) if block.bold else None
    return lead if lead and block.bold >= lead.speaker[1] - lead.speaker[0] - 1 else None


def _end_of_last(blocks: Sequence[Block], named: Sequence[int]) -> int:
    """Find where the last turn ends: with the element that holds it alone, or else before what is furniture."""
    counts: Counter[int] = Counter()
    for place in named:
        counts.update(element.number for element in blocks[place].element.chain())
    own = [element for element in blocks[named[-1]].element.chain() if counts[element.number] == 1]
    container = own[-1] if own else None
    inside = [
        place
        for place in range(named[-1] + 1, len(blocks))
        if container is not None and any(element is container for element in blocks[place].element.chain())
    ]
    if inside:
        return inside[-1] + 1
    following = range(named[-1] + 1, len(blocks))
    return next((place for place in following if blocks[place].element.role in FURNITURE_ROLES), len(blocks))


def _ids(block: Block) -> dict[str, str]:
    ids: dict[str, str] = {}
    addresses = [block.link, *(element.marks.get("href", "") for element in block.element.chain())]
    for name, form in _IDS:
        found = next((match for address in addresses if (match := form.search(address))), None)
        if found:
            ids[name] = _PERSON + found[1] if name == "person_id" else found[1]
    for element in block.element.chain():
        if "data-contribution-id" in element.marks:
            ids.setdefault("id", element.marks["data-contribution-id"])
        elif re.fullmatch(r"g?[0-9]+\.\w+|contribution-[\w-]+", element.marks.get("id", "")):
            ids.setdefault("id", element.marks["id"])
    return ids


def _kind(block: Block) -> str:
    found = re.search(r"\.([qr])[0-9]*$", _ids(block).get("id", ""))
    return {"q": "question", "r": "answer"}[found[1]] if found else "speech"
