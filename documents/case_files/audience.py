"""Who opens a file of a case, decided anew after it was attached (domain.md §12).

What turns out to tell who sent the case is closed to the units; what was closed by
mistake is opened to them. Search follows: the words of a closed file are forgotten, and
those of an opened one are read, which closes it again if they name the sender.
"""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import attachments, outbox
from documents.case_files.formats import format_named
from documents.case_files.keeping import (
    SHORTEST_REASON,
    can_open,
    is_voice,
    kinds_for,
    tell,
    told_of,
)
from documents.errors import Invalid, NotAllowed
from documents.models import CaseFile
from documents.viewer import Viewer
from documents.vocabulary import EventKind

OFFICE: Final = "chỉ Văn phòng và Lãnh đạo Sở mở được"
UNITS: Final = "đơn vị xử lý hồ sơ cũng mở được"


def can_decide(row: CaseFile, viewer: Viewer) -> bool:
    """Say whether a viewer decides who opens a file: whoever in the office attaches."""
    return can_open(row, viewer) and viewer.sees_every_case and bool(kinds_for(viewer))


def decide(
    session: Session,
    row: CaseFile,
    reason: str,
    *,
    is_private: bool,
    by: Viewer,
    now: datetime,
) -> None:
    """Close a file to the units, or open it to them; as it stands already: nothing.

    Raises:
        NotAllowed: not the office. Invalid: no reason; the sender's own voice.
    """
    if not can_decide(row, by):
        raise NotAllowed("Văn thư, công chức đầu mối, Chánh Văn phòng quyết định.")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid({"reason": f"Cần nêu lý do, ít nhất {SHORTEST_REASON} ký tự."})
    if not is_private and is_voice(row.kind, format_named(row.file.media_type)):
        raise Invalid({"reason": "Giọng nói của người gửi luôn chỉ Văn phòng mở được."})
    if row.is_private == is_private:
        return
    row.is_private = is_private
    session.flush()
    follow = attachments.withhold if is_private else attachments.read_anew
    follow(session, [row.file_id], now=now)
    who = OFFICE if is_private else UNITS
    note = f"{told_of([row])}: {who}. Lý do: {reason.strip()}"
    tell(session, [row], EventKind.FILE_AUDIENCE, by=by, now=now, note=note)
    outbox.announce(session, outbox.case_key(row.case))
