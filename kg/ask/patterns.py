"""Patterns that are compiled when they are first used: all at once, they take longer than an answer."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class Lazy:
    """A regular expression, compiled at its first use.

    >>> Lazy("a+").search("caat")[0]
    'aa'
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """Keep the pattern as text."""
        self.pattern, self.flags = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the first match anywhere from a place on."""
        return self._compiled.search(text, start)

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the start."""
        return self._compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match of all of the text."""
        return self._compiled.fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield all matches."""
        return self._compiled.finditer(text)

    def findall(self, text: str) -> list[str]:
        """Return the text of all matches of a pattern without groups."""
        found: list[str] = self._compiled.findall(text)
        return found

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        """Return the pieces between the matches."""
        return list(self._compiled.split(text, maxsplit))

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """Return the text with each match replaced, or as many as are counted."""
        return self._compiled.sub(by, text, count=count)

    def subn(self, by: str, text: str) -> tuple[str, int]:
        """Return the text with each match replaced, and how many there were."""
        return self._compiled.subn(by, text)


class Hinted(Lazy):
    """A lazy expression that is only looked for in a text that holds one of some beginnings of words.

    >>> bool(Hinted("whist", "blew the whistle").search("who blew the whistle")), Hinted("x", "y").sub("", "y")
    (True, 'y')
    """

    def __init__(self, hints: str, pattern: str, flags: int = 0) -> None:
        """Keep the pattern as text, and the hints, which stand in lower case with bars between."""
        super().__init__(pattern, flags)
        self.hints = tuple(hints.split("|"))

    def _may_stand_in(self, text: str) -> bool:
        lowered = text.lower()
        return any(hint in lowered for hint in self.hints)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the first match anywhere from a place on."""
        return super().search(text, start) if self._may_stand_in(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the start."""
        return super().match(text) if self._may_stand_in(text) else None

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        """Return the pieces between the matches."""
        return super().split(text, maxsplit) if self._may_stand_in(text) else [text]

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """Return the text with each match replaced, or as many as are counted."""
        return super().sub(by, text, count) if self._may_stand_in(text) else text

    def subn(self, by: str, text: str) -> tuple[str, int]:
        """Return the text with each match replaced, and how many there were."""
        return super().subn(by, text) if self._may_stand_in(text) else (text, 0)


class Begun(Hinted):
    """A lazy expression for the start of a text, only looked for where the text begins with one of some words.

    >>> bool(Begun("any", "^any.* ", re.I).match("Anybody here")), Begun("a", "^[").match("by")
    (True, None)
    """

    def _may_stand_in(self, text: str) -> bool:
        return text.lstrip().lower().startswith(self.hints)
