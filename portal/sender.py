"""Who sends a case, as the forms of a clerk and of a visitor both ask it."""

from wtforms import BooleanField, Field

from documents import intake
from documents.vault import Identity
from documents.vocabulary import ComplainantKind


class FromSender:
    """A form that asks for the sender: it declares these fields, in its own words."""

    anonymous: BooleanField
    complainant_kind: Field
    full_name: Field
    organisation: Field
    phone: Field
    email: Field
    address: Field

    def identity(self) -> Identity:
        """Return who it is; who gives no name leaves nothing behind."""
        if self.anonymous.data:
            return intake.NO_IDENTITY
        is_organisation = self.complainant_kind.data == ComplainantKind.ORGANISATION
        return Identity(
            full_name=self.full_name.data or "",
            organisation=(self.organisation.data or "") if is_organisation else "",
            phone=self.phone.data or "",
            email=self.email.data or "",
            address=self.address.data or "",
        )
