"""Sets of numbers as integers, and sums over all of them at once.

A set has bit n for member n, so "and" is `&` and a count is `bit_count`. To
give every member a score, the sums are kept as planes: plane p holds bit p of
every member's sum, and adding a weight to a whole set is a few operations on
whole planes, as an adder in hardware would do it, whatever the size.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_SPARSE: Final = 16
"""One of so many is a member at most: then to write bits is less than digits."""


def bits_of(numbers: Iterable[int], size: int) -> int:
    """Return a set of numbers below `size`."""
    members = list(numbers)
    if len(members) * _SPARSE < size:
        octets = bytearray(size // 8 + 1)
        for number in members:
            octets[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(octets, "little")
    digits = bytearray(b"0") * size
    for number in members:
        digits[-1 - number] = 49  # "1"; the lowest bit is the last digit
    return int(digits or b"0", 2)


def numbers_of(bits: int) -> Iterator[int]:
    """Yield the members of a set, lowest first."""
    digits = f"{bits:b}"[::-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def sums(weighted: Iterable[tuple[int, int]]) -> list[int]:
    """Return planes of each member's sum of the weights of its sets."""
    planes: list[int] = []
    for bits, weight in weighted:
        for place in range(weight.bit_length()):
            if weight >> place & 1:
                _add(planes, place, bits)
    return planes


def _add(planes: list[int], place: int, carry: int) -> None:
    while carry:
        while place >= len(planes):
            planes.append(0)
        planes[place], carry = planes[place] ^ carry, planes[place] & carry
        place += 1


def descending(bits: int, planes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield sums and the sets of members that have them, the greatest first."""
    waiting = [(bits, len(planes), 0)]
    while waiting:
        members, place, total = waiting.pop()
        if not members:
            continue
        if not place:
            yield total, members
            continue
        above = members & planes[place - 1]
        waiting.append((members & ~above, place - 1, total << 1))
        waiting.append((above, place - 1, total << 1 | 1))
