"""Letters to test with: the seed's, and one file for every shape a letter takes."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from docx import Document
from docx.document import Document as Opened

from documents import letters
from documents.letters import KINDS, Facts, Form, Letter, Signed

ROOT = Path(__file__).parents[3]
SEED = ROOT / "documents" / "demo" / "seed-letter.yaml"
FILES = Path(__file__).parent / "files"
GOLDEN = ROOT / "tests" / "golden"

CASES = {path.stem: path for path in sorted(FILES.glob("*.yaml"))} | {"seed": SEED}

_FACTS: dict[str, Any] = {
    "code": "DDN-2026-000123",
    "received_on": date(2026, 3, 2),
    "about": "Ổ gà trên Quốc lộ 51, đoạn qua cầu Cỏ May",
    "sender": "Ông Nguyễn Văn Thử",
    "answer": "Ngày 05/3/2026, đơn vị bảo trì đã vá xong mặt đường.",
    "competent": "Ủy ban nhân dân phường Long Hương",
    "reason": "nội dung thuộc thẩm quyền của cấp xã",
    "result": "Đơn vị bảo trì đã vá xong mặt đường ngày 05/3/2026",
    "due_on": date(2026, 3, 16),
    "new_due_on": date(2026, 3, 30),
    "lead_unit": "Văn phòng Sở",
    "joint_units": "Thanh tra Sở",
    "directive": "Công văn số 812/UBND-VP ngày 26/02/2026 về việc chấn chỉnh hoạt động"
    " Đường dây nóng",
}


def told(name: str = "seed") -> dict[str, Any]:
    """Return a letter file as a mapping that a test may change."""
    found: dict[str, Any] = yaml.safe_load(CASES[name].read_text(encoding="utf-8"))
    return found


def letter(name: str = "seed", **changes: Any) -> Letter:
    """Return a letter, with some keys of its file changed."""
    return letters.from_mapping(told(name) | changes)


def facts(profile: str = letters.DEFAULT_PROFILE) -> Facts:
    """Return a matter of which everything is known."""
    agency = letters.profile(profile)
    return Facts(agency=agency.name, superior=agency.superior, **_FACTS)


def begun(
    skeleton: str, *, profile: str = letters.DEFAULT_PROFILE, **changes: Any
) -> Letter:
    """Return the letter that a skeleton makes of that matter, issued."""
    keys = letters.skeletons()[skeleton].filled(facts(profile))
    kind = KINDS[keys["kind"]]
    keys |= {"profile": profile, "unit": "VP", "date": "2026-03-09"}
    if kind.numbered:
        keys["number"] = 8
    if kind.signed is Signed.ONE:
        keys["signer"] = {"position": "Giám đốc", "name": "Vũ Hồng Quang"}
    elif kind.signed is Signed.TWO:
        keys["signer"] = {"position": "Chủ tọa", "name": "Vũ Hồng Quang"}
        keys["secretary"] = "Đỗ Văn Đông"
    return letters.from_mapping(keys | changes)


def opened(value: Letter, form: Form | None = None) -> Opened:
    """Return a rendered letter as a reader of .docx sees it."""
    return Document(BytesIO(letters.render(value, form)))
