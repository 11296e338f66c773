"""What strangers type at public doors stays text (security.md §6, classes C and F).

Each marker would run a script, open a tag, send a header or lead to another host, if
any page or feed took it for more than words.
"""

import json
import re
from typing import Any, Final
from urllib.parse import quote, urlsplit

from defusedxml.ElementTree import fromstring
from lxml import html
from werkzeug.test import TestResponse

from documents.vocabulary import Role
from tests.portal.answers.published import Published
from tests.portal.intake.visitors import FORM, Visitor, code_in
from tests.portal.office import Office, office
from tests.portal.public_site import token_in

__all__ = ["office"]

MARKERS: Final = (
    '"><script>__x()</script>',
    "' autofocus onfocus=__x() x='",
    '" onmouseover="__x()" y="',
    "<img src=x onerror=__x()>",
    "<img src=http://evil.example/c>",
    "<svg/onload=__x()><x>",
    "]]><x>",
    "--><x>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;//evil.example>",
    "<iframe srcdoc='<script>__x()</script>'></iframe>",
    "</textarea></title></script></main><h1>Giả</h1>",
    "<form action=//evil.example><button>Gửi</button></form>",
    "[bấm](javascript:__x()) javascript:__x()",
    "＜script＞__x()＜/script＞",
    "&lt;script&gt;__x()&lt;/script&gt; &#x3c;x&#x3e;",
    "`${__x()}` {{ 7*191 }} {% include 'errors/500.html' %} ${7*191}",
    "x%0d%0aSet-Cookie: gia=1",
    "x\r\nSet-Cookie: gia=1",
)
LINES: Final = ("title", "location", "full_name", "organisation", "address", "phone")
FORBIDDEN: Final = {"base", "iframe", "object", "embed", "x"}
ADDRESSES: Final = ("href", "src", "action", "formaction", "poster", "data")


def check(answer: TestResponse, where: str) -> TestResponse:
    """Fail if an answer holds anything that was typed as more than text."""
    assert answer.status_code < 500, where
    for name, value in answer.headers:
        assert "gia=1" not in value or name == "Location", where
        assert "evil" not in (urlsplit(value).netloc if name == "Location" else ""), (
            where
        )
    mimetype = answer.mimetype or ""
    if mimetype.endswith("xml"):
        tree = fromstring(answer.data)
        assert not [it for it in tree.iter() if it.tag.endswith("}x") or it.tag == "x"]
    elif mimetype.endswith("json"):
        json.loads(answer.data)
    elif mimetype == "text/html":
        _check_page(html.document_fromstring(answer.data.decode()), where)
    assert "1337" not in answer.text, where
    return answer


def _check_page(page: Any, where: str) -> None:
    for element in page.iter(html.etree.Element):
        assert element.tag not in FORBIDDEN, where
        assert "http-equiv" not in element.attrib, where
        assert element.text != "Giả", where
        for name in element.attrib:
            assert not name.startswith("on"), where
            assert name not in {"srcdoc", "x", "y"}, where
        for name in ADDRESSES:
            told = urlsplit(element.get(name, ""))
            assert told.scheme in {"", "http", "https", "tel", "mailto"}, where
            assert told.netloc in {"", "localhost", "127.0.0.1:8000"}, where
        if element.tag == "script" and "__x" in (element.text or ""):
            # Data for search engines: no word of it may end the script.
            assert element.get("type") == "application/ld+json", where
            assert "<" not in element.text, where


def texts(answer: TestResponse) -> str:
    """Return every word of a page that a reader sees or finds in a field."""
    page = html.document_fromstring(answer.data.decode())
    fields = page.xpath("//input/@value | //textarea/text()")
    return " ".join(" ".join([page.text_content(), *fields]).split())


def plainly(marker: str) -> str:
    return " ".join(marker.split())


def test_the_form_for_sending_keeps_what_was_typed_as_text_and_refuses_in_words(
    office: Office,
) -> None:
    visitor = Visitor(office)
    for marker in MARKERS:
        typed = dict.fromkeys(LINES, marker) | {"content": f"{marker}\n{marker} nữa"}
        answer = check(visitor.send(**typed, agreed="", proof="x"), marker)
        assert answer.status_code == 422
        # Each line of the form and both lines of the text hold it.
        assert texts(answer).count(plainly(marker)) >= len(LINES) + 2, marker
    for name in ("field", "complainant_kind", "key", "proof", "looked", "website"):
        for marker in MARKERS[:1]:
            check(visitor.send(**{"agreed": "", "proof": "x"} | {name: marker}), name)


