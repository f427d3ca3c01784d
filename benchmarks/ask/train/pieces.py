"""The vectors of single word pieces, from a pretrained encoder."""

from pathlib import Path
from typing import Any

import numpy as np

SIZE, PORTION = 256, 512
# Pieces before this number in the vocabulary are signs and empty places; behind it they stand by frequency.
FIRST, OF_SIGNS, SMOOTH = 1996, 0.3, 1e-3


def make_pieces(encoder: Path) -> dict[str, Any]:
    """Run the encoder on each piece alone and keep 256 dimensions in 8 bits.

    Args:
        encoder: a folder with the weights of all-MiniLM-L6-v2, as the transformers library reads them.

    Source: Tulkens and van Dongen, *Model2Vec* (2024), for reading an encoder piece by piece; Arora, Liang and Ma, *A
    simple but tough-to-beat baseline for sentence embeddings*, ICLR 2017, for the weights.
    """
    import torch
    from transformers import AutoModel

    model = AutoModel.from_pretrained(encoder).eval()
    count = model.config.vocab_size
    found = []
    for start in range(0, count, PORTION):
        ids = torch.arange(start, min(start + PORTION, count))
        rows = torch.stack([torch.full_like(ids, 101), ids, torch.full_like(ids, 102)], 1)
        with torch.no_grad():
            found.append(model(input_ids=rows, attention_mask=torch.ones_like(rows)).last_hidden_state.mean(1))
    whole = torch.cat(found).numpy()
    whole = whole - whole.mean(0)
    _, _, axes = np.linalg.svd(whole[::4], full_matrices=False)
    kept = whole @ axes[:SIZE].T
    kept /= np.linalg.norm(kept, axis=1, keepdims=True)
    scale = np.abs(kept).max(1) / 127
    rank = np.clip(np.arange(count) - FIRST + 1, 1, None)
    weight = SMOOTH / (SMOOTH + 1 / (rank * np.log(count)))
    weight[:FIRST] = OF_SIGNS
    pieces = np.round(kept / scale[:, None]).astype(np.int8)
    return {"pieces": pieces, "scale": scale.astype(np.float32), "weight": weight.astype(np.float16)}
