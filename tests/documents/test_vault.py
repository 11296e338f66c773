"""The vault: what is sealed opens only under its own key, for its own case."""

import logging
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.intake import Intake
from documents.vault import Identity, Vault, VaultLocked
from tests.conftest import NOW
from tests.factories import CANARY

CODE = "DDN-2019-000001"
VAULT = Vault("a secret for tests only")
TOLD = [value for value in asdict(CANARY).values() if value]


def test_an_identity_comes_back_whole() -> None:
    assert VAULT.open(VAULT.seal(CANARY, code=CODE), code=CODE) == CANARY


@given(st.builds(Identity, st.text(), st.text(), st.text(), st.text(), st.text()))
def test_any_identity_comes_back_whole(identity: Identity) -> None:
    assert VAULT.open(VAULT.seal(identity, code=CODE), code=CODE) == identity


def test_another_key_does_not_open_it() -> None:
    sealed = VAULT.seal(CANARY, code=CODE)
    with pytest.raises(VaultLocked, match="khóa bí mật"):
        Vault("another secret").open(sealed, code=CODE)
    assert Vault("a secret for tests only").open(sealed, code=CODE) == CANARY


def test_sealed_bytes_moved_to_another_case_do_not_open() -> None:
    sealed = VAULT.seal(CANARY, code=CODE)
    with pytest.raises(VaultLocked):
        VAULT.open(sealed, code="DDN-2019-000002")


def test_no_altered_byte_goes_unnoticed() -> None:
    sealed = VAULT.seal(CANARY, code=CODE)
    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1
        with pytest.raises(VaultLocked):
            VAULT.open(bytes(altered), code=CODE)


@pytest.mark.parametrize("length", [0, 5, 12, 20, -1])
def test_truncated_bytes_are_refused(length: int) -> None:
    sealed = VAULT.seal(CANARY, code=CODE)
    with pytest.raises(VaultLocked):
        VAULT.open(sealed[:length], code=CODE)


def test_nothing_told_can_be_read_in_the_sealed_bytes() -> None:
    sealed = VAULT.seal(CANARY, code=CODE)
    for value in [*TOLD, "full_name"]:
        assert value.encode() not in sealed


def test_the_same_identity_is_never_sealed_alike() -> None:
    assert VAULT.seal(CANARY, code=CODE) != VAULT.seal(CANARY, code=CODE)


def test_an_identity_that_slips_into_a_log_tells_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    typed = Intake("Ổ gà", "Đoạn Km 40", NOW, identity=CANARY)
    logging.getLogger("tests").warning("%s %r %r", CANARY, [CANARY], typed)
    for value in TOLD:
        assert value not in caplog.text


def test_a_letter_names_the_organisation_before_the_person() -> None:
    both = Identity(full_name="Lê Văn Mẫu", organisation="Hợp tác xã Mẫu")
    assert both.addressee == "Hợp tác xã Mẫu"
    assert Identity(full_name="Lê Văn Mẫu").addressee == "Ông (bà) Lê Văn Mẫu"
    assert Identity().addressee == "Người phản ánh"


@pytest.mark.parametrize("where", ["phone", "email", "address"])
def test_one_way_to_reach_a_person_is_enough(where: str) -> None:
    assert Identity(**{where: "có"}).can_be_reached
    assert not Identity(full_name="Lê Văn Mẫu").can_be_reached
