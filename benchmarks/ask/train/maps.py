"""The two maps that bring a question near the statements that answer it: trained to tell these from all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from benchmarks.ask.train.examples import Example

# Chosen on the practice questions: passes, portion, rate, pull towards leaving all as it is, sharpness.
EPOCHS, PORTION, RATE, PULL, SHARPNESS = 9, 32, 1e-3, 0.01, 20.0


def train_maps(examples: Sequence[Example], seed: int = 0) -> tuple[Any, Any]:
    """Train the maps of questions and of statements.

    Args:
        examples: those without an answer are left out.
        seed: of the order.

    Returns:
        Two arrays, each as wide and high as the vectors are long.
    """
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    groups = _groups([one for one in examples if one.wanted])
    size = groups[0].questions.shape[1]
    still = torch.eye(size)
    asked, told = still.clone().requires_grad_(), still.clone().requires_grad_()
    optimizer = torch.optim.Adam([asked, told], lr=RATE)
    for epoch in range(EPOCHS):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - 0.8 * epoch / EPOCHS)
        portions = [(group, rows) for group in groups for rows in _portions(len(group.questions), order)]
        for place in order.permutation(len(portions)):
            group, rows = portions[place]
            loss = group.loss(rows, asked, told)
            loss = loss + PULL * ((asked - still).pow(2).sum() + (told - still).pow(2).sum())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return asked.detach().numpy(), told.detach().numpy()


def _portions(count: int, order: np.random.Generator) -> list[Any]:
    return np.array_split(order.permutation(count), max(1, count // PORTION))


@dataclass
class _Group:
    """The questions of one record.

    ``questions`` are vectors (questions x size); ``stacks`` the statements by all words and by what was said (each
    statements x size); ``wanted`` and ``counted`` tell of each question which statements answer, and which teach.
    """

    questions: torch.Tensor
    stacks: tuple[torch.Tensor, torch.Tensor]
    wanted: torch.Tensor
    counted: torch.Tensor

    def loss(self, rows: Any, asked: torch.Tensor, told: torch.Tensor) -> torch.Tensor:
        """Return how far the statements that answer are from being the likest of those counted."""
        questions = functional.normalize(self.questions[rows] @ asked, dim=1)
        wanted = self.wanted[rows]
        parts = []
        for stack in self.stacks:
            scores = questions @ functional.normalize(stack @ told, dim=1).T * SHARPNESS
            whole = torch.logsumexp(scores.masked_fill(~self.counted[rows], -torch.inf), 1)
            own = (scores * wanted).sum(1) / wanted.sum(1)
            parts.append((whole - own).mean())
        return torch.stack(parts).mean()


def _groups(examples: Sequence[Example]) -> list[_Group]:
    by_record: dict[int, list[Example]] = {}
    for one in examples:
        by_record.setdefault(id(one.evidence.texts), []).append(one)
    return [_group(some) for some in by_record.values()]


def _group(examples: Sequence[Example]) -> _Group:
    texts = examples[0].evidence.texts.get([card.iri for card in examples[0].cards])
    vectors = examples[0].evidence.vectors
    return _Group(
        _tensor(np.stack([vectors.vector(one.evidence.question) for one in examples])),
        (_tensor(np.stack([text.whole for text in texts])), _tensor(np.stack([text.words for text in texts]))),
        _tensor(np.stack([one.labels for one in examples])),
        torch.tensor(np.stack([one.counted for one in examples])),
    )


def _tensor(values: Any) -> torch.Tensor:
    return torch.tensor(np.asarray(values), dtype=torch.float32)
