"""What is no question in plain English: said at once, before anything is looked up."""

import re
import unicodedata

from kg.ask.patterns import Begun, Hinted, Lazy
from kg.ask.tokens import FUNCTION_WORDS

LONGEST_QUESTION = 1000
_SPARQL = Begun(
    "prefix|base|select|ask|construct|describe|insert|delete|drop|load|clear|create|copy|move|add|with",
    r"^\s*(?:PREFIX|BASE|SELECT|ASK|CONSTRUCT|DESCRIBE|INSERT|DELETE|DROP|LOAD|CLEAR|CREATE|COPY|MOVE|ADD|WITH)\b"
    r"(?=.*[{?<$])",
    re.I | re.S,
)
_SPARQL_SIGNS = Lazy(r"\{[^{}]*\?\w+|\?\w+\s+\?\w+|\bWHERE\s*\{", re.I)
_MARKUP = Hinted("<|&|{|$", r"<[/!?]?[a-z][^<>]*>|&(?:lt|gt|amp|quot|#\d+);|\{\{.*\}\}|\$\{", re.I | re.S)
# Words that the most spoken languages of Europe join sentences with; none of them is English.
_FOREIGN = {
    "German": """hat über gesagt sagte sagt wer wie warum wann wo der das dem den und oder nicht ist sind wurde wurden
        welche welcher ein eine von mit zu für auf haben sich viele was""",
    "French": """qui que quoi quel quelle quels quelles dit disent est sont sur dans pour avec pourquoi quand comment
        combien le la les des du une et ou ne pas au aux a""",
    "Spanish": """qué quién quiénes cuál cuándo cuántos cuántas dónde por porque dijo dijeron sobre el los las una un y
        o de del con para es son fue fueron""",
    "Italian": """che chi cosa quale quando quanti quante dove perché ha detto hanno sono il lo gli le una uno di del
        della con per su sul sulla""",
    "Portuguese": """que quem qual quando quantos quantas onde disse disseram sobre o os as uma um e ou de do da com
        para foi foram são não""",
    "Dutch": "wie wat waarom wanneer waar hoe heeft hebben gezegd zei over de het een en of niet van met voor zijn",
    "Polish": "kto co jak kiedy gdzie dlaczego ile powiedział powiedziała o w na z i nie jest są był była",
}
_NOTHING_BUT_SIGNS = "There is no word in the question; ask in plain English, such as “who said what about ...?”"


def clean(question: str) -> str:
    """Return a question without controls, direction marks and piled-up accents, and with plain spaces.

    >>> clean("what\\x00 did\\u202e Clarke\\n say?")
    'what did Clarke say?'
    """
    composed = unicodedata.normalize("NFC", question)
    kept = (_kept(char) for char in composed)
    return " ".join("".join(kept).split())


def _kept(char: str) -> str:
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me") else char


def find_obstacle(question: str) -> str:
    """Return why a text cannot be answered as a question, in a sentence; empty if it may be one.

    Args:
        question: as ``clean`` leaves it.

    >>> find_obstacle("What did Clarke say?"), find_obstacle("   ")
    ('', 'No question was asked.')
    >>> find_obstacle("Was hat Clarke über Dartmoor gesagt?")
    'The question seems to be in German; ask in English, in which the record is kept.'
    """
    if not question.strip():
        return "No question was asked."
    if len(question) > LONGEST_QUESTION:
        return f"The question is longer than {LONGEST_QUESTION} characters; ask it in one sentence."
    if not any(char.isalnum() for char in question):
        return _NOTHING_BUT_SIGNS
    if _SPARQL.search(question) and _SPARQL_SIGNS.search(question):
        return "That is SPARQL: `kg query -` runs it; `kg ask` takes plain words."
    if _MARKUP.search(question):
        return "The question holds markup or code; ask in plain words."
    language = _language(question)
    if language:
        return f"The question seems to be in {language}; ask in English, in which the record is kept."
    return ""


def _language(question: str) -> str:
    letters = [char for char in question if char.isalpha()]
    if sum(not _is_latin(char) for char in letters) > len(letters) / 3:
        return "another language"
    words = re.findall(r"[^\W\d_]+", question.lower())
    english = sum(word in FUNCTION_WORDS for word in words)
    scores = {name: sum(word in set(known.split()) for word in words) for name, known in _FOREIGN.items()}
    best = max(scores, key=lambda name: scores[name])
    # Two words at least: names hold "de" and "van", and "was" and "die" are English too.
    return best if scores[best] >= 2 and scores[best] > english else ""


def _is_latin(char: str) -> bool:
    return char.isascii() or unicodedata.name(char, "").startswith("LATIN")
