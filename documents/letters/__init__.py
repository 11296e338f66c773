"""Official letters: a letter as a value, the forms as data, a pure renderer.

`from_mapping` or `parse` makes a `Letter` of a letter file; `render` makes the
.docx of it. `read` goes back from any .docx or text PDF, `check` judges any .docx;
both open strangers' files in a child process. Nothing here knows the database or the
web.
"""

from documents.letters.body import Block, Level, blocks, typed_paragraphs
from documents.letters.check import Finding, Report, Severity, Where, check
from documents.letters.extent import Extent, extent
from documents.letters.forms import FORMS, ND30, TT01, Form, Measure, form_of
from documents.letters.kinds import (
    CIRCULATIONS,
    KINDS,
    STAMPS,
    Addressed,
    Kind,
    Signed,
    Stamp,
    symbol,
    titled,
)
from documents.letters.ledger import COLUMNS as LEDGER_COLUMNS
from documents.letters.ledger import TITLE as LEDGER_TITLE
from documents.letters.ledger import Ledger, LedgerLine, render_ledger
from documents.letters.letter import (
    Appendix,
    Archive,
    Letter,
    LetterDate,
    Recipient,
    Signer,
    without_about,
)
from documents.letters.letter_file import LetterError, from_mapping, parse
from documents.letters.notice import (
    A3,
    A4,
    Code,
    Notice,
    NoticeContact,
    Paper,
    render_notice,
)
from documents.letters.phrases import ANSWER_HERE, as_phrase, reply_skeleton
from documents.letters.profiles import (
    DEFAULT_PROFILE,
    Profile,
    filed,
    profile,
    profile_id,
    profiles,
)
from documents.letters.read import Nature, Reading, read
from documents.letters.render import render
from documents.letters.skeletons import (
    Facts,
    Skeleton,
    label,
    said,
    skeletons,
    unfilled,
)
from documents.sandbox import Unreadable

__all__ = [
    "A3",
    "A4",
    "ANSWER_HERE",
    "CIRCULATIONS",
    "DEFAULT_PROFILE",
    "FORMS",
    "KINDS",
    "LEDGER_COLUMNS",
    "LEDGER_TITLE",
    "ND30",
    "STAMPS",
    "TT01",
    "Addressed",
    "Appendix",
    "Archive",
    "Block",
    "Code",
    "Extent",
    "Facts",
    "Finding",
    "Form",
    "Kind",
    "Ledger",
    "LedgerLine",
    "Letter",
    "LetterDate",
    "LetterError",
    "Level",
    "Measure",
    "Nature",
    "Notice",
    "NoticeContact",
    "Paper",
    "Profile",
    "Reading",
    "Recipient",
    "Report",
    "Severity",
    "Signed",
    "Signer",
    "Skeleton",
    "Stamp",
    "Unreadable",
    "Where",
    "as_phrase",
    "blocks",
    "check",
    "extent",
    "filed",
    "form_of",
    "from_mapping",
    "label",
    "parse",
    "profile",
    "profile_id",
    "profiles",
    "read",
    "render",
    "render_ledger",
    "render_notice",
    "reply_skeleton",
    "said",
    "skeletons",
    "symbol",
    "titled",
    "typed_paragraphs",
    "unfilled",
    "without_about",
]
