"""Starting a letter: blank, for a case, from a past letter or from somebody's file.

Where nothing is known a skeleton leaves a place to write; a letter made from another
one takes its words, never its number or day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from documents import agency, delegations, letters, outgoing, queries, seeing, standing
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.lifecycles.letter import WRITERS
from documents.matter import matter_of
from documents.models import (
    COMPLAINANT,
    MERGED_REPLY,
    REPLY,
    Case,
    Instruction,
    OutgoingLetter,
)
from documents.outgoing import Content
from documents.text import one_line
from documents.viewer import Viewer
from documents.vocabulary import LetterLink, LetterState

OF_A_CASE: Final = (
    "phieu-tiep-nhan",
    "phieu-giao-xu-ly",
    "phieu-huong-dan",
    "chuyen-tra",
    "bao-tin-chuyen",
    "bao-cao-ket-qua",
    "gia-han",
    "ket-thuc",
)
"""The papers of a case beside its reply (domain.md §13: D2-D8, D15)."""

_OF_CASES: Final = frozenset({*OF_A_CASE, MERGED_REPLY})
"""Those, and the one that quotes the reply of another case."""

CORRECTION: Final = "dinh-chinh"
NOTICE: Final = "niem-yet"
"""The posted notice of the contacts (T16, D14)."""

_SAID: Final = "Ông (bà)"
_NAMED_IN_TEXT: Final = frozenset({"phieu-tiep-nhan"})
"""Papers handed to the complainant himself: their text may name him."""

_LISTS: Final = ("addressees", "bases", "recipients")
_TEXTS: Final = ("subject", "body", "proposal", "secretary")


@dataclass(frozen=True)
class Start:
    """What a letter starts from: a skeleton's id, and the words that are known."""

    paper: str
    content: Content


def papers() -> dict[str, str]:
    """Return what a letter can start as, without a case: skeleton id → title."""
    others = {*_OF_CASES, REPLY, CORRECTION}
    known = letters.skeletons()
    return {id: it.title for id, it in known.items() if id not in others}


def from_paper(session: Session, paper: str, *, by: Viewer, on: date) -> Start:
    """Return a letter that starts without a case, on a day.

    Raises:
        Invalid: there is no such paper, or it starts from something else.
    """
    if paper not in papers():
        raise Invalid({"paper": "Hãy chọn một mẫu văn bản."})
    facts = {"contacts": _contacts(session, on)} if paper == NOTICE else {}
    return from_skeleton(session, paper, by=by, facts=facts)


def _contacts(session: Session, on: date) -> str:
    """Return the published contacts as the typed table of a letter."""
    rows = [("Chức vụ", "Họ và tên", "Điện thoại", "Thư điện tử")]
    for contact in queries.published_contacts(session, on=on):
        numbers = "; ".join(phone.raw for phone in contact.phones if phone.public)
        rows.append((contact.position, contact.name, numbers, contact.email))
    told = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in told)


def from_skeleton(
    session: Session, paper: str, *, by: Viewer, facts: Mapping[str, Any]
) -> Start:
    """Return a skeleton filled with what is known.

    Raises:
        Invalid: there is no such paper.
    """
    skeleton = letters.skeletons().get(paper)
    if skeleton is None or paper == REPLY:
        raise Invalid({"paper": "Không có mẫu văn bản này."})
    ours = agency.current(session)
    known = {"agency": ours.name, "superior": ours.superior, **facts}
    filled = skeleton.filled(letters.Facts(**known))
    return Start(paper, _whole(filled, by=by))


def for_case(
    session: Session,
    case: Case,
    paper: str,
    *,
    by: Viewer,
    known: Mapping[str, str | None] | None = None,
) -> Start:
    """Return a paper of a case filled with what the case tells, and what else is known.

    The complainant stands in it as COMPLAINANT: his name is filled in at issue.

    Raises:
        Invalid: that is no paper of a case. NotFound: not his case to see.
    """
    seeing.must_see(case, by)
    if paper not in _OF_CASES:
        raise Invalid({"paper": "Không có mẫu văn bản này cho hồ sơ."})
    facts = matter_of(session, case) | {
        "sender": COMPLAINANT if paper in _NAMED_IN_TEXT else _SAID,
        "instructions": _instructions(session, case),
    }
    start = from_skeleton(session, paper, by=by, facts=facts | dict(known or {}))
    content = start.content
    content["addressees"] = [_addressed(name) for name in content["addressees"]]
    content["recipients"] = [
        {**row, "name": _addressed(row["name"])} for row in content["recipients"]
    ]
    return start


def _instructions(session: Session, case: Case) -> str | None:
    """Return what leaders told to be done and nobody has answered, a line each."""
    given = standing.instructions(session, case)
    return "\n\n".join(_told(one) for one in given if one.is_open) or None


def _told(one: Instruction) -> str:
    text = one_line(one.text).rstrip(" .")
    by = f" ({one.unit.name} thực hiện)" if one.unit else ""
    until = f"; hạn thực hiện {one.due_on:%d/%m/%Y}" if one.due_on else ""
    return f"{text}{by}{until}."


def _addressed(name: str) -> str:
    return COMPLAINANT if name == _SAID else name


