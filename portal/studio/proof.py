"""What stands beside a draft: what is missing, what is wrong with its form."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from documents import letters, outgoing
from documents.errors import Invalid
from documents.letters import Addressed, Finding, Signed
from documents.letters.proofreading import mended, proofread
from documents.models import OutgoingLetter
from documents.outgoing import Content
from portal import dress
from portal.studio.labels import LABELS
from portal.studio.opened import Opened
from portal.workbench.cited import OutdatedRow, outdated_in

_FIELDS: Final = {"signer": "signer_id", "archive": "drafter"}
"""Key of the letter file → field of the form, where their names part."""

ALL: Final = "all"
_ROUNDS: Final = 3
"""How often a letter is asked what it lacks: its file, then its rules, then well."""


@dataclass(frozen=True)
class Told:
    """A line beside the draft; `field` is where in the form it is mended."""

    number: int
    severity: str
    icon: str
    tone: str
    where: str
    field: str
    lines: tuple[int, int] | None
    text: str
    message: str
    article: str = ""
    fix: str = ""


@dataclass(frozen=True)
class Proof:
    """Everything told of a draft, gravest first, and the form it was judged by."""

    rows: tuple[Told, ...] = ()
    cited: tuple[OutdatedRow, ...] = ()
    form: str = ""
    fixable: int = 0
    is_finished: bool = False

    @property
    def count(self) -> str:
        """Say how much there is to look at, in words."""
        told = len(self.rows) + len(self.cited)
        return f"{told} điều cần xem lại." if told else "Không còn gì phải sửa."


def proof_of(opened: Opened, content: Content) -> Proof:
    """Return what to tell of a draft's content."""
    letter, on = opened.letter, opened.today
    cited = outdated_in(opened.session, outgoing.texts(content))
    missing = tuple(
        Told(
            number=place,
            severity="Còn thiếu",
            icon="edit",
            tone="grey",
            where=LABELS.get(key, "Văn bản"),
            field=_FIELDS.get(key, key),
            lines=None,
            text="",
            message=message,
        )
        for place, (key, message) in enumerate(outgoing.missing(content).items(), 1)
    )
    report = _report(letter, content, on=on)
    if report is None:
        return Proof(rows=missing, cited=cited)
    found = (
        _told(place, finding)
        for place, finding in enumerate(report.findings, len(missing) + 1)
    )
    return Proof(
        rows=(*missing, *found),
        cited=cited,
        form=letters.FORMS[report.form].title,
        fixable=sum(finding.fix is not None for finding in report.findings),
        is_finished=not missing,
    )


def _report(
    letter: OutgoingLetter, content: Content, *, on: date
) -> letters.Report | None:
    """Return what is wrong with what is written so far; None if nothing can be said.

    What is missing is stood in for, so that the rest is judged while it is typed.
    """
    stood_in: set[str] = set()
    for _ in range(_ROUNDS):
        try:
            value = outgoing.stood_in(letter, content, on=on)
        except Invalid as refusal:
            wrong = {name.partition(".")[0] for name in refusal.fields}
            content = content | _stand_ins(letters.KINDS[letter.book], wrong)
            stood_in |= wrong
            continue
        report = proofread(value, on=on)
        found = (it for it in report.findings if it.where.field not in stood_in)
        return replace(report, findings=tuple(found))
    return None


def _stand_ins(kind: letters.Kind, wanted: Collection[str]) -> Content:
    never = kind.addressed is Addressed.NEVER
    known: Content = {
        "profile": letters.DEFAULT_PROFILE,
        "unit": outgoing.OFFICE,
        "urgency": None,
        "circulation": None,
        "address": False,
        "subject": "việc đang soạn",
        "addressees": [] if never else ["Nơi đang soạn"],
        "body": "Nội dung đang soạn.",
        "appendices": [],
        "signer": {"position": "NGƯỜI KÝ", "name": "Đang Chọn"},
        "secretary": "Đang Chọn" if kind.signed is Signed.TWO else None,
        "recipients": [],
        "archive": {},
    }
    return {key: known[key] for key in wanted if key in known}


def _told(place: int, finding: Finding) -> Told:
    word, icon, tone = dress.SEVERITY[finding.severity]
    where = finding.where
    return Told(
        number=place,
        severity=word,
        icon=icon,
        tone=tone,
        where=LABELS.get(where.field, where.component),
        field=_FIELDS.get(where.field, where.field),
        lines=where.lines,
        text=where.text,
        message=finding.message,
        article=finding.article,
        fix=finding.fix or "",
    )


def fixed(
    letter: OutgoingLetter, content: Content, wanted: str, *, on: date
) -> tuple[Content, int]:
    """Return the content with one fix made, or all; and how many were made.

    `wanted` is a finding's number as it was shown, or ALL.
    """
    report = _report(letter, content, on=on)
    if report is None:
        return content, 0
    first = len(outgoing.missing(content)) + 1
    chosen = [
        finding
        for place, finding in enumerate(report.findings, first)
        if wanted == ALL or wanted == str(place)
    ]
    changed, made = mended(content, chosen)
    return changed, len(made)
