"""What a folder holds, for tests that compare bytes; and where the seed article lies, when it is there."""

import hashlib
import os
from pathlib import Path

SEED = Path(__file__).parents[2] / "shared" / "data" / "seed"


def contents(folder: Path) -> dict[str, str]:
    """SHA-256 of each file and target of each link in a folder, by path."""
    held = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            held[name] = os.readlink(path)
        elif path.is_file():
            held[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return held
