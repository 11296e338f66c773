"""Past cases that came out of files: the runs, what became of rows, old replies."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.case import Case
from documents.vocabulary import ImportState, ImportVerdict


class ImportRun(Base):
    """One import of one file, and the line up to which it is done.

    `place` moves in the transaction that keeps the rows, so that a killed run goes
    on where it really stood.
    """

    __tablename__ = "import_run"
    __table_args__ = (
        CheckConstraint("place >= 0", name="place_from_zero"),
        CheckConstraint(
            "(state IN ('done', 'stopped', 'dropped')) = (ended_at IS NOT NULL)",
            name="ended_iff_over",
        ),
        CheckConstraint("(state = 'stopped') = (fault <> '')", name="stopped_by_fault"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(index=True, comment="of the file's bytes")
    name: Mapped[str] = mapped_column(default="", comment="as it was uploaded")
    file: Mapped[str] = mapped_column(
        default="", comment="kept under, until it is over"
    )
    lines: Mapped[int] = mapped_column(default=0, comment="about how many it has")
    state: Mapped[ImportState]
    place: Mapped[int] = mapped_column(comment="line of the file it is done up to")
    imported: Mapped[int] = mapped_column(default=0)
    duplicates: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str] = mapped_column(default="", comment="why the rest was not read")
    begun_at: Mapped[datetime]
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    ended_at: Mapped[datetime | None]


class ImportRow(Base):
    """What became of one row: the case it made or repeats, or why it was refused."""

    __tablename__ = "import_row"
    __table_args__ = (
        CheckConstraint(
            "verdict <> 'imported' OR case_id IS NOT NULL", name="imported_as_a_case"
        ),
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    verdict: Mapped[ImportVerdict]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    told: Mapped[str] = mapped_column(comment="to whoever reads the report")


class PastReply(Base):
    """A reply that this system did not write: a past case's, or one signed outside.

    It is in no book of this register. One that was signed outside bears its signer's
    name and post, and its `Reply` the file (domain.md §8 B2); of one that a file
    told, nobody knows them.
    """

    __tablename__ = "past_reply"
    __table_args__ = (
        UniqueConstraint("case_id", "round"),
        CheckConstraint("round >= 1", name="round_from_one"),
        CheckConstraint("(signer = '') = (position = '')", name="signer_with_post"),
        CheckConstraint(
            "signer = '' OR (number <> '' AND issued_on IS NOT NULL)",
            name="signed_under_number_and_day",
        ),
        CheckConstraint(
            "number <> '' OR text <> '' OR issued_on IS NOT NULL",
            name="tells_something",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    round: Mapped[int] = mapped_column(default=1)
    number: Mapped[str]
    issued_on: Mapped[date | None]
    text: Mapped[str] = mapped_column(default="")
    signer: Mapped[str] = mapped_column(
        default="", comment="of a letter signed outside"
    )
    position: Mapped[str] = mapped_column(default="", comment="the signer's post")

    case: Mapped[Case] = relationship()
