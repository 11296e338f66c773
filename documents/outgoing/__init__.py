"""Outgoing letters as rows: their content as a letter file, their bytes as .docx."""

from documents.outgoing.content import (
    OFFICE,
    Content,
    ReplyDraft,
    blank,
    content_sha256,
    missing,
    names_complainant,
    naming,
    printed,
    reply_content,
    shown_name,
    symbol_of,
    told_missing,
)
from documents.outgoing.copies import (
    DOCX,
    draft_bytes,
    file_for,
    file_name,
    freeze,
    stood_in,
)
from documents.outgoing.rows import begun, decided, write

__all__ = [
    "DOCX",
    "OFFICE",
    "Content",
    "ReplyDraft",
    "begun",
    "blank",
    "content_sha256",
    "decided",
    "draft_bytes",
    "file_for",
    "file_name",
    "freeze",
    "missing",
    "names_complainant",
    "naming",
    "printed",
    "reply_content",
    "shown_name",
    "stood_in",
    "symbol_of",
    "told_missing",
    "write",
]
