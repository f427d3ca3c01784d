"""Arrays kept beside the code."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from kg.errors import KgError

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL = Path(__file__).parent / "model"


class WeightsError(KgError):
    """A file of weights is missing or damaged."""


def read_arrays(path: Path) -> "dict[str, NDArray[Any]]":
    """Read all arrays of a file.

    Args:
        path: as numpy's ``savez`` writes it.

    Raises:
        WeightsError: the file is missing or damaged.
    """
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except (OSError, ValueError, BadZipFile) as error:
        raise WeightsError(f"{path} cannot be read: {error}", "Install the package again.") from None
