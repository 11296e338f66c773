"""A portal whose office writes letters; one for all the tests of a file."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from documents import history
from documents.models import Event, LetterAutosave, OutgoingLetter
from documents.viewer import Viewer
from documents.vocabulary import LetterState, Role
from tests import factories
from tests.conftest import NOW
from tests.documents.letter_desk import LetterDesk
from tests.portal.office import Office
from tests.portal.public_site import Site, token_in
from tests.portal.studio.typed import form_in

S = LetterState

WRITERS: Final = (Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR, Role.HEAD)
WORDS: Final = {
    "subject": "sửa chữa ổ gà trên Quốc lộ 51",
    "addressees": "UBND thành phố Bà Rịa",
    "body": "Sở đã cho vá toàn bộ ổ gà trên Quốc lộ 51.",
    "recipients": "Như trên",
}
"""What a finished công văn says, as it is typed."""


class Studio(Office):
    """The office at its letters."""

    def __init__(self, site: Site, files: Path) -> None:
        super().__init__(site, files)
        self._hired: dict[int, FlaskClient] = {}
        self._tokens: dict[Role, str] = {}
        self._names = count(1)

    @contextmanager
    def desk(self) -> Iterator[LetterDesk]:
        """Give the hands that write and move letters, without a page."""
        with self.writing() as session:
            desk = LetterDesk(session, self.people, self.files, NOW)
            desk._names = self._names
            yield desk

    def letter(self, state: LetterState = S.DRAFT, **told: Any) -> str:
        """Write a công văn, take it to a state, return its address."""
        if isinstance(told.get("by"), Role):
            told["by"] = self.people[told["by"]]
        with self.desk() as desk:
            return f"/cong-van/{desk.written(state, **told).id}"

    def paper(self, paper: str, **told: Any) -> str:
        """Begin a paper as its skeleton leaves it, return its address."""
        with self.desk() as desk:
            return f"/cong-van/{desk.begin(paper, **told).id}"

    def of_case(
        self, state: LetterState = S.DRAFT, *, paper: str = "bao-cao-ket-qua"
    ) -> str:
        """Finish a paper of a case that the unit KCHT leads."""
        with self.desk() as desk:
            letter = desk.begin(paper, case=desk.case())
            return f"/cong-van/{desk.finished(letter, state).id}"

    def stored(self, path: str) -> OutgoingLetter:
        """Return a letter as the database has it."""
        with self.reading() as session:
            return session.get_one(OutgoingLetter, number_of(path))

    def events(self, path: str) -> list[Event]:
        with self.reading() as session:
            letter = session.get_one(OutgoingLetter, number_of(path))
            return list(history.of(session, letter))

    def autosaves(self, path: str) -> int:
        wanted = LetterAutosave.letter_id == number_of(path)
        with self.reading() as session:
            rows = select(func.count()).select_from(LetterAutosave).where(wanted)
            return session.scalars(rows).one()

    def hire(self, role: Role, unit: str | None = None) -> Viewer:
        with self.desk() as desk:
            return desk.hire(role, unit=unit)

    def client(self, viewer: Viewer) -> FlaskClient:
        """Return the signed-in client of somebody who was hired."""
        number = viewer.officer_id
        if number not in self._hired:
            self._hired[number] = self.signed_in(number)
        return self._hired[number]

    def typed(self, role: Role, path: str) -> dict[str, str]:
        """Return the desk's form as the page fills it."""
        return form_in(self.get(role, f"{path}/sua"), "van-ban")

    def send(
        self, role: Role, path: str, action: str = "save", **changed: str
    ) -> TestResponse:
        """Open the desk, type, press a button."""
        told = self.typed(role, path) | changed | {"action": action}
        return self.as_(role).post(f"{path}/sua", data=told)

    def keep(self, role: Role, path: str, **changed: str) -> TestResponse:
        """Open the desk, type, let the script keep it."""
        told = self.typed(role, path) | changed
        return self.as_(role).post(f"{path}/sua/nhap", data=told)

    def post(self, role: Role, path: str, **typed: Any) -> TestResponse:
        """Send a form with the officer's own token, which is asked for once."""
        if role not in self._tokens:
            page = self.as_(role).get("/ban-lam-viec").text
            self._tokens[role] = token_in(page)
        return super().post(role, path, **{"csrf_token": self._tokens[role], **typed})

    def step(self, role: Role, path: str, action: str, **typed: Any) -> TestResponse:
        """Make a move on the version that stands now."""
        typed.setdefault("version", str(self.stored(path).version))
        return self.post(role, f"{path}/buoc/{action}", **typed)


def number_of(path: str) -> int:
    found = re.search(r"/cong-van/(\d+)", path)
    assert found, path
    return int(found[1])


def told(page: str) -> str:
    """Return the words of a page without its tags, spaces made single."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


__all__ = [
    "NOW",
    "WORDS",
    "WRITERS",
    "S",
    "Studio",
    "factories",
    "number_of",
    "token_in",
    "told",
]
