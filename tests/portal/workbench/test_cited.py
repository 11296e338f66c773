"""A document that no longer holds is told wherever a letter cites it."""

import re

from documents.vocabulary import CaseState, Role
from tests.portal.office import Office, office
from tests.portal.studio.conftest import studio
from tests.portal.studio.studio import S, Studio
from tests.portal.workbench.register import CITED, TOLD, enter

__all__ = ["office", "studio"]


def renewing(page: str) -> str:
    found = re.search(r'value="(renew:\d+)"', page)
    assert found, "nothing can be put in place"
    return found[1]


def test_the_studio_tells_it_and_puts_the_new_document_in_place(studio: Studio) -> None:
    enter(studio)
    letter = studio.letter(by=Role.HANDLER)
    assert TOLD not in studio.get(Role.HANDLER, f"{letter}/sua")
    shown = studio.send(Role.HANDLER, letter, "preview", body=CITED).text
    assert TOLD in shown
    assert TOLD in studio.keep(Role.HANDLER, letter, body=CITED).text
    answer = studio.send(Role.HANDLER, letter, renewing(shown), body=CITED)
    assert "Đã thay 1 chỗ bằng Quyết định số 88/QĐ-UBND" in answer.text
    assert "Thực hiện Quyết định số 88/QĐ-UBND ngày 02/12/2019" in answer.text
    assert TOLD not in answer.text
    assert studio.stored(letter).content["body"] != CITED
    nothing = studio.send(Role.HANDLER, letter, "renew:999999", body=CITED)
    assert "Không còn gì để thay" in nothing.text
    assert CITED in nothing.text


def test_who_signs_a_letter_is_told_and_once_it_is_issued_nobody(
    studio: Studio,
) -> None:
    enter(studio)
    letter = studio.letter(by=Role.HANDLER)
    studio.send(Role.HANDLER, letter, body=CITED)
    studio.step(Role.HANDLER, letter, "submit")
    assert studio.stored(letter).state is S.PENDING
    assert TOLD in studio.get(Role.DIRECTOR, letter)
    studio.step(Role.DIRECTOR, letter, "approve")
    assert TOLD in studio.get(Role.CLERK, letter)
    studio.step(Role.CLERK, letter, "issue", issued_on="17/12/2019")
    assert studio.stored(letter).state is S.ISSUED
    assert TOLD not in studio.get(Role.DIRECTOR, letter)


def test_who_approves_a_reply_is_told_on_its_cases_page(office: Office) -> None:
    enter(office)
    case = office.case(CaseState.IN_PROGRESS)
    form = {"result": "Đã vá xong toàn bộ ổ gà.", "subject": "trả lời phản ánh"}
    signer = str(office.people[Role.DIRECTOR].officer_id)
    office.move(Role.HANDLER, case, "du-thao", body=CITED, signer_id=signer, **form)
    office.move(Role.HEAD, case, "submit_result")
    assert TOLD in office.get(Role.DIRECTOR, case)
