"""Two engines show one page: same answers, same order, same counts."""

import random

import pytest

from search import Index, Results, open_index
from tests.search.samples import ONSETS, PUBLIC, RHYMES, STAFF, entry

WORDS = [onset + rhyme for onset in ONSETS[:9] for rhyme in RHYMES[:20]]


def chance_of(seed: object) -> random.Random:
    """Return chances that are the same whatever test ran before."""
    return random.Random(str(seed))  # noqa: S311 - to be repeated


def text(chance: random.Random, length: int) -> str:
    """Return words of which few are common, as in any language."""
    return " ".join(
        WORDS[min(int(chance.expovariate(1 / 25)), len(WORDS) - 1)]
        for _ in range(length)
    )


@pytest.fixture(scope="module")
def both() -> list[Index]:
    chance = chance_of("entries")
    entries = [
        entry(
            f"n:{number}",
            text(chance, 6),
            body=text(chance, chance.randint(10, 120)),
            audience=PUBLIC if number % 3 else STAFF,
            facets={"unit": f"U{number % 4}"},
        )
        for number in range(600)
    ]
    indexes = [open_index(f"{name}::memory:") for name in ("whoosh", "tantivy")]
    for index in indexes:
        index.rebuild(entries[:400])
        for start in range(400, 600, 50):
            index.update(entries[start : start + 50])
        index.remove([f"n:{number}" for number in range(0, 600, 7)])
        index.update(entries[100:130])
    return indexes


@pytest.mark.parametrize("length", [1, 2, 3, 5, 9, 20])
def test_engines_agree_on_words(both: list[Index], length: int) -> None:
    chance = chance_of(length)
    for _ in range(25):
        asked = text(chance, length)
        for more in ({}, {"sort": "newest"}, {"facets": {"unit": {"U1"}}, "page": 2}):
            one, two = (
                index.search(asked, audience=PUBLIC, per_page=10, **more)
                for index in both
            )
            # A score may differ in its last places: what a pair is worth is
            # counted among the candidates, and of equals beyond the hundredth
            # an engine may propose others. What is shown may not differ.
            assert shown(one) == shown(two)


def shown(results: Results) -> tuple[int, list[str], object, object]:
    """Return what a reader sees of an answer: its count, its order, its facets."""
    keys = [hit.key for hit in results.hits]
    return results.total, keys, results.facets, results.suggestion


@pytest.mark.parametrize("shape", ['"{}"', "{} -{}", "{}*", '-"{}" {}', "{}?"])
def test_engines_agree_on_the_grammar(both: list[Index], shape: str) -> None:
    chance = chance_of(shape)
    for _ in range(20):
        asked = shape.format(text(chance, 2), text(chance, 1))
        one, two = (index.search(asked, audience=PUBLIC) for index in both)
        assert shown(one) == shown(two)


def test_engines_agree_on_what_they_hold(both: list[Index]) -> None:
    one, two = both
    assert one.revisions() == two.revisions()
    assert one.status().entries == two.status().entries == len(one.revisions())
