"""What imported things are called: labels that tell them apart, the aliases people use, identifiers."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.iri import slug
from kg.resolve.posts_data import BodyRow, Name, PersonRow, PostRow
from kg.store.folding import fold

LONGEST = 200
# Titles of peers, which take the place of the name somebody is commonly known by.
_PEER = re.compile(r"(?:Lord|Lady|Baroness|Baron|Viscount|Viscountess|Earl|Countess|Duke|Duchess|Marquess)\b")
# A name of one of these is shared by nearly everybody called so: it would take "Mr Clarke" for one Clarke.
_COURTESY = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame)\.? \S+$")
_SECRETARY = re.compile(r"Secretary of State for (?:the )?(.+)$")
_MINISTER = re.compile(r"Minister (?:for|of) (?:the )?(.+)$")
_SEGMENT = re.compile(r", | and ")
# Not subjects: "(Scot)" and the like mark where a subject is dealt with, the rest are offices of their own.
_NO_SUBJECT = re.compile(r"[(/]|\b(?:Minister|Secretary|Whip|General|Deputy|President|Chancellor|Lord|Council|Seal)\b")
_OFFICE = re.compile(r"\b(?:Minister|Secretary|Whip|General|President|Chancellor|Leader|Head|Treasurer|Lord Privy)\b")
_ASIDE = re.compile(r" \(([^()]+ [^()]+)\)")


@dataclass
class Registry:
    """The identifiers and labels in use, so that nothing new takes one of them."""

    ids: set[str]
    labels: set[str] = field(default_factory=set)

    def claim_id(self, *wanted: str) -> str:
        """Take the first identifier that is free; the last wanted must be unlike all others.

        >>> Registry({"ann-archer"}).claim_id("ann-archer", "ann-archer-1990")
        'ann-archer-1990'
        """
        chosen = next((one for one in wanted if one not in self.ids), wanted[-1])
        number = 2
        while chosen in self.ids:
            chosen = f"{wanted[-1]}-{number}"
            number += 1
        self.ids.add(chosen)
        return chosen

    def claim_label(self, *wanted: str) -> str:
        """Take the first label that is free, whatever the case of its letters."""
        chosen = next((one for one in wanted if one.lower() not in self.labels), wanted[-1])
        self.labels.add(chosen.lower())
        return chosen


def common_name(person: PersonRow) -> Name:
    """Return the name somebody is commonly known by: the newest that is no peer's title, else the newest."""
    plain = [name for name in person.names if not _PEER.match(name.text)]
    return (plain or list(person.names))[-1]


def parts_of_name(name: Name) -> tuple[str, str]:
    """Return given and family name, each empty where the data do not tell.

    >>> parts_of_name(Name("Iain Duncan Smith", "Duncan Smith", None, None))
    ('Iain', 'Duncan Smith')
    """
    if _PEER.match(name.text) or not name.family or not name.text.endswith(f" {name.family}"):
        return "", name.family
    return name.text.removesuffix(name.family).strip(), name.family


def is_alias(name: str, label: str) -> bool:
    """Say whether a name is worth keeping beside a label."""
    return bool(name) and len(name) <= LONGEST and fold(name) != fold(label) and not _COURTESY.match(name)


def body_aliases(body: BodyRow, taken: set[str]) -> list[str]:
    """Return what a body is called besides: its name without years, and its short name where that is one.

    Args:
        body: of the data set.
        taken: initials of posts; "PM" is the prime minister and not the office.
    """
    short = body.short
    # "Wal" and "Leader Lords" are codes of the data set and no names.
    is_code = (
        " " in short or short.isdigit() or short.lower() in taken or (short[1:].islower() and _begins(short, body))
    )
    return [body.name, *([] if is_code or not short else [short])]


def _begins(short: str, body: BodyRow) -> bool:
    return any(word.startswith(short) and word != short for word in body.name.split())


def initials(names: Iterable[str]) -> set[str]:
    """Return the initials of names in small letters.

    >>> initials(["Prime Minister"])
    {'pm'}
    """
    return {"".join(word[0] for word in name.split()).lower() for name in names}


def post_aliases(posts: Sequence[PostRow], body: str = "") -> list[str]:
    """Return what a post is called: its names, the short forms of the press, and the subjects it is filed under.

    Args:
        posts: the rows of one post.
        body: the name of the body it is in, for ranks that every body has.

    >>> post = PostRow("1", "Secretary of State for Health and Social Care", "", "b", (("Health", "SoS"),))
    >>> post_aliases([post])[1:]
    ['Health and Social Care secretary', 'Health secretary']
    """
    found: list[str] = []
    for post in posts:
        # "Minister of State" alone names a rank that every department has.
        is_rank = post.display not in ("", post.name)
        at = f"{post.name} at {'' if body.startswith('HM ') else 'the '}{body}"
        found += [post.display, at] if is_rank else [post.name]
        secretary, minister = _SECRETARY.match(post.name), _MINISTER.match(post.name)
        kind = "secretary" if secretary else "minister"
        subject = secretary or minister
        found += [] if is_rank else _offices(post)
        if subject and not _NO_SUBJECT.search(subject[1]):
            found.append(f"{subject[1]} {kind}")
        if secretary:
            found.append(f"{_SEGMENT.split(secretary[1])[0]} secretary")
        for group in [group for group, _ in post.groups if group and not _NO_SUBJECT.search(group)]:
            # Titles change with each holder: who asks for the minister for prisons means any of them.
            found += [f"{group} {kind}", *([] if secretary else [f"Minister for {group}"])]
    return [name for name in dict.fromkeys(found) if name]


def _offices(post: PostRow) -> list[str]:
    """Return the offices that one post joins, such as chief whip and parliamentary secretary, and those in brackets."""
    parts = _ASIDE.sub("", post.name).split(" and ")
    joined = parts if len(parts) > 1 and all(map(_OFFICE.search, parts)) else []
    named = [group for group, _ in post.groups if _OFFICE.search(group) and not re.search(r"[(/,]", group)]
    return [name for name in (*joined, *_ASIDE.findall(post.name), *named) if _OFFICE.search(name)]


def post_labels(posts: Sequence[PostRow], body: str, shared: Counter[str]) -> tuple[str, str]:
    """Return the labels wanted for a post, best first: its name where no other post bears it, and with the body.

    Args:
        posts: the rows of one post.
        body: the label of the body it is in.
        shared: how many posts bear each name, folded.
    """
    first = posts[0]
    full = f"{first.name}, {body}"
    is_rank = first.display != first.name
    return (full if is_rank or shared[fold(first.name)] > 1 else first.name), full


def id_of(text: str) -> str:
    """Make an identifier of a name; one without a single letter or digit of ours gives none."""
    try:
        return slug(text)
    except ValueError:
        return "unnamed"
