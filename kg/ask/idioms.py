"""Idioms of the street and of the newsroom, and the plain words that they stand for."""

import re
from functools import cache

from kg.ask.patterns import Hinted, Lazy

# A family a line: what is put, and behind the colon the idioms, as patterns. "@" before what is put marks a verb whose
# form follows the idiom's: "had a go at" becomes "criticised", "have a go at" "criticise".
_TABLE = r"""
criticise: (?:have|had|has|having|take|took|taking) (?:a|another) (?:go|pop|dig|swipe|shot) at
criticise: (?:stick|stuck|put) the boot in(?:to)?; slag(?:ged|s)? off; lay(?:s)? into
criticise: (?:tear|tore) (?:a strip|strips) off
criticise: (?:give|gave|given)(?= [\w ]+? (?:a kicking|stick|both barrels|a hard time)\b)
criticise: (?:was|were|is|are) (?:rude|scathing|nasty|harsh|hard) (?:about|on)
criticise: had (?:anything |nothing |something )?(?:bad|nasty|harsh|unkind|rude) (?:to say|words?) (?:about|for)
praise: (?:ha[ds]|have) (?:anything|something|a|any)?\s?(?:good|nice|positive) (?:to say|words?) (?:about|of|for)
praise: (?:ha[ds]|have) (?:anything|something) (?:good|nice|positive) to say(?= ?\?*$)
praise: (?:ha[ds]|have) (?:anything|something|a|any)?\s?(?:kind|complimentary|warm) (?:to say|words?) (?:about|of|for)
praise: (?:say|said|says) (?:anything|something) (?:good|nice|positive|kind|complimentary|favourable) (?:about|of)
praise: big(?:ged|s)? up; talk(?:ed|s)? up; s(?:ing|ang)(?:s)? the praises of
blame: (?:throw|threw|thrown)(?= [\w ]+? under the bus\b)
blame: (?:pin|pinned|pins|put|dump|dumped|stick|stuck|lay|laid) (?:all )?(?:this|it|that|the whole thing) on
complaint: (?<=[’']s )(?:main |big )?(?:beef|gripe|moan|grumble)(?! with| about)
complaint about: (?<=[’']s )(?:main |big )?(?:beef|gripe|moan|grumble) (?:with|about)
complain about: (?:moan|grumbl|whing|grip|whin|beef)(?:ed|e|ing|es|s)?(?: about| over| at| on)?
complain about: kick(?:ed|s)? up a (?:fuss|stink|row)(?: about| over)?
apologise: eat humble pie; ate humble pie; grovel(?:led|s|ling)?; (?:show|showed|shown) (?:any )?contrition
apologise: (?:say|said) (?:he|she|they) (?:was|were) (?:truly |very |so |really )?sorry
admit: cough(?:ed|s)? (?:up )?to; (?:put|puts|hold|held|holds) (?:his|her|their|its) hands? up (?:to|over|about)
admit: 'fess(?:ed|es)? up(?: to)?; level(?:led|s)? with (?:people|the public|us) (?:about|on|over)
reject: pooh?-?pooh?(?:ed|s)?; rubbish(?:ed|es)?(?= (?:the|his|her|their|this|that|claims?)\b)
reject: (?:brush|shrug|laugh)(?:ed|ged|s|es)? (?:off|aside); pour(?:ed|s)? cold water on
reject: (?:give|gave) short shrift to; knock(?:ed|s)? down; (?:pick|picked|picks) holes in
dispute: (?:push|hit|fight|fought|bite|bit|kick)(?:ed|s|es)? back (?:at|against|on); (?:push|hit)(?:ed|s|es)? back
say: (?:have|had|has) (?:to say for (?:him|her|them|it)sel(?:f|ves)|to say)
decline to comment on: (?<!to )(?:keep|kept|stay|stayed) (?:quiet|schtum|shtum|mum|tight-lipped)(?: about| on| over)?
decline to comment on: (?:clam|clammed) up(?: about| on| over)?
decline to comment on: (?:duck|dodge|sidestep|swerve)(?:d|ed|s|ped)? (?:the question|questions)(?: about| on| over)?
resign: (?:fall|fell|fallen) on (?:his|her|their) sword; (?:chuck|chucked|pack|packed|jack|jacked) it in
resign: (?:lost|lose|loses) (?:his|her|their) jobs?
was: got(?= (?:sacked|fired|booted|axed|ousted|kicked out|dismissed)\b)
resign: walk(?:ed|s)? the plank; (?:hand|handed|hands) in (?:his|her|their) notice
resign: (?:pack|packed) (?:his|her|their) bags
angry: livid|fuming|seething|hopping mad|spitting feathers|hacked off|cheesed off|mad (?=at|with|about|over)
shocked: gobsmacked|floored|flabbergasted|dumbfounded|speechless|taken aback|knocked for six
worried: (?:was|were|is|are) (?:worried sick|jittery|nervous|twitchy|uneasy)(?= (?:about|over|at)\b)
reveal: bl(?:ow|ew|own)s? the whistle on; spill(?:ed|s|t)? the beans (?:on|about)
reveal: l(?:et|ets) the cat out of the bag (?:on|about); br(?:eak|oke|oken) the (?:news|story) (?:of|about|on|that)
warn about: flag(?:ged|s)?(?: up)?
warn about: (?:rais|ring)(?:e|ed|es|s)? (?:the |a )?(?:red flags?|alarm bells?) (?:about|over|on)
defend: (?:go|went|goes) (?:in )?to bat for; (?:leap|leapt|rush|rushed|spring|sprang|c[oa]me) to the defence of
promise: (?:swear|swore|swears) blind
missing: gone walkabout|(?:in the wind)|slipped the net|slip the net|slipped through the net
unaware: in the dark; clueless; none the wiser
hide: (?:sweep|swept)(?: it| them| this)? under the carpet; hush(?:ed|es)? up; keep(?:s)? (?:a|the) lid on
hide: kept (?:a|the) lid on
hide: (?:sit|sat|sits|sitting) on(?= (?:the|his|her|their) (?:figures?|numbers?|data|report|facts|truth))
told: tip(?:ped|s)? off
say to: (?:tell|tells)(?= (?:the )?(?:commons|parliament|house of commons)\b)
take them back: (?:have|having|has) (?:him|her|them|these people|it) back
resign: (?<=should )walk; (?<=must )walk; (?<=ought to )walk
criticise: (?<=who )(?:went|goes) (?:for|after); (?<=who else )(?:went|goes) (?:for|after)
police chief: top cop
admit there: accept(?:s)? there
admit that: accept(?:s)? that(?= there)
succeeded: t(?:ook|akes) over(?= as .* from\b)
be quiet: shut up|pipe down|zip it|belt up
money: extra cash|more cash|dosh|readies
"""
# Runs of letters in an idiom, one of which stands in any text that it is found in; the commonest tell nothing.
_RUN = Lazy(r"(?<!\\)[a-z]{2,}")
_COMMON = frozenset(
    "the in on at to of it is was were are about over with and or by for his her their him them this that had has have "
    "having he she they up off ed es ing an ped ged led med al re be as no so me my we you had who ha ds".split()
)
_REST = Lazy(r" (?:a kicking|stick|both barrels|a hard time|under the bus)\b", re.I)
_PARTED = Lazy(r"^(?:\(\?:give|\(\?:throw)")
_PAST = Lazy(
    r"(?:\b(?:had|took|gave|stuck|tore|threw|ate|held|said|showed|fell|sang|swept|kept|came|went|leapt|swore|sat|"
    r"blew|broke|fought|bit|laid|put|was|were)\b|ed\b)",
    re.I,
)
_BARE = Lazy(r"(?:\b(?:to|did|does|do|didn't|doesn't|don't|will|would|could|should|can|may|might)\b[\w ',]*)$", re.I)


