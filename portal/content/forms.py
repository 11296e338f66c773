"""The form of a page: syntax, and moments out of a day and a time."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Final

from wtforms import HiddenField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from documents.deadlines import HANOI
from documents.errors import Invalid
from documents.models import SitePage
from documents.pages import PageFields, tags_of
from documents.vocabulary import PageKind
from portal.forms import ClockTime, Line, PortalForm, Prose, VietnameseDate, choice

LONGEST_BODY: Final = 100_000
_FIRST_MINUTE: Final = time(0, 0)


class PageForm(PortalForm):
    """What an editor types of a page or a news item."""

    version = HiddenField()
    title = Line("Tiêu đề", validators=[DataRequired(), Length(max=200)])
    summary = Prose("Tóm tắt", validators=[Length(max=500)])
    body = Prose("Nội dung", validators=[Length(max=LONGEST_BODY)])
    parent_id = SelectField("Nằm dưới trang")
    place = IntegerField(
        "Thứ tự", validators=[Optional(), NumberRange(min=0, max=9999)]
    )
    slug = Line("Địa chỉ", validators=[Length(max=80)])
    tags = Line("Thẻ", validators=[Length(max=300)])
    files = SelectMultipleField("Tệp kèm dưới trang")
    publish_on = VietnameseDate("Đăng từ ngày", validators=[Optional()])
    publish_time = ClockTime("lúc", validators=[Optional()])
    expire_on = VietnameseDate("Gỡ xuống ngày", validators=[Optional()])
    expire_time = ClockTime("lúc", validators=[Optional()])

    def suit(self, kind: PageKind, parents: list[SitePage]) -> None:
        """Leave the fields that this kind has, with the pages it may lie under."""
        if kind is PageKind.NEWS:
            del self.parent_id, self.place
            return
        del self.tags
        named = (
            choice(str(row.id), f"{'– ' * row.path.count('/')}{row.title}")
            for row in parents
        )
        self.parent_id.choices = [choice("", "Không, trang đầu mục"), *named]

    def offer(self, files: Sequence[tuple[int, str]], *, added: int = 0) -> None:
        """Offer the files of the page by number and name; tick one added just now."""
        if not files:
            del self.files
            return
        self.files.choices = [choice(str(number), name) for number, name in files]
        if added:
            self.files.data = [*(self.files.data or ()), str(added)]

    def show(self, fields: PageFields, *, version: int) -> None:
        """Fill the form with what stands, or with the change that waits."""
        self.version.data = str(version)
        self.title.data, self.slug.data = fields.title, fields.slug
        self.summary.data, self.body.data = fields.summary, fields.body
        if fields.kind is PageKind.NEWS:
            self.tags.data = ", ".join(fields.tags)
        else:
            self.parent_id.data = str(fields.parent_id or "")
            self.place.data = fields.place
        if "files" in self:
            self.files.data = list(map(str, fields.files))
        for stem in ("publish", "expire"):
            self._show_moment(stem, getattr(fields, f"{stem}_at"))

    def _show_moment(self, stem: str, moment: datetime | None) -> None:
        if moment is not None:
            local = moment.astimezone(HANOI)
            self[f"{stem}_on"].data = local.date()
            self[f"{stem}_time"].data = local.time().replace(tzinfo=None)

    def fields(self, kind: PageKind) -> PageFields:
        """Return what was typed, as the domain takes it; raises Invalid."""
        is_news = kind is PageKind.NEWS
        parent = "" if is_news else self.parent_id.data
        return PageFields(
            kind=kind,
            title=self.title.data or "",
            slug=self.slug.data or "",
            parent_id=int(parent) if parent else None,
            place=0 if is_news else self.place.data or 0,
            summary=self.summary.data or "",
            body=self.body.data or "",
            tags=tags_of(self.tags.data or "") if is_news else (),
            files=tuple(map(int, self.files.data or ())) if "files" in self else (),
            publish_at=self._moment("publish"),
            expire_at=self._moment("expire"),
        )

    def _moment(self, stem: str) -> datetime | None:
        on, at = self[f"{stem}_on"].data, self[f"{stem}_time"].data
        if on is None and at is not None:
            raise Invalid({f"{stem}_on": "Có giờ thì phải có ngày."})
        return datetime.combine(on, at or _FIRST_MINUTE, HANOI) if on else None
