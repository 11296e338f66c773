"""What stands in the data in Vietnamese, and how an English page says it.

A name without a translation stays as it is, and the page marks it as Vietnamese.
"""

from collections.abc import Mapping
from typing import Final

from documents.hours import Hours
from documents.text import fold
from documents.vocabulary import Field, SendChannel, UnitKind

FIELDS: Final[Mapping[Field, str]] = {
    Field.ROADS: "Road infrastructure",
    Field.MAINTENANCE: "Road maintenance and repair",
    Field.PASSENGERS: "Passenger transport",
    Field.STATIONS: "Bus stations and buses",
    Field.OVERLOAD: "Vehicle loads and overloaded trucks",
    Field.INSPECTION: "Vehicle inspection",
    Field.LICENCES: "Driver training, tests and licences",
    Field.WATERWAYS: "Inland waterways and ports",
    Field.SAFETY: "Traffic safety and road reserves",
    Field.CONDUCT: "Conduct of officials and procedures",
    Field.PLANNING: "Planning and projects",
    Field.OTHER: "Anything else about transport",
}
UNIT_KINDS: Final[Mapping[UnitKind, str]] = {
    UnitKind.OFFICE: "Office",
    UnitKind.INSPECTORATE: "Inspectorate",
    UnitKind.DIVISION: "Professional divisions",
    UnitKind.SERVICE: "Affiliated service units",
}
SENT_BY: Final[Mapping[SendChannel, str]] = {
    SendChannel.POST: "by post",
    SendChannel.EMAIL: "by e-mail",
    SendChannel.PHONE: "by telephone",
    SendChannel.IN_PERSON: "handed over in person",
    SendChannel.NO_ADDRESS: "no address was given",
}
OPEN_DAYS: Final[Mapping[str, str]] = {
    "Mo-Fr": "Monday to Friday",
    "Mo-Sa": "Monday to Saturday",
    "Mo-Su": "every day",
}
PROGRESS: Final[Mapping[str, str]] = {
    "Đã gửi": "Sent",
    "Chờ kiểm tra": "Waiting to be checked",
    "Cần bổ sung": "More information needed",
    "Đang xử lý": "In progress",
    "Đã trả lời": "Answered",
    "Đã chuyển cơ quan có thẩm quyền": "Passed to the competent agency",
    "Đã kết thúc": "Closed",
    "Không tiếp nhận": "Not accepted",
    "Đã rút": "Withdrawn",
    "Đã tiếp nhận": "Received",
    "Đã nhận thông tin bổ sung": "More information received",
    "Gia hạn trả lời": "Answer postponed",
    "Mở lại, đang xử lý": "Reopened, in progress",
    "Bạn viết thêm": "You wrote more",
    "Bạn đã đánh giá": "You rated the answer",
    "Bạn xin rút phản ánh": "You asked to withdraw it",
    "Bạn đề nghị mở lại": "You asked to reopen it",
}
"""Every word of `documents.lookups` about where a request stands."""

_NAMES: Final[Mapping[str, str]] = {
    fold(vietnamese): english
    for vietnamese, english in {
        "Giám đốc": "Director",
        "Giám đốc Sở": "Director of the Department",
        "Phó Giám đốc": "Deputy Director",
        "Phó Giám đốc Sở": "Deputy Director of the Department",
        "Chánh Văn phòng": "Chief of Office",
        "Chánh Văn phòng Sở": "Chief of the Department's Office",
        "Phó Chánh Văn phòng": "Deputy Chief of Office",
        "Chánh Thanh tra": "Chief Inspector",
        "Chánh Thanh tra Sở": "Chief Inspector of the Department",
        "Trưởng phòng": "Head of Division",
        "Phó Trưởng phòng": "Deputy Head of Division",
        "Văn thư": "Records Clerk",
        "Bộ phận văn thư": "Records Office",
        "Phòng Tiếp dân": "Citizen Reception Room",
        "Văn phòng Sở": "Department Office",
        "Thanh tra Sở": "Department Inspectorate",
        "Phòng Quản lý kết cấu hạ tầng giao thông": (
            "Transport Infrastructure Management Division"
        ),
        "Phòng Quản lý vận tải, phương tiện và người lái": (
            "Transport, Vehicles and Drivers Management Division"
        ),
        "Phòng Kế hoạch - Tài chính": "Planning and Finance Division",
        "Trung tâm Đăng kiểm xe cơ giới": "Motor Vehicle Inspection Centre",
        "Ban Bảo trì đường bộ và Cảng vụ đường thủy nội địa": (
            "Road Maintenance Board and Inland Waterways Port Authority"
        ),
    }.items()
}


def progress(told: str) -> str:
    """Return where a request stands, or what happened to it."""
    return PROGRESS.get(told, told)


def name(vietnamese: str) -> str:
    """Return the English name of a post, room or unit; "" if none is known."""
    return _NAMES.get(fold(vietnamese), "")


def hours(told: Hours) -> str:
    """Return when somebody answers: Monday to Friday, 7:30–11:30 and 13:30–17:00."""
    spans = " and ".join(map(str, told.spans))
    when = "around the clock" if told.is_all_day else spans
    return f"{OPEN_DAYS[told.days]}, {when}"
