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

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Return the text with each match replaced."""
        return self._compiled.sub(by, text)

    def subn(self, by: str, text: str) -> tuple[str, int]:
        """Return the text with each match replaced, and how many there were."""
        return self._compiled.subn(by, text)
