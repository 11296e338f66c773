"""What is marked in a line: the letters at fault, not the whole of it."""

from documents.letters import Finding, Severity, Where
from documents.letters.proofreading import marked

LINE = "- Sở Y tế : báo cáo"


def finding(text: str, fix: str | None = None) -> Finding:
    at = Where("Nội dung", 1, text)
    return Finding("any", Severity.WARNING, at, "Sai.", "Điều 1", fix)


def at_fault(*findings: Finding) -> list[str]:
    return [words for words, held in marked(LINE, findings) if held]


def test_a_fix_marks_what_it_changes() -> None:
    assert at_fault(finding(LINE, "- Sở Y tế: báo cáo")) == [" "]


def test_what_is_missing_is_marked_at_the_word_before_it() -> None:
    assert at_fault(finding(LINE, f"{LINE};")) == ["cáo"]


def test_a_stretch_of_a_line_is_marked_and_a_whole_line_is_not() -> None:
    assert at_fault(finding("Sở Y tế")) == ["Sở Y tế"]
    assert at_fault(finding(LINE)) == []
    assert at_fault(finding("không có ở đây")) == []


def test_the_parts_are_the_line() -> None:
    both = [finding("Sở Y tế"), finding(LINE, "Sở Y tế: báo cáo./.")]
    assert "".join(words for words, _ in marked(LINE, both)) == LINE
    assert marked("", both) == ()
