"""Who has not read, or not done, what was passed on: of all units, or of one's own."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from documents import distributions
from documents.models import Directive, Obligation, Unit
from documents.vocabulary import DeadlineMode, Purpose, Role
from tests.conftest import NOW
from tests.portal.office import Office, office
from tests.portal.public_site import draft, publish

__all__ = ["office"]

PATH = "/van-ban/theo-doi"


@pytest.fixture
def passed(office: Office) -> Office:
    """Pass three directives on; of one what it asks for was due last week."""
    with office.writing() as session:
        units = list(session.scalars(select(Unit).order_by(Unit.place)))
        for place, (number, purpose, due) in enumerate(
            (
                ("1/CV", Purpose.INFORM, None),
                ("2/CV", Purpose.CARRY_OUT, date(2019, 12, 10)),
                ("3/CV", Purpose.COORDINATE, date(2019, 12, 30)),
            )
        ):
            row = draft(
                session, office.people, number=number, abstract=f"=việc {number}"
            )
            publish(session, row, office.people)
            if due:
                session.add(obligation(row, due))
            distributions.distribute(
                session,
                row,
                [unit.id for unit in units if unit.code in {"KCHT", "VTPT"}],
                purpose,
                by=office.people[Role.CLERK],
                now=NOW - timedelta(days=9 - place),
            )
    return office


def obligation(row: Directive, due: date) -> Obligation:
    return Obligation(
        directive_id=row.id,
        text="Báo cáo kết quả",
        mode=DeadlineMode.BY,
        stated_on=due,
        due_on=due,
        calendar="1",
    )


def listed(office: Office, role: Role, asked: str = "") -> list[tuple[str, str]]:
    """Return number and unit of each line, in the order of the page."""
    page = office.get(role, PATH + asked).split("tung-van-ban")[-1]
    lines = re.findall(r"Công văn số (\d)/CV</a>.*?Đơn vị\">([^<]+)<", page, re.DOTALL)
    return [(number, unit.removeprefix("Phòng Quản lý ")) for number, unit in lines]


def test_late_ones_come_first_and_each_who_passes_on_sees_all_units(
    passed: Office,
) -> None:
    roads, transport = "kết cấu hạ tầng", "vận tải"
    every = [(n, unit) for n in "213" for unit in (roads, transport)]
    for role in (Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR):
        assert listed(passed, role) == every
    page = passed.get(Role.CVP, PATH)
    assert "Có 6 lượt chuyển còn chờ" in page
    assert page.count("Quá hạn 7 ngày") == 2
    path = "/van-ban/2-cv-2019"
    assert passed.post(Role.HEAD, f"{path}/da-doc").status_code == 303
    assert passed.post(Role.HEAD, "/van-ban/1-cv-2019/da-doc").status_code == 303
    assert listed(passed, Role.CVP, "?con-cho=chua-doc&muc-dich=carry_out") == [
        ("2", transport)
    ]
    assert listed(passed, Role.CVP, "?con-cho=qua-han") == every[:2]
    done = "Đã quán triệt tại cuộc họp giao ban."
    passed.post(Role.HEAD, f"{path}/da-thuc-hien", result=done)
    assert listed(passed, Role.CVP, "?con-cho=qua-han") == [("2", transport)]
    figures = re.findall(
        r"Phòng Quản lý ([^<]+)</a></th>\s*<td[^>]*>(\d)</td>\s*<td[^>]*>(\d)",
        passed.get(Role.CVP, PATH),
    )
    assert figures == [(roads, "1", "1"), (transport, "3", "2")]
    with passed.reading() as session:
        chosen = session.scalars(select(Unit.id).where(Unit.code == "KCHT")).one()
    assert listed(passed, Role.CVP, f"?don-vi={chosen}") == [("3", roads)]


def test_a_unit_sees_its_own_only_here_and_on_its_desk(passed: Office) -> None:
    own = [(n, "kết cấu hạ tầng") for n in "213"]
    for role in (Role.HEAD, Role.HANDLER):
        for asked in ("", "?don-vi=4"):
            assert listed(passed, role, asked) == own
        page = passed.get(role, PATH)
        assert "Phòng Quản lý vận tải" not in page
    desk = passed.get(Role.HEAD, "/ban-lam-viec")
    assert PATH in desk
    assert "Quá hạn" in desk.split("van-ban-chuyen-den")[-1]
    assert passed.as_(Role.ADMIN).get(PATH).status_code == 403


def test_the_list_is_taken_along_as_a_spreadsheet(passed: Office) -> None:
    path = f"{PATH}.xlsx?muc-dich=carry_out"
    assert path in passed.get(Role.CVP, f"{PATH}?muc-dich=carry_out")
    for role, units in ((Role.CVP, 2), (Role.HEAD, 1)):
        answer = passed.as_(role).get(path)
        sheet = load_workbook(BytesIO(answer.get_data())).active
        assert sheet is not None
        told, heading, *rows = list(sheet.iter_rows(values_only=True))[1:]
        assert f"Có {units} lượt chuyển theo mục đích “Thực hiện”" in str(told[0])
        assert heading[0] == "Đơn vị"
        assert len(rows) == units
        assert rows[0][1:4] == ("Công văn số 2/CV", "=việc 2/CV", "Thực hiện")
        assert rows[0][-1] == 7
        cell = sheet.cell(4, 3)
        assert cell.data_type == "s"
