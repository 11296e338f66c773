"""How a browser asks this portal, in the words of OpenSearch 1.1."""

from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from portal.atom import MEDIA_TYPE as ATOM

MEDIA_TYPE: Final = "application/opensearchdescription+xml"
SHORT_NAME: Final = "Đường dây nóng"
"""At most 16 characters: what a browser's list has room for."""

_OPENSEARCH: Final = "http://a9.com/-/spec/opensearch/1.1/"


def render(*, public_url: str, agency: str) -> bytes:
    """Return the description document."""
    root = Element("OpenSearchDescription", xmlns=_OPENSEARCH)
    for tag, text in (
        ("ShortName", SHORT_NAME),
        ("Description", f"Văn bản và đầu mối Đường dây nóng, {agency}"),
        ("Language", "vi"),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ):
        SubElement(root, tag).text = text
    search = f"{public_url}/tim-kiem"
    for media_type, rel, template in (
        ("text/html", "results", f"{search}?q={{searchTerms}}&trang={{startPage?}}"),
        (ATOM, "results", f"{search}/atom.xml?q={{searchTerms}}"),
        (
            "application/x-suggestions+json",
            "suggestions",
            f"{search}/goi-y?dang=opensearch&q={{searchTerms}}",
        ),
        (MEDIA_TYPE, "self", f"{public_url}/opensearch.xml"),
    ):
        SubElement(root, "Url", type=media_type, rel=rel, template=template)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
