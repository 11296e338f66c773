"""Addresses of the statistics; reports that are printed will stand beside them."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from documents.deadlines import local_day
from documents.errors import Invalid
from documents.statistics import READERS, Statistics, statistics
from portal import db, uploads, wiring
from portal.security import acting, officers
from portal.statistics import closing
from portal.statistics.asking import Asked, asked_of
from portal.statistics.pages import file_name, sheet_of, statistics_page
from portal.tables import MEDIA_TYPE

blueprint = Blueprint("statistics", __name__, url_prefix="/bao-cao")
closing.add_to(blueprint)


@blueprint.get("/")
@officers(*READERS)
def index() -> Response:
    """Show a period's figures, cut as the address says."""
    today = local_day(wiring.current().clock())
    asked = asked_of(request.args, acting(), today)
    found = None if asked.wrong else _found(asked)
    closed = closing.closed_of(found) if found else None
    may_close = closing.may_close(asked)
    page = statistics_page(asked, found, today, closed, may_close=may_close)
    return page.render(status=422 if asked.wrong else 200)


@blueprint.get("/thong-ke.xlsx")
@officers(*READERS)
def sheet() -> Response:
    """Send the same as a spreadsheet."""
    now = wiring.current().clock()
    asked = asked_of(request.args, acting(), local_day(now))
    if asked.wrong:
        raise Invalid(asked.wrong)
    found = _found(asked)
    content = sheet_of(asked, found, now, closing.closed_of(found))
    return uploads.download(content, name=file_name(asked), media_type=MEDIA_TYPE)


def _found(asked: Asked) -> Statistics:
    assert asked.chosen is not None  # noqa: S101 - nothing is wrong with what was asked
    return statistics(
        db.session(),
        acting(),
        asked.chosen.period,
        asked.cut,
        calendar=wiring.current().calendar,
    )
