"""Letters to test with: the seed's, and one file for every shape a letter takes."""

from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from docx import Document
from docx.document import Document as Opened

from documents import letters
from documents.letters import Form, Letter

ROOT = Path(__file__).parents[3]
SEED = ROOT / "documents" / "demo" / "seed-letter.yaml"
FILES = Path(__file__).parent / "files"
GOLDEN = ROOT / "tests" / "golden"

CASES = {path.stem: path for path in sorted(FILES.glob("*.yaml"))} | {"seed": SEED}


def told(name: str = "seed") -> dict[str, Any]:
    """Return a letter file as a mapping that a test may change."""
    found: dict[str, Any] = yaml.safe_load(CASES[name].read_text(encoding="utf-8"))
    return found


def letter(name: str = "seed", **changes: Any) -> Letter:
    """Return a letter, with some keys of its file changed."""
    return letters.from_mapping(told(name) | changes)


def opened(value: Letter, form: Form | None = None) -> Opened:
    """Return a rendered letter as a reader of .docx sees it."""
    return Document(BytesIO(letters.render(value, form)))
