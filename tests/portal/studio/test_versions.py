"""Versions of a letter: what each changed, and going back to one."""

import re

import pytest

from documents.vocabulary import Role
from tests.portal.studio.studio import WORDS, S, Studio, told

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def path(studio: Studio) -> str:
    """Write a letter three times over."""
    path = studio.letter()
    studio.send(Role.HEAD, path, body=f"Sở đã vá toàn bộ {EVIL} trên Quốc lộ 51.")
    studio.send(
        Role.HANDLER, path, subject="vá ổ gà", recipients="Như trên\nSở Tài chính"
    )
    return path


def changed(page: str) -> list[str]:
    return re.findall(r'<p class="differing">(.*?)</p>', page, re.DOTALL)


def test_each_version_tells_who_wrote_what(studio: Studio, path: str) -> None:
    page = told(studio.get(Role.HANDLER, f"{path}/phien-ban"))
    assert "Bản 4 09:30 17/12/2019, Nguyễn Văn Mẫu trích yếu, nơi nhận" in page
    assert "Bản 3 09:30 17/12/2019, Nguyễn Văn Mẫu nội dung" in page
    assert "bản đầu tiên" in page


def test_what_a_version_changed_is_marked_and_its_text_stays_text(
    studio: Studio, path: str
) -> None:
    page = studio.get(Role.HANDLER, f"{path}/phien-ban?ban=3")
    assert "<script>alert" not in page
    (body,) = changed(page)
    assert re.search(r"<del>\s*cho\s*</del>", body)
    assert re.search(
        r"<ins>[^<]*&lt;script&gt;alert\(1\)&lt;/script&gt;[^<]*</ins>", body
    )
    assert "toàn bộ" in re.sub(r"<(ins|del)>.*?</\1>", "", body)


def test_what_did_not_change_is_left_out(studio: Studio, path: str) -> None:
    page = studio.get(Role.HANDLER, f"{path}/phien-ban?ban=4")
    assert len(changed(page)) == 2
    assert "Sở Tài chính" in changed(page)[1]
    assert "<ins>" in changed(page)[1]
    assert "<del>" not in changed(page)[1]


@pytest.mark.parametrize(
    "asked", ["", "x", "0", "-1", "999", "9" * 5000, "\u0663", "4'"]
)
def test_a_version_nobody_has_is_the_nearest_there_is(
    studio: Studio, path: str, asked: str
) -> None:
    page = studio.get(Role.HANDLER, f"{path}/phien-ban?ban={asked}")
    assert page.count('aria-current="true"') == 1


def test_going_back_makes_the_old_text_the_newest(studio: Studio) -> None:
    path = studio.letter()
    studio.send(Role.HANDLER, path, body="Bản sửa hỏng.", subject="hỏng")
    page = studio.get(Role.HANDLER, f"{path}/phien-ban?ban=2")
    form = re.search(rf'action="({path}/phien-ban/\d+)"', page)
    assert form
    assert "Khôi phục bản này" in page
    version = str(studio.stored(path).version)
    answer = studio.post(Role.HANDLER, form[1], version=version)
    assert (answer.status_code, answer.location) == (303, f"{path}/phien-ban")
    page = told(studio.get(Role.HANDLER, f"{path}/phien-ban"))
    assert "Đã khôi phục" in page
    assert "Bản 4" in page
    row = studio.stored(path)
    assert (row.content["body"], row.subject) == (WORDS["body"], WORDS["subject"])


def test_who_was_overtaken_does_not_go_back(studio: Studio) -> None:
    path = studio.letter()
    version = str(studio.stored(path).version)
    studio.send(Role.HEAD, path, body="Bản mới của trưởng phòng.")
    for seen in (version, "", "x"):
        answer = studio.post(Role.HANDLER, f"{path}/phien-ban/1", version=seen)
        assert answer.status_code == 409
    assert studio.stored(path).content["body"] == "Bản mới của trưởng phòng."


def test_there_is_no_way_back_to_what_never_was(studio: Studio) -> None:
    path, other = studio.letter(), studio.letter()
    version = str(studio.stored(path).version)
    for number in ("999", "2147483647", "0", "9" * 30):
        answer = studio.post(
            Role.HANDLER, f"{path}/phien-ban/{number}", version=version
        )
        assert answer.status_code == 404, number
    assert studio.stored(other).version == studio.stored(path).version


@pytest.mark.parametrize("state", [S.PENDING, S.APPROVED, S.ISSUED, S.DISCARDED])
def test_what_has_left_the_desk_is_read_but_not_brought_back(
    studio: Studio, state: S
) -> None:
    path = studio.letter(state)
    page = studio.get(Role.HEAD, f"{path}/phien-ban?ban=1")
    assert "Khôi phục bản này" not in page
    version = str(studio.stored(path).version)
    answer = studio.post(Role.HEAD, f"{path}/phien-ban/1", version=version)
    assert answer.status_code == 409
    assert "không sửa được" in told(answer.text)
    assert str(studio.stored(path).version) == version


def test_words_that_changed_side_by_side_are_read_as_one_change(
    studio: Studio,
) -> None:
    path = studio.letter()
    studio.send(Role.HANDLER, path, subject="thay toàn bộ biển báo trên Quốc lộ 51")
    (subject,) = changed(studio.get(Role.HANDLER, f"{path}/phien-ban?ban=3"))
    assert subject == (
        "<del>sửa chữa ổ gà</del><ins>thay toàn bộ biển báo</ins> trên Quốc lộ 51"
    )
