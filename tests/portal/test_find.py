"""Searching, as visitors and officers do it, and what never reaches a visitor."""

import json
import re
import shutil
import unicodedata
from datetime import UTC, datetime

import pytest

from documents import contacts, directives
from documents.contacts import ContactFields, PhoneFields
from documents.models import Case, Unit
from documents.vocabulary import (
    CaseKind,
    CaseState,
    Channel,
    ContentAction,
    Field,
    Role,
    Source,
)
from tests.portal.public_site import CANARY, NOW, Site, draft, post, site

__all__ = ["site"]


def found(page: str) -> list[str]:
    """Return where the results lead, in order."""
    return re.findall(r'<a href="([^"]+)" data-hit>', page)


def ask(site: Site, query: str, **more: str) -> str:
    return site.visitor().get("/tim-kiem", query_string={"q": query, **more}).text


def make_case(site: Site, unit: str = "KCHT") -> Case:
    with site.writing() as session:
        lead = session.query(Unit).filter_by(code=unit).one()
        case = Case(
            code="DDN-2019-000001",
            source=Source.DEPARTMENT,
            channel=Channel.PHONE,
            title="Ổ gà trên quốc lộ 51",
            content=f"Ổ gà sâu tại Km 40, {CANARY}",
            kind=CaseKind.REPORT,
            field=Field.ROADS,
            state=CaseState.IN_PROGRESS,
            received_at=NOW,
            recorded_at=NOW,
            lead_unit=lead,
            due_on=NOW.date(),
            calendar_version="1",
        )
        session.add(case)
        session.flush()
        from documents import outbox

        outbox.announce(session, outbox.case_key(case))
    return case


@pytest.mark.parametrize(
    "query",
    [
        "nâng cao chất lượng",
        "nang cao chat luong",
        "NÂNG CAO CHẤT LƯỢNG",
        unicodedata.normalize("NFD", "nâng cao chất lượng"),
    ],
)
def test_a_document_is_found_however_it_is_typed(site: Site, query: str) -> None:
    site.index()
    assert "/van-ban/12154-ubnd-vp-2019" in found(ask(site, query))


@pytest.mark.parametrize("query", ["Thạch", "thach", "THẠCH", "Tha\u0323ch"])
def test_a_contact_is_found_however_it_is_typed(site: Site, query: str) -> None:
    site.index()
    assert found(ask(site, query)) == ["/duong-day-nong#dau-moi-2"]


def test_a_number_puts_its_document_first(site: Site) -> None:
    site.index()
    assert found(ask(site, "12154"))[0] == "/van-ban/12154-ubnd-vp-2019"


def test_what_was_found_is_marked_dated_and_counted(site: Site) -> None:
    site.index()
    page = ask(site, "quy che tiep nhan")
    assert "<mark>" in page
    assert "14/11/2019" not in page
    assert "14/11/2016" in page
    assert "Còn hiệu lực" in page
    assert "Có 1 kết quả" in page


def test_filters_stand_in_the_address_and_can_be_taken_off(site: Site) -> None:
    site.index()
    everything = found(ask(site, "duong day nong"))
    page = ask(site, "duong day nong", loai="contact")
    only = found(page)
    assert only
    assert set(only) < set(everything)
    assert all(url.startswith("/duong-day-nong") for url in only)
    assert 'href="/tim-kiem?q=duong+day+nong"' in page
    dated = found(ask(site, "duong day nong", loai="directive", tu="1/1/2019"))
    assert dated == ["/van-ban/12154-ubnd-vp-2019"]


def test_nothing_found_says_what_to_do(site: Site) -> None:
    site.index()
    assert "Không tìm thấy gì" in ask(site, "zzzyyyxxx")


def test_without_a_question_the_page_shows_how_to_ask(site: Site) -> None:
    page = site.visitor().get("/tim-kiem").text
    assert "Không cần dấu" in page


@pytest.mark.parametrize(
    "query",
    ["*", '"' * 200, "a" * 5000, "NOT " * 500, "<script>", "x:\x00", "(" * 99, "%_\\"],
)
def test_whatever_is_typed_gives_a_page(site: Site, query: str) -> None:
    site.index()
    answer = site.visitor().get(
        "/tim-kiem",
        query_string={"q": query, "trang": "-1", "tu": "99/99/9999", "loai": "x"},
    )
    assert answer.status_code == 200
    assert "<script>" not in answer.text.split("<main")[1]


def test_a_long_question_keeps_its_end_however_it_is_composed(site: Site) -> None:
    question = "đường dây nóng " * 12 + "kết thúc"
    for typed in (question, unicodedata.normalize("NFD", question)):
        assert f'value="{question}"' in ask(site, typed)


DOORS = (
    "/",
    "/van-ban",
    "/van-ban/8712-ubnd-vp-2016",
    "/duong-day-nong",
    "/duong-day-nong.vcf",
    f"/tim-kiem?q={CANARY}",
    f"/tim-kiem?q={CANARY[:-1]}",
    f"/tim-kiem?q={CANARY[:5]}*",
    "/tim-kiem?q=405-TB/TU",
    "/tim-kiem?q=bản+nháp",
    "/tim-kiem?q=thường+trực+tỉnh+ủy",
    "/tim-kiem?q=ổ+gà&loai=case",
)


