"""`flask cases`: the table of moves as a reviewer prints it."""

from tests.portal.office import Office, office

__all__ = ["office"]


def test_the_matrix_is_printed_with_what_is_not_open_marked(office: Office) -> None:
    printed = office.app.test_cli_runner().invoke(args=["cases", "matrix"])
    assert printed.exit_code == 0, printed.output
    lines = printed.output.splitlines()
    assert (
        "pending_approval | X11a approve | → approved | director"
        " | not_the_drafter & the_signer"
    ) in lines
    assert all("admin" not in line for line in lines)
