"""Who signs a draft: the choices of its form, and the signature each would leave."""

from typing import Any

from sqlalchemy.orm import Session

from documents import delegations
from documents.deadlines import local_day
from documents.models import Officer, OutgoingLetter
from documents.outgoing import Content
from portal.wiring import current as wired

Signature = dict[str, Any]


def signatures(
    session: Session, letter: OutgoingLetter
) -> list[tuple[Officer, Signature]]:
    """Return who may sign a letter today, and how he would."""
    on = local_day(wired().clock())
    signers = delegations.signers(session, on=on)
    if letter.is_reply:
        signers = delegations.reply_signers(session, on=on)
    found = ((it, delegations.signature(session, it, on=on)) for it in signers)
    return [(officer, signature) for officer, signature in found if signature]


def told(officer: Officer, signature: Signature) -> str:
    """Name a signer as he would sign today, "KT. GIÁM ĐỐC – PHÓ GIÁM ĐỐC" before."""
    authority, behalf = signature["authority"], signature["for"] or ""
    deputy = signature["deputy_for"]
    chain = f"KT. {deputy} – " if deputy else ""
    place = f"{authority}. {behalf} – {chain}" if authority else ""
    return f"{place}{signature['position']} {officer.full_name}"


def signed_by(
    session: Session, letter: OutgoingLetter, content: Content, chosen: str | None
) -> Content:
    """Return a content with the signature of who was chosen to sign it."""
    for officer, signature in signatures(session, letter):
        if str(officer.id) == chosen:
            return {**content, "signer": signature}
    return content


def signer_of(session: Session, letter: OutgoingLetter, content: Content) -> int:
    """Return whose signature a content bears; the letter's signer if nobody's."""
    for officer, signature in signatures(session, letter):
        if signature == content["signer"]:
            return officer.id
    return letter.signer_id
