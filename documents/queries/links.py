"""Reads of what ties cases together; nothing of a sealed one is among it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from documents.models import Case, CaseLink, MergedAnswer
from documents.queries.cases import unsealed, visible_cases
from documents.remembering import remembered
from documents.viewer import Viewer
from documents.vocabulary import LinkKind


@dataclass(frozen=True)
class Tied:
    """Another case, and what an officer found this one to be to it.

    `is_ours` says that the finding was made of this case, not of the other.
    """

    case: Case
    kind: LinkKind
    is_ours: bool = True


@dataclass(frozen=True)
class Links:
    """What ties a case to those a viewer sees, each in the order of receipt.

    `first` is what it tells again, `again` what tells it again; `main` is what it was
    merged into, `merged` what was merged into it.
    """

    first: Case | None
    again: tuple[Case, ...]
    main: Case | None
    merged: tuple[Case, ...]
    tied: tuple[Tied, ...]

    @property
    def cases(self) -> list[Case]:
        """Return every case that it is tied to."""
        ones = [one for one in (self.first, self.main) if one is not None]
        return [*ones, *self.again, *self.merged, *(one.case for one in self.tied)]


@remembered
def links_of(session: Session, case: Case, viewer: Viewer) -> Links:
    """Return what ties a case to others: three questions, however many there are."""
    found = _linked(session, case)
    ids = {case.parent_id, case.duplicate_of_id, *found, *_near(session, case)}
    if ids == {None}:
        return Links(None, (), None, (), ())
    asked = select(Case).where(Case.id.in_(ids - {None}), visible_cases(viewer))
    rows = session.scalars(asked.order_by(Case.received_at, Case.id)).unique().all()
    by_id = {row.id: row for row in rows}
    return Links(
        first=by_id.get(case.parent_id or 0),
        again=tuple(row for row in rows if row.parent_id == case.id),
        main=by_id.get(case.duplicate_of_id or 0),
        merged=tuple(row for row in rows if row.duplicate_of_id == case.id),
        tied=tuple(
            Tied(by_id[id_], kind, is_ours)
            for id_, (kind, is_ours) in found.items()
            if id_ in by_id
        ),
    )


def merged_into(
    session: Session, case: Case, viewer: Viewer
) -> list[tuple[Case, MergedAnswer | None]]:
    """Return what was merged into a case, with how its sender heard this round."""
    merged = links_of(session, case, viewer).merged
    if not merged:
        return []
    asked = select(MergedAnswer).where(
        MergedAnswer.case_id.in_([one.id for one in merged]),
        MergedAnswer.round == case.round,
    )
    answers = {row.case_id: row for row in session.scalars(asked)}
    return [(one, answers.get(one.id)) for one in merged]


def _near(session: Session, case: Case) -> Sequence[int]:
    """Return the ids of what tells a case again, and of what was merged into it."""
    again = select(Case.id).where(Case.parent_id == case.id)
    merged = select(Case.id).where(Case.duplicate_of_id == case.id)
    return session.scalars(union_all(again, merged)).all()


def _linked(session: Session, case: Case) -> dict[int, tuple[LinkKind, bool]]:
    either = or_(CaseLink.case_id == case.id, CaseLink.other_id == case.id)
    rows = session.scalars(select(CaseLink).where(either).order_by(CaseLink.at))
    return {
        row.other_id if row.case_id == case.id else row.case_id: (
            row.kind,
            row.case_id == case.id,
        )
        for row in rows
    }


def times_told_again(session: Session, cases: Iterable[Case]) -> dict[int, int]:
    """Return how often cases were told again, by their ids; those never are left out.

    A first submission counts its second ones, a second one its place among them, and
    either the times that it was opened again (domain.md §9 S15). One question.
    """
    asked = list(cases)
    firsts = {case.parent_id or case.id for case in asked}
    rows = (
        select(Case.parent_id, Case.id)
        .where(Case.parent_id.in_(firsts), unsealed(Case))
        .order_by(Case.received_at, Case.id)
    )
    later: defaultdict[int | None, list[int]] = defaultdict(list)
    for parent_id, id_ in session.execute(rows) if firsts else ():
        later[parent_id].append(id_)
    told = {}
    for case in asked:
        siblings = later[case.parent_id or case.id]
        own = siblings.index(case.id) + 1 if case.id in siblings else len(siblings)
        told[case.id] = own + case.round - 1
    return {id_: times for id_, times in told.items() if times}


def is_told_again() -> ColumnElement[bool]:
    """Return the condition that a case tells another again, or was opened again."""
    return or_(Case.parent_id.is_not(None), Case.round > 1)


def has_second_submission() -> ColumnElement[bool]:
    """Return the condition that another case tells a case again."""
    later = aliased(Case)
    return exists().where(later.parent_id == Case.id, unsealed(later))
