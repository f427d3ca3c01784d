"""Which printed names may be learned as another name of an agent, and which words name nobody in particular."""

import re
from collections.abc import Collection

_TITLES = frozenset(
    "mr mrs ms miss mx dr sir dame lord lady baroness baron rev reverend prof professor councillor cllr sgt constable"
    " inspector superintendent commissioner judge justice".split()
)
_BETWEEN = frozenset("de da di du del der den van von le la el al bin ibn ap ab of the and for".split())
_PRONOUNS = frozenset("he she it they we i you who his her their him them one this that these those".split())
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_POSTS = frozenset(
    "secretary minister spokesman spokeswoman spokesperson chief director leader chairman chairwoman chair president"
    " officer official source sources member mp police government department mayor head manager".split()
)
# Words that tell of somebody's part in an event or of kinship, and of no office: nobody becomes a person on record
# by being called so.
_PRIVATE = frozenset(
    "victim victims survivor survivors mother father mum dad parent parents son daughter brother sister husband wife"
    " widow widower partner girlfriend boyfriend child children boy girl teenager pupil student baby grandmother"
    " grandfather aunt uncle cousin niece nephew neighbour friend relative relatives family offender offenders"
    " prisoner prisoners inmate defendant accused suspect convict rapist killer murderer attacker resident witness"
    " patient passenger passer-by bystander shopper driver tenant".split()
)


def learnable(printed: str, label: str, kinds: Collection[str]) -> bool:
    """Say whether a printed name, once a person has said whose it is, may stand for that agent anywhere.

    A pronoun, a title with a surname or the name of a post stands for one agent here and for another there.

    >>> [learnable(name, "Ann Archer", {"kg:Person"}) for name in ("Annie Archer", "Mrs Archer", "the mayor", "she")]
    [True, False, False, False]
    >>> learnable("the Board and the Union", "Board of Trade", {"kg:Organisation"})
    False
    >>> learnable("MoJ", "Ministry of Justice", {"kg:Organisation"})
    True
    """
    words = _WORD.findall(printed)
    if not words or printed.casefold() == label.casefold() or len(printed) > 100 or not printed.isprintable():
        return False
    folded = {word.casefold() for word in words}
    # "The board and the union" are two, and a person's name holds no "and".
    if re.search(r"\b(?:and|or) (?:the|its|his|her|their)\b|&", printed.casefold()) or (
        "kg:Organisation" not in kinds and folded & {"and", "or"}
    ):
        return False
    if printed.casefold().removeprefix("the ") == label.casefold().removeprefix("the "):
        return False
    if folded & (_PRONOUNS | _PRIVATE) or re.search(r"[\d,;:\"“”()]", printed):
        return False
    core = core_of(printed)
    if any(not word[0].isupper() and not any(map(str.isupper, word)) for word in core):
        return False
    if "kg:UnnamedSpeaker" in kinds:
        return False
    if "kg:Organisation" in kinds:
        return bool(core) and any(map(str.isupper, "".join(core)))
    return len(core) >= 2 and not folded & _POSTS


def core_of(name: str) -> list[str]:
    """Return the words of a name without titles and the small words between.

    >>> core_of("Mrs Ann de la Archer")
    ['Ann', 'Archer']
    """
    words = _WORD.findall(name)
    return [word for word in words if word.casefold().strip(".") not in _TITLES and word.casefold() not in _BETWEEN]


def untitled(name: str) -> str:
    """Return a name without the titles before it.

    >>> untitled("Sir Andrew Colley"), untitled("Cllr. Vance"), untitled("Lady")
    ('Andrew Colley', 'Vance', 'Lady')
    """
    words = name.split()
    while len(words) > 1 and words[0].casefold().strip(".") in _TITLES:
        del words[0]
    return " ".join(words)


def names_nobody(label: str) -> bool:
    """Say whether the label of a voice that nobody could place holds no name: a pronoun, or a role alone.

    >>> [names_nobody(f"“{words}” (unresolved)") for words in ("She", "the council", "an MP", "Mr Pell")]
    [True, True, True, False]
    >>> names_nobody("the council")
    False
    """
    printed = name_in(label)
    words = [word for word in core_of(printed) if word.casefold() not in _PRONOUNS | _POSTS | {"a", "an"}]
    return printed != label and not any(word[0].isupper() for word in words)


_VOICE = re.compile(r"[“\"]?(.*?)[”\"]? \((?:unresolved|not named)\)")
_TOLD_APART = re.compile(r" \([^()]*\)$")


def name_in(label: str) -> str:
    """Return the name in the label of a voice of which nobody knows whose it is; any other label as it is.

    >>> name_in("“Mr Pell” (unresolved)"), name_in("Ann Archer")
    ('Mr Pell', 'Ann Archer')
    """
    found = _VOICE.fullmatch(label)
    return found[1] if found else label


def bare_name(label: str) -> str:
    """Return a name without what stands behind it in brackets to tell it from others.

    >>> bare_name("Ann Archer (mayor of Smallton)"), bare_name("“Mr Pell” (unresolved)")
    ('Ann Archer', 'Mr Pell')
    """
    return _TOLD_APART.sub("", name_in(label))


def is_private(description: str) -> bool:
    """Say whether a description tells of no office: none at all, or somebody's part in an event, or kinship.

    >>> is_private("chief constable"), is_private("mother of two"), is_private("")
    (False, True, True)
    """
    words = {word.casefold() for word in _WORD.findall(description)}
    return not words or (bool(words & _PRIVATE) and not words & _POSTS)
