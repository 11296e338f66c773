"""What is likely to be tried next: by the table mostly, by nobody's leave sometimes."""

from collections.abc import Callable, Iterable
from random import Random
from typing import Final

from documents import cases, drafting, proposals, replies, standing
from documents.handling import coordinating, instructing
from documents.lifecycles import ASKING, CASE, OPEN
from documents.models import Case
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, CaseState, Role
from tests.documents.handling.life.office import Office
from tests.documents.handling.life.verbs import VERBS

_AGREES: Final = 0.55
"""How often a proposal that waits is decided before anything else is tried."""

_STRAYS: Final = 0.15
"""How often somebody tries what nothing speaks for."""

_LOOKS: Final = 3
"""How often he who goes by the table looks for something that is open to him."""

_WEIGHT: Final = {
    "draft": 8,
    "submit_result": 20,
    "approve": 20,
    "issue": 10,
    "enter_reply": 12,
    "coordinate": 6,
    "waive": 4,
    "join": 0.7,
    "instruct": 0.7,
    "carry_out": 0.7,
    "take_back": 0.3,
    "accept": 4,
    "assign": 6,
    "supplement": 4,
    "close": 20,
    "expire": 14,
    "reopen": 9,
    "propose_reopen": 30,
    "propose_extend": 5,
    "propose_decline": 0.5,
    "decline": 0.7,
    "propose_reclassify": 0.3,
    "propose_enter_outside": 0.5,
    "propose_transfer": 0.4,
    "propose_close_unresolved": 0.7,
    "withdraw": 0.2,
    "recall": 5,
    "ask_info": 1.2,
    "refuse": 0.4,
    "reassign": 2.5,
    "correct": 2,
}
"""How often a verb is tried; 2 of those that are not named."""

_BOLD: Final = 0.15
"""How often he takes what his role does there, whatever else forbids it."""

_MEANT: Final = 0.8
"""How often a verb is done by who is meant: a draft's signer, a unit that owes."""

_DECIDED: Final = {
    "transfer",
    "close_unresolved",
    "extend",
    "reclassify",
    "enter_outside",
}
"""What nobody does before somebody has asked for it."""

_Tries = list[tuple[str, Role]]


def _offers() -> dict[CaseState, _Tries]:
    """Return what the tables offer in each state, and what is done beside them."""
    found: dict[CaseState, _Tries] = {state: [] for state in CaseState}
    for table, prefix in ((CASE, ""), (ASKING, "propose_")):
        for row in table.transitions:
            for state in row.sources:
                if state is not None and row.wired:
                    verb = f"{prefix}{row.action}"
                    found[state] += [(verb, role) for role in _by_turns(row.roles)]
    writers = (Role.HANDLER, Role.HEAD, Role.FOCAL, Role.CVP)
    for verb in ("draft", "coordinate", "waive"):
        found[CaseState.IN_PROGRESS] += [(verb, role) for role in writers]
    for state in OPEN:
        found[state] += [("instruct", Role.DIRECTOR), ("instruct", Role.CVP)]
    for state in CaseState:
        found[state] += [("carry_out", role) for role in writers]
        found[state] += [("take_back", Role.DIRECTOR), ("take_back", Role.CVP)]
    found[CaseState.IN_PROGRESS] += [("join", Role.FOCAL), ("join", Role.CVP)]
    found[CaseState.APPROVED] += [("issue", Role.CLERK)]
    return found


_ASKED_MORE: Final = {Role.CVP, Role.HEAD}
"""Who may do less than the others that a row names."""


def _by_turns(roles: Iterable[Role]) -> list[Role]:
    """Return a row's roles; who may do less comes up more often."""
    return [
        role for role in sorted(roles) for _ in range(1 + 2 * (role in _ASKED_MORE))
    ]


OFFERS: Final = _offers()


def next_try(office: Office, case: Case, chance: Random) -> tuple[str, Viewer]:
    """Return what is tried on a case, and by whom.

    Mostly what is open to somebody; what a rule forbids is tried by those who stray.
    """
    if chance.random() < _STRAYS:
        return chance.choice(list(VERBS)), chance.choice(office.people)
    first = verb, by = by_the_table(office, case, chance)
    for _ in range(0 if chance.random() < _BOLD else _LOOKS):
        if _is_open(office, case, verb, by):
            return verb, by
        verb, by = by_the_table(office, case, chance)
    return first


def by_the_table(office: Office, case: Case, chance: Random) -> tuple[str, Viewer]:
    """Return what the tables offer where a case stands, whatever else forbids it."""
    proposal = standing.pending(office.session, case)
    asked = proposal.action if proposal else None
    offers = [one for one in OFFERS[case.state] if _fits(case, one[0], asked)]
    if asked is not None and chance.random() < _AGREES:
        refusing = [("refuse", role) for role in (Role.FOCAL, Role.CVP)]
        offers = [one for one in offers if one[0] == asked] + refusing
    verbs = sorted({verb for verb, _ in offers})
    weights = [_WEIGHT.get(verb, 2) for verb in verbs]
    (verb,) = chance.choices(verbs, weights)
    meant = _meant(office, case, verb)
    if meant and chance.random() < _MEANT:
        return verb, chance.choice(meant)
    role = chance.choice([role for name, role in offers if name == verb])
    return verb, office.somebody(role, case, chance)


def _meant(office: Office, case: Case, verb: str) -> list[Viewer]:
    """Return who in particular is meant to do this, if it is not a role's to do."""
    match verb:
        case "coordinate":
            return [one for one in office.people if coordinating.owed_by(case, one)]
        case "draft":
            return [one for one in office.people if drafting.can_draft(case, one)]
        case "approve":
            letter = standing.current_letter(office.session, case)
            signer = letter.signer_id if letter else None
            return [one for one in office.signers if one.officer_id == signer]
    return []


def _fits(case: Case, verb: str, asked: CaseAction | None) -> bool:
    """Say at a glance whether a verb can come to anything now."""
    if verb in _DECIDED:
        return asked is not None and verb == asked
    if verb in {"coordinate", "waive"}:
        return bool(coordinating.waited_for(case))
    return asked is None or not verb.startswith("propose_")


def _is_open(office: Office, case: Case, verb: str, by: Viewer) -> bool:
    """Say whether a button for it would stand on the case's page."""
    session, today = office.session, office.today
    beside: dict[str, Callable[[], object]] = {
        "draft": lambda: drafting.can_draft(case, by),
        "coordinate": lambda: coordinating.owed_by(case, by),
        "waive": lambda: coordinating.can_waive(case, by),
        "join": lambda: coordinating.can_join(session, case, by, today=today),
        "instruct": lambda: instructing.can_instruct(case, by),
        "carry_out": lambda: instructing.owed_by(session, case, by),
        "take_back": lambda: instructing.given_by(session, case, by),
        "issue": lambda: replies.can_issue(session, case, by),
        "refuse": lambda: True,
    }
    if verb in beside:
        return bool(beside[verb]())
    if verb.startswith("propose_"):
        asked = proposals.open_to(session, case, by, today=today)
        return verb in {f"propose_{action}" for action in asked}
    rows = cases.open_to(session, case, by, today=today)
    return verb in {row.action.value for row in rows}
