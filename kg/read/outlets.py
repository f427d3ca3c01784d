"""Names of outlets in the lines that stand around an article."""

import re

from kg.read.tidy import tidy

_OUTLET = re.compile(
    r"\(?(?:(?:source|outlet|publication|publisher|newspaper): |from |published (?:in|by) )?"
    r"(?P<name>[^\W\d_][^,|–—·:()\d]{1,60}?)"
    r"\s*(?:$|[,|–—·:)]|\s-|\s(?=\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:mon|tue|wed|thu|fri|sat|sun),))",
    re.I,
)
_DAY_FIRST = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    r"(?:\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9},? \d{4}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4})\s*[|,·–—-]?\s*",
    re.I,
)
# What names of outlets are made of; "London, 14 March 2024" tells where, not who.
_PRESS = re.compile(
    r"\b(?:news\w*|gazette|times|post|herald|guardian|telegraph|mail|mirror|star|sun|express|echo|argus|chronicle|journal"
    r"|observer|independent|tribune|press|today|standard|evening|daily|weekly|sunday|morning|courier|advertiser|record"
    r"|examiner|mercury|scotsman|review|bulletin|reporter|spectator|statesman|economist|bbc|itv|sky|reuters|magazine"
    r"|sentinel|messenger|dispatch|despatch|gleaner|clarion|monitor|globe|bugle|courant|packet|enquirer|inquirer"
    r"|radio|television|tv|online|\w+\.(?:com|co\.uk|org|net))\b",
    re.I,
)


def outlet_in(line: str) -> str:
    """Return the outlet that a line names, alone or beside a date, or empty; a place is none.

    >>> outlet_in("Merrow Gazette, 14 March 2024"), outlet_in("(The Times | Friday 1 March 2024)")
    ('Merrow Gazette', 'The Times')
    >>> outlet_in("London, 14 March 2024"), outlet_in("14 March 2024"), outlet_in("Source: Merrow Echo")
    ('', '', 'Merrow Echo')
    >>> outlet_in("Friday 14 March 2024 | Merrow Echo"), outlet_in("The Sentinel, 18 March 2023")
    ('Merrow Echo', 'The Sentinel')
    """
    found = _OUTLET.match(_DAY_FIRST.sub("", line.strip()))
    return tidy(found["name"]) if found and _PRESS.search(found["name"]) else ""
