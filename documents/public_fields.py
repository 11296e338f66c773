"""The fields as the public meets them: label, hint, order, whether they are offered.

The fields themselves are vocabulary (`vocabulary.Field`): their values stand in cases,
figures and addresses, and rules of the domain name them. Administrators change what
may vary from year to year; officers go on reading the vocabulary's own names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import history, outbox, queries
from documents.database import Queue, wait_turn
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, NotFound
from documents.models import FieldSetting
from documents.ordering import stepped
from documents.remembering import remembered
from documents.viewer import Viewer
from documents.vocabulary import EventKind, Field, Role

LONGEST_LABEL: Final = 80
LONGEST_HINT: Final = 200


@dataclass(frozen=True)
class FieldWords:
    """What an administrator types of a field; `unit_id` is proposed to lead."""

    label: str
    english_name: str = ""
    hint: str = ""
    unit_id: int | None = None
    is_offered: bool = True

    def __post_init__(self) -> None:
        """Refuse what no list could show."""
        wrong: dict[str, str] = {}
        if not self.label.strip():
            wrong["label"] = "Cần nhập tên lĩnh vực."
        for name, most in (
            ("label", LONGEST_LABEL),
            ("english_name", LONGEST_LABEL),
            ("hint", LONGEST_HINT),
        ):
            if len(getattr(self, name)) > most:
                wrong[name] = f"Không dài quá {most} ký tự."
        if wrong:
            raise Invalid(wrong)


@dataclass(frozen=True)
class PublicField:
    """A field as it stands; version 0 is as shipped."""

    field: Field
    words: FieldWords
    place: int
    version: int = 0

    @property
    def label(self) -> str:
        """Return what the public reads."""
        return self.words.label


@remembered
def in_order(session: Session) -> tuple[PublicField, ...]:
    """Return every field in the order of lists."""
    rows = {row.field: row for row in session.scalars(select(FieldSetting))}
    found = (
        _standing(rows.get(field), field, place)
        for place, field in enumerate(Field, start=1)
    )
    return tuple(sorted(found, key=lambda it: it.place))


def of(session: Session, field: Field) -> PublicField:
    """Return one field as it stands."""
    return next(it for it in in_order(session) if it.field is field)


def get(session: Session, value: str) -> PublicField:
    """Return the field of a stored value, or raise NotFound."""
    if value not in {*Field}:
        raise NotFound("Không có lĩnh vực này.")
    return of(session, Field(value))


def row_of(session: Session, field: Field) -> FieldSetting | None:
    """Return a field's row; None while it is as shipped."""
    return session.scalar(select(FieldSetting).where(FieldSetting.field == field))


def edit(
    session: Session,
    field: Field,
    words: FieldWords,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Change what the public is told of a field.

    Raises:
        Invalid: a label that another field has, a unit that is not in service, or no
        field would be offered any more. OutOfDate. NotAllowed.
    """
    row, standing = _opened(session, field, expected_version, by)
    _check(session, field, words, now)
    changed = {
        name: [_said(session, it) for it in (getattr(standing.words, name), new)]
        for name, new in vars(words).items()
        if getattr(standing.words, name) != new
    }
    if not changed:
        return
    row.label, row.english_name, row.hint = words.label, words.english_name, words.hint
    row.unit_id, row.is_offered = words.unit_id, words.is_offered
    _record(session, row, "Sửa lĩnh vực", changed, by, now)


def move(
    session: Session,
    field: Field,
    *,
    up: bool,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Let a field stand one place higher or lower; at the end it stays.

    Raises:
        OutOfDate, NotAllowed.
    """
    row, standing = _opened(session, field, expected_version, by)
    order = list(in_order(session))
    places = stepped(order, standing, up=up)
    if places is None:
        return
    for place, one in enumerate(order, start=1):
        if one.field is field:
            row.place = place
        elif one.place != place:
            _row(session, one).place = place
    told = {"place": [*map(str, places)]}
    _record(session, row, "Đổi thứ tự lĩnh vực", told, by, now)


def _opened(
    session: Session, field: Field, expected_version: int, by: Viewer
) -> tuple[FieldSetting, PublicField]:
    if by.role is not Role.ADMIN:
        raise NotAllowed("Chỉ quản trị được sửa lĩnh vực.")
    # Two who save at once go one by one.
    wait_turn(session, Queue.OUTBOX)
    standing = of(session, field)
    row = _row(session, standing)
    history.expect_version(session, row, expected_version)
    return row, standing


def _row(session: Session, standing: PublicField) -> FieldSetting:
    """Return a field's row; one that is as shipped gets the first."""
    row = row_of(session, standing.field)
    if row is None:
        row = FieldSetting(
            field=standing.field,
            place=standing.place,
            version=standing.version,
            **vars(standing.words),
        )
        session.add(row)
    return row


def _standing(row: FieldSetting | None, field: Field, place: int) -> PublicField:
    if row is None:
        return PublicField(field, FieldWords(field.label), place)
    words = FieldWords(
        label=row.label,
        english_name=row.english_name,
        hint=row.hint,
        unit_id=row.unit_id,
        is_offered=row.is_offered,
    )
    return PublicField(field, words, row.place, row.version)


def _check(session: Session, field: Field, words: FieldWords, now: datetime) -> None:
    others = [it for it in in_order(session) if it.field is not field]
    wrong: dict[str, str] = {}
    if words.label.casefold() in {it.label.casefold() for it in others}:
        wrong["label"] = "Đã có lĩnh vực tên này."
    serving = queries.units_in_service(session, on=local_day(now))
    if words.unit_id and words.unit_id not in {unit.id for unit in serving}:
        wrong["unit_id"] = "Phòng, đơn vị này không còn hoạt động."
    if not words.is_offered and not any(it.words.is_offered for it in others):
        wrong["is_offered"] = "Cần ít nhất một lĩnh vực trong biểu mẫu gửi."
    if wrong:
        raise Invalid(wrong)


def _said(session: Session, value: object) -> str:
    """Return a value as the history tells it; a number is a unit's."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int):
        return next(it.name for it in queries.units(session) if it.id == value)
    return str(value or "")


def _record(
    session: Session,
    row: FieldSetting,
    note: str,
    data: Mapping[str, list[str]],
    by: Viewer,
    now: datetime,
) -> None:
    history.record(
        session, row, EventKind.EDITED, by=by, now=now, note=note, data=dict(data)
    )
    outbox.announce(session, f"field:{row.field.value}")
