"""The colours that follow from the one an administrator chooses, light and dark.

The grounds are read off `tokens.css`, which stays their only source. What of a colour
can be derived (a lighter link upon dark grounds) is derived; what cannot is needed of
the colour itself.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from portal import assets, contrast
from portal.contrast import SHAPE, TEXT, WHITE, Need

_TOKENS: Final = "css/tokens.css"
_COLOUR: Final = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6});")
_DARK: Final = "@media (prefers-color-scheme: dark)"
_GROUNDS: Final = {
    "paper": "nền trang",
    "surface": "nền khung",
    "surface-sunk": "nền chìm",
    "blue-tint": "nền ghi chú xanh dương",
    "green-tint": "nền ghi chú xanh lá",
    "yellow-tint": "nền ghi chú vàng",
    "red-tint": "nền ghi chú đỏ",
    "grey-tint": "nền ghi chú xám",
}
"""Tokens that links stand upon, and what people call them."""

_EASY: Final = 7.0
"""What a link upon dark paper reaches where nobody chose its lightness (AAA)."""


@dataclass(frozen=True)
class Found:
    """One need, and what a colour reaches of it."""

    what: str
    ratio: float
    least: float

    @property
    def is_met(self) -> bool:
        """Say whether it is enough."""
        return self.ratio >= self.least

    @property
    def told(self) -> str:
        """Return what is reached, as people read it."""
        return told(self.ratio)

    @property
    def needed(self) -> str:
        """Return what is needed, as people read it."""
        return told(self.least)


@cache
def schemes() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return every colour of the tokens by its name, in light and in dark."""
    light, _, dark = (assets.SOURCE / _TOKENS).read_text("utf-8").partition(_DARK)
    shipped = dict(_COLOUR.findall(light))
    return shipped, shipped | dict(_COLOUR.findall(dark))


def shipped() -> str:
    """Return the colour that holds where nobody chose one."""
    return schemes()[0]["sign"]


def needs() -> tuple[Need, ...]:
    """Return what the chosen colour itself must reach, in light and in dark."""
    light, dark = schemes()
    links = (
        Need(f"chữ liên kết trên {name} (chế độ sáng)", light[token], TEXT)
        for token, name in _GROUNDS.items()
    )
    return (
        Need("chữ trắng trên nền màu nhấn (sáng và tối)", WHITE, TEXT),
        Need("khung vàng trên nền màu nhấn (sáng)", light["amber"], SHAPE),
        Need("khung vàng trên nền màu nhấn (tối)", dark["amber"], SHAPE),
        *links,
    )


def judged(accent: str) -> tuple[Found, ...]:
    """Return what a colour reaches of each need, and its dark link of each ground."""
    own = (Found(it.what, it.found(accent), it.least) for it in needs())
    link, dark = _dark_link(accent), schemes()[1]
    derived = (
        Found(
            f"chữ liên kết trên {name} (chế độ tối, màu tự suy ra)",
            contrast.ratio(link, dark[token]),
            TEXT,
        )
        for token, name in _GROUNDS.items()
    )
    return (*own, *derived)


def refusal(accent: str) -> str:
    """Say why a colour cannot be taken, and which is nearest; "" if it can."""
    worst = min(judged(accent), key=lambda it: it.ratio / it.least)
    if worst.is_met:
        return ""
    better = contrast.nearest(accent, _passes)
    return (
        f"Chưa đủ tương phản: {worst.what} chỉ đạt {told(worst.ratio)}, cần ít nhất"
        f" {told(worst.least)}. Màu gần nhất đủ tương phản: {better}."
    )


def told(ratio: float) -> str:
    """Return a contrast as people read it, never better than it is: 4,4:1."""
    return f"{int(ratio * 10) / 10:.1f}:1".replace(".", ",")


@lru_cache(maxsize=16)
def digest(accent: str) -> str:
    """Return what names the bundle of this release in a colour."""
    whole = f"{assets.digest()} {styles(accent)}"
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


@lru_cache(maxsize=2)
def bundle(accent: str) -> bytes:
    """Return the styles of every page in a colour, for an address of its own."""
    shipped = assets.bundle().replace(b'url("../', f'url("{assets.root()}'.encode())
    return shipped + b"\n" + styles(accent).encode()


def styles(accent: str) -> str:
    """Return the rules that let the pages wear a colour."""
    light, dark = _derived(accent)
    return f":root{{{_rules(light)}}}{_DARK}{{:root{{{_rules(dark)}}}}}"


def trial_styles(accent: str) -> str:
    """Return the style sheet of a trial: both schemes side by side on one page."""
    parts = zip(("light", "dark"), schemes(), _derived(accent), strict=True)
    return "".join(
        f".trial--{name}{{color-scheme:{name};{_rules({**scheme, **own})}}}"
        for name, scheme, own in parts
    )


def _passes(colour: str) -> bool:
    return all(it.is_met for it in judged(colour))


def _derived(accent: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the tokens that a colour changes, in light and in dark."""
    deep, link = contrast.darker(accent, 0.15), _dark_link(accent)
    soft = contrast.nearest(
        contrast.tint(accent, 0.88),
        lambda it: min(contrast.ratio(it, accent), contrast.ratio(it, deep)) >= TEXT,
    )
    panel = {"sign": accent, "sign-deep": deep, "sign-soft": soft or WHITE}
    light = {"link": accent, "link-hover": contrast.darker(accent, 0.3)}
    return panel | light, panel | {"link": link, "link-hover": _brighter(link)}


def _dark_link(accent: str) -> str:
    dark = schemes()[1]
    grounds = [dark[token] for token in _GROUNDS]

    def reads_well(colour: str) -> bool:
        easy = contrast.ratio(colour, dark["paper"]) >= _EASY
        return easy and all(contrast.ratio(colour, it) >= TEXT for it in grounds)

    return contrast.nearest(accent, reads_well) or WHITE


def _brighter(colour: str) -> str:
    return contrast.darker(colour, -0.1)


def _rules(tokens: Mapping[str, str]) -> str:
    return "".join(_lines(tokens))


def _lines(tokens: Mapping[str, str]) -> Iterator[str]:
    for name, colour in tokens.items():
        yield f"--{name}:{colour};"
