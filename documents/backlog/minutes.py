"""The minutes of a sitting on the backlog as a letter file (domain.md §13, D12).

Codes and matters only: nobody's identity, and nothing of a sealed case. Number and day
are blank; the chair and the secretary sign.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import agency, letters, outgoing
from documents.backlog.reviews import counts_in
from documents.backlog.stock import Count
from documents.deadlines import HANOI
from documents.errors import TransitionRefused
from documents.letters import Profile
from documents.models import BacklogReview, Officer, ReviewedCase
from documents.outgoing import Content
from documents.text import one_line
from documents.vocabulary import AgeBand, BacklogKind

KIND: Final = "bien-ban"
_HEAD: Final = "Chủ tọa"
SEALED: Final = "(hồ sơ không nêu trong danh sách)"


def content(review: BacklogReview, *, of: Profile) -> Content:
    """Return the letter file of a sitting that has ended, of this agency."""
    return {
        "profile": letters.filed(of),
        "kind": KIND,
        "unit": outgoing.OFFICE,
        "number": None,
        "date": None,
        "urgency": None,
        "circulation": None,
        "address": False,
        "subject": "Rà soát, xử lý hồ sơ tồn đọng qua Đường dây nóng",
        "addressees": [],
        "bases": [],
        "proposal": None,
        "body": "\n\n".join(_body(review)),
        "appendices": [],
        "signer": {
            "authority": None,
            "for": None,
            "position": _HEAD.upper(),
            "name": review.chair.full_name,
        },
        "secretary": review.secretary.full_name,
        "recipients": [
            {"name": "Ban Giám đốc Sở", "note": "để báo cáo"},
            {"name": "Các phòng, đơn vị có hồ sơ", "note": "để thực hiện"},
        ],
        "archive": {"units": ["VT", "Hồ sơ"], "drafter": None, "copies": None},
    }


def render(session: Session, review: BacklogReview) -> bytes:
    """Return the minutes as .docx: of one sitting always the same bytes.

    They are of the agency as it was when the sitting ended.

    Raises:
        TransitionRefused: it has not ended.
    """
    if review.ended_at is None:
        raise TransitionRefused("Phiên rà soát chưa kết thúc nên chưa có biên bản.")
    then = agency.at(session, review.ended_at)
    told = letters.from_mapping(content(review, of=then))
    value = told.expected(in_month_of=review.on)
    return letters.render(value, form=letters.form_of(value, on=review.on))


def _body(review: BacklogReview) -> Iterator[str]:
    yield f"Thời gian bắt đầu: {_moment(review.begun_at)}."
    yield f"Địa điểm: {_sentence(review.place)}."
    yield f"Thành phần tham dự: {_listed(review.present)}."
    yield f"Chủ trì (chủ tọa): {_named(review.chair)}."
    yield f"Thư ký (người ghi biên bản): {_named(review.secretary)}."
    yield "Nội dung (theo diễn biến cuộc họp):"
    yield "1. Số liệu hồ sơ tồn đọng"
    yield f"Số liệu ngày {_day(review.on)}, khi bắt đầu và khi kết thúc rà soát:"
    opening, closing = counts_in(review.opening), counts_in(review.closing or [])
    yield _table(_by_kind(opening, closing))
    yield "Hồ sơ còn tồn đọng khi kết thúc rà soát, theo số ngày từ khi tiếp nhận:"
    yield _table(_by_age(closing))
    yield "2. Các hồ sơ đã xem xét"
    yield _table(_cases(review.looked_at))
    yield "3. Kết luận của chủ tọa"
    yield from _paragraphs(review.conclusions)
    if review.ended_at is not None:
        yield f"Cuộc họp kết thúc vào {_moment(review.ended_at)}./."


def _by_kind(opening: Sequence[Count], closing: Sequence[Count]) -> list[list[str]]:
    before, after = _sums(opening), _sums(closing)
    rows = [["Loại", "Nội dung", "Khi bắt đầu", "Khi kết thúc", "Tăng, giảm"]]
    for kind in BacklogKind:
        figures = (before[kind], after[kind], after[kind] - before[kind])
        rows.append([kind.name, kind.label, *_figures(*figures)])
    total = (before.total(), after.total(), after.total() - before.total())
    rows.append(["", "**Cộng**", *_figures(*total)])
    return rows


def _sums(counts: Iterable[Count]) -> Counter[BacklogKind | None]:
    found: Counter[BacklogKind | None] = Counter()
    for one in counts:
        found[one.kind] += one.count
    return found


def _figures(before: int, after: int, change: int) -> tuple[str, str, str]:
    return str(before), str(after), f"{change:+}" if change else "0"


def _by_age(counts: Sequence[Count]) -> list[list[str]]:
    rows = [["Loại", *(band.label for band in AgeBand), "Cộng"]]
    for kind in BacklogKind:
        mine = [one for one in counts if one.kind is kind]
        by_band = [sum(it.count for it in mine if it.band is band) for band in AgeBand]
        rows.append([kind.name, *map(str, by_band), str(sum(by_band))])
    return rows


def _cases(rows: Sequence[ReviewedCase]) -> list[list[str]]:
    told = [["STT", "Mã hồ sơ, nội dung", "Loại", "Kết luận"]]
    for number, row in enumerate(rows, start=1):
        told.append([str(number), _case(row), row.kind.name, _ruling(row)])
    return told


def _case(row: ReviewedCase) -> str:
    if row.case.sealed:
        return SEALED
    return f"{row.case.code}: {row.case.title}"


def _ruling(row: ReviewedCase) -> str:
    if row.case.sealed:
        return row.decision.label
    until = f" (đến hết ngày {_day(row.due_on)})" if row.due_on else ""
    return f"{row.decision.label}{until}. {row.said}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in rows)


def _cell(text: str) -> str:
    return one_line(text).replace("|", "\\|")


def _paragraphs(text: str) -> list[str]:
    return [one_line(line) for line in text.splitlines() if line.strip()]


def _listed(text: str) -> str:
    return "; ".join(_sentence(line) for line in _paragraphs(text))


def _sentence(text: str) -> str:
    return one_line(text).rstrip(" .;,")


def _named(officer: Officer) -> str:
    return ", ".join(part for part in (officer.full_name, officer.position) if part)


def _moment(at: datetime) -> str:
    local = at.astimezone(HANOI)
    return f"{local:%H} giờ {local:%M}, ngày {_day(local.date())}"


def _day(on: date) -> str:
    month = f"{on:%m}" if on.month <= 2 else str(on.month)
    return f"{on:%d}/{month}/{on.year}"
