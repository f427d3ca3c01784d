"""Questions that lean on what stands before them: "who else did", "what about him", two names side by side."""

import re
from collections.abc import Callable

from kg.ask.answer import Answer
from kg.ask.dates import Period, find_date, take_period
from kg.ask.mentions import find_mentions
from kg.ask.naming import first_name, is_named
from kg.ask.patterns import Hinted, Lazy
from kg.ask.record import Record
from kg.ask.service import take_service
from kg.ask.subjects import find_subjects
from kg.ask.tokens import split_words

_ELSE = Hinted(
    " else",
    r"^(?P<told>[^?]{6,160}?)\s*(?:[.,;:–—?]|\s-)\s*(?:and |but )?(?:who|which \w+|did anyone|did anybody"
    r"|has anyone|anyone"
    r"|anybody) else(?: did| has| was| were| is| does| do| said| thought)?(?: (?:so|it|that|this|the same|too"
    r"|as well))*\s*\?*$",
    re.I,
)
_KNOWN_ALREADY = Hinted(
    " else ",
    r"^(?:i|we) (?:already )?(?:know|have|have got|'ve got) (?:about )?(?:what |all )?(?P<name>[\w'’ -]{3,50}?)"
    r"(?:(?:'s|’s) .{2,40}?| said| says| thinks| thought)?(?: already)?\s*[.,;–—]+\s*(?:but )?(?P<asked>who else .+)$",
    re.I,
)
_VERSUS = Hinted(
    " v | v. | vs| versus | against ",
    r"^(?P<one>[\w'’ -]{2,50}?) (?:vs?\.?|versus|against) (?P<other>[\w'’ -]{2,50}?)\s*\?*$",
    re.I,
)
# "What did Poe say against Day" sets no names against each other.
_QUESTION = Lazy(r"(?:what|who|whom|how|did|does|has|have|had|was|were|why|when|where)\b", re.I)
_ABOUT_ALSO = Hinted(
    "what about |how about ",
    r"^(?P<asked>what (?:did|does|do|has|have) (?P<one>[\w'’ .-]{2,50}?) (?:say|said|think|want"
    r"|tell us)(?P<rest>[^?]*?))"
    r"\s*(?:[?.,;]|\s-)\s*(?:and |so )?(?:what|how) about (?P<other>[\w'’ -]{2,50}?)\s*\?*$",
    re.I,
)
_HEADED = Hinted(
    ": | -|–|—|. ",
    r"^(?P<lead>[^?:]{3,70}?)\s*(?::|\s-|[–—]|\.)\s+(?P<asked>(?:so )?(?:what|who|why|how|did|does|has|have|was"
    r"|were|is|are|when|which)"
    r"\b.*)$",
    re.I,
)
# "As the water was bad, what did he say": the clause in front tells what is known already.
_CLAUSE = Hinted(
    ", what|, who|, how|, why|, when|, where|, which|, did|, has|, have|, was|, were|, is|, are|, so |, then ",
    r"^(?:as|because|given(?: that)?|with|although|though|even though|seeing (?:that|as)|considering(?: that)?|whereas"
    r"|despite|in (?:the )?light of|in view of|amid"
    r"|after all) (?P<lead>[^?]{6,240}?),"
    r" (?:so |then |and )?(?P<asked>(?:what|who|how|why|when|where|which|whose|did|has|have|was|were|is|are)\b.*)$",
    re.I,
)
# "Rufus Oddie, the union leader,".
_APPOSED = Hinted(
    ", the |, a |, an |, then |, now ",
    r"(?P<who>(?:[A-Z][\w'’-]+ ){0,3}[A-Z][\w'’-]+), (?P<role>(?:then |now )?(?:the|a|an) [^,?]{3,60}),(?= )",
)
_ANYTHING = Hinted(
    " from | by ",
    r"^(?:what (?:does|do|did|has|have) (?:the |our |your )?(?:record|archive|graph|files?|database|records|we|you)"
    r"(?: actually| ever)? (?:have|hold|got|contain)(?: on file| on record)?"
    r"|(?:is|was|were|are) there (?:ever )?(?:anything|something|any word)(?: at all)?) (?=(?:from|by) )",
    re.I,
)
_THEY = Lazy(r"\b(?:he|she|they)\b", re.I)
_HOLDER = Hinted("whoever ", r"\bwhoever (?:was|is|were|held|had been) (?:the )?(?=\w)", re.I)
_OF_DAY = Hinted("the ", r"\bthe (?:new|then|incumbent|sitting|serving|newly appointed)[ -](?=\w+ (?:\w+ )?\w)", re.I)
_YEAR = Hinted("18|19|20", r"\b(?:1[89]|20)\d\d\b")
_OF_GOVERNMENT = Hinted(
    "government min|serving min|cabinet min", r"\b(?:government|serving|cabinet) (?=ministers?\b)", re.I
)


