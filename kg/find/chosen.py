"""Which model finds in a workspace: its own, trained on what was decided there, or the one that is shipped."""

import json
from hashlib import sha256
from pathlib import Path

from kg.find.tagger import MODEL

SETTINGS, TAGGER = "settings.json", "tagger.onnx"


def own_model(derived: Path) -> Path:
    """Return where a workspace keeps a model of its own, given its folder of derived things."""
    return derived / "model"


def chosen_model(derived: Path | None) -> Path:
    """Return the folder of the model to find with: the workspace's own where it fits, else the shipped one.

    A model that consists of settings alone was calibrated for the weights that were shipped then, and is left aside
    when others are shipped.
    """
    if derived is None:
        return MODEL
    own = own_model(derived)
    try:
        settings = json.loads((own / SETTINGS).read_text("utf-8"))
        if (own / TAGGER).is_file() or settings["calibrated_for"] == weights_key(MODEL):
            return own
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return MODEL


def weights_key(folder: Path) -> str:
    """Return a digest of a model's weights."""
    whole = sha256()
    with (folder / TAGGER).open("rb") as stream:
        while block := stream.read(1 << 20):
            whole.update(block)
    return whole.hexdigest()[:16]


def model_key(folder: Path) -> str:
    """Return a digest of what a model finds with: its settings, and its weights where they are its own."""
    settings = (folder / SETTINGS).read_bytes() if (folder / SETTINGS).is_file() else b""
    weights = weights_key(folder) if (folder / TAGGER).is_file() else ""
    return sha256(settings + weights.encode()).hexdigest()[:16]
