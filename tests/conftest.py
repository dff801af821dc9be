"""Also what puts tests/ on the path, so that the tests of every folder find the modules beside this one."""

from pathlib import Path

import pytest
from folders import SEED


@pytest.fixture(scope="session")
def seed() -> Path:
    """Folder of the article the project began with."""
    if not SEED.is_dir():
        pytest.skip("the seed article is not here: no folder shared/data/seed beside the checkout")
    return SEED
