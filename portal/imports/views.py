"""Addresses of imports: the focal officer's, who takes cases and enters replies."""

from itertools import chain, islice

from flask import Blueprint, flash, redirect, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from documents.errors import Invalid
from documents.importing import runs, taking, writing
from documents.importing.keeping import Told
from documents.importing.reading import reading
from documents.importing.runs import Upload
from documents.queries import imports
from documents.sandbox import Unreadable
from documents.text import one_line
from documents.vocabulary import ImportState, Role
from portal import db, uploads, wiring
from portal.forms import blame, checked
from portal.import_files import ImportFiles
from portal.imports import sheet
from portal.imports.pages import TRIED, UploadForm, imports_page, run_page
from portal.security import acting, officers
from portal.tables import MEDIA_TYPE

blueprint = Blueprint("imports", __name__, url_prefix="/nhap-ho-so")


@blueprint.get("/")
@officers(Role.FOCAL)
def index() -> Response:
    """Show where a file is uploaded, how it must look, and the last imports."""
    return imports_page(db.session(), UploadForm(formdata=None)).render()


@blueprint.post("/")
@officers(Role.FOCAL)
def upload() -> Response:
    """Keep a file, and try its first rows out."""
    form = UploadForm()
    if not checked(form):
        return imports_page(db.session(), form).render(status=422)
    try:
        run_id = _offered(form.file.data)
    except (Invalid, Unreadable) as refusal:
        wrong = Invalid({"file": refusal.message})
        form.form_errors.extend(blame(form, wrong))
        return imports_page(db.session(), form).render(status=422)
    return redirect(url_for("imports.show", run_id=run_id), 303)


def _offered(upload: FileStorage) -> int:
    """Try a file out before the transaction begins: nobody waits for it meanwhile."""
    wired = wiring.current()
    files = ImportFiles(wired.settings.data_dir)
    name = one_line((upload.filename or "").replace("\\", "/").rsplit("/", 1)[-1])
    kept = files.keep(upload.stream, name=name)
    try:
        found, told = _tried(files, kept, name)
        rows = ((row.line, row.verdict, row.said) for row in told)
        by, now = acting(), wired.clock()
        return runs.offer(db.session(), found, rows, by=by, now=now).id
    except BaseException:
        files.remove(kept)
        raise


def _tried(files: ImportFiles, kept: str, name: str) -> tuple[Upload, list[Told]]:
    wired = wiring.current()
    with reading(files.path(kept)) as read:
        batches = taking.try_out(wired.database, read, now=wired.clock())
        told = list(islice(chain.from_iterable(batches), TRIED))
    return Upload(name, kept, read.sha256, read.lines), told


@blueprint.get("/<id:run_id>")
@officers(Role.FOCAL)
def show(run_id: int) -> Response:
    """Show what a trial found, how far a run is, or what came of it."""
    session = db.session()
    return run_page(session, imports.import_run(session, run_id)).render()


@blueprint.post("/<id:run_id>/bat-dau")
@officers(Role.FOCAL)
def start(run_id: int) -> Response:
    """Let the background work take the file in."""
    session = db.session()
    runs.start(session, imports.import_run(session, run_id))
    flash("Đã bắt đầu nhập. Có thể rời trang này, việc nhập vẫn tiếp tục.", "success")
    return redirect(url_for("imports.show", run_id=run_id), 303)


@blueprint.post("/<id:run_id>/bo")
@officers(Role.FOCAL)
def drop(run_id: int) -> Response:
    """Leave the file out."""
    session, wired = db.session(), wiring.current()
    run = imports.import_run(session, run_id)
    runs.drop(session, run, now=wired.clock())
    ImportFiles(wired.settings.data_dir).remove(run.file)
    flash("Đã bỏ tệp này, không nhập gì.", "success")
    return redirect(url_for("imports.index"), 303)


@blueprint.get("/<id:run_id>/bao-cao.xlsx")
@officers(Role.FOCAL)
def report(run_id: int) -> Response:
    """Send what became of every row as a spreadsheet."""
    session = db.session()
    run = imports.import_run(session, run_id)
    title = f"Kết quả nhập hồ sơ cũ, lượt {run.id}"
    if run.state is ImportState.UPLOADED:
        title = f"Kết quả kiểm tra {TRIED} dòng đầu, lượt {run.id}"
    content = sheet.render(title, imports.import_report(session, run))
    name = f"kết-quả-nhập-{run.id}.xlsx"
    return uploads.download(content, name=name, media_type=MEDIA_TYPE)


@blueprint.get("/mau.xlsx")
@officers(Role.FOCAL)
def template_xlsx() -> Response:
    """Send the template, with a sheet that explains its columns."""
    content = writing.xlsx_of(writing.examples())
    return uploads.download(content, name="mẫu-hồ-sơ-cũ.xlsx", media_type=MEDIA_TYPE)


@blueprint.get("/mau.csv")
@officers(Role.FOCAL)
def template_csv() -> Response:
    """Send the template as text."""
    content = "".join(writing.csv_of(writing.examples())).encode()
    return uploads.download(content, name="mẫu-hồ-sơ-cũ.csv", media_type="text/csv")
