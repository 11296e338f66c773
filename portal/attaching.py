"""The field of a form in which files are attached to a case.

Files are looked at when the form is checked. What can be kept is held for this form:
when it comes back for another reason, its files stand in it and need not be chosen
again. Of what cannot be kept it says why, by name.
"""

from typing import Any, Final

from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Field, ValidationError
from wtforms.form import BaseForm
from wtforms.utils import unset_value
from wtforms.widgets import FileInput

from documents import case_files
from documents.case_files import LARGEST, Enclosure, FileRefused
from documents.text import one_line
from portal import db, holding, wiring
from portal.forms import PortalForm
from portal.holding import Held, Holding
from portal.security import MEGABYTE, viewer

MOST_AT_ONCE: Final = 10


def _limits(most: int) -> str:
    return (
        "Ảnh, PDF, Word, Excel, ghi âm, video ngắn: mỗi tệp tối đa"
        f" {LARGEST // MEGABYTE} MB, mỗi lần {most} tệp và 19 MB."
    )


_MOST_TOGETHER: Final = 19 * MEGABYTE
"""Bytes of files in one request, of which the form itself needs a little."""

_TOLD_TO_THE_BROWSER: Final = {
    "accept": case_files.ACCEPTED,
    "data-largest": str(LARGEST),
    "data-most": str(_MOST_TOGETHER),
}

_PRIVATE: Final = (
    "Tệp cho biết người gửi là ai (đơn có tên, giấy tờ, giọng nói): chỉ Văn phòng và"
    " Lãnh đạo Sở mở được"
)


class AttachmentsField(Field):
    """Files to attach: those chosen now, and those held since the form was sent."""

    widget = FileInput(multiple=True)

    def __init__(
        self, label: str = "Tệp đính kèm", *, most: int = MOST_AT_ONCE, **kwargs: Any
    ) -> None:
        kwargs.setdefault("description", _limits(most))
        kwargs.setdefault("render_kw", _TOLD_TO_THE_BROWSER)
        super().__init__(label, **kwargs)
        self._most = most
        self._chosen: list[FileStorage] = []
        self._ticked: set[str] = set()
        self.key = ""

    @property
    def key_name(self) -> str:
        """Return the name of the hidden input that tells the form's own key."""
        return f"{self.name}_key"

    @property
    def held_name(self) -> str:
        """Return the name of the boxes that keep what is held ticked."""
        return f"{self.name}_held"

    def process(
        self, formdata: Any, data: Any = unset_value, extra_filters: Any = None
    ) -> None:
        """Take what was chosen; nothing is looked at yet."""
        super().process(None, data, extra_filters)
        typed = str(formdata.get(self.key_name, "")) if formdata else ""
        is_known = holding.is_key(typed)
        self.key = typed if is_known else holding.new_key()
        if formdata:
            chosen = formdata.getlist(self.name)
            self._chosen = [one for one in chosen if getattr(one, "filename", "")]
            self._ticked = set(formdata.getlist(self.held_name))

    def pre_validate(self, _form: BaseForm) -> None:
        """Hold what can be kept; say of each other file why not."""
        refused = self.hold()
        if refused:
            self.errors = [*self.errors, *refused[:-1]]
            raise ValidationError(refused[-1])

    def hold(self) -> list[str]:
        """Hold what was chosen; return why some of it cannot be."""
        chosen, self._chosen = self._chosen, []
        if not chosen and not self._ticked:
            return []
        place, refused = self._place(), list[str]()
        place.keep_only(self._ticked)
        for upload in chosen:
            if len(place.held()) == self._most:
                most = f"Mỗi lần chỉ đính kèm tối đa {self._most} tệp"
                return [*refused, f"{most}; tệp còn lại hãy thêm sau."]
            try:
                found = _looked(upload)
            except FileRefused as refusal:
                name = one_line(upload.filename or "")
                refused.append(f"{name}: {refusal.message}")
            else:
                held = place.put(found, now=wiring.current().clock())
                self._ticked.add(held.token)
        return refused

    @property
    def held(self) -> list[Held]:
        """Return what this form holds."""
        return self._place().held() if self._ticked else []

    def enclosure(self, *, is_private: bool = False, note: str = "") -> Enclosure:
        """Return what is held, to be attached."""
        found = self._place().found() if self._ticked else ()
        store = wiring.current().store
        return Enclosure(found, store, is_private=is_private, note=note)

    def set_aside(self) -> None:
        """Let what is held wait with a request that is no case yet."""
        if self.held:
            self._place().set_aside()
            self._ticked.clear()

    def release(self) -> None:
        """Hold nothing any more: the files are the case's."""
        if self._ticked:
            self._place().clear()

    def _place(self) -> Holding:
        data_dir, who = wiring.current().settings.data_dir, viewer()
        officer_id = who.officer_id if who else holding.VISITOR
        return Holding(data_dir, officer_id=officer_id, key=self.key)


def private_box() -> BooleanField:
    """Return the box that says of files that they tell who sent the case (§12)."""
    return BooleanField(_PRIVATE)


def _looked(upload: FileStorage) -> case_files.Found:
    # One byte more than is taken tells that there is more.
    with upload.stream as stream:
        content = stream.read(LARGEST + 1)
    return case_files.look(content, name=upload.filename or "")


def fields_of(form: PortalForm) -> list[AttachmentsField]:
    """Return the fields of a form that take files."""
    return [field for field in form if isinstance(field, AttachmentsField)]


def hold(form: PortalForm) -> None:
    """Hold the files of a form that comes back before it was checked."""
    for field in fields_of(form):
        field.errors = [*field.errors, *field.hold()]


def release(form: PortalForm) -> None:
    """Hold the files of a form no longer, once it is kept: it was taken."""
    for field in fields_of(form):
        db.when_kept(field.release)