def from_letter(source: OutgoingLetter, *, by: Viewer) -> Start:
    """Return the words of a past letter; a complainant it was for is left behind."""
    content = _again(source, by=by)
    content["addressees"] = [a for a in content["addressees"] if a != COMPLAINANT]
    content["recipients"] = [
        row for row in content["recipients"] if row["name"] != COMPLAINANT
    ]
    paper = source.book if source.paper in {*_OF_CASES, REPLY} else source.paper
    return Start(paper, outgoing.naming(content, letters.label("sender")))


def _again(source: OutgoingLetter, *, by: Viewer) -> Content:
    """Return all a letter says but its number and day, of the agency as it is now."""
    content = {**outgoing.blank(source.book, drafter=by), **source.content}
    issuer = letters.profile_id(content["profile"])
    return content | {"number": None, "date": None, "profile": issuer}


def from_fields(fields: Mapping[str, Any], *, by: Viewer) -> Start:
    """Return what was read in somebody's file (`letters.read`), as a letter of ours.

    What could not be read stays empty; agency, number, day and signer are ours.

    Raises:
        Invalid: its kind is none that the department writes.
    """
    kind = fields.get("kind") or "cong-van"
    if kind not in letters.KINDS:
        raise Invalid({"file": "Không rõ loại văn bản trong tệp."})
    ours = ("profile", "kind", "unit", "number", "date", "signer", "archive")
    told = {key: value for key, value in fields.items() if value and key not in ours}
    return Start(kind, _whole({"kind": kind} | told, by=by))


def _whole(told: Mapping[str, Any], *, by: Viewer) -> Content:
    """Return a letter file with every key, its lists as the studio keeps them."""
    content = {**outgoing.blank(told["kind"], drafter=by), **told}
    for key in _TEXTS:
        content[key] = content[key] or ("" if key in {"subject", "body"} else None)
    for key in _LISTS:
        content[key] = list(content[key] or ())
    content["recipients"] = [
        {"name": row} if isinstance(row, str) else dict(row)
        for row in content["recipients"]
    ]
    return content


def begin(
    session: Session,
    start: Start,
    *,
    case: Case | None = None,
    by: Viewer,
    now: datetime,
) -> OutgoingLetter:
    """Begin a letter as a draft of this officer's.

    Raises:
        NotAllowed: he drafts no letters. TransitionRefused: nobody may sign today.
    """
    if by.role not in WRITERS:
        raise NotAllowed(f"Vai trò “{by.role.label}” không soạn văn bản.")
    on = local_day(now)
    letter = outgoing.begun(start.content, case=case, by=by, now=now, paper=start.paper)
    content = start.content | _signed(session, letter, on)
    outgoing.write(session, letter, content, by=by, now=now)
    return letter


def _signed(session: Session, letter: OutgoingLetter, on: date) -> Content:
    """Let the first who may sign do so, until somebody else is chosen."""
    for officer in delegations.signers(session, on=on):
        signature = delegations.signature(session, officer, on=on)
        if signature is not None:
            letter.signer_id = officer.id
            return {"signer": signature}
    raise TransitionRefused("Chưa có ai được quyền ký văn bản; hãy báo quản trị.")


def follow(
    session: Session,
    issued: OutgoingLetter,
    link: LetterLink,
    *,
    by: Viewer,
    now: datetime,
) -> OutgoingLetter:
    """Begin the letter that corrects an issued one, or takes its place (Điều 18).

    A wrong form is corrected by a công văn, wrong content by a new paper of the same
    kind; what was issued stays as it is. What follows a case's letter is the case's
    too: it goes to the same complainant, before the same eyes.

    Raises:
        TransitionRefused: it is not issued yet.
    """
    if issued.state is not LetterState.ISSUED:
        raise TransitionRefused("Chỉ đính chính hoặc thay thế văn bản đã ban hành.")
    replaces = link is LetterLink.REPLACES
    start = (
        _replacement(issued, by=by) if replaces else _correction(session, issued, by=by)
    )
    letter = begin(session, start, case=issued.case, by=by, now=now)
    letter.follows, letter.follows_as = issued, link
    session.flush()
    return letter


def _replacement(issued: OutgoingLetter, *, by: Viewer) -> Start:
    # The reply moves with its case; what replaces it moves by itself.
    paper = issued.book if issued.paper == REPLY else issued.paper
    return Start(paper, _again(issued, by=by))


def _correction(session: Session, issued: OutgoingLetter, *, by: Viewer) -> Start:
    facts = {"directive": cited(issued)}
    start = from_skeleton(session, CORRECTION, by=by, facts=facts)
    if issued.content["addressees"]:
        start.content["addressees"] = list(issued.content["addressees"])
    return start


def cited(letter: OutgoingLetter) -> str:
    """Return how a letter of ours is cited: kind, number, day, what it is about."""
    kind = letters.KINDS[letter.book]
    on = f"{letter.issued_on:%d/%m/%Y}" if letter.issued_on else ""
    about = letter.subject if kind.named else f"về việc {letter.subject}"
    return f"{kind.name} số {letter.printed_number} ngày {on} {about}"
