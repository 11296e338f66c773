"""Colours that administrators may choose: what WCAG asks, and what is near."""

import re

import pytest

from portal import contrast, palette


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#0b4a8f", "#0b4a8f", 1.0),
    ],
)
def test_contrast_is_that_of_the_standard(one: str, other: str, told: float) -> None:
    assert contrast.ratio(one, other) == pytest.approx(told, abs=0.005)
    assert contrast.ratio(other, one) == contrast.ratio(one, other)


def test_a_weak_colour_is_refused_with_figures_and_the_nearest_that_passes() -> None:
    assert palette.refusal(palette.shipped()) == ""
    told = palette.refusal("#1a73e8")
    assert "khung vàng trên nền màu nhấn" in told
    assert "chỉ đạt 2,4:1, cần ít nhất 3,0:1" in told
    assert "Màu gần nhất đủ tương phản: #0064d8." in told
    for weak in ("#ffffff", "#ff0000", "#f2b705", "#00ff00", "#7fb2ff"):
        better = palette.refusal(weak).rpartition(": ")[2].rstrip(".")
        assert palette.refusal(better) == ""
        # A hair lighter would not do any more: nothing nearer passes.
        assert palette.refusal(contrast.darker(better, -0.02)) != ""


def test_all_that_follows_from_a_colour_reads_well_light_and_dark() -> None:
    for accent in (palette.shipped(), "#000000", "#7b1fa2", "#006b3c", "#945d00"):
        assert all(it.is_met for it in palette.judged(accent)), accent
        light, _, dark = palette.styles(accent).partition("@media")
        for part, grounds in zip((light, dark), palette.schemes(), strict=True):
            named = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6});", part))
            for text, ground in (
                ("#ffffff", named["sign"]),
                ("#ffffff", named["sign-deep"]),
                (named["sign-soft"], named["sign"]),
                (named["link"], grounds["surface-sunk"]),
                (named["link-hover"], grounds["surface-sunk"]),
                (named["link-hover"], grounds["blue-tint"]),
            ):
                assert contrast.ratio(text, ground) >= contrast.TEXT, (accent, text)