def stand_alone(text: str, record: Record) -> str:
    """Return a question with what it leans on put into it.

    Args:
        text: less what it is wrapped in.
        record: whose names may stand in front.
    """
    text = _OF_GOVERNMENT.sub("", _HOLDER.sub("the ", text))
    text = _ANYTHING.sub("anything ", text)
    if (found := _CLAUSE.match(text)) and not (
        find_date(found["lead"]) or take_service(text)[0] or is_named(found["lead"], record)
    ):
        return f"{found['lead'][:1].upper()}{found['lead'][1:]}. {found['asked']}"
    text = _APPOSED.sub(lambda apposed: apposed["who"] if _is_so(apposed, record) else apposed[0], text)
    # Of a given day, there is one holder, however new.
    text = _OF_DAY.sub("the ", text) if _YEAR.search(text) else text
    if (found := _ELSE.match(text)) and (name := first_name(found["told"], record)):
        deed = found["told"].strip()[len(name) :].strip()
        return f"who {deed} apart from {name}?"
    if (found := _KNOWN_ALREADY.match(text)) and is_named(found["name"], record):
        return f"{found['asked'].rstrip(' ?.')} apart from {found['name']}?"
    if text[:5].lower() == "what " and (found := _ABOUT_ALSO.match(text)) and is_named(found["other"], record):
        return f"{found['asked'].replace(found['one'], found['one'] + ' and ' + found['other'], 1)}?"
    return _with_head(text, record)


def _is_so(apposed: re.Match[str], record: Record) -> bool:
    """Say whether somebody is what a question calls him: that adds nothing; of what is not so, the answer must tell."""
    people = [one.iri for mention in find_mentions(split_words(apposed["who"]), record) for one in mention.entities]
    tokens = split_words(apposed["role"])
    roles = [
        one for one in find_subjects(tokens, find_mentions(tokens, record), record) if one.category in ("agent", "post")
    ]
    ranks = [entity.iri for one in roles for entity in one.entities]
    return len(people) == 1 and any(rank in people or record.roles.belongs(people[0], rank) for rank in ranks)


def answer_versus(text: str, ask: Callable[[str], Answer], record: Record) -> Answer | None:
    """Answer two names set against each other: by what the one said of the other, else by what both said.

    Args:
        text: less what it is wrapped in.
        ask: answers a question.
        record: whose names count.
    """
    found = _VERSUS.match(text)
    if not found or _QUESTION.match(text) or not (is_named(found["one"], record) and is_named(found["other"], record)):
        return None
    first = ask(text)
    return ask(f"what did {found['one']} and {found['other']} say") if first.kind == "empty" else first


def _with_head(text: str, record: Record) -> str:
    """Read "transport minister, June 2023 - what did he say" as asked of that minister, of that day."""
    found = _HEADED.match(text)
    if not found or not _THEY.search(found["asked"]):
        return text
    period, name = take_period(found["lead"])
    name = name.strip(" ,()")
    if not is_named(name, record):
        return text
    days = " ".join(word for word in found["lead"].split() if word.strip(",()") not in name.split())
    asked = _THEY.sub(f"the {name}" if name.islower() else name, found["asked"], count=1).rstrip(" ?.")
    return f"{asked}, {days.strip(' ,()')}?" if period != Period() else f"{asked}?"
