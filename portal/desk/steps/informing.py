"""Steps of taking what was sent, and of asking its sender for more (X03–X06)."""

from typing import Any, Final

from wtforms.validators import DataRequired, Length

from documents.handling import accepting, asking_info
from documents.vocabulary import CaseAction
from portal import wiring
from portal.attaching import AttachmentsField, private_box
from portal.desk.forms import Opened, StepForm
from portal.desk.steps.accepting import AcceptForm
from portal.desk.steps.step import Step
from portal.forms import Prose


class AskForm(StepForm):
    """What the sender is asked (X04)."""

    question = Prose(
        "Cần người gửi cho biết thêm gì",
        validators=[DataRequired(), Length(max=2000)],
        render_kw={"rows": 3},
    )


class SupplementForm(StepForm):
    """What the sender answered (X05)."""

    answer = Prose(
        "Người gửi trả lời",
        description="Không ghi họ tên, số điện thoại, địa chỉ của người gửi. Có thể để"
        " trống khi người gửi chỉ gửi tệp.",
        validators=[Length(max=5000)],
        render_kw={"rows": 4},
    )
    files = AttachmentsField("Tệp người gửi bổ sung")
    is_private = private_box()


class ExpireForm(StepForm):
    """Why the case cannot go on without an answer (X06)."""

    reason_text = Prose(
        "Vì sao không xử lý tiếp được",
        validators=[DataRequired(), Length(max=2000)],
        render_kw={"rows": 3},
    )


def _accept(opened: Opened, form: AcceptForm, told: dict[str, Any]) -> None:
    calendar, looked = wiring.current().calendar, form.looked()
    accepting.accept(opened.session, opened.case, looked, calendar=calendar, **told)


def _ask(opened: Opened, form: AskForm, told: dict[str, Any]) -> None:
    calendar, question = wiring.current().calendar, form.question.data or ""
    asking_info.ask(opened.session, opened.case, question, calendar=calendar, **told)


def _supplement(opened: Opened, form: SupplementForm, told: dict[str, Any]) -> None:
    calendar, answer = wiring.current().calendar, form.answer.data or ""
    enclosed = form.files.enclosure(is_private=bool(form.is_private.data))
    asking_info.supplement(
        opened.session,
        opened.case,
        answer,
        calendar=calendar,
        enclosed=enclosed,
        **told,
    )


def _expire(opened: Opened, form: ExpireForm, told: dict[str, Any]) -> None:
    calendar, reason = wiring.current().calendar, form.reason_text.data or ""
    asking_info.expire(opened.session, opened.case, reason, calendar=calendar, **told)


INFORMING: Final = (
    Step(
        CaseAction.ACCEPT,
        "Tiếp nhận",
        "Đã tiếp nhận hồ sơ; thời hạn tính từ bây giờ.",
        _accept,
        AcceptForm,
        hint="Hãy xem mục “Hồ sơ liên quan, tương tự” trước khi tiếp nhận.",
    ),
    Step(
        CaseAction.SUPPLEMENT,
        "Ghi nội dung bổ sung",
        "Đã ghi nội dung bổ sung; thời hạn chạy tiếp.",
        _supplement,
        SupplementForm,
    ),
    Step(
        CaseAction.EXPIRE,
        "Kết thúc vì không bổ sung",
        "Đã kết thúc hồ sơ vì người gửi không bổ sung thông tin.",
        _expire,
        ExpireForm,
        hint="Đã hết thời hạn chờ. Lý do được ghi vào hồ sơ.",
        is_primary=False,
    ),
    Step(
        CaseAction.ASK_INFO,
        "Yêu cầu bổ sung",
        "Đã ghi yêu cầu bổ sung; thời hạn tạm dừng chờ người gửi trả lời.",
        _ask,
        AskForm,
        hint="Thời hạn tạm dừng từ hôm nay cho đến khi người gửi trả lời.",
        is_primary=False,
    ),
)
