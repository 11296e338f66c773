"""The notice for a wall as a file that Word opens, on either sheet (T16)."""

from flask import Blueprint
from werkzeug.wrappers import Response

from documents import letters
from documents.errors import NotFound
from documents.letters import Code, Notice, NoticeContact, Paper
from portal import db, uploads
from portal.contacts.notice import NoticePage, notice_page
from portal.contacts.pages import Card
from portal.contacts.vcard import vcards
from portal.jinja import date_vi
from portal.pages import kept
from portal.qr import qr_png
from portal.security import public


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of the file to the blueprint of contacts."""
    notice = "/duong-day-nong/niem-yet"
    blueprint.get(f"{notice}.docx")(file_a4)
    blueprint.get(f"{notice}/a3.docx")(file_a3)


@public
@kept
def file_a4() -> Response:
    """Send the notice for the size of paper that every office has."""
    return _sent(letters.A4)


@public
@kept
def file_a3() -> Response:
    """Send the notice for a large sheet, to be read from afar."""
    return _sent(letters.A3)


def _sent(paper: Paper) -> Response:
    page = notice_page(paper.name.lower())
    made = letters.render_notice(_notice(page), paper)
    stamp = page.stamp.name if page.stamp else ""
    name = f"Niem-yet-duong-day-nong_{paper.name}_{stamp}.docx"
    return uploads.download(made, name=name, media_type=uploads.DOCX)


def _notice(page: NoticePage) -> Notice:
    """Return what the page shows as it is printed; raises NotFound."""
    if not (page.cards and page.stamp):
        raise NotFound("Chưa công bố đầu mối liên hệ: chưa có gì để niêm yết.")
    agency = db.site().profile
    return Notice(
        profile=agency,
        contacts=tuple(_contact(card, agency.full_name) for card in page.cards),
        stamp=f"Bản ngày {date_vi(page.stamp.starts_on)}, mã {page.stamp.digest}",
        page=_code(page.here_url, "Mã QR trang Đường dây nóng", "Trang Đường dây nóng"),
        page_url=page.here_url,
        check=_code(
            page.check_url,
            "Mã QR kiểm tra thông báo còn đúng hay không",
            "Còn đúng không?",
        ),
        check_url=page.check_url,
    )


def _contact(card: Card, organisation: str) -> NoticeContact:
    code = Code(
        png=qr_png(vcards([card], organisation=organisation)),
        words=f"Mã QR danh thiếp của {card.name}",
        caption="Quét để lưu danh bạ",
    )
    return NoticeContact(
        position=card.position,
        name=card.name,
        phones=tuple(phone.raw for phone in card.phones),
        email=card.email,
        hours=f"Trực máy: {card.hours.words}" if card.hours else "",
        code=code,
    )


def _code(address: str, words: str, caption: str) -> Code:
    return Code(qr_png(address.encode()), words, caption)
