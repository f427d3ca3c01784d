"""Questions that a record of statements cannot answer: it judges nobody, foretells nothing, holds no private lives."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from kg.ask.answer import Answer, entity_json, statement_json
from kg.ask.blame import answer_with_blame, asks_for_blame
from kg.ask.patterns import Hinted, Lazy
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.namespaces import expand

NEAREST = 5
# Called with a reading for the reply that would be given without these limits: its evidence stands near.
Plain = Callable[[Reading], Answer]


def _any(words: str) -> str:
    """Return a pattern for one of some phrases, given between commas."""
    return "(?:" + "|".join(word.strip().replace(" ", r"\s") for word in words.split(",")) + ")"


def _forms(*hinted: tuple[str, str]) -> tuple[Hinted, ...]:
    return tuple(Hinted(hints, pattern) for hints, pattern in hinted)


_BE = "(?:is|are|was|were|isn't|wasn't|aren't|weren't)"
_JUDGING = _any(
    "guilty,innocent,lying,a liar,liars,honest,dishonest,incompetent,competent,to be trusted,trustworthy,"
    "telling the truth,right,wrong,fair,unfair,reasonable,unreasonable,justified,acceptable,racist,corrupt,useless,"
    "any good,a disgrace,stupid,evil,better,worse,the best,the worst"
)
# Here and below: what must stand in a question that is meant, and the form of it.
_JUDGED = (
    "guilty|innocent|lying|liar|honest|competent|trust|truth|right|wrong|fair|reasonable|justified|acceptable|racist|"
    "corrupt|useless|good|disgrace|stupid|evil|better|worse|best|worst"
)
_POOR = "rotten|terrible|lousy|awful|bad|good|great|decent|poor|hopeless|brilliant|dreadful|lovely|nasty|fool|disgrace"
_JUDGEMENT = _forms(
    ("should|ought|you", r"^(?:should|ought)\b|^what should\b|^(?:do|don't) you (?:think|believe|agree|reckon)\b"),
    ("your|deserve", r"^in your (?:view|opinion)\b|\byour (?:view|opinion|verdict)\b|\bdeserves? to\b"),
    ("your|were me", r"^(?:if you were me|were you me|(?:be |honestly )?in your honest (?:view|opinion))\b"),
    (_POOR, rf"^(?:so )?{_BE} (?:(?!there\b|it\b)\w+ ){{1,3}}?(?:an? )(?:(?:really|very|bit of a) )?(?:{_POOR})\b"),
    (_JUDGED, rf"^{_BE} (?:it|this|that|\w+(?: \w+){{0,3}}?) {_JUDGING}(?: (?:to|that|about|over|for|of)\b.*)?$"),
    (_JUDGED, rf"^(?:who|which \w+|which of them) {_BE} {_JUDGING}(?: (?:about|over|on)\b.*)?$"),
    ("better|worse|best|worst", rf"^(?:who(?:'s)?|which \w+)(?: {_BE})? (?:the )?(?:better|worse|best|worst)\b"),
)
_FORECAST = _forms(
    ("will|won't", r"^(?:will|won't)\b|^(?:what|who|when|where|how|which \w+) (?:will|won't)\b"),
    (
        "going to|about to|likely to|happens next|future",
        rf"^{_BE} [\w' ]+? (?:going to|about to|likely to)\b|^what happens next\b|\bin (?:the )?future$",
    ),
)
_PRIVATE_THINGS = _any(
    "home address,phone number,telephone number,mobile number,email address,e-mail address,date of birth,birthday,"
    "salary,net worth,religion,sexuality,star sign,bank account,medical record"
)
_KIN = _any("wife,husband,children,son,daughter,house,home,address,email,phone,mother,father,girlfriend,boyfriend")
_PRIVATE = _forms(
    (
        "'s |address|number|birth|salary|net worth|religion|sexuality|star sign|bank account|medical record",
        rf"\b{_PRIVATE_THINGS}\b|'s {_KIN}\b",
    ),
    ("where", r"^where (?:does|do|did|is|are|was) [\w' ]+ (?:live|living|lives|reside|residing|born|now)$"),
    (
        "married|divorced|gay|pregnant|ill|children|kids",
        rf"^(?:{_BE}|has|have|does|did) [\w' ]+ "
        r"(?:married|divorced|gay|pregnant|ill|(?:have|got|any) (?:children|kids))$",
    ),
    ("how many", r"^how many (?:children|kids|wives|husbands) (?:does|do|did|has|have)\b"),
)
_NOW = "today|now|right now|these days|nowadays|at present|at the moment|currently|this minute"
_AS_IT_IS = _forms((_NOW, rf"^(?:is|are|isn't|aren't) (?!it\b|there\b|that\b|this\b)[\w' ]+ (?:{_NOW})$"))
_REASONS = (
    (_JUDGEMENT, "That asks for a judgement, and the record makes none"),
    (_FORECAST, "The record holds what was said, not what will happen"),
    (_AS_IT_IS, "The record holds what was said, not how things are now"),
    (_PRIVATE, "The record holds what was said about public failures, and nothing of private lives"),
)
# Those whom reports leave without a name, as a question calls them.
_NAMELESS = _any(
    r"spokes(?:man|woman|person|people|men"
    r"|women),officials?,sources?,insiders?,aides?,whistle-?blowers?,witness(?:es)?,"
    r"victims?,survivors?,critics?,campaigners?,inspectors?,questioners?,ringleaders?,culprits?,gang members?,boys?,"
    r"girls?,child(?:ren)?,famil(?:y"
    r"|ies),prisoners?,offenders?,inmates?,lags?,convicts?,m[ae]n,wom[ae]n,patients?,passengers?,"
    r"reporters?,journalists?,civil servants?,staff,officers?,governor,judges?,experts?,author"
)
_WHO_IS = "who's|who is|who was|who are|who were|name|identify|unmask"
_NAMING = _forms(
    (_WHO_IS, rf"^(?:who(?:'s| is| was| are| were)|name|identify|unmask) .*\b{_NAMELESS}\b"),
    (
        "name|identit",
        rf"\b(?:names?|identity|identities) of .*\b{_NAMELESS}\b|\b{_NAMELESS}'s (?:real )?(?:name|identity)\b",
    ),
    ("name", r"^(?:the )?[a-z]+'s (?:real |full )?name$"),
    (
        "called|named",
        rf"^(?:what(?:'s)*(?: is| was| are| were)?|which) .*\b{_NAMELESS}\b.* (?:called|named)(?: in .+)?$",
    ),
)
_SURE = "(?:exactly|really|actually)"
_THE_ONE = Hinted(
    "who's|who is|who was|who exactly|who really|who actually|name|identify",
    rf"^(?:who(?:'s|(?: {_SURE})? (?:is|was))|name|identify)(?: {_SURE})? (?:the|this|that) .*\b{_NAMELESS}\b",
)
# "The name of the fitter who said it": whatever calls somebody so, the one who spoke is asked for.
_WHO_SPOKE = Hinted(
    "who's the|who is the|who was the|who exactly|who really|who actually|name|identi",
    rf"^(?:who(?:'s|(?: {_SURE})? (?:is|was))|name|identify|(?:what(?:'s| is| was) )?the (?:real |full )?"
    r"(?:name|identity) of) (?:the|this|that) (?!(?:first|last|only|one|person|people|most)\b)"
    r"(?:[\w'-]+ ){0,5}?(?P<head>[\w'-]+) (?:(?:at|in|of|from|for) (?:[\w'-]+ ){1,4}?)?(?:who|that|quoted|cited)\b",
)
_UNNAMED = expand("kg:UnnamedSpeaker")
_DOING = Lazy(r"\b(?:blam\w+|quot\w+|criticis\w+|accus\w+|about|said|says?|told|tells|saying|according)\b")


def answer_within_limits(reading: Reading, record: Record, plain: Plain) -> Answer | None:
    """Refuse what no record of statements can answer, with what was said about it near; None for all else.

    Args:
        reading: of the question.
        record: the graph.
        plain: gives the reply that would be given without these limits.
    """
    if reading.quoted:
        return None
    text = " ".join(token.text + "'s" * token.possessive for token in reading.tokens)
    if asks_for_blame(text):
        return answer_with_blame(reading, record, plain)
    if _asks_for_name(reading, text) or _asks_who_spoke(reading, text, record, plain):
        return _unnamed(reading, record)
    for forms, reason in _REASONS:
        if any(form.search(text) for form in forms):
            near = () if forms is _PRIVATE else _near(plain(reading))
            more = "; what was said about it stands below" if near else ""
            return Answer("refused", f"{reason}{more}.", nearest=near)
    return None


def _near(answer: Answer) -> tuple[Mapping[str, Any], ...]:
    told = tuple({"kind": "statement", **statement_json(one)} for one in answer.statements[:NEAREST])
    return told or answer.nearest


def _asks_for_name(reading: Reading, text: str) -> bool:
    """Say whether a question asks who somebody is whom the reports leave without a name."""
    if not any(form.search(text) for form in _NAMING) or _DOING.search(text):
        return False
    # "Who was the chief inspector" asks for the holder of a post.
    posts = (one for one in reading.named if one.category == "post" and not (one.is_set or one.possessive))
    # "Who was shocked by it" asks for whoever was.
    return not any(posts) and not any(act.start == 2 for act in reading.acts)


def _asks_who_spoke(reading: Reading, text: str, record: Record, plain: Plain) -> bool:
    """Say whether it is asked who the one was that spoke, where only somebody without a name spoke so.

    "Who was the official that said it": to give the words back would be no answer.
    """
    called = _WHO_SPOKE.match(text)
    if not (called or _THE_ONE.match(text)):
        return False
    spoke = {one.speaker.iri for one in plain(replace(reading, aim="who", asks_name=False)).statements}
    if not spoke or spoke <= set(record.unnamed):
        return bool(spoke)
    if not called:
        return False
    crew = set(record.roles.find([called["head"]]).agents) - set(record.unnamed)
    # Of an official without a name, and others who said as much, the official is asked for.
    return bool(spoke & set(record.roles.nameless(called["head"]))) and not spoke & crew


def _unnamed(reading: Reading, record: Record) -> Answer:
    agents = [one for mention in reading.named if mention.category == "agent" for one in mention.entities]
    found = [one for one in agents if _UNNAMED in one.types]
    found += [voice for agent in agents for voice in record.speakers_for(agent.iri)]
    near = tuple({"kind": "name", **entity_json(one)} for one in dict.fromkeys(found))
    known = f"; the record knows only “{found[0].label}”" if found else ""
    return Answer("refused", f"No source on record gives that name{known}.", nearest=near[:NEAREST])
