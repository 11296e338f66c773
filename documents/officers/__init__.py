"""Officers: accounts, one-time links, signing in and staying signed in."""

from documents.officers.access import (
    LINK_LIFE,
    accept_link,
    change_password,
    issue_link,
    officer_of_link,
    set_active,
)
from documents.officers.accounts import add, get, list_officers, viewer_of
from documents.officers.mail import checked_address, set_mail
from documents.officers.sessions import (
    ABSOLUTE,
    IDLE,
    resume,
    sign_out,
    touch,
)
from documents.officers.sign_in import (
    TRIES_PER_ACCOUNT_AND_ADDRESS,
    TRIES_PER_ADDRESS,
    authenticate,
    open_session,
    take_a_try,
)

__all__ = [
    "ABSOLUTE",
    "IDLE",
    "LINK_LIFE",
    "TRIES_PER_ACCOUNT_AND_ADDRESS",
    "TRIES_PER_ADDRESS",
    "accept_link",
    "add",
    "authenticate",
    "change_password",
    "checked_address",
    "get",
    "issue_link",
    "list_officers",
    "officer_of_link",
    "open_session",
    "resume",
    "set_active",
    "set_mail",
    "sign_out",
    "take_a_try",
    "touch",
    "viewer_of",
]
