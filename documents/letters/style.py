"""One named paragraph style, and the lines and frames drawn with its borders."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from documents.letters.wordml import NAMESPACES, attribute, part, twips

FRAME_SPACE: Final = 3
"""Points between a frame and what stands in it."""

_POINT: Final = 20


@dataclass(frozen=True)
class Style:
    """A paragraph style: millimetres across, points down."""

    id: str
    name: str
    size: int
    align: str = "left"
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    colour: str = "000000"
    before: float = 0
    after: float = 0
    left: float = 0
    hanging: float = 0
    first_line: float = 0
    keep_next: bool = False
    line: float | None = None
    border: str = ""

    def xml(self) -> str:
        """Return the style as styles.xml has it."""
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{self.id}">'
            f"<w:name w:val={attribute(self.name)}/>"
            '<w:basedOn w:val="Normal"/><w:qFormat/>'
            f"<w:pPr>{self._paragraph()}</w:pPr><w:rPr>{self._run()}</w:rPr></w:style>"
        )

    def _paragraph(self) -> str:
        before, after = round(self.before * _POINT), round(self.after * _POINT)
        line = (
            f' w:line="{round(self.line * _POINT)}" w:lineRule="exact"'
            if self.line
            else ""
        )
        first = (
            f'w:hanging="{twips(self.hanging)}"'
            if self.hanging
            else f'w:firstLine="{twips(self.first_line)}"'
        )
        return (
            f"{'<w:keepNext/>' if self.keep_next else ''}{self.border}"
            f'<w:spacing w:before="{before}" w:after="{after}"{line}/>'
            f'<w:ind w:left="{twips(self.left)}" {first}/><w:jc w:val="{self.align}"/>'
        )

    def _run(self) -> str:
        return (
            f"{'<w:b/><w:bCs/>' if self.bold else ''}"
            f"{'<w:i/><w:iCs/>' if self.italic else ''}"
            f"{'<w:caps/>' if self.capitals else ''}"
            f'<w:color w:val="{self.colour}"/>'
            f'<w:sz w:val="{self.size * 2}"/><w:szCs w:val="{self.size * 2}"/>'
        )


def _border(side: str, *, eighths: int, space: int, colour: str = "000000") -> str:
    return (
        f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}"'
        f' w:color="{colour}"/>'
    )


def rule(*, space: int = 0) -> str:
    """Return a line above a paragraph, as far away as `space` points."""
    return f"<w:pBdr>{_border('top', eighths=6, space=space)}</w:pBdr>"


def frame(colour: str) -> str:
    """Return a single line around a paragraph."""
    sides = ("top", "left", "bottom", "right")
    drawn = (
        _border(side, eighths=8, space=FRAME_SPACE, colour=colour) for side in sides
    )
    return f"<w:pBdr>{''.join(drawn)}</w:pBdr>"


def style_sheet(styles: Iterable[Style], *, font: str, size: int) -> bytes:
    """Return styles.xml of a paper that is no letter: one font in black, Vietnamese.

    `size` is, in points, that of text without a style.
    """
    fonts = " ".join(f'w:{a}="{font}"' for a in ("ascii", "hAnsi", "eastAsia", "cs"))
    defaults = (
        f'<w:rFonts {fonts}/><w:color w:val="000000"/><w:sz w:val="{size * 2}"/>'
        f'<w:szCs w:val="{size * 2}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
    )
    return part(
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr>"
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        "<w:unhideWhenUsed/></w:style>"
        f"{''.join(style.xml() for style in styles)}</w:styles>"
    )
