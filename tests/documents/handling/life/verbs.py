"""What anybody may try on a case, mostly sensibly and sometimes not.

Each takes the office, the case, who acts, and the chance that fills his form in.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from documents import cases, closing, drafting, proposals, replies, standing
from documents.closing import Sending
from documents.deadlines import local_day
from documents.handling import (
    accepting,
    asking_info,
    closing_unresolved,
    coordinating,
    correcting,
    declining,
    extending,
    instructing,
    reassigning,
    recalling,
    reclassifying,
    reopening,
    signed_outside,
    transferring,
    withdrawing,
)
from documents.handling.accepting import Looked
from documents.models import Case
from documents.outgoing import ReplyDraft
from documents.replies import Entry
from documents.statistics import Period
from documents.statistics import closing as closed
from documents.viewer import Viewer
from documents.vocabulary import (
    CaseKind,
    Decision,
    Field,
    LinkKind,
    OutcomeReason,
    Role,
    SendChannel,
    SimilarCheck,
    TransferMode,
    Urgency,
)
from tests.documents.handling.life.office import Office
from tests.factories import CALENDAR, VAULT

WHY: Final = "Người gửi báo ổ gà xuất hiện lại ở cùng đoạn đường ấy."
_NOTHING: Final = ("", " " * 40, "x", "a" * 60, "không", "\u00a0\n" * 30)
_HANDLED: Final = (CaseKind.REPORT, CaseKind.PETITION, CaseKind.QUESTION)

Verb = Callable[[Office, Case, Viewer, Random], object]


def is_senseless(chance: Random) -> bool:
    return chance.random() < 0.06


def words(chance: Random) -> str:
    return chance.choice(_NOTHING) if is_senseless(chance) else WHY


def told(office: Office, case: Case, by: Viewer, chance: Random) -> dict[str, Any]:
    old = chance.random() < 0.03
    return {"expected_version": case.version - old, "by": by, "now": office.now}


def another(office: Office, case: Case, chance: Random) -> str:
    """Return the code of a case that this one may repeat; sometimes a wrong one."""
    if is_senseless(chance):
        return chance.choice((case.code, "", "DDN-2019-999999", "%"))
    return chance.choice([one.code for one in office.cases if one is not case] or [""])


def accept(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    found = accepting.very_like(office.session, case, viewer=by, now=office.now)
    answered = [one for one in found if not is_senseless(chance)]
    looked = Looked(
        None if is_senseless(chance) else chance.choice(list(SimilarCheck)),
        {one.case.code: chance.choice(list(LinkKind)) for one in answered},
        words(chance),
    )
    given = told(office, case, by, chance)
    accepting.accept(office.session, case, looked, calendar=CALENDAR, **given)


def _with_calendar(verb: Callable[..., object]) -> Verb:
    """Return a verb that takes one text and the calendar."""

    def act(office: Office, case: Case, by: Viewer, chance: Random) -> None:
        given = told(office, case, by, chance)
        verb(office.session, case, words(chance), calendar=CALENDAR, **given)

    return act


def _with_words(verb: Callable[..., object]) -> Verb:
    def act(office: Office, case: Case, by: Viewer, chance: Random) -> None:
        verb(office.session, case, words(chance), **told(office, case, by, chance))

    return act


def _bare(verb: Callable[..., object], **more: Any) -> Verb:
    def act(office: Office, case: Case, by: Viewer, chance: Random) -> None:
        verb(office.session, case, **told(office, case, by, chance), **more)

    return act


def _declining(verb: Callable[..., object]) -> Verb:
    def act(office: Office, case: Case, by: Viewer, chance: Random) -> None:
        known = declining.REASONS if chance.random() < 0.95 else tuple(OutcomeReason)
        asked = declining.Declining(
            chance.choice(known), words(chance), another(office, case, chance)
        )
        verb(office.session, case, asked, **told(office, case, by, chance))

    return act


def assign(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    kinds = tuple(CaseKind) if is_senseless(chance) else _HANDLED
    lead = chance.choice([one for one in office.units if one.code != "TTr"]).id
    beside = chance.sample([one.id for one in office.units], chance.choice((0, 0, 1)))
    if not is_senseless(chance):
        beside = [one for one in beside if one != lead]
    assignment = cases.Assignment(
        chance.choice(kinds),
        chance.choice(list(Field)),
        chance.choice(list(Urgency)),
        999 if is_senseless(chance) else lead,
        WHY,
        tuple(beside),
    )
    given = told(office, case, by, chance)
    cases.assign(office.session, case, assignment, calendar=CALENDAR, **given)


def draft(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    himself = [one for one in office.signers if one.officer_id == by.officer_id]
    signers = office.people if is_senseless(chance) else himself or office.signers
    typed = ReplyDraft(
        "" if is_senseless(chance) else "trả lời phản ánh về Quốc lộ 51",
        drafting.suggested_body(office.session, case) if is_senseless(chance) else WHY,
        chance.choice(signers).officer_id,
    )
    given = told(office, case, by, chance)
    drafting.draft(office.session, case, typed, result=words(chance), **given)


def _decide(decision: Decision) -> Verb:
    def act(office: Office, case: Case, by: Viewer, chance: Random) -> None:
        given = told(office, case, by, chance)
        replies.decide(office.session, case, decision, comment=words(chance), **given)

    return act


def _day(office: Office, chance: Random) -> date:
    days = chance.choice((-30, -1, 1)) if is_senseless(chance) else 0
    return office.today + timedelta(days=days)


def issue(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    given = told(office, case, by, chance)
    given |= {"vault": VAULT, "store": office.files, "on": _day(office, chance)}
    replies.issue(office.session, case, **given)


def enter_reply(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    entry = Entry(minutes=words(chance))
    if chance.random() < 0.3:
        told_of = {"name": "da-ky.pdf", "media_type": "application/pdf"}
        kept = office.files.keep(
            office.session, b"%PDF-1.7", **told_of, by=by, now=office.now
        )
        entry = Entry(signed_file=kept)
    given = told(office, case, by, chance)
    replies.enter_reply(office.session, case, entry, **given)


def close(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    sending = Sending(
        chance.choice(list(SendChannel)),
        _day(office, chance),
        "" if is_senseless(chance) else "128/BC-SGTVT",
        None if is_senseless(chance) else _day(office, chance),
    )
    closing.close(office.session, case, sending, **told(office, case, by, chance))


def propose_transfer(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    agencies = ("Sở Xây dựng",) * 6 + ("", "Sở GTVT", "UBND tỉnh")
    asked = transferring.Transfer(
        chance.choice(agencies),
        chance.choice(list(TransferMode)),
        words(chance),
        "" if is_senseless(chance) else "88/SGTVT-VP",
        None if is_senseless(chance) else _day(office, chance),
        chance.choice(list(SendChannel)),
    )
    given = told(office, case, by, chance)
    transferring.propose_transfer(office.session, case, asked, **given)


def propose_closing(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    anything = is_senseless(chance)
    known = tuple(OutcomeReason) if anything else closing_unresolved.REASONS
    asked = closing_unresolved.Ending(
        chance.choice(known), words(chance), another(office, case, chance)
    )
    given = told(office, case, by, chance) | {"calendar": CALENDAR}
    closing_unresolved.propose_closing(office.session, case, asked, **given)


def propose_outside(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    kept = office.files.keep(
        office.session,
        b"%PDF-1.7",
        name="van-ban.pdf",
        media_type="application/pdf",
        by=by,
        now=office.now,
    )
    received_on = local_day(case.rounds[-1].received_at)
    letter = signed_outside.OutsideLetter(
        "" if is_senseless(chance) else f"{chance.randrange(100, 100_000)}/SGTVT-TTr",
        chance.choice((received_on, _day(office, chance))),
        "" if is_senseless(chance) else "Ngô Văn Thử",
        "" if is_senseless(chance) else "Phó Giám đốc",
        None if is_senseless(chance) else kept,
    )
    given = told(office, case, by, chance)
    signed_outside.propose(office.session, case, letter, **given)


def propose_extension(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    latest = extending.latest(office.session, case, CALENDAR)
    days = chance.choice((-400, -1, 1, 30)) if is_senseless(chance) else 0
    until = chance.choice((latest, _next_working_day(case)))
    asked = extending.MoreTime(until + timedelta(days), words(chance))
    given = told(office, case, by, chance) | {"calendar": CALENDAR}
    extending.propose_extension(office.session, case, asked, **given)


def _next_working_day(case: Case) -> date:
    return next(
        day
        for n in range(1, 30)
        if CALENDAR.works(day := case.due_on + timedelta(days=n))
    )


def propose_reclassifying(
    office: Office, case: Case, by: Viewer, chance: Random
) -> None:
    keys = list(reclassifying.CHECKLIST)
    answers = dict.fromkeys(keys, True) | {"only_reports": is_senseless(chance)}
    if is_senseless(chance):
        del answers[chance.choice(keys)]
    kinds = tuple(CaseKind) if is_senseless(chance) else tuple(reclassifying.KINDS)
    found = reclassifying.Finding(chance.choice(kinds), answers, words(chance))
    given = told(office, case, by, chance)
    reclassifying.propose_reclassifying(office.session, case, found, **given)


def reassign(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    given = told(office, case, by, chance)
    if (by.role is Role.HEAD) is not is_senseless(chance):
        near = [one for one in office.people if one.unit_id == case.lead_unit_id]
        able = [one for one in near if one.role is Role.HANDLER]
        wrong = is_senseless(chance) or not able
        officer = chance.choice(office.people if wrong else able).officer_id
        reassigning.to_handler(office.session, case, officer, words(chance), **given)
        return
    unit = 999 if is_senseless(chance) else chance.choice(office.units).id
    reassigning.to_unit(office.session, case, unit, words(chance), **given)


def _correcting(verb: Callable[..., None]) -> Verb:
    def act(office: Office, case: Case, by: Viewer, chance: Random) -> None:
        name = chance.choice([*correcting.CORRECTABLE, "state"])
        terms = correcting.CORRECTABLE[name].terms if name != "state" else ()
        values = [one.value for one in terms] or [WHY, f"{WHY} {chance.random()}"]
        value = chance.choice(("", "denunciation", "x" * 400, "resolved"))
        if not is_senseless(chance):
            value = chance.choice(values)
        given = told(office, case, by, chance)
        if verb is correcting.propose:
            _close_its_day(office, case)
        verb(office.session, case, name, value, words(chance), **given)

    return act


def _close_its_day(office: Office, case: Case) -> None:
    """Let the figures of the day on which a case ended have been reported."""
    day = local_day(case.done_at) if case.done_at else office.today
    period = Period(day, day)
    if day < office.today and closed.standing(office.session, period) is None:
        (by,) = office.of(Role.CVP)[:1]
        closed.close(office.session, period, calendar=CALENDAR, by=by, now=office.now)


def waive(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    owed = [one.unit_id for one in case.coordinating] or [999]
    if is_senseless(chance):
        owed = [one.id for one in office.units]
    given = told(office, case, by, chance)
    unit = chance.choice(owed)
    coordinating.waive(office.session, case, unit, words(chance), **given)


def join(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    given = told(office, case, by, chance) | {"calendar": CALENDAR}
    unit = chance.choice([one.id for one in office.units])
    coordinating.join(office.session, case, unit, words(chance), **given)


def instruct(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    units = [one.id for one in instructing.addressed(case)]
    if is_senseless(chance):
        units = [one.id for one in office.units]
    on = chance.choice((None, _day(office, chance) + timedelta(days=7)))
    order = instructing.Order(words(chance), chance.choice([*units, None]), on)
    given = told(office, case, by, chance) | {"calendar": CALENDAR}
    instructing.instruct(office.session, case, order, **given)


def carry_out(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    given = told(office, case, by, chance)
    rows = standing.instructions(office.session, case)
    which = chance.choice([one.id for one in rows] or [999])
    instructing.carry_out(office.session, case, which, words(chance), **given)


def take_back(office: Office, case: Case, by: Viewer, chance: Random) -> None:
    given = told(office, case, by, chance)
    rows = standing.instructions(office.session, case)
    which = chance.choice([one.id for one in rows] or [999])
    instructing.take_back(office.session, case, which, words(chance), **given)


VERBS: Final[dict[str, Verb]] = {
    "accept": accept,
    "ask_info": _with_calendar(asking_info.ask),
    "supplement": _with_calendar(asking_info.supplement),
    "expire": _with_calendar(asking_info.expire),
    "propose_decline": _declining(declining.propose_declining),
    "decline": _declining(declining.decline),
    "assign": assign,
    "draft": draft,
    "submit_result": _bare(replies.submit_result),
    "return": _decide(Decision.RETURNED),
    "approve": _decide(Decision.APPROVED),
    "issue": issue,
    "enter_reply": enter_reply,
    "close": close,
    "propose_transfer": propose_transfer,
    "transfer": _bare(transferring.transfer),
    "propose_close_unresolved": propose_closing,
    "close_unresolved": _bare(closing_unresolved.close_unresolved, calendar=CALENDAR),
    "withdraw": _with_calendar(withdrawing.withdraw),
    "propose_reopen": _with_words(reopening.propose),
    "reopen": _with_calendar(reopening.reopen),
    "propose_enter_outside": propose_outside,
    "enter_outside": _bare(signed_outside.enter),
    "propose_extend": propose_extension,
    "extend": _bare(extending.extend, calendar=CALENDAR),
    "reassign": reassign,
    "propose_reclassify": propose_reclassifying,
    "reclassify": _bare(reclassifying.reclassify),
    "recall": _with_words(recalling.recall),
    "correct": _correcting(correcting.correct),
    "propose_correct": _correcting(correcting.propose),
    "coordinate": _with_words(coordinating.report),
    "waive": waive,
    "join": join,
    "instruct": instruct,
    "take_back": take_back,
    "carry_out": carry_out,
    "refuse": _with_words(proposals.refuse),
}
"""Every verb of a case, by the name that its step has on the page."""
