"""Who is looking or acting: a value that travels from the portal downwards."""

from dataclasses import dataclass

from documents.vocabulary import Role


@dataclass(frozen=True)
class Viewer:
    """A signed-in officer, as the rules need to know them."""

    officer_id: int
    username: str
    full_name: str
    role: Role
    unit_id: int | None = None
    unit_code: str | None = None
    position: str = ""

    @property
    def sees_every_case(self) -> bool:
        """Say whether cases of all units are open to this role (domain.md §6)."""
        return self.role in {Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR}

    @property
    def keeps_the_sealed(self) -> bool:
        """Say whether a sealed case exists for this role, at its own address only.

        domain.md §12: no list, index, export or register tells of it, whoever looks.
        """
        return self.role in {Role.FOCAL, Role.CVP, Role.DIRECTOR}

    @property
    def audience(self) -> frozenset[str]:
        """Return what the search index may show: "public" and more.

        The office's people see every case ("staff"), a unit's people their own
        unit's ("unit:CODE"), both of them the letters that were issued ("desk"); an
        administrator none of it. All of them see what is internal to officers.
        """
        seen = {"public", "officers"}
        if self.role is not Role.ADMIN:
            seen.add("desk")
        if self.sees_every_case:
            seen.add("staff")
        if self.role in {Role.HEAD, Role.HANDLER} and self.unit_code:
            seen.add(f"unit:{self.unit_code}")
        return frozenset(seen)


PUBLIC = frozenset({"public"})
"""The audience of a visitor who has not signed in."""
