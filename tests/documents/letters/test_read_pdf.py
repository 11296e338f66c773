"""A text PDF is read like the letter it was printed from, but for its bold words."""

import pytest

from documents.letters.read import Reading, read, read_here
from documents.sandbox import Unreadable
from tests.documents.letters import samples


def reading(name: str) -> Reading:
    content = (samples.FILES / f"{name}.pdf").read_bytes()
    return Reading.of(read_here(content))


@pytest.mark.parametrize("name", ["seed", "every-part"])
def test_a_printed_letter_reads_like_its_file(name: str) -> None:
    found, told = reading(name).fields, samples.told(name)
    for key in ("profile", "kind", "unit", "number", "urgency", "addressees"):
        assert found[key] == told[key]
    assert found["date"] == str(told["date"])
    assert found["signer"]["name"] == told["signer"]["name"]
    assert [r["name"] for r in found["recipients"]] == [
        r["name"] if isinstance(r, dict) else r for r in told["recipients"]
    ]
    assert found["archive"]["units"] == told["archive"]["units"]


def test_paragraphs_broken_by_margin_and_page_are_whole_again() -> None:
    found = str(reading("seed").fields["body"]).split("\n\n")
    told = str(samples.told("seed")["body"]).replace("**", "").strip().split("\n\n")
    assert found == told


def test_a_pdf_is_read_in_the_child_too() -> None:
    found = read((samples.FILES / "seed.pdf").read_bytes())
    assert found.fields["subject"] == samples.told("seed")["subject"]


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.7\n%%EOF\n" * 100])
def test_a_broken_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable, match="PDF"):
        read_here(content)
