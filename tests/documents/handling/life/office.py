"""Who walks: an office of two units, its files, and a clock that goes on."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import delegations
from documents.deadlines import local_day
from documents.delegations import DelegationFields
from documents.files import FileStore
from documents.models import Case, Unit
from documents.viewer import Viewer
from documents.vocabulary import Authority, Role
from tests import factories
from tests.conftest import NOW

SIGNS_UNTIL: Final = date(2021, 10, 29)
"""The last day on which the Chánh Văn phòng signs replies."""

_SECOND: Final = ((Role.HEAD, "VTPT"), (Role.HANDLER, "VTPT"), (Role.HANDLER, "KCHT"))


@dataclass
class Office:
    """The people of a walk, where it writes, and what o'clock it is.

    Two of its people were promoted: who worked in both units is deputy director now,
    a focal officer Chánh Văn phòng. Each is there as what he was and as what he is, so
    that somebody may be asked to decide on his own work.
    """

    session: Session
    files: FileStore
    people: tuple[Viewer, ...] = ()
    promoted: tuple[Viewer, ...] = ()
    units: tuple[Unit, ...] = ()
    now: datetime = NOW
    cases: list[Case] = field(default_factory=list)

    @property
    def today(self) -> date:
        return local_day(self.now)

    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @property
    def signers(self) -> list[Viewer]:
        """Return the leaders, and the Chánh Văn phòng whether he may sign or not."""
        return self.of(Role.DIRECTOR) + self.of(Role.CVP)

    def of(self, role: Role) -> list[Viewer]:
        return [one for one in self.people if one.role is role]

    def somebody(self, role: Role, case: Case, chance: Random) -> Viewer:
        """Return an officer of a role: mostly one whose unit leads the case."""
        able = self.of(role)
        if chance.random() < 0.6:
            able = [one for one in able if one not in self.promoted]
        near = [one for one in able if one.unit_id == case.lead_unit_id]
        return chance.choice(near if near and chance.random() < 0.8 else able)


def opened(session: Session, files: FileStore) -> Office:
    """Return an office whose units and officers stand in the database."""
    factories.make_units(session)
    people = factories.make_people(session, now=NOW)
    second = [
        factories.make_officer(session, role, unit, now=NOW, username=f"{role}{n}")
        for n, (role, unit) in enumerate(_SECOND)
    ]
    deputy = factories.make_officer(
        session, Role.DIRECTOR, now=NOW, username="deputy", position="Phó Giám đốc"
    )
    led = [
        replace(deputy, role=role, unit_id=one.unit_id, unit_code=one.unit_code)
        for one in (people[Role.HEAD], second[0])
        for role in (Role.HEAD, Role.HANDLER)
    ]
    office = people[Role.FOCAL].unit_id
    were = (*led, replace(people[Role.CVP], role=Role.FOCAL, unit_id=office))
    _let_sign(session, people)
    session.flush()
    units = tuple(session.scalars(select(Unit).order_by(Unit.id)))
    everybody = (*people.values(), *second, deputy, *were)
    return Office(session, files, everybody, were, units)


def _let_sign(session: Session, people: factories.People) -> None:
    """Let the Chánh Văn phòng sign by order, until a day that most walks pass."""
    fields = DelegationFields(
        officer_id=people[Role.CVP].officer_id,
        authority=Authority.TL,
        scope="Ký văn bản trả lời",
        basis="Quyết định số 12/QĐ-SGTVT",
        since=local_day(NOW),
        until=SIGNS_UNTIL,
    )
    delegations.give(session, fields, by=people[Role.DIRECTOR], now=NOW)
