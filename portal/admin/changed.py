"""What was changed of a setting, as the pages of administration tell it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from documents.models import Event


@dataclass(frozen=True)
class ChangedField:
    """A part of a setting before and after a change."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangeRow:
    """One change of a setting: who made it, when, and of what."""

    at: datetime
    by: str
    fields: tuple[ChangedField, ...]


def rows_of(events: Iterable[Event], labels: Mapping[str, str]) -> list[ChangeRow]:
    """Return lines of the history that carry old and new, newest first.

    `labels` are what people call the fields; what has none is not told.
    """
    found = [_row(event, labels) for event in events]
    return [row for row in reversed(found) if row.fields]


def _row(event: Event, labels: Mapping[str, str]) -> ChangeRow:
    return ChangeRow(event.at, event.actor_name, tuple(_fields(event, labels)))


def _fields(event: Event, labels: Mapping[str, str]) -> Iterator[ChangedField]:
    for name, (old, new) in event.data.items():
        if name in labels:
            yield ChangedField(labels[name], old, new)
