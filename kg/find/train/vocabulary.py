"""The vocabulary that goes with a model: of an encoder's, the pieces that can be met, one a line."""

import json
import re
from collections.abc import Collection
from pathlib import Path

_NEVER_MET = re.compile(r"\[unused\d+\]")


def write_vocabulary(encoder: Path, path: Path, dropped: Collection[str] = ()) -> int:
    """Write the word pieces of an encoder, less its empty places and what is dropped.

    Pieces keep their numbers, which are rows of the trained table; a word that is dropped is read in smaller pieces.

    Args:
        encoder: a file in the format of the tokenizers library.
        path: the file to write, in the same format.
        dropped: pieces to leave out; a single character stays, since words could not be read without it.

    Returns:
        The number of pieces written.
    """
    told = json.loads(encoder.read_text(encoding="utf-8"))
    pieces = told["model"]["vocab"]
    gone = {piece for piece in dropped if len(piece.removeprefix("##")) > 1}
    kept = {piece: row for piece, row in pieces.items() if piece not in gone and not _NEVER_MET.fullmatch(piece)}
    told["model"]["vocab"] = dict(sorted(kept.items(), key=lambda item: item[1]))
    # Whole windows are cut elsewhere; an encoder's own habits of cutting and filling are not ours.
    told["truncation"] = told["padding"] = None
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(kept)
