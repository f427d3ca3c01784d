"""Who somebody is by the words that introduce the name elsewhere in a text: what kind of speaker "Mr Marlow" is."""

import re
from functools import cached_property

from kg.find.contents import OTHER, kind_of

_TITLES = frozenset("mr mrs ms miss dr sir dame lord lady baroness prof professor cllr coun rev".split())
_PRONOUNS = frozenset("he she they it i we".split())
# A name follows what its bearer is ("the transport minister, Ann Marlow"), or is followed by it, between commas.
_BEFORE = re.compile(r"(?P<words>(?:[\w’'&-]+ ){1,9}[\w’'&-]+),? (?:[A-Z][\w.’'-]* ){1,3}$")
_AFTER = re.compile(r", (?P<words>(?:[^,.;:?!“”\"\n]|(?<=\d),(?=\d)){3,90})[,.;:]")
# What stands before a name and is another clause: "said the minister", "when asked, ...".
_CUT = re.compile(
    r".*\b(?:said|says|told|that|and|but|by|when|while|after|before|with|as|asked|from)\b ", re.IGNORECASE
)
_NAME = re.compile(r"[\w-]+(?:['’][A-Z]\w+)?")
# Names are introduced early; so much of a text before one and after it is looked at.
_PLACES, _AROUND = 6, 110
_LONGEST = 40


class Introduced:
    """Tells of the speakers of one text what the text says they are; speakers are to be asked for in order."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        self.text = text
        self._known: dict[str, str] = {}
        self._last = ""

    def words_of(self, source: str) -> str:
        """Return words that tell what kind of speaker a source is: its own, or those that introduce its name.

        A pronoun is taken for whoever spoke before.

        >>> told = Introduced("The transport minister, Ann Marlow, was late. Ms Marlow said so. She said it twice.")
        >>> [told.words_of(source) for source in ("Ms Marlow", "She", "the union")]
        ['The transport minister', 'The transport minister', 'the union']
        """
        if source.lower() in _PRONOUNS:
            return self._last or source
        told = source
        if source and kind_of(source) == OTHER and (name := _surname(source)):
            if name not in self._known:
                self._known[name] = self._introduction(name)
            told = self._known[name] or source
        self._last = told
        return told

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Return where each capitalised word stands, the first few times."""
        places: dict[str, list[int]] = {}
        for match in _NAME.finditer(self.text):
            if match[0][0].isupper() and len(found := places.setdefault(match[0], [])) < _PLACES:
                found.append(match.start())
        return places

    def _introduction(self, name: str) -> str:
        for start in self._places.get(name, ()):
            end = start + len(name)
            after = _AFTER.match(self.text, end, end + _AROUND)
            before = _BEFORE.search(self.text[max(0, start - _AROUND) : start].rpartition("\n")[2])
            for found in (after, before):
                words = _CUT.sub("", f"{found['words']} ").strip() if found else ""
                if words and kind_of(words) != OTHER:
                    return words
        return ""


def _surname(source: str) -> str:
    """Return the last word of a name; empty where the words are no name of a person.

    >>> [_surname(words) for words in ("Mr Marlow", "Ann Marlow", "a mother", "Eric Marlow's")]
    ['Marlow', 'Marlow', '', 'Marlow']
    """
    words = _NAME.findall(source)
    kept = [word for word in words if word.lower() not in _TITLES and word != "s"]
    return kept[-1] if kept and all(word[0].isupper() and len(word) <= _LONGEST for word in kept) else ""
