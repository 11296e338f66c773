"""The form of a visitor: what, where, files, how he is reached, what he agrees to."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Final

from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import DataRequired, Length, Optional, Regexp

from documents import intake
from documents.case_files import Enclosure
from documents.public_fields import PublicField
from documents.vocabulary import Channel, ComplainantKind, Field
from portal.attaching import AttachmentsField
from portal.forms import KeyedForm, Line, Prose, choice, choices_of
from portal.holding import is_key
from portal.sender import FromSender

MOST_FILES: Final = 5

_EMAIL: Final = Regexp(
    r"[^@\s]+@[^@\s]+\.[^@\s]+$",
    message="Địa chỉ thư điện tử cần có dạng ten@vidu.vn.",
)
_ONLY_IN: Final = "Chỉ nhận ở các lĩnh vực"
_NO_LETTER: Final = (
    "Sẽ không có văn bản trả lời riêng; bạn vẫn xem được kết quả bằng mã tra cứu."
)


class SendForm(FromSender, KeyedForm):
    """What a visitor sends; the domain says what may be left out."""

    unkeyed: ClassVar[frozenset[str]] = KeyedForm.unkeyed | {"proof", "looked"}

    field = SelectField(
        "Lĩnh vực",
        default="",
        validators=[DataRequired()],
    )
    title = Line(
        "Tóm tắt trong một câu",
        validators=[DataRequired(), Length(max=300)],
        description="Ví dụ: Ổ gà trên Quốc lộ 51, Km 40.",
    )
    content = Prose(
        "Kể rõ sự việc",
        validators=[DataRequired(), Length(max=intake.LONGEST_CONTENT)],
        description="Việc gì, từ khi nào, bạn mong được giải quyết thế nào. Xin đừng"
        " ghi số căn cước hoặc thông tin riêng của người khác.",
    )
    location = Line(
        "Ở đâu",
        validators=[Length(max=300)],
        description="Tên đường, số Km, phường xã, vật mốc gần đó.",
    )
    files = AttachmentsField("Ảnh, tệp gửi kèm", most=MOST_FILES)
    is_private = BooleanField(
        "Tệp cho biết tôi là ai (đơn có tên, giấy tờ, giọng nói): chỉ Văn phòng và"
        " Lãnh đạo Sở mở được"
    )
    anonymous = BooleanField("Tôi không muốn cho biết tên")
    complainant_kind = RadioField(
        "Bạn gửi với tư cách",
        choices=choices_of(ComplainantKind),
        default=ComplainantKind.CITIZEN.value,
    )
    full_name = Line("Họ và tên", validators=[Length(max=120)])
    organisation = Line("Tên tổ chức", validators=[Length(max=200)])
    phone = Line("Số điện thoại", validators=[Length(max=40)])
    email = Line("Thư điện tử", validators=[Optional(), Length(max=200), _EMAIL])
    address = Line("Địa chỉ", validators=[Length(max=300)])
    opted_out = BooleanField(
        "Không đăng việc này trên trang Hỏi đáp",
        description="Câu trả lời chỉ được đăng sau khi bỏ mọi thông tin cho biết bạn"
        " là ai. Đánh dấu nếu bạn vẫn không muốn.",
    )
    agreed = BooleanField(
        "Tôi đã đọc thông báo về dữ liệu cá nhân và đồng ý để thông tin tôi gửi được"
        " dùng để giải quyết việc này",
        validators=[DataRequired("Cần đồng ý thì chúng tôi mới được nhận thông tin.")],
    )
    website = Line("Để trống mục này")
    proof = HiddenField()
    looked = HiddenField()

    def offer(self, fields: Sequence[PublicField]) -> "SendForm":
        """Give the form its fields as the public knows them, and return it."""
        named = {it.field: it.label for it in fields}
        listed = [choice(field.value, label) for field, label in named.items()]
        self.field.choices = [choice("", "Hãy chọn một lĩnh vực"), *listed]
        other = f"“{named[Field.OTHER]}”" if Field.OTHER in named else "mục gần nhất"
        self.field.description = f"Không chắc thì chọn {other}; chúng tôi sẽ xếp lại."
        facts = ", ".join(named[it] for it in named if it in intake.PHYSICAL_FACTS)
        self.anonymous.description = f"{_ONLY_IN}: {facts or 'không có'}. {_NO_LETTER}"
        self.hints = tuple((it.label, it.words.hint) for it in fields if it.words.hint)
        return self

    def typed(self, now: datetime) -> intake.Intake:
        """Return what was typed, as the domain takes it."""
        return intake.Intake(
            title=self.title.data or "",
            content=self.content.data or "",
            received_at=now,
            channel=Channel.WEB_FORM,
            location=self.location.data or "",
            field=Field(self.field.data),
            anonymous=bool(self.anonymous.data),
            opted_out=bool(self.opted_out.data),
            complainant_kind=ComplainantKind(self.complainant_kind.data),
            identity=self.identity(),
            key=self.content_key(),
        )

    @property
    def has_worked(self) -> bool:
        """Say whether a browser did its work, and no machine filled what is hidden."""
        return bool(self.proof.data) and not self.website.data

    @property
    def is_known(self) -> bool:
        """Say whether this form was given out by us: it bears a key of its own."""
        return is_key(self.key.data or "")

    def enclosure(self) -> Enclosure:
        """Return the files that are held, to be attached."""
        return self.files.enclosure(is_private=bool(self.is_private.data))

    def come_back(self) -> None:
        """Make ready for being sent again: with a key, and for work of its own."""
        self.proof.data = ""
        if not self.is_known:
            self.start()
