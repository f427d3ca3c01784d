"""The word pieces into which texts are cut, for whatever compares or tags them."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

VOCABULARY = Path(__file__).parent / "find" / "model" / "tokenizer.json"


def load_tokenizer(path: Path = VOCABULARY) -> "Tokenizer":
    """Read a word-piece vocabulary in the format of the tokenizers library.

    Args:
        path: of the vocabulary; default: the one that is shipped.
    """
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
