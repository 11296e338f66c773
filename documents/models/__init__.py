"""The tables, one file a noun. Models never import verbs, queries or letters."""

from documents.models.base import Base
from documents.models.case import Case, CaseRound, Complainant, IdentityAccess
from documents.models.contact import Contact, ContactPhone, PostingPlace
from documents.models.directive import Directive, DirectiveRelation
from documents.models.event import Event, Outbox
from documents.models.file import StoredFile
from documents.models.letter import COMPLAINANT, BookEntry, NumberBook, OutgoingLetter
from documents.models.officer import Officer, OfficerSession, OneTimeLink, SignInAttempt
from documents.models.reply import Approval, Reply, UnitResult
from documents.models.unit import Unit

__all__ = [
    "COMPLAINANT",
    "Approval",
    "Base",
    "BookEntry",
    "Case",
    "CaseRound",
    "Complainant",
    "Contact",
    "ContactPhone",
    "Directive",
    "DirectiveRelation",
    "Event",
    "IdentityAccess",
    "NumberBook",
    "Officer",
    "OfficerSession",
    "OneTimeLink",
    "Outbox",
    "OutgoingLetter",
    "PostingPlace",
    "Reply",
    "SignInAttempt",
    "StoredFile",
    "Unit",
    "UnitResult",
]
