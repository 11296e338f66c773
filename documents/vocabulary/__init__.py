"""Every enumeration of the department's work: stored value and Vietnamese label.

Values are English, ASCII and never change; labels are what people read.
Colours and icons are not vocabulary, they belong to the pages.
"""

from documents.vocabulary.backlog import (
    AgeBand,
    BacklogKind,
    BacklogMark,
    ReviewDecision,
)
from documents.vocabulary.cases import (
    CaseAction,
    CaseKind,
    CaseState,
    Channel,
    ComplainantKind,
    Decision,
    EventKind,
    Field,
    Lateness,
    Outcome,
    OutcomeReason,
    SendChannel,
    SimilarCheck,
    Source,
    TransferMode,
    Urgency,
)
from documents.vocabulary.content import (
    ContentAction,
    ContentState,
    DeadlineMode,
    DirectiveForce,
    DirectiveRelationKind,
    IncomingState,
    IssuerLevel,
    PageKind,
    PhoneKind,
    Purpose,
    TextState,
    Validity,
)
from documents.vocabulary.deadlines import TermUnit, TimedStep
from documents.vocabulary.files import FileKind
from documents.vocabulary.importing import ImportState, ImportVerdict, PastOutcome
from documents.vocabulary.letters import (
    CopyVerdict,
    EntryState,
    LetterAction,
    LetterLink,
    LetterState,
)
from documents.vocabulary.links import Likeness, LinkKind, MarkKind
from documents.vocabulary.people import (
    Authority,
    Role,
    UnitKind,
)
from documents.vocabulary.publication import PublicationAction, PublicationState
from documents.vocabulary.term import (
    Term,
)

__all__ = [
    "AgeBand",
    "Authority",
    "BacklogKind",
    "BacklogMark",
    "CaseAction",
    "CaseKind",
    "CaseState",
    "Channel",
    "ComplainantKind",
    "ContentAction",
    "ContentState",
    "CopyVerdict",
    "DeadlineMode",
    "Decision",
    "DirectiveForce",
    "DirectiveRelationKind",
    "EntryState",
    "EventKind",
    "Field",
    "FileKind",
    "ImportState",
    "ImportVerdict",
    "IncomingState",
    "IssuerLevel",
    "Lateness",
    "LetterAction",
    "LetterLink",
    "LetterState",
    "Likeness",
    "LinkKind",
    "MarkKind",
    "Outcome",
    "OutcomeReason",
    "PageKind",
    "PastOutcome",
    "PhoneKind",
    "PublicationAction",
    "PublicationState",
    "Purpose",
    "ReviewDecision",
    "Role",
    "SendChannel",
    "SimilarCheck",
    "Source",
    "Term",
    "TermUnit",
    "TextState",
    "TimedStep",
    "TransferMode",
    "UnitKind",
    "Urgency",
    "Validity",
]
