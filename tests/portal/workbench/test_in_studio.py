"""The workbench in the letter studio, where a reply is written with care."""

from sqlalchemy import select

from documents.models import OutgoingLetter
from documents.vocabulary import Role
from tests.factories import CANARY
from tests.portal.office import Office, office
from tests.portal.studio.studio import told
from tests.portal.studio.typed import form_in
from tests.portal.workbench.test_draft import (
    NAMING,
    PATCHED,
    answered,
    drafting,
    marks,
    press,
)

__all__ = ["office"]

SAID = "Đoạn lấy từ văn bản số 01/SGTVT-KCHT ngày 17/12/2019"


def opened(office: Office) -> str:
    """Draft a reply beside a solved case; return the letter's address."""
    answered(office, PATCHED, NAMING)
    location = press(office, drafting(office), "studio", body="Đang viết.").location
    return location.removesuffix("/sua")


def send(office: Office, letter: str, page: str, action: str, **typed: str) -> str:
    data = form_in(page, "van-ban") | typed | {"action": action}
    answer = office.as_(Role.HANDLER).post(f"{letter}/sua", data=data)
    assert answer.status_code in {200, 303}, answer.status_code
    return answer.text


def test_a_paragraph_is_taken_over_and_told_to_who_approves(office: Office) -> None:
    letter = opened(office)
    page = office.get(Role.HANDLER, f"{letter}/sua")
    assert CANARY.full_name not in page
    (mark,) = marks(page)
    shown = send(office, letter, page, f"take:{mark}")
    assert form_in(shown, "van-ban")["body"] == f"Đang viết.\n\n{PATCHED}"
    assert SAID not in told(office.get(Role.DIRECTOR, letter))
    send(office, letter, shown, "save")
    for role, path in ((Role.DIRECTOR, letter), (Role.HANDLER, f"{letter}/sua")):
        assert SAID in told(office.get(role, path))


def test_the_source_of_what_is_typed_and_not_saved_is_not_lost(office: Office) -> None:
    letter = opened(office)
    form = form_in(office.get(Role.HANDLER, f"{letter}/sua"), "van-ban")
    (mark,) = marks(office.get(Role.HANDLER, f"{letter}/sua"))
    client = office.as_(Role.HANDLER)
    typed = form | {"body": PATCHED, "taken": mark}
    assert client.post(f"{letter}/sua/nhap", data=typed).status_code == 200
    page = office.get(Role.HANDLER, f"{letter}/sua")
    assert form_in(page, "van-ban")["taken"] == mark
    send(office, letter, page, "save")
    assert SAID in told(office.get(Role.DIRECTOR, letter))


def test_what_names_who_sent_the_other_case_is_refused_in_the_studio_too(
    office: Office,
) -> None:
    letter = opened(office)
    page = office.get(Role.HANDLER, f"{letter}/sua")
    named = marks(page)[0].replace(".1", ".2")
    for action, taken in ((f"take:{named}", ""), ("save", named)):
        data = form_in(page, "van-ban") | {"body": NAMING, "taken": taken}
        answer = office.as_(Role.HANDLER).post(
            f"{letter}/sua", data=data | {"action": action}
        )
        assert answer.status_code == 422
        assert "nêu người phản ánh của hồ sơ nguồn" in answer.text
    with office.reading() as session:
        newest = session.scalars(select(OutgoingLetter).order_by(-OutgoingLetter.id))
        assert newest.first().content["body"] == "Đang viết."  # type: ignore[union-attr]  # it is there


def test_a_letter_without_a_case_has_no_workbench(office: Office) -> None:
    begun = office.post(Role.HANDLER, "/cong-van/soan", paper="cong-van")
    letter = begun.location.removesuffix("/sua")
    page = office.get(Role.HANDLER, f"{letter}/sua")
    assert "Hồ sơ tương tự" not in page
    data = form_in(page, "van-ban") | {"action": "take:m1"}
    assert office.as_(Role.HANDLER).post(f"{letter}/sua", data=data).status_code == 404
