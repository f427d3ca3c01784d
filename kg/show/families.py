"""Which acts are drawn alike: for and against somebody, asked of somebody, said about something."""

from collections.abc import Mapping, Sequence

AGAINST, SUPPORT, ASKS, ABOUT, TIE, OTHER = "against", "support", "asks", "about", "tie", "other"
# In the order of legends and of the rows of a timeline.
FAMILIES = (AGAINST, SUPPORT, ASKS, OTHER, ABOUT, TIE)
_OF_ACT = {
    **dict.fromkeys(("criticises", "accuses", "blames", "deplores"), AGAINST),
    **dict.fromkeys(("supports", "defends", "praises"), SUPPORT),
    **dict.fromkeys(("calls-for", "demands", "orders", "asks", "proposes", "withholds-call"), ASKS),
    "speaks-about": ABOUT,
    **dict.fromkeys(("speaks-for", "held-post-in", "shares-incident", "shares-speaker"), TIE),
}


def family_of(act: str, broader: Mapping[str, Sequence[str]]) -> str:
    """Return the family of an act: its own, or else that of the nearest broader act which has one.

    Args:
        act: its notation, or the name of a tie such as ``speaks-for``.
        broader: act -> broader acts, so that acts of a workspace's own are drawn like those they narrow.

    >>> family_of("scolds", {"scolds": ["criticises"]}), family_of("explains", {})
    ('against', 'other')
    """
    seen, level = {act}, [act]
    while level:
        for name in level:
            if name in _OF_ACT:
                return _OF_ACT[name]
        level = sorted({wider for name in level for wider in broader.get(name, ())} - seen)
        seen.update(level)
    return OTHER


def family_of_all(acts: Sequence[str], broader: Mapping[str, Sequence[str]]) -> str:
    """Return the family that tells most about a statement: against and for come before what is asked or said.

    >>> family_of_all(["explains", "blames"], {})
    'against'
    """
    found = {family_of(act, broader) for act in acts}
    return next((family for family in FAMILIES if family in found), OTHER)