@cache
def _patterns() -> tuple[tuple[Hinted, str, bool], ...]:
    found = []
    for line in filter(None, _TABLE.splitlines()):
        plain, _, idioms = line.partition(": ")
        for idiom in idioms.split("; "):
            hints = "|".join(word for word in _RUN.findall(idiom) if word not in _COMMON)
            found.append((Hinted(hints, rf"(?<![\w'-]){idiom}(?![\w-])", re.I), plain, bool(_PARTED.match(idiom))))
    return tuple(found)


def in_plain_words(text: str) -> str:
    """Put plain words for the idioms in a question.

    Args:
        text: as typed, less courtesies.

    >>> in_plain_words("who had a go at the minister"), in_plain_words("did he have a pop at the police")
    ('who criticised the minister', 'did he criticise the police')
    >>> in_plain_words("who had anything good to say about the crew")
    'who praised the crew'
    """
    for pattern, plain, is_parted in _patterns():
        while found := pattern.search(text):
            behind = text[found.end() :]
            behind = _REST.sub("", behind, count=1) if is_parted else behind
            put = _as_past(plain) if _is_past(found[0], text[: found.start()]) else plain
            text = f"{text[: found.start()]}{put}{'' if not behind or behind[0] in ' ,.?!' else ' '}{behind}"
    return text


def _is_past(idiom: str, before: str) -> bool:
    return bool(_PAST.search(idiom)) and not _BARE.search(before)


def _as_past(plain: str) -> str:
    """Return a verb in the past, whatever follows it.

    >>> _as_past("complain about"), _as_past("deny"), _as_past("angry"), _as_past("hide")
    ('complained about', 'denied', 'angry', 'hid')
    """
    verb, _, rest = plain.partition(" ")
    if verb in (
        "angry",
        "shocked",
        "worried",
        "missing",
        "unaware",
        "told",
        "money",
        "take",
        "be",
        "police",
        "succeeded",
    ):
        return plain
    past = {"say": "said", "hide": "hid"}.get(verb) or (
        f"{verb[:-1]}ied"
        if verb.endswith("y")
        else f"{verb}d"
        if verb.endswith("e")
        else f"{verb}ted"
        if verb.endswith("mit")
        else f"{verb}ed"
    )
    return f"{past} {rest}".strip()
