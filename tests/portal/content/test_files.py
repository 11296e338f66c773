"""Pictures and files in the form of a page, and where everybody fetches them."""

import io
import re
from typing import Any

from documents.models import SitePage
from documents.vocabulary import ContentAction, Role
from tests.documents.case_files.samples import PLACE, iphone, photograph
from tests.documents.extract.samples import text_pdf
from tests.portal.content.published import drafted, moved
from tests.portal.content.test_editing import row, send, typed
from tests.portal.office import Office, office

__all__ = ["office"]

A = ContentAction
BODY = "Đoạn đang viết dở"


def add(
    office: Office, page: SitePage, content: bytes = b"", name: str = "", **told: Any
) -> Any:
    """Press the button that adds a file, with words that nobody has kept yet."""
    told = typed(title="Một", body=BODY) | {"them-tep": "1"} | told
    if content:
        told["upload"] = (io.BytesIO(content), name)
    return send(office, Role.CLERK, page, "sua", **told)


def with_a_picture_and_a_plan(office: Office) -> tuple[SitePage, dict[str, Any]]:
    """Return a draft with both, and the words that it was saved with."""
    page = drafted(office, "Một")
    added = add(office, page, photograph(), "cau.jpg", told='Cầu "Cỏ May" [mới]')
    number = re.findall(r"anh-(\d+)", added.text)[0]
    again = add(office, page, text_pdf(), "kế hoạch.pdf", files=[])
    file = re.findall(r'name="files" value="(\d+)" checked', again.text)
    assert len(file) == 1
    words = typed(title="Một", body=f"![](anh-{number})") | {"files": file}
    assert send(office, Role.CLERK, page, "sua", **words).status_code == 303
    return page, words


def test_a_picture_of_which_nothing_is_told_is_held_until_it_is(
    office: Office,
) -> None:
    page = drafted(office, "Một")
    refused = add(office, page, photograph(), "cau.jpg")
    assert refused.status_code == 422
    assert "Cần tả ảnh cho thấy gì" in refused.text
    assert f"{BODY}</textarea>" in refused.text
    held = {
        "upload_key": re.findall(r'name="upload_key" value="([^"]+)"', refused.text)[0],
        "upload_held": re.findall(r'name="upload_held" value="(\w+)"', refused.text)[0],
    }
    added = add(office, page, told='Cầu "Cỏ May" [mới]', **held)
    assert added.status_code == 200
    assert f"{BODY}</textarea>" in added.text
    assert row(office, page.id).body == "", "only what is saved is kept"
    code = re.findall(r"<code[^>]*>(.*?)</code>", added.text)[0]
    assert code.startswith("![Cầu &#34;Cỏ May&#34; \\[mới\\]](anh-")


def test_a_picture_goes_to_the_readers_and_is_gone_with_its_page(
    office: Office,
) -> None:
    page, words = with_a_picture_and_a_plan(office)
    desk = office.get(Role.CLERK, f"/noi-dung/{page.id}")
    picture = re.findall(r'<img src="(/tep/[0-9a-f]{64})"', desk)[0]
    plan = re.findall(r'href="(/tep/[0-9a-f]{64})"', desk)[0]
    client = office.visitor()
    for address in (picture, plan):
        assert client.get(address).status_code == 404
        own = office.as_(Role.CLERK).get(address)
        assert (own.status_code, own.cache_control.no_store) == (200, True)
    moved(office, row(office, page.id), A.PUBLISH)
    read = client.get("/trang/mot").text
    tag = re.findall(r"<img[^>]+>", read.split('class="prose')[1])[0]
    assert 'alt="Cầu &#34;Cỏ May&#34; [mới]"' in tag
    assert 'width="1200" height="800" loading="lazy"' in tag
    assert re.search(r"kế hoạch.pdf <span[^>]*>tệp PDF, \d+ KB", read)
    got = client.get(picture)
    assert (got.mimetype, got.cache_control.no_store) == ("image/jpeg", False)
    assert PLACE.encode() not in got.data
    same = client.get(picture, headers={"If-None-Match": got.headers["ETag"]})
    assert same.status_code == 304
    assert "attachment" in client.get(plan).headers["Content-Disposition"]

    used = send(office, Role.CLERK, page, "sua", **words, **{"bo-tep": "1"})
    assert used.status_code == 422
    assert "đang được dùng trong trang" in used.text
    moved(office, row(office, page.id), A.ARCHIVE)
    tag = {"If-None-Match": got.headers["ETag"]}
    assert client.get(picture, headers=tag).status_code == 404
    assert client.get(plan).status_code == 404


def test_what_is_no_picture_and_no_document_is_refused_and_decoration_is_silent(
    office: Office,
) -> None:
    page = drafted(office, "Một")
    for content, name, why in (
        (b"<svg onload='x()'/>", "anh.svg", "Loại tệp này không nhận được"),
        (b"ID3\x04" + bytes(64), "goi.mp3", "không nhận ghi âm"),
        (b"", "", "Hãy chọn một ảnh hoặc một tệp"),
    ):
        refused = add(office, page, content, name, told="Ảnh")
        assert refused.status_code == 422
        assert why in refused.text
    saved = typed(title="Một", body=BODY) | {"is_decoration": "y"}
    saved["upload"] = (io.BytesIO(iphone()), "IMG.HEIC")  # type: ignore[assignment]  # a file beside words
    kept = send(office, Role.CLERK, page, "sua", **saved)
    assert kept.status_code == 200, "a file that was chosen is not lost by saving"
    assert re.search(r"<code[^>]*>!\[\]\(anh-\d+\)</code>", kept.text)
    number = re.findall(r'name="bo-tep" value="(\d+)"', kept.text)[0]
    gone = send(
        office, Role.CLERK, page, "sua", **typed(body=BODY), **{"bo-tep": number}
    )
    assert gone.status_code == 200
    assert 'name="bo-tep"' not in gone.text
    assert f"{BODY}</textarea>" in gone.text
