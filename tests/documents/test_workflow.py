"""The machine, on a table of its own: a lamp that is lit, trimmed and put out."""

from dataclasses import dataclass

import pytest

from documents.errors import NotAllowed, TransitionRefused
from documents.vocabulary import Role, Term
from documents.workflow import Lifecycle, Transition


class Lamp(Term):
    """Where a lamp stands."""

    DARK = "dark", "Tắt"
    LIT = "lit", "Sáng"
    BROKEN = "broken", "Hỏng"


class Deed(Term):
    """What is done to a lamp."""

    LIGHT = "light", "Thắp"
    TRIM = "trim", "Khêu"
    PUT_OUT = "put_out", "Dập"
    SELL = "sell", "Bán"


@dataclass(frozen=True)
class Facts:
    """What is known of the lamp."""

    oil: bool = True
    wick: bool = True
    cap: bool = True


def has_oil(facts: Facts) -> str | None:
    return None if facts.oil else "Hết dầu."


def has_wick(facts: Facts) -> str | None:
    return None if facts.wick else "Hết bấc."


def has_cap(facts: Facts) -> str | None:
    return None if facts.cap else "Thiếu nắp."


CLERK, HEAD = frozenset({Role.CLERK}), frozenset({Role.HEAD})
Row = Transition[Lamp, Deed, Facts]
LIGHT = Row(
    "L1",
    Deed.LIGHT,
    frozenset({Lamp.DARK}),
    Lamp.LIT,
    CLERK | HEAD,
    guards=(has_oil, has_wick),
    wired=True,
)
LIGHT_DRY = Row("L2", Deed.LIGHT, frozenset({Lamp.DARK}), Lamp.BROKEN, HEAD, wired=True)
TRIM = Row("L3", Deed.TRIM, frozenset({Lamp.LIT}), None, CLERK, wired=True)
PUT_OUT = Row(
    "L4",
    Deed.PUT_OUT,
    frozenset({Lamp.LIT}),
    Lamp.DARK,
    CLERK,
    brought=(has_cap,),
    wired=True,
)
BUY = Row("L5", Deed.LIGHT, frozenset({None}), Lamp.LIT, HEAD, wired=True)
SELL = Row("L6", Deed.SELL, frozenset({Lamp.DARK, Lamp.LIT}), Lamp.DARK, CLERK)
LIFE = Lifecycle((LIGHT, LIGHT_DRY, TRIM, PUT_OUT, BUY, SELL))


def test_a_move_of_the_table_is_followed() -> None:
    row = LIFE.step(Lamp.DARK, Deed.LIGHT, role=Role.CLERK, facts=Facts())
    assert (row, row.target) == (LIGHT, Lamp.LIT)
    assert LIFE.step(Lamp.LIT, Deed.TRIM, role=Role.CLERK, facts=Facts()) is TRIM


def test_a_thing_that_does_not_exist_yet_has_its_own_moves() -> None:
    assert LIFE.step(None, Deed.LIGHT, role=Role.HEAD, facts=Facts()) is BUY
    with pytest.raises(TransitionRefused, match="chưa có hồ sơ"):
        LIFE.step(None, Deed.TRIM, role=Role.CLERK, facts=Facts())


def test_a_move_from_elsewhere_is_refused_in_words() -> None:
    with pytest.raises(TransitionRefused) as refusal:
        LIFE.step(Lamp.BROKEN, Deed.LIGHT, role=Role.CLERK, facts=Facts())
    assert refusal.value.message == "Không thể thực hiện “Thắp” ở bước “Hỏng”."


def test_a_move_of_another_role_is_not_allowed() -> None:
    with pytest.raises(NotAllowed, match="Vai trò “Văn thư” không được “Thắp”"):
        LIFE.step(None, Deed.LIGHT, role=Role.CLERK, facts=Facts())


def test_a_guard_refuses_with_its_own_reason_the_first_that_fails() -> None:
    for facts, reason in (
        (Facts(oil=False), "Hết dầu."),
        (Facts(wick=False), "Hết bấc."),
        (Facts(oil=False, wick=False), "Hết dầu."),
    ):
        with pytest.raises(TransitionRefused) as refusal:
            LIFE.step(Lamp.DARK, Deed.LIGHT, role=Role.CLERK, facts=facts)
        assert refusal.value.message == reason
        assert LIFE.open_to(Lamp.DARK, role=Role.CLERK, facts=facts) == []


def test_the_next_row_is_tried_where_a_guard_closes_the_first() -> None:
    dry = Facts(oil=False)
    found = LIFE.step(Lamp.DARK, Deed.LIGHT, role=Role.HEAD, facts=dry)
    assert found is LIGHT_DRY
    assert LIFE.open_to(Lamp.DARK, role=Role.HEAD, facts=dry) == [LIGHT_DRY]


def test_what_the_form_must_bring_hides_no_button() -> None:
    bare = Facts(cap=False)
    assert PUT_OUT in LIFE.open_to(Lamp.LIT, role=Role.CLERK, facts=bare)
    offered = LIFE.offered(Lamp.LIT, Deed.PUT_OUT, role=Role.CLERK, facts=bare)
    assert offered is PUT_OUT
    with pytest.raises(TransitionRefused, match="Thiếu nắp"):
        LIFE.step(Lamp.LIT, Deed.PUT_OUT, role=Role.CLERK, facts=bare)
    LIFE.step(Lamp.LIT, Deed.PUT_OUT, role=Role.CLERK, facts=Facts())


def test_a_row_that_no_verb_carries_out_is_offered_to_nobody() -> None:
    assert SELL in LIFE.transitions
    for role in Role:
        assert SELL not in LIFE.open_to(Lamp.LIT, role=role, facts=Facts())
        with pytest.raises(TransitionRefused):
            LIFE.step(Lamp.LIT, Deed.SELL, role=role, facts=Facts())


@pytest.mark.parametrize("facts", [Facts(), Facts(oil=False), Facts(wick=False)])
@pytest.mark.parametrize("state", [None, *Lamp])
def test_every_button_shown_works_and_no_other_move_does(
    state: Lamp | None, facts: Facts
) -> None:
    for role in Role:
        shown = {row.action for row in LIFE.open_to(state, role=role, facts=facts)}
        for deed in Deed:
            try:
                LIFE.step(state, deed, role=role, facts=facts)
                works = True
            except (NotAllowed, TransitionRefused):
                works = False
            assert works is (deed in shown)
