"""Passwords: what is taken, what is refused, what the database can give away."""

import unicodedata

import pytest

from documents import passwords
from documents.passwords import LONGEST, SHORTEST

GOOD = "Biển xanh, cát trắng"


def test_the_hash_is_argon2id_and_hides_the_password() -> None:
    known = passwords.hashed(GOOD)
    assert known.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert GOOD not in known
    assert known != passwords.hashed(GOOD)


def test_only_the_password_itself_fits() -> None:
    known = passwords.hashed(GOOD)
    assert passwords.matches(known, GOOD)
    for other in ("", GOOD.lower(), GOOD + " ", GOOD[:-1], GOOD + "\x00"):
        assert not passwords.matches(known, other)


def test_two_long_passwords_with_one_beginning_stay_two() -> None:
    beginning = "bảy mươi hai ký tự đầu giống nhau, phần cuối thì khác " * 3
    known = passwords.hashed(beginning + "một")
    assert passwords.matches(known, beginning + "một")
    assert not passwords.matches(known, beginning + "hai")


def test_decomposed_and_composed_are_one_password() -> None:
    decomposed = unicodedata.normalize("NFD", GOOD)
    assert passwords.matches(passwords.hashed(GOOD), decomposed)
    assert passwords.matches(passwords.hashed(decomposed), GOOD)


def test_nothing_fits_nobody_and_a_broken_hash_fits_nothing() -> None:
    for known in (passwords.NOBODY, "", "not a hash"):
        assert not passwords.matches(known, GOOD)


def test_a_password_of_no_characters_is_only_wrong() -> None:
    assert not passwords.matches(passwords.NOBODY, "\ud800" * SHORTEST)
    assert not passwords.matches(passwords.NOBODY, "a" * 1_000_000)


@pytest.mark.parametrize(
    "password", [GOOD, "con mèo ngủ trên mái nhà", "!@#$%^&*()_+-=[", "x7Qp2Lm9Zk4Rt8W"]
)
def test_a_long_password_is_good(password: str) -> None:
    assert passwords.problems(password, "anhvt") == []


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("Ngắn quá!", "ít nhất 15 ký tự"),
        (unicodedata.normalize("NFD", "Đường dây ổn"), "ít nhất 15 ký tự"),
        ("dài quá " * 26, f"dài quá {LONGEST} ký tự"),
        ("câu có ký tự \x00 ở giữa", "không dùng được"),
        ("aaaaaaaaaaaaaaaa", "lặp lại"),
        ("Vungtau2024Vungtau2024", "dễ đoán"),
        ("Sở GTVT Bà Rịa Vũng Tàu", "dễ đoán"),
        ("123456 mật khẩu 123456", "dễ đoán"),
        ("phuong-ld phuong-ld", "dễ đoán"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, told: str) -> None:
    assert told in " ".join(passwords.problems(password, "phuong-ld"))


def test_the_spelling_does_not_change_what_is_said_of_a_password() -> None:
    for password in (GOOD, "ngắn", "ữ" * 150 + "abcde"):
        decomposed = unicodedata.normalize("NFD", password)
        assert passwords.problems(decomposed, "a") == passwords.problems(password, "a")


def test_tokens_are_long_never_alike_and_kept_as_their_digest() -> None:
    tokens = {passwords.token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) >= 43 for token in tokens)
    assert all(token not in passwords.digest(token) for token in tokens)
    assert passwords.digest("\ud800")
