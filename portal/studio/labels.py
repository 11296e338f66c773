"""What pages call the parts of a letter: key of the letter file → label."""

from typing import Final

PARTS: Final = {
    "subject": "Trích yếu",
    "addressees": "Kính gửi",
    "bases": "Căn cứ",
    "proposal": "Theo đề nghị của",
    "body": "Nội dung",
    "appendices": "Phụ lục",
    "signer": "Người ký",
    "secretary": "Thư ký",
    "recipients": "Nơi nhận",
}
"""What is written, in the order of the page."""

LABELS: Final = PARTS | {
    "archive": "Lưu",
    "unit": "Đơn vị soạn thảo",
    "address": "Địa chỉ",
    "urgency": "Mức độ khẩn",
}
"""The same with what is chosen."""
