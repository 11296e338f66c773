"""A mail to who sent a case: that something has happened, and where to look.

No name, no matter, no place, no PIN: a mail lies on servers that are not the office's.
The code of his own case is all it tells (domain.md §12).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from email.message import EmailMessage
from typing import Final

from documents.sender_mails import Sending
from documents.sights import PUBLIC
from documents.vocabulary import CaseState
from portal.envelope import letter_to

_ASK: Final = "Tra cứu bằng mã hồ sơ và mã tra cứu bạn đã được cấp:"

_SUBJECTS: Final[Mapping[CaseState, str]] = {
    CaseState.SUBMITTED: "Đã nhận phản ánh của bạn",
    CaseState.RECEIVED: "Đã tiếp nhận phản ánh của bạn",
    CaseState.AWAITING_INFO: "Cần bạn bổ sung thông tin",
    CaseState.REPLIED: "Đã có trả lời",
}
"""What a mail is about; of a case that has ended it is the words of its state."""

_TOLD: Final[Mapping[CaseState, str]] = {
    CaseState.SUBMITTED: "{agency} đã nhận phản ánh, kiến nghị của Ông (Bà) và sẽ xem,"
    " tiếp nhận trước. Hạn trả lời được tính từ khi tiếp nhận.",
    CaseState.RECEIVED: "{agency} đã tiếp nhận phản ánh, kiến nghị của Ông (Bà).",
    CaseState.AWAITING_INFO: "{agency} cần Ông (Bà) bổ sung thông tin để giải quyết."
    " Thời hạn giải quyết tạm dừng trong lúc chờ. Xem điều cần bổ sung và trả lời ngay"
    " trên trang tra cứu.",
    CaseState.REPLIED: "{agency} đã trả lời phản ánh, kiến nghị của Ông (Bà). Trên"
    " trang tra cứu, Ông (Bà) có thể đánh giá, hoặc đề nghị mở lại nếu chưa thỏa đáng.",
}
_ENDED: Final = "Hồ sơ của Ông (Bà) đã kết thúc tại {agency}: {state}."


def mail_to_sender(
    sending: Sending, *, sender: str, public_url: str, now: datetime
) -> EmailMessage:
    """Return the mail; its id is the same however often it is sent.

    Raises:
        ValueError: an address that no head of a mail may carry.
    """
    about, code = sending.about, sending.code
    return letter_to(
        sending.email,
        agency=sending.agency,
        subject=f"Hồ sơ {code}: {_SUBJECTS.get(about, PUBLIC[about]).lower()}",
        lines=_lines(sending, public_url),
        sender=sender,
        message_id=f"nguoi-gui-{sending.mail_id}",
        public_url=public_url,
        now=now,
    )


def _lines(sending: Sending, public_url: str) -> Iterator[str]:
    about = sending.about
    told = _TOLD.get(about, _ENDED)
    yield "Kính gửi Ông (Bà),"
    yield ""
    yield told.format(agency=sending.agency, state=PUBLIC[about].lower())
    yield ""
    yield f"Mã hồ sơ: {sending.code}"
    yield ""
    yield _ASK
    yield f"{public_url}/phan-anh/tra-cuu"
    yield ""
    yield "Quên mã tra cứu? Gọi Đường dây nóng để được cấp lại:"
    yield f"{public_url}/duong-day-nong"
    yield ""
    yield "Thư tự động, xin không trả lời. Thư không ghi nội dung phản ánh, họ tên và"
    yield "mã tra cứu."
