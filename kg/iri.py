"""How identifiers are minted: from few, stable, raw fields of a source."""

import re
import unicodedata

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Turn a name into the local part of an identifier.

    Args:
        text: any name; accents are dropped, everything that is not a letter or digit becomes a hyphen.

    Raises:
        ValueError: nothing is left of the name.

    >>> slug("Sir Keir Starmer’s inquiry")
    'sir-keir-starmer-s-inquiry'
    """
    decomposed = unicodedata.normalize("NFKD", text.lower())
    local = _NOT_SLUG.sub("-", "".join(char for char in decomposed if not unicodedata.combining(char))).strip("-")
    if not local:
        raise ValueError(f"no identifier can be made of {text!r}")
    return local


def local_id(iri: str) -> str:
    """Return what follows the last slash or hash of an IRI.

    >>> local_id("https://w3id.org/on-record/id/david-davis")
    'david-davis'
    """
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def source_key(sha256: str) -> str:
    """Return the short key of a source: the first eight hexadecimal digits of its SHA-256.

    >>> source_key("927c93b801571752e46bdd0a9e6dcffa0c4cd846aa3d0b2a0804a64d2ef2975b")
    '927c93b8'
    """
    return sha256[:8].lower()
