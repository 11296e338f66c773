"""A record as tantivy keeps it: its fields, and what goes into each."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import tantivy

from search.engines.protocol import Record

OFTEN: Final = "_often"
"""Field of the tokens that stand in a stream more than once."""

_LOW: Final = 32
_EPOCH: Final = date(2000, 1, 1).toordinal()
_SPAN: Final = 50 * 366
_AGE_SHARE: Final = 0.001
"""What age adds to a first score: less than the step from one to the next, as
long as they stay below a thousand."""


def _schema() -> tantivy.Schema:
    """Return the fields of a record: what is searched, what is looked up."""
    builder = tantivy.SchemaBuilder()
    for stream in ("exact", "folded"):
        builder.add_text_field(stream, tokenizer_name="whitespace")
        builder.add_text_field(
            stream + OFTEN, tokenizer_name="raw", index_option="basic"
        )
        builder.add_bytes_field(f"{stream}_signs", stored=True)
        builder.add_bytes_field(f"{stream}_part_signs", stored=True)
    for name in ("key", "stamp", "lead", "number", "mention"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tag", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("numbers", stored=True)
    builder.add_bytes_field("payload", stored=True)
    builder.add_bytes_field("parts", stored=True)
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_integer_field("newness", fast=True)
    builder.add_float_field("age", fast=True)
    return builder.build()


SCHEMA: Final = _schema()


def document_of(record: Record) -> tantivy.Document:
    """Return what tantivy stores of a record."""
    document = tantivy.Document()
    for stream, tokens in (("exact", record.exact), ("folded", record.folded)):
        document.add_text(stream, " ".join(tokens))
        for token in _often(tokens):
            document.add_text(stream + OFTEN, token)
    document.add_bytes("exact_signs", record.exact_signs.encode())
    document.add_bytes("folded_signs", record.folded_signs.encode())
    # Fields that are not there are not stored: few things have anything attached.
    if record.parts:
        document.add_bytes("exact_part_signs", record.exact_part_signs.encode())
        document.add_bytes("folded_part_signs", record.folded_part_signs.encode())
        document.add_bytes("parts", record.parts)
    document.add_text("key", record.key)
    document.add_text("stamp", f"{record.revision} {record.key}")
    for name, values in (
        ("lead", record.lead),
        ("number", record.number),
        ("mention", record.mention),
        ("tag", record.tags),
    ):
        for value in values:
            document.add_text(name, value)
    document.add_bytes("numbers", " ".join(record.number).encode())
    document.add_bytes("payload", record.payload)
    document.add_integer("day", record.day)
    document.add_integer("newness", record.newness)
    document.add_float("age", _age(record.newness))
    return document


def _often(tokens: Sequence[str]) -> set[str]:
    seen: set[str] = set()
    often: set[str] = set()
    for token in tokens:
        (often if token in seen else seen).add(token)
    return often


def _age(newness: int) -> float:
    """Return what tantivy turns, by log2(2 + age), into a factor above one.

    The factor grows with newness. A first score and its factor share the 24
    bits of a float, so days before 2000 get fewer of its steps, and entries
    without a day are told apart by what else their newness holds.
    """
    day, rest = newness >> _LOW, newness % (1 << _LOW) / (1 << _LOW)
    if day >= _EPOCH:
        share = 0.2 + 0.8 * min((day - _EPOCH + rest) / _SPAN, 1.0)
    else:
        share = 0.1 * (day / _EPOCH + (1.0 if day else rest))
    return float(2 ** (1 + _AGE_SHARE * share) - 2)
