"""Which blocks of a page are the article: as trafilatura finds it, and checked so that no quoted words are lost."""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.errors import DocumentError
from kg.model import FURNITURE_ROLES
from kg.read.blocks import Block, Element, Page

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(
    r"“[^“”]{3,}[”“]?|\"[^\"]{3,}\"|«[^«»]{3,}»|(?<!\w)‘(?:[^‘’]|’(?=\w)){12,}’(?!\w)|(?<!\w)'(?:[^']|'(?=\w)){12,}'(?!\w)"
)
_FEWEST_WORDS = 4
_SHINGLE = 4
# An element that holds this share of the article is the article's own, whatever its class is called.
_HOLDS = 0.4
_MOST = 0.8
_TOO_SHORT = 250
_LONGEST = 4_000_000
_MANY = 2000
_OUTSIDE = ("comment", "navigation", "cookie-note", "share", "advertisement")


@dataclass(frozen=True)
class Chosen:
    """The blocks of the article in the order of the page, each with the role that the markup gives it, or none.

    ``restored`` counts blocks that trafilatura had left out; ``left`` are quoted words that stand outside the article.
    """

    blocks: tuple[tuple[Block, str], ...]
    restored: int
    left: tuple[str, ...]


def choose(text: str, page: Page) -> Chosen:
    """Choose the blocks of a page that make up its article.

    Args:
        text: the page as characters.
        page: what was read of it.

    Raises:
        DocumentError: trafilatura is not installed.
    """
    blocks = page.blocks
    # Its second opinion looks at each block's neighbours in turn, which takes minutes where there are thousands.
    fast = len(blocks) > _MANY
    found = _matched(blocks, _extract(text, favor_recall=False, fast=fast))
    if sum(len(blocks[place].text) for place in found) < _TOO_SHORT:
        wider = _matched(blocks, _extract(text, favor_recall=True, fast=fast))
        found = wider if len(wider) > len(found) else found
    if not found:
        found = {place for place, block in enumerate(blocks) if block.element.role not in FURNITURE_ROLES}
    counts: Counter[int] = Counter()
    for place in found:
        for element in blocks[place].element.chain():
            counts[element.number] += len(blocks[place].text)
    total = sum(len(blocks[place].text) for place in found) or 1
    own = {number for number, count in counts.items() if count >= _HOLDS * total}
    holder = _holder((blocks[place].element for place in found), counts, total)
    return _select(blocks, found, own, holder)


def _extract(text: str, *, favor_recall: bool, fast: bool) -> str:
    try:
        import trafilatura
    except ImportError:
        raise DocumentError(
            "pages need trafilatura, which is not installed", "Install it: pip install trafilatura"
        ) from None
    # It logs what it finds odd in a page; what matters of it is told in the notes.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    if len(text) > _LONGEST:
        return ""
    try:
        found = trafilatura.extract(
            text, fast=fast, include_comments=False, include_tables=True, favor_recall=favor_recall, output_format="txt"
        )
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        # Broken markup can trip it; the blocks are then judged by the markup alone.
        return ""
    return found or ""


def _matched(blocks: Sequence[Block], extracted: str) -> set[int]:
    """Find the blocks whose words stand in what was extracted."""
    lines = {" ".join(_words(line)) for line in extracted.splitlines()}
    words = _words(extracted)
    joined = f" {' '.join(words)} "
    shingles = {tuple(words[place : place + _SHINGLE]) for place in range(len(words) - _SHINGLE + 1)}
    found = set()
    for place, block in enumerate(blocks):
        own = _words(block.text)
        if not own:
            continue
        if len(own) < _FEWEST_WORDS:
            is_in = " ".join(own) in lines
        else:
            ours = [tuple(own[start : start + _SHINGLE]) for start in range(len(own) - _SHINGLE + 1)]
            is_in = sum(one in shingles for one in ours) * 2 > len(ours) or f" {' '.join(own)} " in joined
        if is_in:
            found.add(place)
    return found


def _holder(elements: Iterable[Element], counts: Counter[int], total: int) -> Element | None:
    """Find the innermost element that holds most of the article."""
    best: Element | None = None
    for element in elements:
        for above in element.chain():
            if counts[above.number] >= _MOST * total:
                best = above if best is None or above.number > best.number else best
                break
    return best


def _select(blocks: Sequence[Block], found: set[int], own: set[int], holder: Element | None) -> Chosen:
    first, last = min(found, default=0), max(found, default=-1)
    title = _title_place(blocks, first)
    kept: list[tuple[Block, str]] = []
    restored = 0
    left: list[str] = []
    for place, block in enumerate(blocks):
        role = _role(block, own)
        inside = holder is not None and any(element is holder for element in block.element.chain())
        closed = inside and any(_is_article(element) for element in holder.chain()) if holder else False
        if place == title:
            kept.append((block, "title"))
        elif place in found or (first < place < last and inside) or (closed and role not in _OUTSIDE):
            kept.append((block, role))
            restored += place not in found and role in ("", "block-quote", "item")
        elif inside and place < first and role in ("byline", "updated", "date", "standfirst", "caption"):
            kept.append((block, role))
        elif role != "comment" and not _is_outside(block):
            left += [quoted for quoted in _QUOTED.findall(block.text) if len(quoted.split()) >= 3]
    shown = " ".join(block.text for block, _ in kept)
    return Chosen(tuple(kept), restored, tuple(words for words in dict.fromkeys(left) if words not in shown))


def _role(block: Block, own: set[int]) -> str:
    element = block.element
    giver = element.role_of
    # The hint is worthless where it would make the whole article a menu or an advertisement.
    role = "" if giver is not None and giver.number in own and giver.tag not in ("li", "blockquote") else element.role
    if not role and element.tag in ("td", "th") and len(block.text) < 80:
        return "item"
    if not role and len(block.text) > 20 and block.linked > 0.8 * len(block.text) and element.tag in ("a", "li", "div"):
        return "navigation"
    return role


def _is_article(element: Element) -> bool:
    return element.tag == "article" or "articlebody" in element.names.lower().replace("-", "").replace("_", "")


def _is_outside(block: Block) -> bool:
    return any(element.tag in ("nav", "footer") for element in block.element.chain())


def _title_place(blocks: Sequence[Block], first: int) -> int | None:
    """Find the headline: the last first-level heading that stands no later than the article begins, else the first."""
    places = [place for place, block in enumerate(blocks) if any(e.tag == "h1" for e in _near(block.element))]
    before = [place for place in places if place <= first]
    return before[-1] if before else places[0] if places else None


def _near(element: Element) -> list[Element]:
    return [above for above, _ in zip(element.chain(), range(3), strict=False)]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
