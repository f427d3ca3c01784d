"""A page of HTML as a reader sees it: blocks of visible text, each with its way back to the characters of the page."""

import re
from html import unescape
from html.parser import HTMLParser

from kg.read.blocks import Block, Element, Page, levelled
from kg.read.roles import role_by_name

# Elements that begin a line of their own; all others run on within a line (HTML Standard, 15.3).
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table"
    " tbody td tfoot th thead tr ul".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_UNSEEN = frozenset(
    "script style template noscript svg math iframe object canvas audio video select button textarea datalist head map"
    " noframes title".split()
)
# What an element closes when it begins, since its end tag may be left out (HTML Standard, 13.1.2.4).
_CLOSES = {
    "p": {"p"},
    "li": {"li", "p"},
    "dd": {"dd", "dt", "p"},
    "dt": {"dd", "dt", "p"},
    "tr": {"tr", "td", "th", "p"},
    "td": {"td", "th", "p"},
    "th": {"td", "th", "p"},
}
_BEGINS_PARAGRAPH = _BLOCKS - {"br", "body", "html"}
_ROLES = {
    "figcaption": "caption",
    "nav": "navigation",
    "footer": "navigation",
    "aside": "navigation",
    "blockquote": "block-quote",
    "li": "item",
    "dd": "item",
    **{f"h{level}": "heading" for level in range(1, 7)},
}
# These stand on lines of their own, whatever element they are.
_LINES = ("speaker", "seat")
_NAMES = ("class", "id", "data-component", "data-testid", "itemprop")
_KEPT = ("id", "href", "name", "pid")
_TITLE = re.compile(r"<title(?:\s[^>]{0,200})?>([^<]{0,2000}(?:<(?!/title)[^<]{0,2000}){0,20})</title", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_MOST_OPEN = 24
# Browsers stop nesting at 512 levels, too; deeper elements hang on the last one.
DEEPEST = 500


def read_markup(text: str) -> Page:
    """Read a page.

    Args:
        text: HTML, however broken; its offsets are those of the blocks' pieces.

    >>> [block.text for block in read_markup("<p>He said:<br>“No <b>way</b>.”<script>x</script><p>Yes").blocks]
    ['He said:', '“No way.”', 'Yes']
    """
    shown = _without_open_comment(text)
    # After the last ">" no tag can end. The parser would look for one from every "<" anew.
    last = shown.rfind(">") + 1
    reader = _Reader(last)
    reader.feed(shown[:last])
    reader.close()
    reader.at = last
    reader.handle_data(shown[last:])
    reader.flush()
    # A title holds characters alone: what looks like an element there is none.
    found = _TITLE.search(text)
    reader.page.title = unescape(found[1]) if found else ""
    return reader.page


def _without_open_comment(text: str) -> str:
    """Cut a page where comments begin by the dozen that never end: each would be looked through to the end."""
    after = text.rfind("-->") + 1
    return text[: text.index("<!--", after)] if text.count("<!--", after) > _MOST_OPEN else text


class _Reader(HTMLParser):
    def __init__(self, size: int) -> None:
        super().__init__(convert_charrefs=False)
        self.size = size
        self.page = Page()
        self.at = self.base = 0
        self.count = 0
        self.open: list[Element] = [Element(0, "", "", None, "", None)]
        self.unseen = ""
        self.unseen_depth = 0
        self.pieces: list[tuple[str, int, int]] = []
        self.linked = 0
        self.link = ""
        self.bold = 0
        self.breaks = 0
        self.plain_yet = False
        self.is_data = False

    def updatepos(self, i: int, j: int) -> int:
        # The parser counts lines; what is wanted is the offset. The page is fed whole, so that these are absolute, but
        # for what is left to the end: there the parser begins to count anew.
        self.at = self.base + j
        return j

    def close(self) -> None:
        self.at = self.base = self.size - len(self.rawdata)
        super().close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in reversed(attrs)}
        self._note(tag, given)
        if self.unseen and _ends_by_itself(self.unseen, tag):
            self.unseen = ""
        if self.unseen:
            self.unseen_depth += tag == self.unseen
            return
        if tag in _BLOCKS:
            self.flush()
            self.breaks += 1 if tag == "br" else 2
        if tag in _VOID:
            return
        if tag in _UNSEEN or _is_hidden(tag, given):
            self.unseen, self.unseen_depth = tag, 1
            return
        self._close_implied(tag)
        self._push(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # "<div/>" opens a division in HTML; only elements of SVG and void ones are closed by the slash.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.unseen:
            if tag == self.unseen:
                self.unseen_depth -= 1
                if not self.unseen_depth:
                    self.unseen = ""
            self.is_data = False
            return
        if tag in _BLOCKS:
            self.flush()
            self.breaks += 2
        # Far up the same tag belongs to something else; looking there for each stray end tag would take for ever.
        for place in range(len(self.open) - 1, max(0, len(self.open) - 100), -1):
            if self.open[place].tag == tag:
                if self.open[place].role in _LINES:
                    self.flush()
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        if self.is_data:
            self.page.json_ld[-1] += data
        elif not self.unseen:
            self._add(data, self.at, self.at + len(data))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def flush(self) -> None:
        """End the line that is being read."""
        pieces, self.pieces = self.pieces, []
        bold, self.bold, self.plain_yet = self.bold, 0, False
        linked, self.linked = self.linked, 0
        link, self.link = self.link, ""
        text, places = levelled(pieces)
        if text.strip():
            self.page.blocks.append(Block(text, self.open[-1], places, linked, bold, self.breaks > 1, link))
            self.breaks = 0

    def _reference(self, written: str) -> None:
        if not self.unseen:
            end = self.at + len(written)
            is_ended = self.rawdata.startswith(";", end - self.base)
            self._add(unescape(written + ";"), self.at, end + is_ended)

    def _add(self, text: str, start: int, end: int) -> None:
        self.pieces.append((text, start, end))
        if text.strip():
            is_bold = False
            for element in self.open[-4:]:
                if element.tag == "a":
                    self.linked += len(text)
                    self.link = self.link or element.marks.get("href", "")
                elif element.tag in ("b", "strong"):
                    is_bold = True
            self.plain_yet = self.plain_yet or not is_bold
            self.bold += 0 if self.plain_yet else len(text.strip())

    def _push(self, tag: str, given: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) >= DEEPEST:
            self.page.is_too_deep = True
            return
        parent = self.open[-1]
        names = " ".join([given[name] for name in _NAMES if given.get(name)]) if given else ""
        own = _own_role(tag, names, parent)
        element = Element(self.count, tag, names, parent, own or parent.role, parent.role_of)
        if own:
            element.role_of = element
            if own in _LINES:
                self.flush()
        if given:
            element.marks = {name: value for name, value in given.items() if name in _KEPT or name.startswith("data-")}
        self.open.append(element)

    def _close_implied(self, tag: str) -> None:
        closed = _CLOSES.get(tag, {"p"} if tag in _BEGINS_PARAGRAPH else set())
        while len(self.open) > 1 and self.open[-1].tag in closed:
            self.open.pop()

    def _note(self, tag: str, given: dict[str, str]) -> None:
        page = self.page
        if tag == "meta":
            name = given.get("property") or given.get("name") or given.get("itemprop") or ""
            if name and given.get("content"):
                page.metas.append((name.lower(), given["content"]))
        elif tag == "html" and given.get("lang"):
            page.language = page.language or given["lang"]
        elif tag == "link" and "canonical" in given.get("rel", "").lower().split():
            page.canonical = page.canonical or given.get("href", "")
        elif tag == "time" and given.get("datetime"):
            page.times.append((given["datetime"], f"{given.get('class', '')} {given.get('itemprop', '')}"))
        elif tag == "script" and "ld+json" in given.get("type", "").lower():
            page.json_ld.append("")
            self.is_data = True


def _own_role(tag: str, names: str, parent: Element) -> str:
    if tag in ("html", "body", "main", "article"):
        return ""
    named = role_by_name(names) if names else None
    if tag == "blockquote" and (named == "pull-quote" or parent.role == "pull-quote" or parent.tag == "aside"):
        return "pull-quote"
    if named:
        return named
    own = _ROLES.get(tag, "")
    # A list within a menu is still the menu, and a heading within a comment part of it.
    return "" if own in ("item", "heading", "block-quote") and parent.role else own


def _ends_by_itself(unseen: str, tag: str) -> bool:
    """Say whether an element that is not shown ends where another begins, its end tag being left out."""
    return (unseen == "head" and tag in _BLOCKS) or (tag in _CLOSES and unseen in _CLOSES[tag])


def _is_hidden(tag: str, given: dict[str, str]) -> bool:
    if "hidden" in given and given["hidden"].lower() != "until-found":
        return True
    return bool(_HIDDEN.search(given.get("style", ""))) or (tag == "dialog" and "open" not in given)
