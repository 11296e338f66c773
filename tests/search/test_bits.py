"""Sets and sums as integers say the same as sets and sums."""

from hypothesis import given
from hypothesis import strategies as st

from search.engines.bits import bits_of, descending, numbers_of, sums

SIZE = 300
SETS = st.sets(st.integers(0, SIZE - 1))
WEIGHTED = st.lists(st.tuples(SETS, st.integers(0, 70)), max_size=12)


@given(SETS)
def test_a_set_comes_back_in_order(members: set[int]) -> None:
    bits = bits_of(members, SIZE)
    assert list(numbers_of(bits)) == sorted(members)
    assert bits.bit_count() == len(members)


def test_a_set_of_nothing_is_nothing() -> None:
    assert bits_of([], 0) == bits_of([], 9) == 0
    assert list(numbers_of(0)) == []


@given(WEIGHTED, SETS)
def test_members_come_by_the_sum_of_their_weights(
    weighted: list[tuple[set[int], int]], asked: set[int]
) -> None:
    expected = {
        member: sum(weight for members, weight in weighted if member in members)
        for member in asked
    }
    planes = sums((bits_of(members, SIZE), weight) for members, weight in weighted)
    told = list(descending(bits_of(asked, SIZE), planes))
    found = {number: total for total, bits in told for number in numbers_of(bits)}
    assert found == expected
    totals = [total for total, _ in told]
    assert totals == sorted(set(totals), reverse=True)
