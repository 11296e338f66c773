"""What keeps a case from its end: its kind, what is missing, the step to it (§8)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from documents.backlog.kinds import Facts, band_of, kind_of
from documents.backlog.stock import ANSWERING, AsOf
from documents.deadlines import local_day
from documents.handling import retold
from documents.models import (
    BacklogMarking,
    Case,
    OutgoingLetter,
    PastReply,
    Pause,
    Proposal,
)
from documents.remembering import remembered
from documents.vocabulary import (
    AgeBand,
    BacklogKind,
    BacklogMark,
    CaseState,
    LetterState,
)

Row = TypeVar("Row", BacklogMarking, OutgoingLetter)


@dataclass(frozen=True)
class Situation:
    """A case as the backlog sees it; `letters` settle it, the newest last."""

    facts: Facts
    marks: tuple[BacklogMarking, ...] = ()
    letters: tuple[OutgoingLetter, ...] = ()
    past: PastReply | None = None
    proposal: Proposal | None = None

    @property
    def kind(self) -> BacklogKind | None:
        """Return which of the four kinds it is, None outside them."""
        return kind_of(self.facts)

    @property
    def band(self) -> AgeBand:
        """Return how old it is."""
        return band_of(self.facts.age)

    @property
    def issued(self) -> OutgoingLetter | None:
        """Return the newest issued letter that settles it."""
        found = [it for it in self.letters if it.state is LetterState.ISSUED]
        return found[-1] if found else None

    def mark(self, mark: BacklogMark) -> BacklogMarking | None:
        """Return the mark of this name."""
        return next((row for row in self.marks if row.mark is mark), None)


@dataclass
class _Found:
    """Rows about some cases, by their ids."""

    marks: Mapping[int, list[BacklogMarking]] = field(default_factory=dict)
    letters: Mapping[int, list[OutgoingLetter]] = field(default_factory=dict)
    past: Mapping[tuple[int, int], PastReply] = field(default_factory=dict)
    proposals: Mapping[int, Proposal] = field(default_factory=dict)
    asked_from: Mapping[int, CaseState] = field(default_factory=dict)
    retold: frozenset[int] = frozenset()


@remembered
def situation(session: Session, case: Case, as_of: AsOf) -> Situation:
    """Return how one case stands as of a day."""
    return situations(session, [case], as_of)[case.id]


def situations(
    session: Session, cases: Sequence[Case], as_of: AsOf
) -> dict[int, Situation]:
    """Return how cases stand as of a day, by their ids: few questions, however many."""
    if not cases:
        return {}
    found = _found(session, [case.id for case in cases])
    return {case.id: _situation(case, found, as_of) for case in cases}


def _situation(case: Case, found: _Found, as_of: AsOf) -> Situation:
    marks = [it for it in found.marks.get(case.id, ()) if it.round == case.round]
    letters = [it for it in found.letters.get(case.id, ()) if it.round == case.round]
    past = found.past.get((case.id, case.round))
    issued = any(letter.state is LetterState.ISSUED for letter in letters)
    said = {row.mark for row in marks}
    facts = Facts(
        state=case.state,
        age=(as_of.on - local_day(case.rounds[-1].received_at)).days,
        old_from=as_of.old_from,
        asked_from=found.asked_from.get(case.id),
        is_answered=issued or past is not None,
        resolved_offline=BacklogMark.RESOLVED_OFFLINE in said,
        out_of_competence=BacklogMark.OUT_OF_COMPETENCE in said,
        no_longer_relevant=BacklogMark.NO_LONGER_RELEVANT in said,
        is_retold=case.id in found.retold,
    )
    proposal = found.proposals.get(case.id)
    return Situation(facts, tuple(marks), tuple(letters), past, proposal)


def _found(session: Session, ids: list[int]) -> _Found:
    marks = select(BacklogMarking).where(
        BacklogMarking.case_id.in_(ids), BacklogMarking.removed_at.is_(None)
    )
    letters = select(OutgoingLetter).where(
        OutgoingLetter.case_id.in_(ids),
        OutgoingLetter.paper.in_(ANSWERING),
        OutgoingLetter.state != LetterState.DISCARDED,
    )
    past = select(PastReply).where(PastReply.case_id.in_(ids))
    proposals = select(Proposal).where(
        Proposal.case_id.in_(ids), Proposal.decision.is_(None)
    )
    again = select(Case.id).where(Case.id.in_(ids), retold.is_retold())
    marked = marks.options(joinedload(BacklogMarking.by)).order_by(BacklogMarking.id)
    proposed = proposals.options(joinedload(Proposal.proposed_by))
    return _Found(
        marks=_grouped(session.scalars(marked)),
        letters=_grouped(session.scalars(letters.order_by(OutgoingLetter.id))),
        past={(row.case_id, row.round): row for row in session.scalars(past)},
        proposals={row.case_id: row for row in session.scalars(proposed)},
        asked_from=_asked_from(session, Pause.case_id.in_(ids)),
        retold=frozenset(session.scalars(again)),
    )


def _asked_from(
    session: Session, which: ColumnElement[bool]
) -> Mapping[int, CaseState]:
    rows = select(Pause.case_id, Pause.asked_from).where(which, Pause.until.is_(None))
    return dict(session.execute(rows).all())


def _grouped(rows: Iterable[Row]) -> Mapping[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.case_id is not None:
            found[row.case_id].append(row)
    return found
