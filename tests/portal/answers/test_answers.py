"""What visitors read of cases: nothing before the release, nothing after it is gone."""

import html

import pytest

from documents.text import fold
from documents.vocabulary import Role
from tests.portal.answers.published import ANSWER, TITLE, WHO, WHY, Published
from tests.portal.office import Office, office

__all__ = ["office"]

LISTS = ("/hoi-dap", "/hoi-dap?linh-vuc=roads", "/hoi-dap?trang=2&linh-vuc=roads")
SEARCHES = (
    "/tim-kiem?q=đá+cuội",
    "/tim-kiem?q=da+cuoi",
    "/tim-kiem?q=chợ+Rạch+Hào",
    "/tim-kiem?q=loại:hỏi+đáp",
    "/tim-kiem/goi-y?q=da+cu",
    "/tim-kiem/atom.xml?q=đá+cuội",
)


def told(office: Office, path: str) -> str:
    answer = office.visitor().get(path)
    assert answer.status_code in {200, 404, 422}, path
    return fold(html.unescape(answer.text))


def shown(office: Office, case: Published) -> set[str]:
    """Return the public addresses that tell of the answer."""
    places = (
        *LISTS,
        *SEARCHES,
        case.public,
        case.public.upper().replace("HOI-DAP", "hoi-dap"),
        "/",
    )
    words = ("da cuoi, nghiem", "xong o ga", fold(TITLE), case.code.lower())
    return {
        path
        for path in places
        if any(word in told(office, path).replace(fold(path), "") for word in words)
    }


@pytest.fixture
def case(office: Office) -> Published:
    return Published(office)


def test_a_released_answer_is_read_listed_and_found_by_everybody(
    office: Office, case: Published
) -> None:
    office.index()
    assert shown(office, case) == set()
    assert case.prepare().status_code == 303
    office.index()
    assert shown(office, case) == set()
    assert case.release().status_code == 303
    assert {"/hoi-dap", case.public} <= shown(office, case)
    office.index()
    missing = {*LISTS, *SEARCHES, case.public} - shown(office, case)
    assert not missing
    page = office.visitor().get(case.public)
    assert ANSWER in page.text
    assert page.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize("how", ["taken down", "sender says no", "opened again"])
def test_what_is_gone_is_gone_from_every_public_place_at_once(
    office: Office, case: Published, how: str, *, indexed: bool
) -> None:
    case.publish()
    office.index()
    assert shown(office, case)
    if how == "taken down":
        done = case.take_down()
    elif how == "sender says no":
        done = case.say_no()
    else:
        done = office.move(Role.FOCAL, case.case, "reopen", reason="Ổ gà lại hiện ra.")
    assert done.status_code == 303
    if indexed:
        office.index()
        assert not any(key.startswith("answer:") for key in held(office))
    assert shown(office, case) == set()
    assert office.visitor().get(case.public).status_code == 404


def held(office: Office) -> set[str]:
    return {one.key for one in office.searching.differences()} | set(
        office.searching._open().revisions()
    )


def test_an_index_made_anew_agrees_with_the_database(
    office: Office, case: Published
) -> None:
    case.publish()
    office.searching.rebuild()
    assert office.searching.differences() == []
    assert f"answer:{case.code}" in held(office)
    case.say_no()
    office.searching.rebuild()
    assert office.searching.differences() == []
    assert f"answer:{case.code}" not in held(office)


def test_the_helper_leaves_no_canary_of_the_sender_in_what_it_proposes(
    office: Office,
) -> None:
    told = f"Tôi là {WHO.full_name}, số {WHO.phone}."
    case = Published(office, content=told)
    page = office.get(Role.FOCAL, case.page)
    form = page.split("<form")[-1]
    for word in (WHO.full_name, WHO.phone):
        assert word in page
        assert f"{word}" not in "".join(
            part.split("</textarea>")[0] for part in form.split("<textarea")[1:]
        )


@pytest.mark.parametrize(
    "code", ["DDN-2019-999999", "x", "DDN-2019-000001%00", "ddn-2019-000001'--", "%FF"]
)
def test_an_address_of_nothing_is_not_found(office: Office, code: str) -> None:
    assert office.visitor().get(f"/hoi-dap/{code}").status_code == 404


def test_answers_are_paged_and_narrowed_by_field(office: Office) -> None:
    for number in range(21):
        Published(office, title=f"Ổ gà {number}").publish()
    first, second = (told(office, f"/hoi-dap?trang={page}") for page in (1, 2))
    assert first.count('class="register__row"') == 20
    assert second.count('class="register__row"') == 1
    assert "trang sau" in first
    assert "chua co cau tra loi nao thuoc" in told(office, "/hoi-dap?linh-vuc=planning")
    assert "21 cau tra loi" in told(office, "/hoi-dap?linh-vuc=la-lung")


def test_markup_in_an_answer_is_text(office: Office, case: Published) -> None:
    trick = "<script>alert(1)</script> **đậm** và | a | b |"
    case.prepare(answer=trick, title="Ổ gà <b>to</b>")
    case.release()
    for path in (case.public, "/hoi-dap"):
        page = office.visitor().get(path).text
        assert "<script>alert" not in page
        assert "<b>to" not in page


def test_why_it_was_taken_down_is_told_to_officers_only(
    office: Office, case: Published
) -> None:
    case.publish()
    case.take_down()
    assert WHY in office.get(Role.HANDLER, case.case)
    assert fold(WHY) not in told(office, case.public)
