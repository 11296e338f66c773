"""Both engines stand for every test of the door."""

from collections.abc import Callable
from pathlib import Path

import pytest

from search import Index, open_index
from tests.search.samples import OFFICE

KEY = b"a key for tests"
Opener = Callable[..., Index]


@pytest.fixture(params=["whoosh", "tantivy"])
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def index(engine: str) -> Index:
    """Give an empty index that lives as long as the test."""
    return open_index(f"{engine}::memory:")


@pytest.fixture
def office(index: Index) -> Index:
    """Give an index of a few things an office has."""
    index.update(OFFICE)
    return index


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def opened(engine: str, place: Path) -> Opener:
    """Give a function that opens the index on disk once more."""

    def opener(key: bytes = KEY) -> Index:
        return open_index(f"{engine}:{place}", key=key)

    return opener


@pytest.fixture
def written(opened: Opener) -> Index:
    """Give an index on disk, written in two commits."""
    index = opened()
    index.update(OFFICE[:3])
    index.apply(OFFICE[3:], [], cursor=5)
    return index


def generations(place: Path) -> list[Path]:
    """Return the directories of generations, the newest last."""
    return sorted(path for path in place.iterdir() if path.name.isdigit())


def files(place: Path) -> list[Path]:
    """Return the files of the generation in force, locks left out."""
    return sorted(
        path
        for path in generations(place)[-1].iterdir()
        if path.stat().st_size and not path.name.endswith(("LOCK", ".lock"))
    )
