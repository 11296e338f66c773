"""The section of a case's files, and the form that adds to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import url_for
from sqlalchemy import select
from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from documents import case_files
from documents.models import Case, CaseFile, FileText
from documents.viewer import Viewer
from documents.vocabulary import TextState
from portal.attaching import AttachmentsField, private_box
from portal.desk.forms import Opened
from portal.desk.panels.panel import Panel, Place
from portal.forms import Line, PortalForm, begin_ids, choice
from portal.jinja import size_vi
from portal.security import acting

_SENDER: Final = "Người gửi"


class AddFilesForm(PortalForm):
    """Files, what they are, and what there is to say of them."""

    files = AttachmentsField("Chọn tệp")
    kind = SelectField("Tệp này là", validators=[InputRequired()])
    note = Line(
        "Ghi chú",
        description="Không ghi tên, số điện thoại, địa chỉ của người gửi.",
        validators=[Length(max=300)],
    )
    is_private = private_box()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begin_ids(self, "add-file")

    def offer(self, viewer: Viewer) -> None:
        """Give as what the viewer attaches files; only the office closes them."""
        kinds = case_files.kinds_for(viewer)
        self.kind.choices = [choice(one.value, one.label) for one in kinds]
        if not viewer.sees_every_case:
            del self.is_private


@dataclass(frozen=True)
class FileRow:
    """A file as a list shows it; `name` is for those only who may open it."""

    name: str
    kind: str
    told: str
    who: str
    at: datetime
    note: str
    round: str
    is_private: bool
    unread: str
    url: str
    download_url: str
    small_url: str
    icon: str


@dataclass(frozen=True)
class Withdrawn:
    """What is still told of a file that was taken back: not what it was called."""

    kind: str
    who: str
    at: datetime
    why: str


@dataclass(frozen=True)
class Files:
    """Files to open, how many others only the office opens, and the form."""

    rows: tuple[FileRow, ...]
    hidden: int
    withdrawn: tuple[Withdrawn, ...]
    form: AddFilesForm | None
    add_url: str
    is_open: bool


def _read(opened: Opened, came_back: PortalForm | None) -> Files | None:
    viewer, case = acting(), opened.case
    files = case_files.of_case(opened.session, case)
    standing = [row for row in files if row.withdrawn_at is None]
    shown = [row for row in standing if case_files.can_open(row, viewer)]
    can_add = case_files.can_add(case, viewer)
    if not files and not can_add:
        return None
    return Files(
        rows=rows_of(opened, shown),
        hidden=len(standing) - len(shown),
        withdrawn=tuple(_withdrawn(files)),
        form=_form(viewer, came_back) if can_add else None,
        add_url=url_for("desk.add_files", code=case.code),
        is_open=came_back is not None,
    )


def _form(viewer: Viewer, came_back: PortalForm | None) -> AddFilesForm:
    if isinstance(came_back, AddFilesForm):
        return came_back
    form = AddFilesForm(formdata=None)
    form.offer(viewer)
    return form


def rows_of(opened: Opened, files: Sequence[CaseFile]) -> tuple[FileRow, ...]:
    """Return files that the viewer may open as rows."""
    ids = [row.file_id for row in files]
    if not ids:
        return ()
    texts = select(FileText).where(
        FileText.file_id.in_(ids), FileText.state == TextState.UNREADABLE
    )
    unread = {row.file_id: row.reason for row in opened.session.scalars(texts)}
    return tuple(_row(opened.case, it, unread.get(it.file_id, "")) for it in files)


def _row(case: Case, row: CaseFile, unread: str) -> FileRow:
    kind = case_files.format_named(row.file.media_type)
    told: dict[str, Any] = {"code": case.code, "case_file_id": row.id}
    is_recording = "phone" if kind.is_recording else "document"
    return FileRow(
        name=row.file.name,
        kind=row.kind.label,
        told=f"{kind.label}, {size_vi(row.file.size)}",
        who=row.added_by.full_name if row.added_by else _SENDER,
        at=row.added_at,
        note=row.note,
        round=f"lần xử lý {row.round}" if case.round > 1 else "",
        is_private=row.is_private,
        unread=unread,
        url=url_for("desk.show_file", **told),
        download_url=url_for("desk.download_file", **told),
        small_url=url_for("desk.small_picture", **told) if row.pages else "",
        icon=is_recording,
    )


def _withdrawn(files: Sequence[CaseFile]) -> Iterator[Withdrawn]:
    for row in files:
        if row.withdrawn_at is not None:
            who = row.withdrawn_by.full_name if row.withdrawn_by else ""
            yield Withdrawn(row.kind.label, who, row.withdrawn_at, row.withdrawn_why)


FILES: Final = Panel(Place.TOLD, "desk/panels/files.html", _read)
