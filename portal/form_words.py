"""What WTForms says when a form was not typed well, in Vietnamese."""

from collections.abc import Mapping
from typing import Final

_CHOOSE: Final = "Hãy chọn một mục trong danh sách."
_EXPIRED: Final = "Phiên làm việc đã hết hạn. Hãy gửi lại lần nữa."
_WORDS: Final[Mapping[str, str]] = {
    "This field is required.": "Mục này cần được điền.",
    "This field cannot be edited.": "Mục này không sửa được.",
    "This field is disabled and cannot have a value.": "Mục này không dùng ở đây.",
    "Not a valid choice.": _CHOOSE,
    "'%(value)s' is not a valid choice for this field.": _CHOOSE,
    "Invalid Choice: could not coerce.": _CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE,
    "Invalid value, must be one of: %(values)s.": _CHOOSE,
    "Invalid value, can't be any of: %(values)s.": "Giá trị này không dùng được.",
    "Choices cannot be None.": "Danh sách chọn đang trống.",
    "Not a valid integer value.": "Hãy nhập một số nguyên.",
    "Not a valid decimal value.": "Hãy nhập một số.",
    "Not a valid float value.": "Hãy nhập một số.",
    "Not a valid date value.": "Hãy nhập ngày dạng ngày/tháng/năm, ví dụ 22/11/2019.",
    "Not a valid datetime value.": "Hãy nhập ngày và giờ.",
    "Not a valid time value.": "Hãy nhập giờ dạng 08:30.",
    "Not a valid week value.": "Hãy nhập một tuần.",
    "Invalid input.": "Nội dung nhập chưa đúng.",
    "Invalid email address.": "Địa chỉ thư điện tử cần có dạng ten@coquan.gov.vn.",
    "Invalid IP address.": "Địa chỉ IP chưa đúng.",
    "Invalid Mac address.": "Địa chỉ MAC chưa đúng.",
    "Invalid URL.": "Địa chỉ trang chưa đúng.",
    "Invalid UUID.": "Mã chưa đúng.",
    "Invalid field name '%s'.": "Không có mục “%s”.",
    "Field must be equal to %(other_name)s.": "Hai lần nhập chưa giống nhau.",
    "Field must be at least %(min)d character long.": "Cần ít nhất %(min)d ký tự.",
    "Field cannot be longer than %(max)d character.": "Không dài quá %(max)d ký tự.",
    "Field must be exactly %(max)d character long.": "Cần đúng %(max)d ký tự.",
    "Field must be between %(min)d and %(max)d characters long.": (
        "Cần từ %(min)d đến %(max)d ký tự."
    ),
    "Number must be at least %(min)s.": "Số nhỏ nhất là %(min)s.",
    "Number must be at most %(max)s.": "Số lớn nhất là %(max)s.",
    "Number must be between %(min)s and %(max)s.": "Cần số từ %(min)s đến %(max)s.",
    "Date must be at least %(min)s.": "Ngày sớm nhất là %(min)s.",
    "Date must be at most %(max)s.": "Ngày muộn nhất là %(max)s.",
    "Date must be between %(min)s and %(max)s.": "Cần ngày từ %(min)s đến %(max)s.",
    "CSRF token missing.": _EXPIRED,
    "CSRF token expired.": _EXPIRED,
    "CSRF failed.": _EXPIRED,
    "Invalid CSRF Token.": _EXPIRED,
}
"""Every message of WTForms, which has no Vietnamese of its own."""


class Vietnamese:
    """The translations that WTForms asks."""

    def gettext(self, string: str) -> str:
        """Return the Vietnamese message; a test finds an English one."""
        return _WORDS.get(string, string)

    def ngettext(self, singular: str, _plural: str, _number: int) -> str:
        """Return the message; Vietnamese nouns have one number."""
        return self.gettext(singular)
