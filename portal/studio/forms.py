"""The forms of the studio: starting a letter, writing it, moving it.

What a clerk types as lines ("- Sở Tài chính (để phối hợp);") becomes the lists of a
letter file here, and back.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final

from flask_wtf.file import FileField, FileRequired
from sqlalchemy.orm import Session
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    StringField,
)
from wtforms.validators import DataRequired, InputRequired, Length

from documents import agency, letters, queries, studio
from documents.letters import Addressed, Signed
from documents.models import OutgoingLetter
from documents.outgoing import OFFICE, Content
from documents.text import one_line
from portal.forms import Line, PortalForm, Prose, RowForm, choice
from portal.studio import signing

LONGEST_BODY: Final = 200_000
LONGEST_LIST: Final = 20_000
MOST_APPENDICES: Final = 20

_ITEM: Final = re.compile(r"^\s*[-–•]?\s*(.*?)[\s;,.]*$")
_NOTED: Final = re.compile(r"^(.*\S)\s*\(([^()]+)\)$")
_NONE: Final = choice("", "Không")


def items_of(typed: str) -> list[str]:
    """Return the lines of a list without the dash and mark they are typed with."""
    found = (_ITEM.sub(r"\1", line) for line in typed.splitlines())
    return [one_line(item) for item in found if item]


def recipients_of(typed: str) -> list[dict[str, str]]:
    """Return whom copies go to; what stands in brackets at the end is the purpose."""
    found = []
    for item in items_of(typed):
        noted = _NOTED.match(item)
        name, note = noted.groups() if noted else (item, "")
        found.append({"name": name, "note": note} if note else {"name": name})
    return found


def lines_of(rows: Iterable[str]) -> str:
    """Return a list as the lines somebody would type."""
    return "\n".join(rows)


def recipient_line(row: Mapping[str, Any]) -> str:
    """Return one recipient as it is typed."""
    note = row.get("note")
    return f"{row['name']} ({note})" if note else str(row["name"])


class AppendixForm(RowForm):
    """One appendix; a row without title and text is none."""

    title = Line("Tên phụ lục", validators=[Length(max=500)])
    body = Prose("Nội dung phụ lục", validators=[Length(max=LONGEST_BODY)])
    landscape = BooleanField("In ngang trang giấy")


class LetterForm(PortalForm):
    """A letter as it is written; what its kind does not have is not asked."""

    version = HiddenField()
    taken = HiddenField(validators=[Length(max=2000)])
    subject = Line("Trích yếu", validators=[Length(max=1000)])
    addressees = Prose("Kính gửi", validators=[Length(max=LONGEST_LIST)])
    bases = Prose("Căn cứ", validators=[Length(max=LONGEST_LIST)])
    proposal = Line("Theo đề nghị của", validators=[Length(max=1000)])
    body = Prose("Nội dung", validators=[Length(max=LONGEST_BODY)])
    appendices = FieldList(
        FormField(AppendixForm), "Phụ lục", max_entries=MOST_APPENDICES
    )
    signer_id = SelectField("Người ký", validators=[InputRequired()])
    secretary = Line("Thư ký", validators=[Length(max=200)])
    recipients = Prose("Nơi nhận", validators=[Length(max=LONGEST_LIST)])
    unit = SelectField("Đơn vị soạn thảo", validators=[InputRequired()])
    drafter = Line("Ký hiệu người soạn", validators=[Length(max=40)])
    copies = Line("Số bản", validators=[Length(max=6)])
    urgency = SelectField("Mức độ khẩn")
    circulation = SelectField("Phạm vi lưu hành")
    address = BooleanField("In địa chỉ cơ quan dưới trang đầu")
    profile = SelectField("Cơ quan ban hành", validators=[InputRequired()])
    group = SelectField("Nhóm nơi nhận", validate_choice=False)
    cite = StringField("Tìm văn bản để viện dẫn")

    def offer(self, session: Session, letter: OutgoingLetter) -> None:
        """Give the choices, and leave out what this kind of letter has not."""
        self.signer_id.choices = [
            choice(str(officer.id), signing.told(officer, signature))
            for officer, signature in signing.signatures(session, letter)
        ]
        units = queries.units(session)
        self.unit.choices = [choice(unit.code, unit.name) for unit in units]
        self.urgency.choices = [
            _NONE,
            *(choice(key, stamp.word) for key, stamp in letters.STAMPS.items()),
        ]
        self.circulation.choices = [
            _NONE,
            *(choice(key, it.word) for key, it in letters.CIRCULATIONS.items()),
        ]
        self.agencies = agency.offered(session)
        self.profile.choices = [
            choice(id, it.full_name) for id, it in self.agencies.items()
        ]
        self._keep_only(letters.KINDS[letter.book])

    def _keep_only(self, kind: letters.Kind) -> None:
        left_out = {
            "addressees": kind.addressed is Addressed.NEVER,
            "bases": not (kind.decides or kind.id == "to-trinh"),
            "proposal": not kind.decides,
            "secretary": kind.signed is not Signed.TWO,
            "recipients": kind.signed is Signed.NONE,
        }
        for name, is_out in left_out.items():
            if is_out:
                del self[name]

    def fill(self, content: Content, *, signer_id: int, version: int) -> None:
        """Show a letter as it stands."""
        lists = {
            "addressees": lines_of(content["addressees"]),
            "bases": lines_of(content["bases"]),
            "recipients": lines_of(map(recipient_line, content["recipients"])),
        }
        archive = content.get("archive") or {}
        plain = {
            "version": str(version),
            "signer_id": str(signer_id),
            "drafter": archive.get("drafter") or "",
            "copies": str(archive.get("copies") or ""),
            "urgency": content.get("urgency") or "",
            "circulation": content.get("circulation") or "",
            "address": bool(content.get("address")),
            "profile": letters.profile_id(content["profile"]),
        }
        told = ("subject", "body", "proposal", "secretary", "unit")
        kept = {key: content.get(key) or "" for key in told}
        for name, value in (lists | plain | kept).items():
            if name in self:
                self[name].data = value
        self._fill_appendices(content.get("appendices") or ())

    def _fill_appendices(self, rows: Iterable[Mapping[str, Any]]) -> None:
        while self.appendices.entries:
            self.appendices.pop_entry()
        for row in rows:
            self.appendices.append_entry(
                {
                    "title": row["title"],
                    "body": row["body"],
                    "landscape": bool(row.get("landscape")),
                }
            )

    def content(self, standing: Content) -> Content:
        """Return what was typed as a letter file; what was not asked stays."""
        unit = self.unit.data or OFFICE
        typed: Content = {
            "subject": self.subject.data or "",
            "body": self.body.data or "",
            "unit": unit,
            "profile": self._issuer(),
            "urgency": self.urgency.data or None,
            "circulation": self.circulation.data or None,
            "address": bool(self.address.data),
            "appendices": self._appendices(),
            "archive": {
                "units": list(dict.fromkeys(("VT", unit))),
                "drafter": self.drafter.data or None,
                "copies": self._copies(),
            },
        }
        for name in ("addressees", "bases"):
            if name in self:
                typed[name] = items_of(self[name].data or "")
        for name in ("proposal", "secretary"):
            if name in self:
                typed[name] = self[name].data or None
        if "recipients" in self:
            typed["recipients"] = recipients_of(self["recipients"].data or "")
        return {**standing, **typed}

    def _issuer(self) -> str | dict[str, str]:
        """Return the agency as it stands, whole; what is none stays as typed."""
        chosen = self.profile.data or letters.DEFAULT_PROFILE
        found = self.agencies.get(chosen)
        return letters.filed(found) if found else chosen

    def _appendices(self) -> list[Content]:
        rows = (
            {
                "title": row["title"].data or "",
                "body": row["body"].data or "",
                "landscape": bool(row["landscape"].data),
            }
            for row in self.appendices
        )
        return [row for row in rows if row["title"] or row["body"]]

    def _copies(self) -> int | str | None:
        """Return a number; what is none is left for the letter file to refuse."""
        typed = (self.copies.data or "").strip()
        return int(typed) if typed.isdecimal() and len(typed) < 7 else typed or None


class StartForm(PortalForm):
    """What a letter starts as."""

    paper = SelectField("Mẫu văn bản", validators=[InputRequired()])

    def offer(self, papers: Mapping[str, str]) -> None:
        """Give the papers there are."""
        self.paper.choices = [choice(id, title) for id, title in papers.items()]


class UploadForm(PortalForm):
    """Somebody's letter, to start ours from."""

    file = FileField(
        "Tệp văn bản (.docx hoặc .pdf có lớp chữ)",
        description="Chữ trong tệp được đọc vào dự thảo mới; tệp không lưu lại.",
        validators=[FileRequired("Hãy chọn một tệp.")],
        render_kw={"accept": ".docx,.pdf"},
    )


class CopyForm(PortalForm):
    """The signed file that came back."""

    file = FileField(
        "Bản đã ký (.pdf, bản quét hoặc .docx)",
        validators=[FileRequired("Hãy chọn tệp đã ký.")],
        render_kw={"accept": ".pdf,.docx"},
    )


class LetterMove(PortalForm):
    """A move of a letter: the version that was seen, and a word about it."""

    marks_optional: ClassVar[bool] = True

    version = HiddenField()


class CommentMove(LetterMove):
    """A move that tells the drafter why."""

    comment = Prose(
        "Ý kiến",
        validators=[DataRequired(), Length(max=2000)],
        render_kw={"rows": 3},
    )


def papers_of_case() -> dict[str, str]:
    """Return the papers of a case: skeleton id → title."""
    known = letters.skeletons()
    return {id: known[id].title for id in studio.OF_A_CASE}
