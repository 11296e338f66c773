"""Whatever a person types: a letter that opens with that text, or a plain refusal."""

import re
from typing import Any

import pytest
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import letters
from documents.errors import Invalid
from documents.text import one_line, problems
from tests.documents.letters.samples import opened, told

ANY = st.text(st.characters(exclude_categories=()), max_size=60)
TYPED = st.lists(
    st.sampled_from(
        ["1. ", "a) ", "- ", "**", "\n", "\n\n", "./.", ". ", "Sở", "đ)", "| a |\n"]
    )
    | ANY,
    max_size=12,
).map("".join)
BASE = told("shortest")


def bare(text: str) -> str:
    """Return what a reader reads: no emphasis, no end mark, single spaces."""
    text = re.sub(r"\\\||\||(?<=\|) ?:?-{3,}:? ?(?=\|)", " ", text.replace("*", ""))
    return " ".join(text.split()).rstrip(" .;,:/")


def told_in(document: Any) -> list[str]:
    """Return the body: paragraphs, and the cells of tables, in their order."""
    _header, _addressee, *blocks, _ending, _end = document.iter_inner_content()
    found = []
    for block in blocks:
        if isinstance(block, Table):
            found += [cell.text for row in block.rows for cell in row.cells]
        else:
            found.append(block.text)
    return found


def text_in(document: Any, style: str) -> list[str]:
    cells = [c for t in document.tables for row in t.rows for c in row.cells]
    inside = [p for cell in cells for p in cell.paragraphs]
    return [p.text for p in (*document.paragraphs, *inside) if p.style.name == style]


@settings(max_examples=150, deadline=None)
@given(text=ANY)
def test_a_one_line_text_is_printed_as_cleaned_or_refused(text: str) -> None:
    changes = {
        "subject": f"x{text}x",
        "signer": {"position": "Giám đốc", "name": f"x{text}x"},
        "addressees": [f"x{text}x"],
        "appendices": [{"title": f"x{text}x", "body": "Gồm một việc."}],
    }
    if problems(f"x{text}x"):
        with pytest.raises(Invalid) as refused:
            letters.from_mapping(BASE | changes)
        assert set(refused.value.fields) == {
            "subject",
            "signer.name",
            "addressees.1",
            "appendices.1.title",
        }
        return
    document = opened(letters.from_mapping(BASE | changes))
    expected = one_line(f"x{text}x")
    assert text_in(document, "Họ tên người ký") == [expected]
    assert text_in(document, "Tên phụ lục") == [expected]
    assert text_in(document, "Kính gửi") == [f"Kính gửi: {expected}"]
    assert text_in(document, "Trích yếu công văn") == [f"V/v {expected}"]


@settings(max_examples=150, deadline=None)
@given(body=TYPED)
def test_a_body_is_printed_whole_or_refused(body: str) -> None:
    changes = {"body": body}
    if problems(body) or not one_line(body):
        with pytest.raises(Invalid) as refused:
            letters.from_mapping(BASE | changes)
        assert set(refused.value.fields) == {"body"}
        return
    document = opened(letters.from_mapping(BASE | changes))
    printed = [text for text in told_in(document) if text]
    assert bare(" ".join(printed)) == bare(one_line(body))
    assert printed[-1].endswith("./.")
    assert "**" in body or not any(re.search(r"\s\s|^\s", text) for text in printed)
