"""What is asked of who looks a case up, and of its sender afterwards."""

from typing import ClassVar, Final

from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from documents.lookups import LONGEST_TYPED
from documents.own_case import passes, rating, wishing, words
from documents.own_case.passes import Pass
from documents.own_case.words import Words
from documents.ratings import SCORES
from portal.attaching import AttachmentsField
from portal.forms import KeyedForm, PortalForm, Prose, choice
from portal.holding import is_key

MOST_FILES: Final = 5
_NO_NAMES: Final = (
    "Không cần ghi lại họ tên, số điện thoại; xin đừng ghi thông tin riêng của người"
    " khác."
)


class LookupForm(PortalForm):
    """What the sender was told when his case was taken down.

    `text` is what he had written when he had to look it up anew.
    """

    code = StringField(
        "Mã hồ sơ",
        description="Ví dụ DDN-2019-000123.",
        validators=[DataRequired(), Length(max=LONGEST_TYPED)],
    )
    pin = StringField(
        "Mã tra cứu",
        description="Tám chữ số, được cấp cùng mã hồ sơ.",
        validators=[DataRequired(), Length(max=LONGEST_TYPED)],
    )
    text = Prose(
        "Điều bạn đã viết, chưa gửi",
        description="Được giữ lại để gửi tiếp sau khi tra cứu; tệp kèm cần chọn lại.",
        validators=[Length(max=words.LONGEST)],
    )


class OwnForm(KeyedForm):
    """What a sender sends about his own case, with the pass that lets him."""

    unkeyed: ClassVar[frozenset[str]] = KeyedForm.unkeyed | {"own"}

    own = HiddenField()
    text = Prose("Nội dung", validators=[Length(max=words.LONGEST)])

    @property
    def pass_(self) -> Pass:
        """Return the pass that came with it, whatever that is worth."""
        return passes.held(self.own.data or "")

    def words(self) -> Words:
        """Return what was written, as the domain takes it."""
        return Words(self.text.data or "", self.content_key() or "")

    def come_back(self, pass_: Pass) -> None:
        """Make ready for being sent: with its pass, and a key of its own."""
        self.own.data = pass_.text
        if not is_key(self.key.data or ""):
            self.start()


class WriteForm(OwnForm):
    """The answer to a question, or words in addition."""

    text = Prose(
        "Nội dung", description=_NO_NAMES, validators=[Length(max=words.LONGEST)]
    )
    files = AttachmentsField("Ảnh, tệp gửi kèm", most=MOST_FILES)
    is_private = BooleanField(
        "Tệp cho biết tôi là ai (đơn có tên, giấy tờ, giọng nói): chỉ Văn phòng và"
        " Lãnh đạo Sở mở được"
    )


class RateForm(OwnForm):
    """How content a sender is with the answer."""

    score = RadioField(
        "Bạn thấy câu trả lời thế nào",
        choices=[choice(str(score), label) for score, label in SCORES.items()],
        validators=[InputRequired("Hãy chọn một mức.")],
    )
    text = Prose("Góp ý thêm", validators=[Length(max=rating.LONGEST)])


class WishForm(OwnForm):
    """Why a sender asks for something."""

    text = Prose(
        "Lý do",
        description=_NO_NAMES,
        validators=[DataRequired(), Length(max=wishing.LONGEST)],
    )
