"""The linker in PyTorch: which cue a source or a content hangs on."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.find.places import DISTANCES, JUMPS
from kg.find.train.network import LINK

# Roles that hang on a cue: source, content.
HANGING = 2


class Linker(nn.Module):
    """Score (hanging span, cue) pairs from the link vectors of their first and last words and from their places."""

    def __init__(self) -> None:
        """Make an untrained linker."""
        super().__init__()
        self.pair = nn.Parameter(torch.zeros(HANGING, LINK, LINK))
        self.hang = nn.Parameter(torch.zeros(HANGING, LINK))
        self.hold = nn.Parameter(torch.zeros(HANGING, LINK))
        self.far = nn.Parameter(torch.zeros(HANGING, DISTANCES))
        self.jump = nn.Parameter(torch.zeros(HANGING, JUMPS))
        self.none = nn.Parameter(torch.zeros(HANGING))
        self.lone = nn.Parameter(torch.zeros(LINK))
        nn.init.normal_(self.pair, std=0.02)

    def forward(self, vectors: Tensor, spans: Tensor, cues: Tensor, places: Tensor) -> tuple[Tensor, Tensor]:
        """Score every cue for every content, and every source for every cue, of one row each.

        Args:
            vectors: rows x pieces x 4 LINK, as the network makes them.
            spans: rows x spans x 3: kind (0 source, 1 content), first piece, first piece of the last word.
            cues: rows x cues x 2: first piece, first piece of the last word.
            places: rows x spans x cues x 2: distance bucket and jump bucket.

        Returns:
            rows x spans x (1 + cues) and rows x cues x (1 + spans); the first score is that of none.
        """
        first, last, cue_first, cue_last = vectors.split(LINK, dim=-1)
        kinds = spans[..., 0]
        hanging = functional.gelu(_take(first, spans[..., 1]) + _take(last, spans[..., 2]))
        holding = functional.gelu(_take(cue_first, cues[..., 0]) + _take(cue_last, cues[..., 1]))
        both = torch.einsum("rsi,rsij->rsj", hanging, self.pair[kinds])
        score = both @ holding.transpose(1, 2) + (self.hold[kinds] @ holding.transpose(1, 2))
        score = score + self.far[kinds[..., None], places[..., 0]] + self.jump[kinds[..., None], places[..., 1]]
        none = self.none[kinds] + (self.hang[kinds] * hanging).sum(-1)
        lone = self.none[0] + holding @ self.lone
        return torch.cat([none[..., None], score], -1), torch.cat([lone[..., None], score.transpose(1, 2)], -1)


def _take(vectors: Tensor, places: Tensor) -> Tensor:
    return vectors.gather(1, places[..., None].expand(-1, -1, vectors.shape[-1]))
