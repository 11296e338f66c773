"""The .docx around a letter: parts, their types, their order, no clock.

Every part is dated 1980-01-01, the zip format's first day, so that the same letter
gives the same bytes whenever and wherever it is made. Nothing points outside.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from documents.letters import styles
from documents.letters.forms import Form
from documents.letters.letter import Letter, LetterDate
from documents.letters.sections import (
    ADDRESS_ID,
    NO_ADDRESS_ID,
    PAGE_NUMBER_ID,
    edge_of,
)
from documents.letters.wordml import (
    NAMESPACES,
    Xml,
    attribute,
    field,
    join,
    paragraph,
    part,
    run,
)

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
_ADDRESS: Final = "footer_address"
_NO_ADDRESS: Final = "footer_none"


def packed(document: bytes, letter: Letter, form: Form) -> bytes:
    """Return the whole file."""
    parts = (
        *_fixed(form, letter.profile.contact if letter.with_address else ()),
        ("docProps/core.xml", _core(letter)),
        ("word/document.xml", document),
    )
    return zipped(parts)


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the parts as one archive; the same parts always give the same bytes."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            member = ZipInfo(name, _BEGINNING)
            member.compress_type = ZIP_DEFLATED
            # Whose system made the file must not show in it.
            member.create_system, member.external_attr = 0, 0
            archive.writestr(member, content)
    return target.getvalue()


@cache
def _fixed(form: Form, address: tuple[str, ...]) -> tuple[tuple[str, bytes], ...]:
    """Return the parts that are the same in every letter of a form and agency."""
    edge = edge_of(form)
    edges = {f"{edge}1": (PAGE_NUMBER_ID, edge, _page_number(form))}
    if address:
        edges[_ADDRESS] = (ADDRESS_ID, "footer", _footer("DiaChi", address))
        edges[_NO_ADDRESS] = (NO_ADDRESS_ID, "footer", _footer("CuoiVanBan", ("",)))
    office = [
        ("rId1", "styles", "styles.xml"),
        ("rId2", "settings", "settings.xml"),
        *((id, kind, f"{name}.xml") for name, (id, kind, _) in edges.items()),
    ]
    return (
        (
            "[Content_Types].xml",
            content_types({name: kind for name, (_, kind, _) in edges.items()}),
        ),
        ("_rels/.rels", package_relations()),
        (
            "word/_rels/document.xml.rels",
            relations(
                [(id, f"{OFFICE}/{kind}", target) for id, kind, target in office]
            ),
        ),
        ("word/styles.xml", styles.part_of(form)),
        ("word/settings.xml", settings()),
        *((f"word/{name}.xml", content) for name, (*_, content) in edges.items()),
    )


def content_types(edges: Mapping[str, str], *, media: Iterable[str] = ()) -> bytes:
    """Return what each part is.

    `edges` are the headers and footers by name, `media` the endings of pictures.
    """
    names = {"document": "document.main", "styles": "styles", "settings": "settings"}
    names |= edges
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in names.items()
    )
    pictures = "".join(
        f'<Default Extension="{ending}" ContentType="image/{ending}"/>'
        for ending in media
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return part(
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{pictures}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/>'
        f"{overrides}</Types>"
    )


def package_relations() -> bytes:
    """Return where the document and its properties lie."""
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    return relations(
        [
            ("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", core, "docProps/core.xml"),
        ]
    )


def relations(rows: Iterable[tuple[str, str, str]]) -> bytes:
    """Return which parts belong to one: (id, kind, target) of each."""
    made = "".join(
        f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>'
        for id, kind, target in rows
    )
    return part(
        f'<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'
    )


def settings() -> bytes:
    """Return the settings: Word of today, no text stretched at a line break."""
    compatibility = (
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    )
    return part(
        f'<w:settings {NAMESPACES}><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat><w:doNotExpandShiftReturn/>{compatibility}</w:compat>"
        '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/>'
        '<w:listSeparator w:val=";"/></w:settings>'
    )


def _page_number(form: Form) -> bytes:
    tag = {"header": "hdr", "footer": "ftr"}[edge_of(form)]
    number = paragraph("SoTrang", field("PAGE", shown="2"))
    return part(f"<w:{tag} {NAMESPACES}>{number}</w:{tag}>")


def _footer(style: str, lines: tuple[str, ...]) -> bytes:
    content = join(paragraph(style, run(line)) for line in lines)
    return part(f"<w:ftr {NAMESPACES}>{content}</w:ftr>")


def _core(letter: Letter) -> bytes:
    """Return the properties: what and whose the letter is, dated by the letter."""
    number = "" if letter.number is None else f"{letter.number:02}/"
    named = f"{letter.kind.name} {number}{letter.symbol}".strip()
    return core_properties(
        f"{named}: {letter.about}",
        letter.about,
        agency=letter.profile.full_name,
        moments=_moments(letter.dated),
    )


def core_properties(
    title: str, subject: str, *, agency: str, moments: str = ""
) -> bytes:
    """Return the properties of a file of the agency's."""
    return part(
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_plain(title)}</dc:title>"
        f"<dc:subject>{_plain(subject)}</dc:subject>"
        f"<dc:creator>{_plain(agency)}</dc:creator>"
        f"<cp:lastModifiedBy>{_plain(agency)}</cp:lastModifiedBy>"
        f"<dc:language>vi-VN</dc:language>{moments}</cp:coreProperties>"
    )


def _plain(text: str) -> Xml:
    return Xml(attribute(text)[1:-1])


def _moments(on: LetterDate | None) -> str:
    if on is None:
        return ""
    moment = f"{on.year:04}-{on.month:02}-{on.day or 1:02}T00:00:00Z"
    return "".join(
        f'<dcterms:{what} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{what}>'
        for what in ("created", "modified")
    )
