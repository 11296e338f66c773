"""Every public door at once: nothing private is behind any of them.

What is taken down is gone from all of them in the next answer, whatever was kept of it.
"""

from collections.abc import Iterable
from typing import Final

from documents import contacts
from documents.contacts import PhoneFields
from documents.text import fold
from documents.vocabulary import ContentAction, PageKind, Role
from portal import security
from portal.qr import qr_svg
from tests.portal.answers.published import ANSWER, Published
from tests.portal.content.published import moved, published
from tests.portal.feeds.publishing import archive, contact, directive
from tests.portal.office import Office, office
from tests.portal.planted import PRIVATE, Planted
from tests.portal.public_doors import QUESTIONS, Heard, said, sweep

__all__ = ["office"]

_FAULTS: Final = ("/hong", "/en/hong", "/api/v1/hong")


def _fail() -> str:
    raise RuntimeError(f"{PRIVATE}loi: no such table: complainant")


def faults(office: Office) -> Iterable[tuple[str, str]]:
    """Yield what is said where nothing is, nothing may be sent, or the code fails."""
    visitor = office.visitor()
    for path in ("/khong-co", "/en/khong-co", "/api/v1/khong-co", *_FAULTS):
        yield path, said(visitor.get(path))
        for method in ("POST", "PUT"):
            told = visitor.open(path, method=method, data={"x": "một câu"})
            yield f"{method} {path}", said(told)
    yield "Host", said(visitor.get("/", headers={"Host": "evil.example"}))


def test_nothing_private_is_in_any_byte_of_any_public_door(office: Office) -> None:
    for path in _FAULTS:
        office.app.add_url_rule(path, path.strip("/"), security.public(_fail))
    planted = Planted(office)
    answers = sweep(office)
    leaks = {one.path: found for one in answers if (found := planted.leaks(one.text))}
    assert leaks == {}
    again = sweep(office, {one.path: one.etag for one in answers if one.etag})
    assert {one.status for one in again if one.etag} == {304}
    leaks = {one.path: found for one in again if (found := planted.leaks(one.text))}
    assert leaks == {}
    for where, text in faults(office):
        assert not planted.leaks(text), where
    failed = {one.path for one in answers if one.status >= 500}
    assert failed == set(_FAULTS)
    asked = {one.endpoint for one in answers}
    assert asked >= QUESTIONS.keys()
    # What is drawn is what can be read: the card itself.
    card = office.visitor().get("/duong-day-nong/1.vcf").data
    assert office.visitor().get("/duong-day-nong/1.svg").data == qr_svg(card)


LISTED: Final = {"find.index", "searches.atom", "searches.suggest"}
SHOWN: Final = {
    "answer": LISTED
    | {
        "home.index", "answers.index", "answers.show", "feeds.answers",
        "feeds.answer_part", "api.answers", "api.answer", "api.search",
    },
    "directive": LISTED
    | {
        "home.index", "directives.index", "directives.show", "feeds.directives",
        "feeds.directive_part", "api.directives", "api.directive", "api.search",
    },
    "page": LISTED | {"content.page", "feeds.pages", "api.search"},
    "news": LISTED | {
        "content.news", "content.news_item", "feeds.news", "feeds.pages",
        "home.index", "api.search",
    },
    "contact": LISTED | {
        "home.index", "contacts.index", "contacts.download", "contacts.download_all",
        "contacts.notice_a4", "contacts.notice_a3", "contacts.file_a4",
        "contacts.file_a3", "english.index", "english.contacts",
        "english.how_to_send", "english.organisation", "api.contacts", "api.search",
    },
}  # fmt: skip
"""Where a released thing of each kind is told of."""


class Released:
    """One published thing of each kind, each with a word of its own."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.answer = Published(office, title="Cầu vetanswer")
        self.answer.prepare(title="Cầu vetanswer", answer=ANSWER)
        self.answer.release()
        self.directive = directive(office, "1/VETDIRECTIVE", abstract="Cầu")
        above = published(office, "Giới thiệu")
        self.page = published(office, "Cầu vetpage", parent_id=above.id)
        self.news = published(office, "Cầu vetnews", kind=PageKind.NEWS)
        self.contact = contact(office, "Cầu Vetcontact", PhoneFields("0903706338"))
        self.words = {
            kind: f"vet{kind}|{self.answer.code.lower()}" if kind == "answer" else
            f"vet{kind}" for kind in SHOWN
        }  # fmt: skip
        office.index()

    def take_down(self) -> None:
        assert self.answer.take_down().status_code == 303
        archive(self.office, self.directive)
        archive(self.office, self.contact)
        for page in (self.page, self.news):
            moved(self.office, page, ContentAction.ARCHIVE)

    def told_at(self, answers: Iterable[Heard]) -> dict[str, set[str]]:
        """Return, by kind, the doors that tell of the thing in any way."""
        return {
            kind: {
                one.endpoint
                for one in answers
                if any(word in one.text for word in words.split("|"))
            }
            for kind, words in self.words.items()
        }


def test_what_is_taken_down_is_at_once_behind_no_public_door(office: Office) -> None:
    released = Released(office)
    before = sweep(office)
    told = released.told_at(before)
    assert not {kind: odd for kind in SHOWN if (odd := told[kind] ^ SHOWN[kind])}
    kept = {one.path: one.etag for one in before if one.etag}
    assert len(kept) > len(before) / 3
    released.take_down()
    for indexed in (False, True):
        if indexed:
            office.index()
        after = sweep(office, kept)
        told = released.told_at(after)
        assert not any(told.values()), (indexed, told)
        tells = {one.path for one in before if "vet" in one.text and one.status == 200}
        assert not {one.path for one in after if one.status == 304} & tells
    with office.reading() as session:
        assert contacts.get(session, released.contact).name == "Cầu Vetcontact"
    assert fold("Vetcontact") in said(office.as_(Role.CLERK).get("/duong-day-nong"))
