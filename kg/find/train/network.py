"""The network in PyTorch: a small BERT encoder, a tag for each word, and vectors that tell which spans go together."""

from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.find.labels import TAGS
from kg.find.words import BREAKS, CASES, QUOTES

LINK = 96


@dataclass(frozen=True)
class Shape:
    """Sizes of the encoder; the defaults are those of MiniLM-L6-H384."""

    vocabulary: int = 30522
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512

    def to_dict(self) -> dict[str, int]:
        """Return the sizes as they are kept beside the weights."""
        return asdict(self)


class Layer(nn.Module):
    """One encoder layer of BERT: attention and a feed-forward net, normed after each sum.

    There is no dropout inside: on a CPU it costs more than the attention itself, and masking input words regularises
    as well.
    """

    def __init__(self, shape: Shape) -> None:
        """Make an untrained layer."""
        super().__init__()
        self.heads = shape.heads
        self.mix = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.grow = nn.Linear(shape.hidden, shape.inner)
        self.shrink = nn.Linear(shape.inner, shape.hidden)
        self.norm2 = nn.LayerNorm(shape.hidden, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Map hidden states to hidden states; ``mask`` is True where a piece may be looked at."""
        rows, length, width = x.shape
        query, key, value = (
            part.reshape(rows, length, self.heads, -1).transpose(1, 2) for part in self.mix(x).chunk(3, dim=-1)
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = self.norm(x + self.out(seen.transpose(1, 2).reshape(rows, length, width)))
        return self.norm2(x + self.shrink(functional.gelu(self.grow(x))))


class Tagger(nn.Module):
    """Encoder, tag scores and link vectors."""

    def __init__(self, shape: Shape) -> None:
        """Make an untrained network; ``load_encoder`` fills the encoder."""
        super().__init__()
        self.shape = shape
        self.word = nn.Embedding(shape.vocabulary, shape.hidden)
        self.place = nn.Embedding(shape.positions, shape.hidden)
        self.case = nn.Embedding(CASES, shape.hidden)
        self.quote = nn.Embedding(QUOTES, shape.hidden)
        self.gap = nn.Embedding(BREAKS, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.tags = nn.Linear(shape.hidden, TAGS)
        self.links = nn.Linear(shape.hidden, 4 * LINK)
        for table in (self.case, self.quote, self.gap):
            nn.init.zeros_(table.weight)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """Score tags and make link vectors.

        Args:
            ids: rows x pieces.
            features: rows x pieces x 3: case, quotation state, break.
            mask: rows x pieces, True for pieces, False for padding; None where there is no padding.

        Returns:
            Tag scores (rows x pieces x TAGS) and link vectors (rows x pieces x 4 LINK).
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.place(places)[None]
        x = x + self.case(features[..., 0]) + self.quote(features[..., 1]) + self.gap(features[..., 2])
        x = functional.dropout(self.norm(x), 0.1, self.training)
        wide = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, wide)
        x = functional.dropout(x, 0.1, self.training)
        return self.tags(x), self.links(x)


def load_encoder(tagger: Tagger, path: Path) -> None:
    """Fill the encoder from a BERT checkpoint in the safetensors format."""
    from safetensors.torch import load_file

    state = {name.removeprefix("bert."): value.float() for name, value in load_file(path).items()}
    with torch.no_grad():
        tagger.word.weight.copy_(state["embeddings.word_embeddings.weight"])
        kind = state["embeddings.token_type_embeddings.weight"][0]
        tagger.place.weight.copy_(state["embeddings.position_embeddings.weight"] + kind)
        _fill(tagger.norm, state, "embeddings.LayerNorm")
        for index, layer in enumerate(tagger.layers):
            name = f"encoder.layer.{index}"
            parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
            layer.mix.weight.copy_(torch.cat([state[f"{part}.weight"] for part in parts]))
            layer.mix.bias.copy_(torch.cat([state[f"{part}.bias"] for part in parts]))
            _fill(layer.out, state, f"{name}.attention.output.dense")
            _fill(layer.norm, state, f"{name}.attention.output.LayerNorm")
            _fill(layer.grow, state, f"{name}.intermediate.dense")
            _fill(layer.shrink, state, f"{name}.output.dense")
            _fill(layer.norm2, state, f"{name}.output.LayerNorm")


def _fill(module: nn.Module, state: dict[str, Tensor], name: str) -> None:
    module.get_parameter("weight").copy_(state[f"{name}.weight"])
    module.get_parameter("bias").copy_(state[f"{name}.bias"])