def test_what_was_sent_is_text_to_who_sent_it_to_the_office_and_to_the_public(
    office: Office,
) -> None:
    everything = "\n".join(MARKERS)
    words = {"title": "".join(MARKERS[:5]), "location": "".join(MARKERS[5:9])}
    words |= {"full_name": MARKERS[0], "address": MARKERS[3], "content": everything}
    receipt = check(Visitor(office).send(**words), "receipt")
    assert receipt.status_code == 200
    case = f"/ho-so/{code_in(receipt)}"
    taken = office.move(Role.CLERK, case, "accept", similar="none")
    assert taken.status_code == 303
    page = check(office.as_(Role.FOCAL).get(case), case)
    for marker in MARKERS:
        assert plainly(marker) in texts(page), marker
    answered = Published(office, title=words["title"], location=words["location"])
    answered.prepare(title=words["title"], content=everything, answer=everything)
    answered.release()
    office.index()
    public = check(office.visitor().get(answered.public), "public")
    assert public.status_code == 200
    for path in (
        "/", "/hoi-dap", "/hoi-dap/atom.xml", "/api/v1/answers",
        f"/api/v1{answered.public.replace('hoi-dap', 'answers')}",
        "/tim-kiem?q=evil.example", "/tim-kiem/atom.xml?q=evil.example",
        "/tim-kiem/goi-y?q=evil", "/api/v1/search?q=evil.example",
    ):  # fmt: skip
        assert "evil.example" in check(office.visitor().get(path), path).text, path
    for path in ("/ho-so/", "/ban-lam-viec", f"{case}/nguoi-dan-thay"):
        check(office.as_(Role.FOCAL).get(path), path)


def test_what_is_looked_up_searched_or_put_into_an_address_is_text(
    office: Office,
) -> None:
    for number, marker in enumerate(MARKERS):
        for path in ("/phan-anh/tra-cuu", "/en/track"):
            client = office.visitor()
            typed = {"csrf_token": token_in(client.get(path).text), "code": marker}
            told = {"REMOTE_ADDR": f"192.0.2.{number}"}
            typed |= {"pin": marker}
            answer = client.post(path, data=typed, environ_overrides=told)
            assert check(answer, marker).status_code == 422
        asked = quote(marker)
        for door in (
            "/tim-kiem?q={}", "/tim-kiem?q=x&loai={}&tu={}&sap-xep={}",
            "/tim-kiem/goi-y?q={}", "/tim-kiem/goi-y?q={}&dang=opensearch",
            "/tim-kiem/atom.xml?q={}", "/api/v1/search?q={}&page={}",
            "/api/v1/directives?kind={}&year={}", "/van-ban?loai={}&co-quan={}&nam={}",
            "/hoi-dap?linh-vuc={}&trang={}", "/tin-tuc?the={}", "/dang-nhap?tiep={}",
            "/{}", "/en/{}", "/api/v1/{}", "/trang/{}", "/van-ban/{}", "/hoi-dap/{}",
            "/duong-day-nong/niem-yet/{}", "/quyen-rieng-tu/{}", "/kich-hoat/{}",
        ):  # fmt: skip
            check(office.visitor().get(door.replace("{}", asked)), door)
        found = office.visitor().get(f"/tim-kiem?q={asked}")
        assert re.sub(r"\W", "", marker) in re.sub(r"\W", "", texts(found)), marker


def test_no_address_or_header_leads_out_of_the_portal(office: Office) -> None:
    for path in (
        "//evil.example", "//evil.example/trang/a/", "/%2f%2fevil.example",
        "/\\evil.example", "/trang//evil.example/", "/trang/https://evil.example",
        "/en//evil.example", "/tin-tuc/%0d%0aLocation:%20//evil.example", "/https:evil",
        "/@evil.example",
    ):  # fmt: skip
        answer = check(office.visitor().get(path), path)
        assert answer.status_code in {301, 308, 400, 404}, path
    hostile = "<script>__x()</script> https://evil.example"
    for name in (
        "Accept", "Accept-Language", "Cookie", "If-Modified-Since", "If-None-Match",
        "Origin", "Range", "Referer", "User-Agent", "X-Forwarded-Host",
        "X-Forwarded-Prefix", "X-Forwarded-Proto", "X-Original-Url", "X-Rewrite-Url",
    ):  # fmt: skip
        for value in (hostile, "x" * 65_536, "\x00\xff"):
            for path in ("/", "/khong-co", "/sitemap.xml", FORM, "/dang-nhap"):
                answer = check(office.visitor().get(path, headers={name: value}), name)
                assert "evil" not in answer.text, (name, path)
