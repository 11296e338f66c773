"""Refusals as programs read them (RFC 9457), at every address under /api/."""

import json
from dataclasses import asdict, dataclass
from typing import Annotated, Final

from werkzeug.wrappers import Response

MEDIA_TYPE: Final = "application/problem+json"
ROOT: Final = "/api/"

TITLES: Final = {
    400: "Yêu cầu không đúng",
    403: "Không được phép",
    404: "Không tìm thấy",
    405: "Địa chỉ này không nhận cách hỏi đó",
    409: "Dữ liệu đã thay đổi",
    413: "Dữ liệu gửi lên quá lớn",
    422: "Điều kiện hỏi chưa đúng",
    429: "Hỏi quá nhiều lần",
    500: "Lỗi của hệ thống",
    503: "Tạm thời chưa trả lời được",
}


@dataclass(frozen=True)
class Problem:
    """Why there is no answer."""

    type: Annotated[str, "Luôn là “about:blank”: ý nghĩa nằm ở status"]
    title: Annotated[str, "Loại lỗi, bằng tiếng Việt"]
    status: Annotated[int, "Mã trạng thái HTTP"]
    detail: Annotated[str, "Điều cụ thể cần sửa; có thể trống"]


def answer(status: int, detail: str) -> Response:
    """Return the refusal."""
    told = Problem("about:blank", TITLES.get(status, TITLES[400]), status, detail)
    body = json.dumps(asdict(told), ensure_ascii=False)
    return Response(body, status, content_type=MEDIA_TYPE)