@pytest.mark.parametrize("indexed", [True, False])
def test_no_door_lets_a_visitor_see_what_is_not_public(
    site: Site, *, indexed: bool
) -> None:
    make_case(site)
    with site.writing() as session:
        draft(session, site.people)
        fields = ContactFields("Nháp", CANARY, phones=(PhoneFields("113"),))
        contacts.add(session, fields, by=site.people[Role.CLERK], now=NOW)
    if indexed:
        site.index()
    client = site.visitor()
    for door in DOORS:
        answer = client.get(door)
        told = answer.text.replace(f"“{CANARY}”", "").replace(f'value="{CANARY}"', "")
        assert answer.status_code == 200, door
        assert CANARY not in told, door
        assert "405-tb-tu-2016" not in told, door
        assert "/ho-so/" not in told, door
        assert "Thông báo kết luận (" not in told, door
    assert "Có " not in client.get(f"/tim-kiem?q={CANARY}").text.split("<main")[1]


def test_an_officer_finds_the_internal_document_with_its_lock(site: Site) -> None:
    site.index()
    page = site.officer(Role.HANDLER).get(f"/tim-kiem?q={CANARY}").text
    assert found(page) == ["/van-ban/405-tb-tu-2016"]
    assert "Nội bộ" in page


def test_a_case_is_found_by_the_office_and_its_own_unit_only(site: Site) -> None:
    make_case(site, "VP")
    site.index()
    path = "/tim-kiem?q=o+ga+quoc+lo+51"
    assert found(site.officer(Role.FOCAL).get(path).text) == ["/ho-so/DDN-2019-000001"]
    assert found(site.officer(Role.HANDLER).get(path).text) == []
    assert found(site.officer(Role.ADMIN).get(path).text) == []


def test_what_was_just_taken_down_is_gone_before_the_index_knows(site: Site) -> None:
    site.index()
    with site.writing() as session:
        row = directives.by_slug(session, "12154-ubnd-vp-2019")
        directives.advance(
            session,
            row,
            ContentAction.ARCHIVE,
            expected_version=row.version,
            by=site.people[Role.CVP],
            now=NOW,
        )
    page = ask(site, "12154")
    assert "/van-ban/12154-ubnd-vp-2019" not in page
    assert "nâng cao chất lượng" not in page.split("Cách tìm")[0]


@pytest.mark.parametrize(
    "query", ["12154", "nang cao chat luong", "THẠCH", "0909818779"]
)
def test_without_an_index_the_database_answers_and_says_so(
    site: Site, query: str
) -> None:
    page = ask(site, query)
    assert "đang được dựng lại" in page
    assert len(found(page)) == 1


def test_a_destroyed_index_is_made_anew_by_itself(site: Site) -> None:
    site.index()
    assert site.searching.place is not None
    shutil.rmtree(site.searching.place)
    for _ in range(2):
        assert found(ask(site, "12154"))
    site.index()
    page = ask(site, "12154")
    assert found(page)[0] == "/van-ban/12154-ubnd-vp-2019"
    assert "đang được dựng lại" not in page


def test_a_damaged_index_gives_no_error_and_is_made_anew(site: Site) -> None:
    site.index()
    assert site.searching.place is not None
    for file in [path for path in site.searching.place.rglob("*") if path.is_file()]:
        file.write_bytes(b"\x80\x04rubbish" * 9)
    assert found(ask(site, "12154"))
    site.index()
    assert "đang được dựng lại" not in ask(site, "12154")
    assert site.searching.differences() == []


def test_the_commands_tell_the_state_of_the_index(site: Site) -> None:
    from portal.cli import search

    run = site.app.test_cli_runner()
    site.index()
    assert run.invoke(search.group, ["verify"]).exit_code == 0
    with site.writing() as session:
        draft(session, site.people)
        row = directives.by_slug(session, "3229-qd-ubnd-2016")
        directives.advance(
            session,
            row,
            ContentAction.ARCHIVE,
            expected_version=row.version,
            by=site.people[Role.CVP],
            now=datetime.now(UTC),
        )
    told = run.invoke(search.group, ["verify"])
    assert told.exit_code == 1
    assert "thừa trong chỉ mục" in told.output
    assert run.invoke(search.group, ["rebuild"]).exit_code == 0
    assert run.invoke(search.group, ["verify"]).exit_code == 0
    assert "cursor" in run.invoke(search.group, ["status"]).output
    told = run.invoke(search.group, ["query", "12154", "--json"])
    answer = json.loads(told.output)
    assert answer["total"] == len(answer["hits"])
    assert set(answer["hits"][0]) == {"key", "kind", "title", "score"}
    hidden = run.invoke(search.group, ["query", CANARY, "--json"])
    assert json.loads(hidden.output)["total"] == 0
    seen = ["query", CANARY, "--json", "--audience", "officers"]
    assert json.loads(run.invoke(search.group, seen).output)["total"] == 1


def test_a_new_document_is_found_after_its_publication(site: Site) -> None:
    site.index()
    with site.writing() as session:
        row = draft(session, site.people, abstract="hạn chế xe quá tải")
        slug, version = row.slug, str(row.version)
    site.index()
    assert f"/van-ban/{slug}" not in found(ask(site, "xe qua tai"))
    path = f"/van-ban/{slug}"
    post(site.officer(Role.CVP), f"{path}/publish", path, version=version)
    site.index()
    assert found(ask(site, "xe qua tai"))[0] == path
