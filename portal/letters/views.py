"""Addresses of the register of outgoing letters."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint
from werkzeug.wrappers import Response

from documents import queries
from documents.vocabulary import Role
from portal import db
from portal.pages import Page
from portal.security import officers

blueprint = Blueprint("letters", __name__)

REGISTER_ROLES: Final = (Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR)


@dataclass(frozen=True, kw_only=True)
class RegisterPage(Page):
    """The register of issued letters."""

    template: ClassVar[str] = "letters/index.html"
    total: int


@blueprint.get("/cong-van/")
@officers(*REGISTER_ROLES)
def index() -> Response:
    """Show the register of issued letters, newest number first."""
    listing = queries.issued_letters(db.session())
    return RegisterPage(title="Sổ công văn đi", total=listing.total).render()
