"""What tells copies of one text from merely similar ones, in a few hundred bytes an article.

A text is the set of its runs of eight words, of eight characters where words have no spaces. Its MinHash signature
gives the share that two such sets have in common. All of it is arithmetic without a seed of its own: a signature
written years ago can be compared with one of today.
"""

import base64
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dateline.text import fold

WORDS_A_RUN = 8
BANDS, ROWS_A_BAND = 42, 3
_HASHES = BANDS * ROWS_A_BAND
_FEWEST_WORDS = 20  # "Photo: our correspondent" stands under a hundred articles that are no copies
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+")
_FIGURE = re.compile(r"[0-9]+")
_STEP = np.uint64(0x9E3779B97F4A7C15)  # the golden ratio in 64 bits, as in splitmix64
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class Signature:
    """Of one text: `signature` in base64 and the number of different runs it stands for; `figures` sorted, by spaces.

    `signature` is None where the text is too short to be told from others like it.
    """

    signature: str | None
    run_count: int
    figures: str


def sign(text: str, start: int = 0) -> Signature:
    """The signature of a text from the character at `start`.

    >>> sign("A few words.")
    Signature(signature=None, run_count=0, figures='')
    """
    folded = fold(text)
    body = folded.text[folded.position(start) :]
    words = _WORD.findall(body)
    if len(words) < _FEWEST_WORDS:
        return Signature(None, 0, "")
    runs = np.unique(_runs(words))
    least = ((_multipliers() * runs) >> np.uint64(48)).min(axis=1).astype("<u2")
    figures = sorted({figure.lstrip("0") or "0" for figure in _FIGURE.findall(body)})
    return Signature(base64.b64encode(least.tobytes()).decode(), len(runs), " ".join(figures))


def rows_of(signatures: Sequence[str]) -> Any:
    """Signatures as a matrix, one row each."""
    held = b"".join(map(base64.b64decode, signatures))
    return np.frombuffer(held, dtype="<u2").reshape(len(signatures), _HASHES)


def band_keys(rows: Any) -> Any:
    """One number a band, in a matrix: texts that share many runs have one of them in common, almost always."""
    bands = rows.astype(np.uint64).reshape(len(rows), BANDS, ROWS_A_BAND)
    keys = np.arange(BANDS, dtype=np.uint64)[None, :]
    for place in range(ROWS_A_BAND):
        keys = (keys << np.uint64(16)) | bands[:, :, place]
    return keys


def _runs(words: Sequence[str]) -> Any:
    """A number for each run of words."""
    digests = np.fromiter((zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words), np.uint64, len(words))
    runs = np.zeros(len(words) - WORDS_A_RUN + 1, np.uint64)
    for place in range(WORDS_A_RUN):
        runs = _mixed(runs * _STEP + digests[place : place + len(runs)])
    return runs


def _mixed(numbers: Any) -> Any:
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _MIX
    return numbers ^ (numbers >> np.uint64(31))


def _multipliers() -> Any:
    """An odd number for each hash function, in a column."""
    places = np.arange(1, _HASHES + 1, dtype=np.uint64)
    return (_mixed(places * _STEP) | np.uint64(1))[:, None]
