"""The tables, one file a noun. Models never import verbs, queries or letters."""

from documents.models.agency import AgencyProfile
from documents.models.backlog import BacklogMarking, BacklogReview, ReviewedCase
from documents.models.base import Base
from documents.models.calendar import CalendarDay, CalendarYear
from documents.models.case import Case, CaseRound, Complainant, IdentityAccess
from documents.models.case_before import CaseBefore
from documents.models.case_file import CaseFile
from documents.models.case_links import CaseLink, CaseMark, MergedAnswer
from documents.models.case_work import (
    CaseUnit,
    Extension,
    Instruction,
    Pause,
    Proposal,
)
from documents.models.closed_period import ClosedPeriod
from documents.models.contact import (
    Contact,
    ContactPhone,
    ContactSet,
    PostingPlace,
)
from documents.models.directive import (
    Directive,
    DirectiveAddress,
    DirectiveRelation,
)
from documents.models.distribution import Distribution
from documents.models.event import Event, Outbox
from documents.models.field_setting import FieldSetting
from documents.models.file import FileText, StoredFile
from documents.models.importing import ImportRow, ImportRun, PastReply
from documents.models.incoming import IncomingFile, Obligation
from documents.models.letter import (
    COMPLAINANT,
    MERGED_REPLY,
    REPLY,
    LetterAutosave,
    LetterVersion,
    OutgoingLetter,
    SignedCopy,
)
from documents.models.lookup import CasePin, LookupAttempt, SendAttempt, SpentProof
from documents.models.mail import DigestMail, SenderMail
from documents.models.notice import Notice
from documents.models.officer import Officer, OfficerSession, OneTimeLink, SignInAttempt
from documents.models.page import (
    PageAddress,
    PageFile,
    PageLink,
    PageTag,
    PageVersion,
    SitePage,
)
from documents.models.posting import Posting
from documents.models.publication import Publication
from documents.models.rating import Rating
from documents.models.register import BookEntry, NumberBook
from documents.models.reply import Approval, Reply, UnitResult
from documents.models.rule import SlaRule
from documents.models.search import SavedSearch
from documents.models.sender import SenderWord
from documents.models.signing import Delegation, RecipientGroup
from documents.models.site_look import SiteLook
from documents.models.talk import CaseComment, CaseSeen
from documents.models.unit import Unit
from documents.models.waiting import HeldRequest
from documents.models.workbench import BorrowedPassage, CannedReply, DraftAutosave

__all__ = [
    "COMPLAINANT",
    "MERGED_REPLY",
    "REPLY",
    "AgencyProfile",
    "Approval",
    "BacklogMarking",
    "BacklogReview",
    "Base",
    "BookEntry",
    "BorrowedPassage",
    "CalendarDay",
    "CalendarYear",
    "CannedReply",
    "Case",
    "CaseBefore",
    "CaseComment",
    "CaseFile",
    "CaseLink",
    "CaseMark",
    "CasePin",
    "CaseRound",
    "CaseSeen",
    "CaseUnit",
    "ClosedPeriod",
    "Complainant",
    "Contact",
    "ContactPhone",
    "ContactSet",
    "Delegation",
    "DigestMail",
    "Directive",
    "DirectiveAddress",
    "DirectiveRelation",
    "Distribution",
    "DraftAutosave",
    "Event",
    "Extension",
    "FieldSetting",
    "FileText",
    "HeldRequest",
    "IdentityAccess",
    "ImportRow",
    "ImportRun",
    "IncomingFile",
    "Instruction",
    "LetterAutosave",
    "LetterVersion",
    "LookupAttempt",
    "MergedAnswer",
    "Notice",
    "NumberBook",
    "Obligation",
    "Officer",
    "OfficerSession",
    "OneTimeLink",
    "Outbox",
    "OutgoingLetter",
    "PageAddress",
    "PageFile",
    "PageLink",
    "PageTag",
    "PageVersion",
    "PastReply",
    "Pause",
    "Posting",
    "PostingPlace",
    "Proposal",
    "Publication",
    "Rating",
    "RecipientGroup",
    "Reply",
    "ReviewedCase",
    "SavedSearch",
    "SendAttempt",
    "SenderMail",
    "SenderWord",
    "SignInAttempt",
    "SignedCopy",
    "SiteLook",
    "SitePage",
    "SlaRule",
    "SpentProof",
    "StoredFile",
    "Unit",
    "UnitResult",
]
