"""The hotline's contacts, as visitors reach them and as officers keep them."""

import vobject

from documents import contacts
from documents.contacts import ContactFields, PhoneFields
from documents.models import Contact
from documents.vocabulary import Role
from tests.portal.public_site import NOW, Site, post, publish, site

__all__ = ["site"]

CHANGE = {
    "position": "Giám đốc Sở",
    "name": "Trần Thượng Chí",
    "phones-0-raw": "0903706339",
    "phones-0-public": "y",
    "email": "chitt@sogtvt.bariavungtau.gov.vn",
    "place": "1",
}


def first(site: Site) -> Contact:
    with site.database.reading() as session:
        row = session.get(Contact, 1)
        assert row is not None
        return row


def test_a_visitor_calls_and_writes_with_one_tap(site: Site) -> None:
    page = site.visitor().get("/duong-day-nong").get_data(as_text=True)
    assert 'href="tel:+84903706338"' in page
    assert 'href="tel:+842543727819"' in page
    assert 'href="mailto:thachnn@sogtvt.bariavungtau.gov.vn"' in page
    assert "Phòng Tiếp dân" in page
    assert "17/12/2019" in page


def test_a_doubtful_number_is_shown_as_written_and_warned_of_to_staff_only(
    site: Site,
) -> None:
    seen = site.visitor().get("/duong-day-nong").get_data(as_text=True)
    assert "02543.3727838" in seen
    assert "cần kiểm tra lại" not in seen
    staff = site.officer(Role.CLERK).get("/duong-day-nong").get_data(as_text=True)
    assert "Số có 12 chữ số" in staff


def test_a_number_kept_back_reaches_no_visitor(site: Site) -> None:
    client = site.visitor()
    for path in (
        "/",
        "/duong-day-nong",
        "/duong-day-nong.vcf",
        "/duong-day-nong/1.vcf",
    ):
        assert "0987000000" not in client.get(path).get_data(as_text=True), path
    staff = site.officer(Role.CLERK)
    assert "0987000000" in staff.get("/duong-day-nong").get_data(as_text=True)
    assert "0987000000" not in staff.get("/duong-day-nong.vcf").get_data(as_text=True)


def test_the_cards_can_be_taken_into_a_telephone(site: Site) -> None:
    answer = site.visitor().get("/duong-day-nong.vcf")
    text = answer.get_data().decode()
    assert answer.content_type == "text/vcard; charset=utf-8"
    assert text.count("BEGIN:VCARD\r\nVERSION:4.0\r\n") == 2
    assert "FN:Trần Thượng Chí\r\nN:Trần;Chí;Thượng;;\r\n" in text
    assert "TEL;VALUE=uri;TYPE=cell:tel:+84903706338\r\n" in text
    assert "TEL;VALUE=text:02543.3727838\r\n" in text
    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75


def test_an_independent_reader_takes_from_the_cards_what_was_published(
    site: Site,
) -> None:
    awkward = 'Lê; Văn, \\ "Ất" ' + "Nguyễn " * 9 + "Ờ"
    with site.writing() as session:
        number = (PhoneFields("19001234"),)
        fields = ContactFields("Phó, quyền", awkward, place=9, phones=number)
        row = contacts.add(session, fields, by=site.people[Role.CLERK], now=NOW)
        publish(session, row, site.people)
    answer = site.visitor().get("/duong-day-nong.vcf")
    cards = list(vobject.readComponents(answer.data.decode()))
    director, chief, deputy = cards
    assert director.version.value == "4.0"
    assert director.fn.value == "Trần Thượng Chí"
    named = director.n.value
    assert (named.family, named.given, named.additional) == ("Trần", "Chí", "Thượng")
    assert director.title.value == "Giám đốc Sở"
    assert "Giao thông vận tải" in director.org.value[0]
    assert [(tel.value, tel.params) for tel in director.tel_list] == [
        ("02543.3727838", {"VALUE": ["text"]}),
        ("tel:+84903706338", {"VALUE": ["uri"], "TYPE": ["cell"]}),
    ]
    assert director.email.value == "chitt@sogtvt.bariavungtau.gov.vn"
    assert director.rev.value == "20191217T023000Z"
    assert [tel.value for tel in chief.tel_list] == [
        "tel:+842543727819", "tel:+84909818779",
    ]  # fmt: skip
    assert (deputy.fn.value, deputy.title.value) == (awkward, "Phó, quyền")
    assert deputy.n.value.family == "Lê;"
    alone = site.visitor().get("/duong-day-nong/2.vcf").data.decode()
    assert vobject.readOne(alone).fn.value == chief.fn.value


