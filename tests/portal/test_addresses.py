"""Numbers in addresses: what no row can have leads nowhere, and breaks nothing."""

import pytest

from documents.vocabulary import Role
from tests.portal.public_site import Site, site

__all__ = ["site"]


@pytest.mark.parametrize("number", ["0", "2147483648", "9" * 30, "-1", "\u0661"])
def test_a_number_no_row_can_have_is_no_address(site: Site, number: str) -> None:
    client = site.officer(Role.CLERK)
    for path in (
        f"/duong-day-nong/{number}.vcf",
        f"/duong-day-nong/{number}/sua",
        f"/cong-van/{number}.docx",
    ):
        assert client.get(path).status_code == 404, path


def test_a_number_of_no_row_is_not_found(site: Site) -> None:
    client = site.officer(Role.CLERK)
    assert client.get("/duong-day-nong/2147483647/sua").status_code == 404
