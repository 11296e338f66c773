"""Official letters: a letter as a value, the forms as data, a pure renderer.

`from_mapping` or `parse` makes a `Letter` of a letter file; `render` makes the
.docx of it. Nothing here knows the database or the web.
"""

from documents.letters.body import Block, Level, blocks
from documents.letters.forms import FORMS, ND30, TT01, Form, Measure, form_of
from documents.letters.kinds import CIRCULATIONS, KINDS, STAMPS, Kind, Signed, Stamp
from documents.letters.letter import (
    Appendix,
    Archive,
    Letter,
    LetterDate,
    Recipient,
    Signer,
)
from documents.letters.letter_file import LetterError, from_mapping, parse
from documents.letters.phrases import ANSWER_HERE, as_phrase, reply_skeleton
from documents.letters.profiles import DEFAULT_PROFILE, Profile, profile
from documents.letters.render import render
from documents.letters.skeletons import Facts, Skeleton, skeletons, unfilled

__all__ = [
    "ANSWER_HERE",
    "CIRCULATIONS",
    "DEFAULT_PROFILE",
    "FORMS",
    "KINDS",
    "ND30",
    "STAMPS",
    "TT01",
    "Appendix",
    "Archive",
    "Block",
    "Facts",
    "Form",
    "Kind",
    "Letter",
    "LetterDate",
    "LetterError",
    "Level",
    "Measure",
    "Profile",
    "Recipient",
    "Signed",
    "Signer",
    "Skeleton",
    "Stamp",
    "as_phrase",
    "blocks",
    "form_of",
    "from_mapping",
    "parse",
    "profile",
    "render",
    "reply_skeleton",
    "skeletons",
    "unfilled",
]