def test_one_card_is_taken_alone_and_a_draft_not_at_all(site: Site) -> None:
    client = site.visitor()
    one = client.get("/duong-day-nong/2.vcf").get_data(as_text=True)
    assert "Nguyễn Ngọc Thạch" in one
    assert "Trần Thượng Chí" not in one
    with site.writing() as session:
        fields = ContactFields("Phó", "Người Nháp", phones=(PhoneFields("113"),))
        contacts.add(session, fields, by=site.people[Role.CLERK], now=NOW)
    assert client.get("/duong-day-nong/3.vcf").status_code == 404
    assert "Người Nháp" not in client.get("/duong-day-nong").get_data(as_text=True)


def test_a_change_waits_is_previewed_and_shows_once_published(site: Site) -> None:
    clerk, leader, visitor = site.officer(Role.CLERK), site.officer(Role.CVP), None
    edit, visitor = "/duong-day-nong/1/sua", site.visitor()
    version = str(first(site).version)
    assert post(clerk, edit, edit, **CHANGE, version=version).status_code == 303
    assert "0903706338" in visitor.get("/duong-day-nong").get_data(as_text=True)
    waiting = leader.get("/duong-day-nong").get_data(as_text=True)
    assert "Có thay đổi chờ công bố" in waiting
    assert "<ins>0903706339</ins>" in waiting
    version = str(first(site).version)
    path = "/duong-day-nong/1/publish"
    assert post(leader, path, "/duong-day-nong", version=version).status_code == 303
    seen = visitor.get("/duong-day-nong").get_data(as_text=True)
    assert "0903706339" in seen
    assert "0903706338" not in seen


def test_a_clerk_is_offered_no_publishing(site: Site) -> None:
    page = site.officer(Role.CLERK).get("/duong-day-nong").get_data(as_text=True)
    assert "/duong-day-nong/1/sua" in page
    assert "/duong-day-nong/1/archive" not in page
    leader = site.officer(Role.CVP).get("/duong-day-nong").get_data(as_text=True)
    assert "/duong-day-nong/1/archive" in leader


def test_the_later_of_two_editors_is_told_and_loses_no_word(site: Site) -> None:
    clerk, edit = site.officer(Role.CLERK), "/duong-day-nong/1/sua"
    version = str(first(site).version)
    post(clerk, edit, edit, **CHANGE, version=version)
    later = {**CHANGE, "name": "Trần Thượng Chí Hai"}
    answer = post(clerk, edit, edit, **later, version=version)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "vừa được người khác thay đổi" in page
    assert "Văn thư – Trình thay đổi" in page
    assert 'value="Trần Thượng Chí Hai"' in page


def test_a_contact_without_any_way_to_reach_is_refused_beside_the_field(
    site: Site,
) -> None:
    path = "/duong-day-nong/them"
    typed = {"position": "Phó Giám đốc", "name": "Lê Văn A", "place": "3"}
    answer = post(site.officer(Role.CLERK), path, path, **typed)
    assert answer.status_code == 422
    assert "Cần ít nhất một số điện thoại" in answer.get_data(as_text=True)


def test_a_number_too_long_is_refused_in_words(site: Site) -> None:
    path = "/duong-day-nong/them"
    typed = {"position": "Phó", "name": "A", "place": "3", "phones-0-raw": "1" * 41}
    page = post(site.officer(Role.CLERK), path, path, **typed).get_data(as_text=True)
    assert "error-summary" in page
    assert "{&#39;raw&#39;" not in page


def test_handlers_and_visitors_may_not_edit(site: Site) -> None:
    assert site.visitor().get("/duong-day-nong/1/sua").status_code == 303
    handler = site.officer(Role.HANDLER)
    assert handler.get("/duong-day-nong/1/sua").status_code == 403


def test_what_was_taken_down_stays_with_its_editors_and_comes_back(site: Site) -> None:
    leader, clerk, visitor = (
        site.officer(Role.CVP), site.officer(Role.CLERK), site.visitor(),
    )  # fmt: skip
    version = str(first(site).version)
    post(leader, "/duong-day-nong/1/archive", "/duong-day-nong", version=version)
    assert "Trần Thượng Chí" not in visitor.get("/duong-day-nong").text
    page = clerk.get("/duong-day-nong").text
    assert page.index("Nguyễn Ngọc Thạch") < page.index("Trần Thượng Chí")
    assert "Lưu trữ" in page
    version = str(first(site).version)
    revive = "/duong-day-nong/1/revive"
    assert f'action="{revive}"' in page
    assert post(clerk, revive, "/duong-day-nong", version=version).status_code == 303
    assert "Bản nháp" in clerk.get("/duong-day-nong").text
