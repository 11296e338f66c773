"""A citizen's request on its way: the case, its rounds, who sent it."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base, Versioned
from documents.models.case_work import CaseUnit
from documents.models.officer import Officer
from documents.models.unit import Unit
from documents.vocabulary import (
    CaseKind,
    CaseState,
    Channel,
    ComplainantKind,
    Field,
    Outcome,
    OutcomeReason,
    SendChannel,
    Source,
    TransferMode,
    Urgency,
)

_UNMARKED: Final = text("phone_key IS NULL")


class Case(Versioned, Base):
    """A request (phản ánh, kiến nghị) and where it stands (domain.md §2, §5)."""

    __tablename__ = "case"
    __table_args__ = (
        CheckConstraint(
            "source <> 'province' OR external_ref <> ''", name="province_has_reference"
        ),
        CheckConstraint(
            "state IN ('submitted', 'awaiting_info', 'received', 'declined',"
            " 'transferred', 'closed_unresolved', 'withdrawn')"
            " OR (lead_unit_id IS NOT NULL AND kind IS NOT NULL"
            " AND field IS NOT NULL)",
            name="worked_case_is_classified_and_led",
        ),
        CheckConstraint(
            "state NOT IN ('replied', 'resolved') OR answered_at IS NOT NULL",
            name="replied_case_was_answered",
        ),
        CheckConstraint(
            "state <> 'resolved' OR closed_at IS NOT NULL",
            name="resolved_case_is_closed",
        ),
        CheckConstraint(
            "(outcome IS NULL) = (done_at IS NULL)", name="done_iff_outcome"
        ),
        CheckConstraint("round >= 1", name="round_from_one"),
        CheckConstraint(
            "(done_at IS NULL) = (state IN ('submitted', 'awaiting_info', 'received',"
            " 'in_progress', 'pending_approval', 'approved'))",
            name="open_iff_not_done",
        ),
        CheckConstraint(
            "outcome IS NULL"
            " OR (outcome = 'resolved' AND state IN ('replied', 'resolved'))"
            " OR (outcome = 'no_resolution' AND state = 'closed_unresolved')"
            " OR (outcome = state"
            " AND state IN ('transferred', 'declined', 'withdrawn'))",
            name="outcome_fits_state",
        ),
        CheckConstraint(
            "NOT sealed OR (state = 'declined' AND kind IS NOT NULL)",
            name="sealed_case_is_declined",
        ),
        CheckConstraint("kind <> 'denunciation' OR sealed", name="denunciation_sealed"),
        CheckConstraint("returned_count >= 0", name="returned_from_zero"),
        CheckConstraint("parent_id <> id", name="another_is_parent"),
        CheckConstraint("duplicate_of_id <> id", name="duplicate_of_another"),
        CheckConstraint(
            "handler_id IS NULL OR lead_unit_id IS NOT NULL", name="handled_in_a_unit"
        ),
        Index(None, "state", "due_on"),
        Index(None, "lead_unit_id", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True, comment="DDN-2026-000123")
    source: Mapped[Source]
    external_ref: Mapped[str] = mapped_column(default="", index=True)
    channel: Mapped[Channel]
    title: Mapped[str]
    content: Mapped[str]
    location: Mapped[str] = mapped_column(default="")
    kind: Mapped[CaseKind | None]
    field: Mapped[Field | None]
    urgency: Mapped[Urgency] = mapped_column(default=Urgency.NORMAL)
    state: Mapped[CaseState]
    received_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    intake_key: Mapped[str | None] = mapped_column(
        unique=True, comment="of the form it came from: a form makes one case"
    )
    lead_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"), index=True)
    round: Mapped[int] = mapped_column(default=1)
    returned_count: Mapped[int] = mapped_column(default=0, comment="drafts sent back")
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("case.id"), index=True, comment="of which this is told again"
    )
    duplicate_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("case.id"), index=True
    )
    sealed: Mapped[bool] = mapped_column(
        default=False, comment="in no index, list, export, figure or log (§12)"
    )
    opted_out: Mapped[bool] = mapped_column(
        default=False, comment="the sender wants nothing of it published (§12)"
    )
    due_on: Mapped[date]
    calendar_version: Mapped[str]
    external_due: Mapped[date | None] = mapped_column(
        comment="the province's own date, which wins"
    )
    anonymous: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[Outcome | None]
    answered_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    lead_unit: Mapped[Unit | None] = relationship(lazy="joined")
    recorded_by: Mapped[Officer | None] = relationship(foreign_keys=[recorded_by_id])
    handler: Mapped[Officer | None] = relationship(foreign_keys=[handler_id])
    units: Mapped[list["CaseUnit"]] = relationship(order_by="CaseUnit.id")
    rounds: Mapped[list["CaseRound"]] = relationship(
        back_populates="case", cascade="all, delete-orphan", order_by="CaseRound.n"
    )

    @property
    def coordinating(self) -> list["CaseUnit"]:
        """Return the units that work with the lead unit in the current round."""
        return [one for one in self.units if one.round == self.round]


# All that lists are narrowed by, in the orders they are shown in: a page anywhere among
# many thousand cases is walked to, without sorting them or reading what they tell.
_NARROWED: Final = (
    Case.state,
    Case.lead_unit_id,
    Case.handler_id,
    Case.field,
    Case.urgency,
    Case.channel,
    Case.source,
    Case.round,
    Case.recorded_by_id,
    Case.sealed,
)
Index(
    "ix_case_listed",
    Case.done_at.desc(),
    Case.due_on,
    Case.id,
    Case.received_at,
    *_NARROWED,
)
Index(
    "ix_case_received",
    Case.received_at,
    Case.id,
    Case.done_at,
    Case.due_on,
    Case.recorded_at,
    *_NARROWED,
)


class CaseRound(Base):
    """One handling of a case: the unit of all statistics (domain.md §9)."""

    __tablename__ = "case_round"
    __table_args__ = (
        UniqueConstraint("case_id", "n"),
        CheckConstraint(
            "(outcome IS NULL) = (done_at IS NULL)", name="done_iff_outcome"
        ),
        CheckConstraint(
            "outcome <> 'transferred' OR (agency <> '' AND mode IS NOT NULL)",
            name="transferred_to_an_agency",
        ),
        CheckConstraint(
            "outcome NOT IN ('no_resolution', 'declined')"
            " OR (reason IS NOT NULL AND reason_text <> '')",
            name="ended_for_a_reason",
        ),
        CheckConstraint(
            "outcome <> 'withdrawn' OR reason_text <> ''", name="withdrawn_on_request"
        ),
        CheckConstraint("paused_days >= 0", name="paused_from_zero"),
        CheckConstraint("original_due_on <= due_on", name="due_only_moves_on"),
        CheckConstraint("accepted OR n = 1", name="reopened_was_accepted"),
        CheckConstraint(
            "accepted OR outcome IS NULL OR outcome IN ('declined', 'withdrawn')",
            name="worked_on_once_accepted",
        ),
        CheckConstraint(
            "closed_at IS NULL OR done_at IS NOT NULL", name="closed_once_done"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    n: Mapped[int]
    received_at: Mapped[datetime]
    accepted: Mapped[bool] = mapped_column(
        default=True, comment="FALSE: sent in, and taken by nobody"
    )
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]
    on_time: Mapped[bool | None]
    original_due_on: Mapped[date | None] = mapped_column(
        comment="before pauses and extensions; NULL: it never moved"
    )
    paused_days: Mapped[int] = mapped_column(default=0, comment="working days")
    reason: Mapped[OutcomeReason | None]
    reason_text: Mapped[str] = mapped_column(default="")
    agency: Mapped[str] = mapped_column(default="", comment="it was transferred to")
    mode: Mapped[TransferMode | None]
    document: Mapped[str] = mapped_column(default="", comment="no. of the transfer")
    document_on: Mapped[date | None]
    told_by: Mapped[SendChannel | None] = mapped_column(
        comment="how the complainant learnt of it"
    )

    case: Mapped[Case] = relationship(back_populates="rounds")


class Complainant(Base):
    """Who sent a case: apart from it, encrypted, never indexed (§3.4, §12)."""

    __tablename__ = "complainant"
    __table_args__ = (
        Index(
            "ix_complainant_unmarked",
            "case_id",
            sqlite_where=_UNMARKED,
            postgresql_where=_UNMARKED,
        ),
        CheckConstraint(
            "(consent_at IS NULL) = (consent_version IS NULL)",
            name="agreed_to_a_version",
        ),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    kind: Mapped[ComplainantKind]
    sealed: Mapped[bytes] = mapped_column(
        LargeBinary, comment="AES-GCM of the identity"
    )
    has_address: Mapped[bool] = mapped_column(comment="a reply can be sent somewhere")
    phone_key: Mapped[str | None] = mapped_column(
        index=True, comment="HMAC of the telephone; '': none; NULL: not made yet"
    )
    consent_at: Mapped[datetime | None]
    consent_version: Mapped[str | None] = mapped_column(
        comment="of the notice that was agreed to; NULL: an officer took it down"
    )


class IdentityAccess(Base):
    """Who looked at a complainant's identity, when and why (security.md T32)."""

    __tablename__ = "identity_access"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    at: Mapped[datetime]
    reason: Mapped[str]
