"""Our own letters are clean, the seed's faults are found, others' are not drowned."""

from collections.abc import Callable
from datetime import date

import pytest

from documents.letters import FORMS, KINDS, render, skeletons
from documents.letters.check import RULES, Report, Severity, check, check_here
from documents.letters.check.articles import article
from documents.sandbox import Unreadable
from tests.documents.letters import foreign, samples
from tests.documents.letters.test_read_files import BAD

Made = Callable[[], bytes]
ON = {"tt01": "2019-12-20", "nd30": "2026-12-20"}

# What the letters' own words deserve, whatever the form.
DESERVED = {"every-part": {"point-letter"}}


def checked(content: bytes, on: date | None = None) -> Report:
    day = on.isoformat() if on else ""
    return Report.of(check_here(f"{day}\n".encode() + content))


def graver(report: Report) -> set[str]:
    return {f.id for f in report.findings if f.severity is not Severity.ADVICE}


def ids(made: Made) -> set[str]:
    return {finding.id for finding in checked(made()).findings}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", [name for name in samples.CASES if name != "seed"])
def test_our_own_letters_deserve_nothing(name: str, form: str) -> None:
    letter = samples.letter(name, date=ON[form])
    report = checked(render(letter))
    assert report.form == form
    assert graver(report) == DESERVED.get(name, set())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("profile", ["sgtvt-brvt", "sxd-tphcm"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "cong-van"])
def test_no_kind_of_ours_is_found_at_fault(kind: str, profile: str, form: str) -> None:
    wanted = KINDS[kind]
    signed = wanted.signed.value != "none"
    told = samples.told("decision") | {
        "kind": kind,
        "profile": profile,
        "date": ON[form] if wanted.dated else None,
        "number": 58 if wanted.numbered else None,
        "bases": samples.told("decision")["bases"] if wanted.decides else [],
        "proposal": None,
        "addressees": ["Ủy ban nhân dân tỉnh"]
        if wanted.addressed.value != "never"
        else [],
        "secretary": "Lê Thị Hồng" if wanted.signed.value == "two" else None,
        "recipients": [("Như Điều 3" if wanted.decides else "Như trên")]
        if signed
        else [],
    }
    if not signed:
        told |= {"signer": None}
    letter = samples.letter("decision", **told)
    content = render(letter, FORMS[form])
    report = checked(content, on=date.fromisoformat(ON[form]))
    assert [f for f in report.findings if f.severity is not Severity.ADVICE] == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("profile", ["sgtvt-brvt", "sxd-tphcm"])
@pytest.mark.parametrize("skeleton", skeletons())
def test_no_letter_begun_from_a_skeleton_is_found_at_fault(
    skeleton: str, profile: str, form: str
) -> None:
    report = checked(
        render(samples.begun(skeleton, profile=profile, date=ON[form]), FORMS[form]),
        on=date.fromisoformat(ON[form]),
    )
    assert report.form == form
    assert graver(report) == set()


@pytest.mark.parametrize("form", FORMS)
def test_the_seed_has_no_error_and_its_own_oddities_are_found(form: str) -> None:
    report = checked(render(samples.letter("seed", date=ON[form])))
    assert report.errors == 0
    found = {finding.id for finding in report.findings}
    assert found == {
        "space-before-mark",  # D14
        "item-end",  # D15
        "name-dash",  # D6
        "name-short",  # D6
        "name-mixed",  # D7, D8
        "defined-term",  # D9
        "capital-office",  # D10
        "ampersand",  # D11
        "phone",  # D23
        "citation",  # D26, D27
        "copies-first",  # D29
        "copies-note",  # D30
        "copies-instruction",  # D31
        "archive-units",  # D32
        "archive-drafter",  # D33
    }


def test_a_fix_is_the_whole_text_made_right() -> None:
    report = checked(render(samples.letter("seed")))
    fixes = {
        f.where.text: f.fix for f in report.findings if f.id == "space-before-mark"
    }
    assert (
        fixes["- Giám đốc Sở : Trần Thượng Chí;"] == "- Giám đốc Sở: Trần Thượng Chí;"
    )
    assert len(fixes) == 6


def test_nobody_but_a_person_corrects_a_number_or_the_motto() -> None:
    reports = [
        checked(render(samples.letter("seed"))),
        checked(foreign.usual_faults()),
    ]
    found = [f for r in reports for f in r.findings if f.id in {"phone", "motto-text"}]
    assert len(found) == 2
    assert all(finding.fix is None for finding in found)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (foreign.usual_draft, set()),
        (foreign.issued, set()),
        (foreign.subject_in_its_own_row, set()),
        (foreign.boxed_draft_mark, set()),
        (foreign.nested_signature, set()),
        (foreign.name_in_another_row, set()),
        (foreign.strange_styles, set()),
        (foreign.decomposed, {"unicode"}),
        (foreign.broken_lines, {"parent-style"}),
        (foreign.annex_behind, {"appendix-named", "appendix-pages"}),
        (foreign.by_order_of_a_deputy, {"authority-format"}),
        (foreign.vni_runs, {"font-not-unicode"}),
        (foreign.letter_paper, {"page-size"}),
        (foreign.decision, {"bases-style", "citation", "archive-units"}),
        (
            foreign.usual_faults,
            {
                "margin-bottom",
                "issuer-size",
                "motto-text",
                "date-format",
                "copies-format",
                "archive-format",
            },
        ),
        (
            foreign.spaced,
            {
                "nation-style",
                "motto-size",
                "motto-style",
                "issuer-style",
                "number-size",
                "date-size",
                "date-style",
            },
        ),
    ],
)
def test_foreign_letters_give_what_is_wrong_and_nothing_else(
    made: Made, expected: set[str]
) -> None:
    assert ids(made) == expected


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (foreign.party_paper, "văn bản của Đảng"),
        (foreign.citizens_form, "đơn hoặc tờ khai"),
        (foreign.filled_template, "mẫu chưa điền"),
        (foreign.dotted_template, "mẫu chưa điền"),
        (foreign.note, "Không nhận ra"),
        (foreign.charter, "Không nhận ra"),
    ],
)
def test_what_is_no_letter_gets_one_sentence_and_no_error(
    made: Made, says: str
) -> None:
    (only,) = checked(made()).findings
    assert only.id == "not-a-letter"
    assert says in only.message
    assert only.severity is not Severity.ERROR


def test_the_form_is_the_one_in_force_at_the_letters_date() -> None:
    dated = samples.letter("shortest", date="2020-03")
    assert checked(render(dated)).form == "nd30"
    assert checked(render(samples.letter("shortest", date="2020-03-04"))).form == "tt01"
    undated = render(samples.letter("shortest", date=None))
    assert checked(undated).form == "nd30"
    assert checked(undated, on=date(2015, 1, 1)).form == "tt01"


def test_every_rule_has_its_own_id_and_an_article() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for form in FORMS.values():
        assert all(article(rule.article, form) for rule in RULES)


def test_the_file_is_opened_in_the_child() -> None:
    report = check(foreign.usual_faults(), on=date(2025, 3, 5))
    assert "margin-bottom" in {finding.id for finding in report.findings}
    made, says = BAD["bomb"]
    with pytest.raises(Unreadable, match=says):
        check(made())


def test_a_pdf_is_read_but_not_checked() -> None:
    with pytest.raises(Unreadable, match="docx"):
        check_here(b"\n" + (samples.FILES / "seed.pdf").read_bytes())
