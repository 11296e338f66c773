"""Past cases become cases of this portal: once each, whole, whatever comes between."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from documents import outbox, publications
from documents.database import Database
from documents.errors import TransitionRefused
from documents.importing import taking
from documents.importing.reading import reading
from documents.importing.taking import Tools
from documents.models import (
    Case,
    CaseMark,
    CaseRound,
    Complainant,
    Event,
    ImportRow,
    ImportRun,
    NumberBook,
    Outbox,
    PastReply,
)
from documents.publications import Words
from documents.sandbox import Unreadable
from documents.vocabulary import (
    CaseState,
    ImportState,
    ImportVerdict,
    Outcome,
    OutcomeReason,
    Role,
)
from tests import factories
from tests.documents.importing.files import put, text_of
from tests.documents.importing.office import (
    CANARIES,
    HEADINGS,
    NOW,
    answered,
    begin,
    count,
    history_is_whole,
    peopled,
    take,
    try_out,
    write,
)
from tests.documents.importing.test_hostile import repacked
from tests.documents.importing.test_reading import book


def test_an_answered_row_is_a_resolved_case_with_its_reply(
    database: Database, tmp_path: Path
) -> None:
    peopled(database)
    (told,) = take(database, write(tmp_path, [answered(1)]))
    assert (told.line, told.verdict) == (2, ImportVerdict.IMPORTED)
    assert told.code == "DDN-2019-1000001"
    with database.reading() as session:
        case = session.scalars(select(Case)).unique().one()
        assert (case.code, case.state) == (told.code, CaseState.RESOLVED)
        assert (case.external_ref, case.title) == ("PA-0001", "Ổ gà số 1")
        assert case.lead_unit is not None
        assert case.lead_unit.code == "KCHT"
        current = case.rounds[0]
        assert (current.outcome, current.on_time) == (Outcome.RESOLVED, True)
        assert case.answered_at == current.done_at
        assert case.due_on == date(2019, 12, 6)
        reply = session.scalars(select(PastReply)).one()
        assert (reply.number, reply.issued_on) == ("1/SGTVT-KCHT", date(2019, 12, 5))
        assert reply.text == "Sở đã vá ổ gà tại Km 1."
        line = session.scalars(select(Event)).one()
        assert (line.subject_id, line.action) == (case.id, "record")
        assert (line.from_state, line.to_state) == (None, "resolved")
        assert case.version == 2
        assert dict(outbox.revisions(session)) == {f"case:{case.code}": 1}
    assert history_is_whole(database) == 1


def test_who_does_not_agree_is_never_published_wherever_the_row_came_from(
    database: Database, tmp_path: Path
) -> None:
    people = peopled(database)
    rows = [[*answered(1), "x"], [*answered(2), ""], [*answered(2), "Có"]]
    path = put(tmp_path, "cu.csv", text_of([[*HEADINGS, "opted_out"], *rows]))
    *_, twin = take(database, path)
    assert "không đồng ý công khai" in twin.said
    words = Words("Ổ gà", "Đoạn Km 1 có ổ gà.", "Sở đã vá ổ gà.")
    with database.writing() as session, session.begin():
        no, yes = session.scalars(select(Case).order_by(Case.code)).unique()
        told: dict[str, Any] = {
            "vault": factories.VAULT,
            "by": people[Role.FOCAL],
            "now": NOW,
        }
        with pytest.raises(TransitionRefused, match="không đồng ý"):
            publications.prepare(
                session, no, words, expected_version=no.version, **told
            )
        publications.prepare(session, yes, words, expected_version=yes.version, **told)


def test_who_sent_a_case_is_sealed_and_nowhere_else(
    database: Database, tmp_path: Path
) -> None:
    peopled(database)
    (told,) = take(database, write(tmp_path, [answered(1)]))
    with database.reading() as session:
        row = session.scalars(select(Complainant)).one()
        identity = factories.VAULT.open(row.sealed, code=told.code)
        assert (identity.full_name, identity.phone) == CANARIES[:2]
        assert row.has_address
        kept = [
            str(value)
            for table in (Case, CaseRound, Event, ImportRow, ImportRun, PastReply)
            for found in session.execute(select(table.__table__)).all()
            for value in found
        ]
    assert not [text for text in kept for canary in CANARIES if canary in text]


def test_past_cases_are_like_others_from_their_first_moment(
    database: Database, tmp_path: Path
) -> None:
    peopled(database)
    row = list(answered(1))
    row[3] = "Xe 72A-123.45 chở đất rơi vãi trên QL51 tại Km 1."
    take(database, write(tmp_path, [row, answered(2)]))
    with database.reading() as session:
        keys = set(session.scalars(select(Complainant.phone_key)))
        assert keys == {factories.VAULT.phone_key("0912345678")}
        named = session.scalars(select(CaseMark.key).order_by(CaseMark.key))
        assert named.all() == ["72A-123.45", "QL.51 km 1"]


@pytest.mark.parametrize(
    ("outcome", "kind", "state", "reason"),
    [
        ("Đã chuyển", "Phản ánh", CaseState.TRANSFERRED, None),
        ("Không giải quyết", "Phản ánh", CaseState.CLOSED_UNRESOLVED, "no_longer"),
        ("Không tiếp nhận", "Khiếu nại", CaseState.DECLINED, "complaint"),
        ("Không tiếp nhận", "Phản ánh", CaseState.DECLINED, "out_of_scope"),
    ],
)
def test_other_ends_are_kept_with_what_they_must_tell(
    database: Database,
    tmp_path: Path,
    outcome: str,
    kind: str,
    state: CaseState,
    reason: str | None,
) -> None:
    peopled(database)
    row = ("", "1/11/2019", "Ổ gà", "Đường xuống cấp rất nguy hiểm.", "", kind, "",
           outcome, "", "", "", "20/11/2019", "", "", "", "")  # fmt: skip
    (told,) = take(database, write(tmp_path, [row]))
    assert told.verdict is ImportVerdict.IMPORTED
    with database.reading() as session:
        case = session.scalars(select(Case)).unique().one()
        assert case.state is state
        assert case.anonymous
        current = case.rounds[0]
        assert str(current.reason or "").startswith(reason or "")
        assert current.agency if state is CaseState.TRANSFERRED else current.reason_text


def test_an_open_row_waits_where_its_next_move_is(
    database: Database, tmp_path: Path
) -> None:
    peopled(database)
    led = [*answered(1)[:7], "Đang xử lý", "", "", "", "", *CANARIES]
    unled = [*answered(2)[:5], "", "", "Đang xử lý", "", "", "", "", *CANARIES]
    first, second = take(database, write(tmp_path, [led, unled]))
    assert "chờ phân loại" in second.said
    assert first.said == ""
    with database.reading() as session:
        states = {row.code: row.state for row in session.scalars(select(Case)).unique()}
    assert states[first.code] is CaseState.IN_PROGRESS
    assert states[second.code] is CaseState.RECEIVED


def test_a_denunciation_is_sealed_and_named_in_no_report(
    database: Database, tmp_path: Path
) -> None:
    peopled(database)
    row = [*answered(1)[:5], "Tố cáo", "", "Không tiếp nhận", *answered(1)[8:]]
    path = write(tmp_path, [row, row])
    first, second = take(database, path)
    with database.reading() as session:
        case = session.scalars(select(Case)).unique().one()
        assert case.sealed
        assert case.rounds[0].reason is OutcomeReason.DENUNCIATION
    assert (first.verdict, first.code) == (ImportVerdict.IMPORTED, "")
    assert second.said == "Trùng một hồ sơ đã niêm phong."
    assert not any(case.code in row.said for row in take(database, path))


def test_new_codes_go_on_as_if_no_past_case_had_come(
    database: Database, tmp_path: Path
) -> None:
    people = peopled(database)
    with database.writing() as session, session.begin():
        before = factories.make_case(session, now=NOW, by=people[Role.CLERK])
    rows = [answered(1), answered(2, on="3/5/2018"), answered(3, on="4/5/2018")]
    told = take(database, write(tmp_path, rows))
    with database.writing() as session, session.begin():
        later = factories.make_case(
            session, now=NOW, by=people[Role.CLERK], content="Một việc khác, rất dài."
        )
    assert (before.code, later.code) == ("DDN-2019-000001", "DDN-2019-000002")
    assert [row.code for row in told] == [
        "DDN-2019-1000001",
        "DDN-2018-1000001",
        "DDN-2018-1000002",
    ]
    assert history_is_whole(database) == 5


def test_a_case_is_taken_in_once_however_it_comes_again(
    database: Database, tmp_path: Path
) -> None:
    people = peopled(database)
    with database.writing() as session, session.begin():
        by_hand = factories.make_case(session, now=NOW, by=people[Role.CLERK])
        title, content = by_hand.title, by_hand.content
    again = ("", "17/12/2019", title, content.upper(), *[""] * 12)
    other_ref = ("PA-9999", *answered(1)[1:])
    same_ref = ("PA-0001", "1/2/2018", "Khác hẳn", "Một nội dung khác hẳn, đủ dài.",
                *[""] * 12)  # fmt: skip
    path = write(tmp_path, [answered(1), again, other_ref, same_ref])
    first, *others = take(database, path)
    assert first.verdict is ImportVerdict.IMPORTED
    assert [row.verdict for row in others] == [ImportVerdict.DUPLICATE] * 3
    assert [row.said for row in others] == [
        f"Trùng hồ sơ {by_hand.code}.",
        f"Trùng hồ sơ {first.code}.",
        f"Trùng hồ sơ {first.code}.",
    ]
    repeated = take(database, path)
    assert {row.verdict for row in repeated} == {ImportVerdict.DUPLICATE}
    assert count(database) == 2


def test_words_that_say_little_are_no_twins_by_themselves(
    database: Database, tmp_path: Path
) -> None:
    peopled(database)
    rows = [("", "1/11/2019", title, "Như trên.", *[""] * 12) for title in "ABA"]
    told = take(database, write(tmp_path, rows))
    assert [row.verdict.value for row in told] == ["imported", "imported", "duplicate"]


def test_a_dry_run_says_the_same_and_keeps_nothing(
    database: Database, tmp_path: Path
) -> None:
    peopled(database)
    path = write(tmp_path, [answered(1), answered(1), ("", "x", "Ổ gà", *[""] * 13)])
    ready, twin, refused = try_out(database, path)
    assert ready.verdict is ImportVerdict.READY
    assert twin.said == "Trùng dòng 2 của tệp này."
    assert "Ngày tiếp nhận: Không đọc được ngày." in refused.said
    assert "Nội dung: Cột này bắt buộc." in refused.said
    for model in (Case, ImportRun, ImportRow, Event, Outbox, NumberBook):
        assert count(database, model) == 0
    kept = take(database, path)
    assert [(row.line, row.said) for row in kept[2:]] == [(4, refused.said)]
    assert count(database) == 1


def test_every_row_stands_in_the_report_of_its_run(
    database: Database, tmp_path: Path
) -> None:
    peopled(database)
    path = write(tmp_path, [answered(1), answered(1), ("", "x", "Ổ gà", *[""] * 13)])
    take(database, path)
    with database.reading() as session:
        run = session.scalars(select(ImportRun)).one()
        assert run.state is ImportState.DONE
        assert (run.imported, run.duplicates, run.refused, run.place) == (1, 1, 1, 4)
        rows = session.scalars(select(ImportRow).order_by(ImportRow.line)).all()
        assert [row.verdict.value for row in rows] == [
            "imported",
            "duplicate",
            "refused",
        ]
        assert rows[0].case_id == rows[1].case_id


def test_rows_before_the_named_one_are_left_out(
    database: Database, tmp_path: Path
) -> None:
    peopled(database)
    path = write(tmp_path, [answered(n) for n in range(1, 6)])
    assert [row.line for row in take(database, path, from_line=4)] == [4, 5, 6]
    assert [row.verdict.value for row in take(database, path)] == [
        *["imported"] * 2,
        *["duplicate"] * 3,
    ]


def test_rows_in_an_old_font_are_kept_in_unicode_and_flagged(
    database: Database, tmp_path: Path
) -> None:
    peopled(database)
    vni = "Ñöôøng Quoác loä 51 xuoáng caáp, nhieàu oå gaø raát nguy hieåm"
    (told,) = take(database, write(tmp_path, [("", "1/2/2019", vni, vni, *[""] * 12)]))
    assert told.said == "Đã chuyển từ bảng mã VNI sang Unicode."
    with database.reading() as session:
        expected = "Đường Quốc lộ 51 xuống cấp, nhiều ổ gà rất nguy hiểm"
        assert session.scalars(select(Case.title)).one() == expected


def test_an_import_that_is_killed_goes_on_where_it_was(
    database: Database, tmp_path: Path
) -> None:
    peopled(database)
    path = write(tmp_path, [answered(n) for n in range(1, 3_001)])
    process = begin(database.engine.url.render_as_string(False), path)
    assert process.stdout is not None
    place = int(process.stdout.readline())
    process.kill()
    process.wait()
    process.stdout.close()
    kept = count(database)
    assert place - 1 <= kept < 3_000
    assert kept % taking.BATCH == 0
    assert kept == count(database, ImportRow) == history_is_whole(database)
    rest = take(database, path)
    assert rest[0].line == kept + 2
    assert {row.verdict for row in rest} == {ImportVerdict.IMPORTED}
    assert count(database) == count(database, Complainant) == 3_000
    assert history_is_whole(database) == count(database, Outbox) == 3_000
    with database.reading() as session:
        run = session.scalars(select(ImportRun)).one()
        assert (run.state, run.imported) == (ImportState.DONE, 3_000)
        last = session.scalars(select(NumberBook.last)).one()
        assert last == 3_000


def test_two_at_one_file_do_not_both_take_it(
    database: Database, tmp_path: Path
) -> None:
    peopled(database)
    path = write(tmp_path, [answered(n) for n in range(1, 1_002)])
    tools = Tools(factories.VAULT, factories.CALENDAR)
    with reading(path) as one, reading(path) as other:
        first = taking.take(database, one, tools, by=None, now=NOW)
        second = taking.take(database, other, tools, by=None, now=NOW)
        next(first)
        # It goes on with the unfinished run, whose owner goes on too.
        next(second)
        with pytest.raises(TransitionRefused, match="Một lượt khác"):
            next(first)
        list(second)
    assert count(database) == 1_001


def test_a_file_damaged_further_down_keeps_what_was_read(
    database: Database, tmp_path: Path
) -> None:
    peopled(database)
    whole = book([HEADINGS, *[answered(n) for n in range(1, 3_001)]])
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    cut = repacked(whole, xl_worksheets_sheet1_xml=sheet[: len(sheet) // 2] + b"<&")
    path = put(tmp_path, "a.xlsx", cut)
    for _ in range(2):
        with pytest.raises(Unreadable, match="hỏng"):
            take(database, path)
    kept = count(database)
    assert 0 < kept < 3_000
    assert history_is_whole(database) == kept
    with database.reading() as session:
        states = session.execute(select(ImportRun.state, ImportRun.imported)).all()
    assert sorted(states, reverse=True) == [
        (ImportState.STOPPED, kept),
        (ImportState.STOPPED, 0),
    ]


def test_a_file_that_is_none_leaves_no_run(database: Database, tmp_path: Path) -> None:
    peopled(database)
    with pytest.raises(Unreadable, match="Chỉ nhận tệp"):
        take(database, put(tmp_path, "a.pdf", text_of([HEADINGS])))
    assert count(database, ImportRun) == 0


def test_the_database_takes_no_imported_row_without_its_case(
    database: Database, tmp_path: Path
) -> None:
    peopled(database)
    take(database, write(tmp_path, [answered(1)]))
    statement = text("UPDATE import_row SET case_id = NULL")
    with (
        database.writing() as session,
        pytest.raises(Exception, match="imported_as_a_case"),
    ):
        session.execute(statement)
