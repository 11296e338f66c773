"""A sealed case: in no list and no index, open at its own address to three roles."""

from sqlalchemy import select, update

from documents import outbox
from documents.models import Case, CaseRound
from documents.vocabulary import (
    CaseKind,
    CaseState,
    Outcome,
    OutcomeReason,
    Role,
)
from portal import indexing
from tests.conftest import NOW
from tests.portal.office import Office, office

__all__ = ["office"]

KEEPERS = {Role.FOCAL, Role.CVP, Role.DIRECTOR}


def sealed(office: Office) -> str:
    path = office.case()
    told = {"done_at": NOW, "outcome": Outcome.DECLINED}
    reason = {"reason": OutcomeReason.DENUNCIATION, "reason_text": "Đã hướng dẫn."}
    declined = {"state": CaseState.DECLINED, "kind": CaseKind.DENUNCIATION}
    with office.writing() as session:
        case = session.scalars(select(Case).order_by(Case.id.desc())).first()
        assert case is not None
        rounds = update(CaseRound).where(CaseRound.case_id == case.id)
        session.execute(rounds.values(**told, **reason))
        this = update(Case).where(Case.id == case.id)
        session.execute(this.values(**told, **declined, sealed=True))
        outbox.announce(session, outbox.case_key(case))
    return path


def test_only_its_keepers_open_a_sealed_case(office: Office) -> None:
    path = sealed(office)
    for role in set(Role) - {Role.ADMIN}:
        expected = 200 if role in KEEPERS else 404
        assert office.as_(role).get(path).status_code == expected, role


def test_its_page_says_that_it_is_sealed(office: Office) -> None:
    assert "Hồ sơ đã niêm phong" in office.get(Role.FOCAL, sealed(office))
    assert "đã niêm phong" not in office.get(Role.FOCAL, office.case())


def test_no_list_and_no_index_knows_a_sealed_case(office: Office) -> None:
    kept, path = office.case(), sealed(office)
    for role in KEEPERS:
        page = office.get(role, "/ho-so/")
        assert kept in page
        assert path not in page
    with office.reading() as session:
        keys = [entry.key for entry in indexing.entries(session)]
    assert f"case:{kept[-15:]}" in keys
    assert f"case:{path[-15:]}" not in keys
