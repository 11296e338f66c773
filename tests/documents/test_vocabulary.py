"""The words of the office: what the database keeps, what people read."""

import unicodedata
from pathlib import Path

import pytest

from documents import vocabulary
from documents.vocabulary import Term

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "vocabulary.txt"
ENUMS = [
    found
    for found in vars(vocabulary).values()
    if isinstance(found, type) and issubclass(found, Term) and found is not Term
]
TERMS = [term for enum in ENUMS for term in enum]


def test_stored_values_are_the_reviewed_ones() -> None:
    told = [
        f"{enum.__name__}: {' '.join(term.value for term in enum)}" for enum in ENUMS
    ]
    assert told == GOLDEN.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("term", TERMS, ids=lambda t: f"{type(t).__name__}.{t.name}")
def test_a_stored_value_is_the_members_name_in_ascii(term: Term) -> None:
    assert term.value == term.name.lower()
    assert term.value.isascii()
    assert len(term.value) <= 32


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_labels_are_vietnamese_words_that_differ(enum: type[Term]) -> None:
    labels = [term.label for term in enum]
    assert len(set(labels)) == len(labels)
    for label in labels:
        assert label == unicodedata.normalize("NFC", label).strip()
        assert label[0].isupper()


def test_a_term_is_found_by_its_value_and_reads_as_it() -> None:
    role = vocabulary.Role("cvp")
    assert (role, str(role), f"{role}", role.label) == (
        vocabulary.Role.CVP,
        "cvp",
        "cvp",
        "Chánh Văn phòng",
    )


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_the_glossary_names_every_enumeration(enum: type[Term]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    glossary = readme.split("## Words")[1].split("\n## ")[0]
    assert f"`{enum.__name__}`" in glossary
