"""Lines that were broken for width alone: read on, so that no statement ends where a line of a column does."""

import re

from kg.model import ARTICLE_ROLES, Document

# A line that begins with a number, a point, a dash or "NAME:" was begun on purpose.
_BROKEN = re.compile(
    r"(?<=\S)\n(?=\S)(?!\(?(?:[0-9]{1,3}|[a-z]|[ivx]{1,5})[.)]\s|[•●▪‣*–—―-]\s|[A-Z][A-Z.'’\- ]{1,40}:)"
)


def joined_lines(document: Document) -> str:
    r"""Return the text of a document with a space in place of each line break within a paragraph.

    Every character stays at its place, so that spans hold for both texts.

    >>> from kg.model import Part
    >>> text = "We are\nsorry.\nNAME: No.\n\nBy Ann\nBell"
    >>> joined_lines(Document("d", text, "", parts=(Part((0, 23), "paragraph"),)))
    'We are sorry.\nNAME: No.\n\nBy Ann\nBell'
    """
    found, last = [], 0
    for (start, end), role in document.parts:
        if role in ARTICLE_ROLES and start >= last:
            found += [document.text[last:start], _BROKEN.sub(" ", document.text[start:end])]
            last = end
    return "".join((*found, document.text[last:]))
