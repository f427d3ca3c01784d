"""The shipped weights back in PyTorch, to be trained further: out of the ONNX file, whose numbers have 8 bits."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from kg.find.train.__main__ import Model
from kg.find.train.network import Shape

_MATMUL = re.compile(r"onnx::MatMul_(\d+)_quantized")
_LINEAR = ("mix", "out", "grow", "shrink")


def restore(folder: Path) -> Model:
    """Return the network of a model's folder.

    Args:
        folder: with ``tagger.onnx`` as ``kg.find.train.export`` writes it, and ``linker.npz``.

    Raises:
        ValueError: the file is of another form.
    """
    graph = onnx.load(str(folder / "tagger.onnx")).graph
    arrays = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    model = Model(Shape())
    # The exporter numbers the products in the order in which they are worked out; their weights lie transposed.
    numbers = sorted(int(found[1]) for found in map(_MATMUL.fullmatch, arrays) if found)
    names = [f"tagger.layers.{layer}.{part}.weight" for layer in range(Shape().layers) for part in _LINEAR]
    names += ["tagger.tags.weight", "tagger.links.weight"]
    if len(numbers) != len(names):
        raise ValueError(f"{folder}: {len(numbers)} products of weights in place of {len(names)}")
    found = {name: _widened(arrays, f"onnx::MatMul_{number}").T for name, number in zip(names, numbers, strict=True)}
    for name, _ in model.named_parameters():
        if name.startswith("tagger.") and name not in found:
            found[name] = arrays[name] if name in arrays else _widened(arrays, name)
    with np.load(folder / "linker.npz", allow_pickle=False) as linker:
        found |= {f"linker.{name}": linker[name] for name in linker.files}
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(torch.from_numpy(np.array(found[name], dtype=np.float32, order="C")))
    return model


def _widened(arrays: dict[str, Any], name: str) -> Any:
    """Return the numbers behind 8 bits each: with one scale for all, or one for each column."""
    bits, scale, zero = (arrays[f"{name}_{part}"] for part in ("quantized", "scale", "zero_point"))
    return (bits.astype(np.float32) - zero.astype(np.float32)) * scale.astype(np.float32)
