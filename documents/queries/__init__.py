"""Reads for pages: each returns only what its viewer may see.

A visitor is a viewer of None. What is published is decided here and nowhere
else, so that page, list, feed and index cannot disagree.
"""

from documents.queries.case_list import (
    CaseFilter,
    Mine,
    Order,
    case_list,
    chosen_cases,
)
from documents.queries.cases import (
    all_handlers,
    handlers,
    is_late,
    units,
    units_in_service,
    visible_cases,
    waiting_for,
)
from documents.queries.content import (
    DirectiveFilter,
    contacts,
    directive,
    directive_choices,
    directives,
    is_content_staff,
    may_see_directive,
    posting_places,
    published_contacts,
    relations_of,
)
from documents.queries.desk import DeskFigures, Load, desk_figures, loads
from documents.queries.instructions import open_instructions
from documents.queries.letters import (
    drafts,
    held_numbers,
    letter,
    letters_among,
    letters_of,
    letters_sent_back,
    letters_to_sign,
    letters_waiting,
    recent_letters,
    register_between,
    register_entries,
    register_entry,
    register_years,
    visible_letters,
)
from documents.queries.listing import PER_PAGE, Listing
from documents.queries.news import has_opened, new_lines, news_for, with_news
from documents.queries.proposals import proposals_to_decide
from documents.queries.publications import (
    ANSWERED,
    answer,
    answers,
    answers_among,
    newest_answers,
    publication,
    publications,
    waiting_to_be_released,
)

__all__ = [
    "ANSWERED",
    "PER_PAGE",
    "CaseFilter",
    "DeskFigures",
    "DirectiveFilter",
    "Listing",
    "Load",
    "Mine",
    "Order",
    "all_handlers",
    "answer",
    "answers",
    "answers_among",
    "case_list",
    "chosen_cases",
    "contacts",
    "desk_figures",
    "directive",
    "directive_choices",
    "directives",
    "drafts",
    "handlers",
    "has_opened",
    "held_numbers",
    "is_content_staff",
    "is_late",
    "letter",
    "letters_among",
    "letters_of",
    "letters_sent_back",
    "letters_to_sign",
    "letters_waiting",
    "loads",
    "may_see_directive",
    "new_lines",
    "newest_answers",
    "news_for",
    "open_instructions",
    "posting_places",
    "proposals_to_decide",
    "publication",
    "publications",
    "published_contacts",
    "recent_letters",
    "register_between",
    "register_entries",
    "register_entry",
    "register_years",
    "relations_of",
    "units",
    "units_in_service",
    "visible_cases",
    "visible_letters",
    "waiting_for",
    "waiting_to_be_released",
    "with_news",
]
