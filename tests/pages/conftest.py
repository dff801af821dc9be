from pathlib import Path

import pytest
import sample_articles

from dateline.pages.index import Index, current_index


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of the sample articles."""
    folder = tmp_path_factory.mktemp("it's data")
    sample_articles.build(folder)
    return folder


@pytest.fixture(scope="session")
def index(data: Path) -> Index:
    return current_index(str(data))
