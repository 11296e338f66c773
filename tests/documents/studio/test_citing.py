"""Citing a document of the register: in full the first time, then by its number."""

from datetime import date

from documents import studio
from documents.models import Directive

NUMBER = "12154/UBND-VP"


def directive(number: str = NUMBER) -> Directive:
    return Directive(
        kind="Công văn",
        number=number,
        issuer="UBND tỉnh",
        issued_on=date(2019, 11, 22),
        abstract="nâng cao chất lượng Đường dây nóng",
    )


def test_a_document_is_cited_in_full_once_and_then_by_its_number() -> None:
    full = studio.citation(directive(), after="Thực hiện chỉ đạo của")
    assert full.startswith(f"Công văn số {NUMBER} ngày 22")
    for part in ("UBND tỉnh", "nâng cao chất lượng"):
        assert part in full
    for after in (f"Thực hiện {full}, Sở", f"theo {NUMBER.lower()}"):
        assert studio.citation(directive(), after=after) == f"Công văn số {NUMBER}"


def test_a_number_that_is_only_part_of_another_was_not_cited() -> None:
    for other in (f"1{NUMBER}", f"{NUMBER}2", f"{NUMBER}-KT", f"a/{NUMBER}"):
        after = f"Thực hiện Công văn số {other} ngày"
        assert "ngày" in studio.citation(directive(), after=after)
    for end in ("", ".", ",", ")", " ngày"):
        after = f"Thực hiện Công văn số {NUMBER}{end}"
        assert "ngày" not in studio.citation(directive(), after=after)
