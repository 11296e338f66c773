"""Files in and out: taken only when they are what they say, sent as downloads."""

import io
import zipfile
from typing import Final
from urllib.parse import quote

from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from documents.errors import Invalid
from documents.text import fold, one_line

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_REFUSAL: Final = "Chỉ nhận tệp .pdf hoặc .docx đúng định dạng. Hãy chọn tệp khác."


def read_upload(upload: FileStorage, *, field: str) -> tuple[bytes, str, str]:
    """Return bytes, name and media type of the file sent in a form's field.

    Raises:
        Invalid: neither a PDF nor a Word document, whatever its name says.
    """
    content = upload.stream.read()
    name = one_line((upload.filename or "").replace("\\", "/").rsplit("/", 1)[-1])
    suffix = name.casefold().rpartition(".")[2]
    if suffix == "pdf" and content[:5] == b"%PDF-":
        return content, name, PDF
    if suffix == "docx" and _is_word(content):
        return content, name, DOCX
    raise Invalid({field: _REFUSAL})


def _is_word(content: bytes) -> bool:
    """Look at the archive's list only: nothing is unpacked here."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    macros = any(name.endswith("vbaProject.bin") for name in names)
    return {"[Content_Types].xml", "word/document.xml"} <= names and not macros


def download(content: bytes, *, name: str, media_type: str) -> Response:
    """Send a file as a download, whatever the browser thinks of it."""
    return Response(
        content,
        mimetype=media_type,
        headers={
            "Content-Disposition": disposition(name),
        },
    )


def disposition(name: str) -> str:
    """Return a Content-Disposition that keeps đ and the marks (RFC 6266)."""
    plain = "".join(c if c.isalnum() or c in "._-" else "-" for c in fold(name))
    plain = plain.encode("ascii", "replace").decode().replace("?", "-")
    exact = quote(name, safe="")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}"
