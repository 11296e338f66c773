"""An office with a case that was answered, and the way to the public and back."""

from typing import Any

from werkzeug.test import TestResponse

from documents.vault import Identity
from documents.vocabulary import CaseState, Role
from tests.portal.office import Office

TITLE = "Ổ gà trước chợ Rạch Hào"
CONTENT = "Trước chợ Rạch Hào có ổ gà sâu, xe máy hay ngã."
ANSWER = "Sở đã vá xong ổ gà trước chợ, nghiệm thu bằng đá cuội."
WHY = "Người dân gọi điện đề nghị gỡ xuống."
WHO = Identity(
    full_name="Khướu Bạc Má", phone="0977 123 987", email="khuou@example.vn",
    address="45 Trần Phú, Vũng Tàu",
)  # fmt: skip


class Published:
    """A case on its way to the public, each step by its officer through the door."""

    def __init__(self, office: Office, **told: Any) -> None:
        self.office = office
        fields: dict[str, Any] = {"title": TITLE, "content": CONTENT, "identity": WHO}
        self.case = office.case(CaseState.RESOLVED, **(fields | told))
        self.code = self.case.rsplit("/", 1)[-1]
        self.page = f"{self.case}/cong-khai"
        self.public = f"/hoi-dap/{self.code.lower()}"

    def post(self, role: Role, path: str, **typed: Any) -> TestResponse:
        typed.setdefault("version", str(self.office.row(self.case).version))
        return self.office.post(role, path, **typed)

    def prepare(self, role: Role = Role.FOCAL, **typed: Any) -> TestResponse:
        text = {"title": TITLE, "content": CONTENT, "answer": ANSWER}
        return self.post(role, self.page, **(text | typed))

    def release(self, role: Role = Role.CVP, **typed: Any) -> TestResponse:
        return self.post(role, f"{self.page}/duyet", **typed)

    def take_down(self, role: Role = Role.CVP) -> TestResponse:
        return self.post(role, f"{self.page}/go-bo", why=WHY)

    def say_no(self, role: Role = Role.CLERK, opted_out: str = "1") -> TestResponse:
        path = f"{self.case}/dong-y-cong-khai"
        return self.post(role, path, opted_out=opted_out, note=WHY)

    def publish(self) -> None:
        assert self.prepare().status_code == 303
        assert self.release().status_code == 303
