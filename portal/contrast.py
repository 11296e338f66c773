"""Colours and how they read upon each other (WCAG 2.2, success criteria 1.4.3, 1.4.11).

Pure. A colour is "#rrggbb"; lightness is OKLab's, by which two colours that differ
little look alike.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

TEXT: Final = 4.5
SHAPE: Final = 3.0
"""What text, and what shapes, need at least against their ground (level AA)."""

WHITE: Final = "#ffffff"
_HEX: Final = re.compile(r"#[0-9a-f]{6}")
_STEPS: Final = 512
_PALE: Final = 0.4
_TO_LMS: Final = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB: Final = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB: Final = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_LMS: Final = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
"""Björn Ottosson's matrices between linear light and OKLab."""

_Triple = tuple[float, float, float]
_Matrix = tuple[_Triple, _Triple, _Triple]


@dataclass(frozen=True)
class Need:
    """What a colour must reach: at least `least` against `other`, which is `what`."""

    what: str
    other: str
    least: float

    def found(self, colour: str) -> float:
        """Return what a colour reaches."""
        return ratio(colour, self.other)

    def is_met(self, colour: str) -> bool:
        """Say whether a colour reaches it."""
        return self.found(colour) >= self.least


def is_colour(text: str) -> bool:
    """Say whether a text is a colour."""
    return _HEX.fullmatch(text) is not None


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def darker(colour: str, share: float) -> str:
    """Return a colour with its lightness lessened by a share of it."""
    light, a, b = _lab(colour)
    return _hex((light * (1 - share), a, b))


def tint(colour: str, light: float) -> str:
    """Return a pale colour of the same hue, as light as this, 0 to 1."""
    _, a, b = _lab(colour)
    return _hex((light, a * _PALE, b * _PALE))


def nearest(colour: str, meets: Callable[[str], bool]) -> str:
    """Return the colour least lighter or darker that meets something; "" for none."""
    return next(filter(meets, _around(colour)), "")


def _around(colour: str) -> Iterator[str]:
    """Yield a colour, then darker and lighter ones, the nearest first."""
    light, a, b = _lab(colour)
    yield colour
    for step in range(1, _STEPS + 1):
        for far in (-step / _STEPS, step / _STEPS):
            if 0 <= light + far <= 1:
                yield _hex((light + far, a, b))


def _channels(colour: str) -> _Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _gamma(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = map(_linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _times(matrix: _Matrix, by: _Triple) -> _Triple:
    one, two, three = (
        sum(m * v for m, v in zip(row, by, strict=True)) for row in matrix
    )
    return one, two, three


def _lab(colour: str) -> _Triple:
    red, green, blue = map(_linear, _channels(colour))
    long, middle, short = _times(_TO_LMS, (red, green, blue))
    return _times(_TO_LAB, (long ** (1 / 3), middle ** (1 / 3), short ** (1 / 3)))


def _hex(lab: _Triple) -> str:
    long, middle, short = _times(_FROM_LAB, lab)
    light = _times(_FROM_LMS, (long**3, middle**3, short**3))
    return "#" + "".join(f"{round(_gamma(value) * 255):02x}" for value in light)
