"""Mail, by a real server of it on the loopback address: who gets what, and when."""

import email
import email.policy
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import select, update

from documents import officers
from documents.errors import Invalid
from documents.models import DigestMail, Officer, SenderMail
from documents.vocabulary import CaseState, Role
from portal.config import Settings, SettingsRefused
from portal.mail import MailFailed, post_of
from portal.mailer import Mailer
from portal.wiring import Wiring
from tests import factories
from tests.conftest import NOW
from tests.portal.desk.test_sealing import CANARY, Planted
from tests.portal.office import Office, office
from tests.servers import free_port

__all__ = ["office"]

MORNING = NOW
SATURDAY = NOW + timedelta(days=4)
AFTERNOON = NOW + timedelta(hours=4)


@dataclass
class MailServer:
    """A server of mail that keeps what it takes, and refuses as it is told."""

    answer: str = "250 OK"
    taken: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.answer.startswith("250"):
            content = envelope.original_content or b""
            told = email.message_from_bytes(content, policy=email.policy.default)
            assert isinstance(told, EmailMessage)
            self.taken.append(told)
        return self.answer


@pytest.fixture
def server() -> Iterator[tuple[MailServer, str]]:
    handler, port = MailServer(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, f"smtp://127.0.0.1:{port}"
    controller.stop()


def mailer_at(office: Office, url: str, now: datetime = MORNING) -> Mailer:
    wired: Wiring = office.app.extensions["wiring"]
    settings = replace(wired.settings, mail_url=url)
    return Mailer(replace(wired, settings=settings, clock=lambda: now))


def subscribe(office: Office, role: Role, address: str = "can.bo@so.example") -> None:
    with office.writing() as session:
        officers.set_mail(
            session, office.people[role].officer_id, email=address, wants_digest=True
        )


def work(mailer: Mailer) -> None:
    mailer.queue()
    while mailer.send_one():
        pass


def rows(office: Office) -> list[DigestMail]:
    with office.reading() as session:
        return list(session.scalars(select(DigestMail).order_by(DigestMail.id)))


def test_a_digest_tells_how_much_and_which_codes_once_a_day(
    office: Office, server: tuple[MailServer, str]
) -> None:
    handler, url = server
    late = office.case(title="Ổ gà bí mật", now=NOW - timedelta(days=30))
    today = office.case(title="Ổ gà khác", now=NOW - timedelta(days=14))
    subscribe(office, Role.FOCAL)
    for _ in range(3):
        work(mailer_at(office, url))
    work(mailer_at(office, url, MORNING + timedelta(hours=1)))
    (mail,) = handler.taken
    assert mail["Subject"] == (
        "Việc ngày 17/12/2019: 1 quá hạn, 1 đến hạn hôm nay, 2 đến lượt bạn"
    )
    assert mail["To"].addresses[0].addr_spec == "can.bo@so.example"
    body = mail.get_content()
    for case in (late, today):
        assert case.rsplit("/", 1)[-1] in body
    address = next(line.strip() for line in body.splitlines() if "/ho-so/" in line)
    office.get(Role.FOCAL, address[address.index("/ho-so/") :])
    assert "bí mật" not in body
    assert "Kín Đáo" not in body
    assert [row.sent_at is not None for row in rows(office)] == [True]


def test_nobody_gets_a_digest_of_nothing_or_against_his_will(
    office: Office, server: tuple[MailServer, str]
) -> None:
    handler, url = server
    office.case(CaseState.IN_PROGRESS)
    subscribe(office, Role.DIRECTOR)
    subscribe(office, Role.ADMIN)
    subscribe(office, Role.HEAD)
    with office.writing() as session:
        head = office.people[Role.HEAD].officer_id
        officers.set_mail(session, head, email="a@so.example", wants_digest=False)
    work(mailer_at(office, url))
    assert handler.taken == []
    (row,) = rows(office)
    assert (row.sent_at, row.fault, row.ended_at) == (None, "", NOW)


def test_digests_go_out_on_working_mornings_only(
    office: Office, server: tuple[MailServer, str]
) -> None:
    handler, url = server
    office.case()
    subscribe(office, Role.FOCAL)
    for now in (SATURDAY, AFTERNOON, NOW - timedelta(hours=4)):
        work(mailer_at(office, url, now))
    assert rows(office) == []
    work(mailer_at(office, url))
    assert len(handler.taken) == 1


def test_a_sealed_case_is_in_no_digest(
    office: Office, server: tuple[MailServer, str]
) -> None:
    handler, url = server
    planted = Planted(office)
    planted.seal()
    office.case()
    for role in (Role.FOCAL, Role.CVP, Role.DIRECTOR):
        subscribe(office, role)
    work(mailer_at(office, url, MORNING))
    assert handler.taken
    for mail in handler.taken:
        assert planted.case.rsplit("/", 1)[-1] not in mail.get_content()
        assert CANARY not in mail.as_string()


def test_a_busy_server_is_tried_again_later_and_a_refusal_is_told(
    office: Office, server: tuple[MailServer, str]
) -> None:
    handler, url = server
    office.case()
    subscribe(office, Role.FOCAL)
    handler.answer = "451 try later"
    work(mailer_at(office, url))
    work(mailer_at(office, url, MORNING + timedelta(minutes=1)))
    (row,) = rows(office)
    assert (row.tries, row.ended_at) == (1, None)
    assert "451 try later" in row.fault
    handler.answer = "250 OK"
    work(mailer_at(office, url, MORNING + timedelta(minutes=3)))
    (row,) = rows(office)
    assert (len(handler.taken), row.tries, row.fault) == (1, 2, "")
    subscribe(office, Role.CVP)
    subscribe(office, Role.CLERK)
    office.case(CaseState.PENDING_APPROVAL)
    handler.answer = "550 no such mailbox"
    work(mailer_at(office, url, MORNING + timedelta(minutes=4)))
    refused = [row for row in rows(office) if row.fault]
    assert [(row.tries, row.ended_at is not None) for row in refused] == [(1, True)]
    told = office.app.test_cli_runner().invoke(args=["doctor"])
    assert "không tới cvp: 550 no such mailbox" in told.output


def test_a_server_that_is_away_is_given_up_in_the_end(office: Office) -> None:
    office.case()
    subscribe(office, Role.FOCAL)
    url, now = f"smtp://127.0.0.1:{free_port()}", MORNING
    for _ in range(9):
        work(mailer_at(office, url, now))
        now += timedelta(hours=2)
    (row,) = rows(office)
    assert row.ended_at is not None
    assert row.sent_at is None


WRITES = replace(factories.CANARY, email="nguoi.gui@nha.example")
"""Who sends a case and gave an address of mail."""


def test_a_sender_is_told_by_mail_what_his_look_up_tells_and_no_more(
    office: Office, server: tuple[MailServer, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    handler, url = server
    case = office.case(CaseState.RECEIVED, identity=WRITES)
    office.case(CaseState.IN_PROGRESS)  # he gave no address of mail
    code = case.rsplit("/", 1)[-1]
    work(mailer_at(office, url))
    office.move(Role.FOCAL, case, "ask_info", question="Ổ gà ở làn nào vậy?")
    office.move(Role.CLERK, case, "supplement", answer="Ở làn ngoài cùng.")
    office.advance(case, CaseState.RESOLVED)
    work(mailer_at(office, url))
    work(mailer_at(office, url))
    assert [mail["Subject"] for mail in handler.taken] == [
        f"Hồ sơ {code}: đã tiếp nhận phản ánh của bạn",
        f"Hồ sơ {code}: cần bạn bổ sung thông tin",
        f"Hồ sơ {code}: đã có trả lời",
    ]
    for mail in handler.taken:
        assert mail["To"].addresses[0].addr_spec == WRITES.email
        assert mail["Content-Language"] == "vi"
        told = mail.get_content()
        assert code in told
        assert "/phan-anh/tra-cuu\n" in told
        for secret in ("Kín Đáo", "0912", "Lê Lợi", "Quốc lộ", "làn nào", "mã: "):
            assert secret not in mail.as_string() + told
    handler.answer = f"550 no such mailbox: <{WRITES.email}>"
    ended = office.case(identity=WRITES)
    office.move(Role.CLERK, ended, "withdraw", request="Người gửi gọi lại xin rút.")
    work(mailer_at(office, url))
    with office.reading() as session:
        rows = session.scalars(select(SenderMail).where(SenderMail.fault != "")).all()
    assert {(row.tries, row.ended_at) for row in rows} == {(1, NOW)}
    kept = repr([vars(row) for row in rows])
    # The server of the test logs for itself.
    logged = [it.message for it in caplog.records if not it.name.startswith("mail.")]
    assert WRITES.email not in kept + "".join(logged)
    assert "no such mailbox" in logged[-1]
    told = office.app.test_cli_runner().invoke(args=["doctor"]).output
    assert "2 thư báo cho người gửi không gửi được" in told


def test_no_sender_is_told_of_a_sealed_case_or_long_afterwards(
    office: Office, server: tuple[MailServer, str]
) -> None:
    handler, url = server
    case = office.row(office.case(identity=WRITES))
    with office.writing() as session:
        factories.seal(session, session.merge(case), NOW)
    work(mailer_at(office, url))
    office.case(identity=WRITES)
    work(mailer_at(office, url, NOW + timedelta(days=1, seconds=1)))
    assert handler.taken == []
    with office.reading() as session:
        rows = session.scalars(select(SenderMail)).all()
    assert [row.ended_at is not None for row in rows] == [True, True]


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\r\nBcc: x@y.example",
        "a@b.example, x@y.example",
        "<a@b.example>",
        "a b@c.example",
        "a@b",
        "@b.example",
        "a@" + "b" * 200 + ".example",
    ],
)
def test_an_address_cannot_cut_a_mails_head_open(
    office: Office, server: tuple[MailServer, str], address: str
) -> None:
    handler, url = server
    with pytest.raises(Invalid):
        subscribe(office, Role.FOCAL, address)
    focal = office.people[Role.FOCAL].officer_id
    evil = {"full_name": "Lê Văn\r\nBcc: x@y.example", "email": "a@b.example"}
    with office.writing() as session:
        session.execute(update(Officer).where(Officer.id == focal).values(**evil))
    office.case()
    work(mailer_at(office, url))
    assert handler.taken == []
    (row,) = rows(office)
    assert row.fault == "địa chỉ thư không dùng được"


def test_a_password_does_not_travel_in_the_clear(
    server: tuple[MailServer, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _handler, url = server
    monkeypatch.setattr("portal.mail._LOOPBACK", frozenset())
    message = EmailMessage()
    message["From"] = message["To"] = "a@b.example"
    with pytest.raises(MailFailed, match="không mã hóa") as failure:
        post_of(url.replace("://", "://me:secret@"))(message)
    assert failure.value.for_good


def test_a_folder_takes_mail_for_development(office: Office, tmp_path: Path) -> None:
    office.case()
    subscribe(office, Role.FOCAL)
    work(mailer_at(office, f"file:{tmp_path / 'thu'}"))
    (kept,) = (tmp_path / "thu").iterdir()
    assert kept.suffix == ".eml"
    assert kept.stat().st_mode & 0o077 == 0
    assert b"can.bo@so.example" in kept.read_bytes()


@pytest.mark.parametrize(
    "url", ["mail.so.example", "smtp://", "smtp://h:x", "file:thu", "http://h"]
)
def test_a_setting_that_sends_nowhere_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsRefused, match="PORTAL_MAIL_URL"):
        Settings.from_environment(
            {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_MAIL_URL": url}
        )


def test_an_officer_says_himself_where_his_mail_goes(office: Office) -> None:
    page = office.get(Role.CLERK, "/thu-bao-viec")
    assert "Nhận thư báo việc mỗi sáng làm việc" in page
    wrong = office.post(Role.CLERK, "/thu-bao-viec", email="a@b", wants_digest="y")
    assert wrong.status_code == 422
    assert "ten@coquan.gov.vn" in wrong.text
    right = office.post(Role.CLERK, "/thu-bao-viec", email="anh@so.example")
    assert right.status_code == 303
    assert office.as_(Role.ADMIN).get("/thu-bao-viec").status_code == 403
    with office.reading() as session:
        clerk = session.get_one(Officer, office.people[Role.CLERK].officer_id)
        assert (clerk.email, clerk.wants_digest) == ("anh@so.example", False)


def test_an_administrator_says_it_for_another(office: Office) -> None:
    clerk = office.people[Role.CLERK].officer_id
    path = f"/quan-tri/can-bo/{clerk}/thu"
    office.get(Role.ADMIN, path)
    sent = office.post(Role.ADMIN, path, email="anh@so.example", wants_digest="y")
    assert sent.status_code == 303
    assert "anh@so.example" in office.get(Role.ADMIN, "/quan-tri/")
    assert office.as_(Role.HEAD).get(path).status_code == 403
    assert office.as_(Role.ADMIN).get("/quan-tri/can-bo/999/thu").status_code == 404
