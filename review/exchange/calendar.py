"""Deadlines as a calendar file."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from review.model.notice import Deadline

BEFORE = timedelta(days=-1)


def calendar(deadlines: Iterable[Deadline], *, address: str, at: datetime) -> bytes:
    """Whole-day events with a reminder the day before; `address` is where the service answers."""
    book = Calendar()
    book.add("prodid", "-//Expertiza 500+//RU")
    book.add("version", "2.0")
    book.add("x-wr-calname", "Экспертиза 500+")
    for one in deadlines:
        event = Event()
        event.add("uid", f"{one.uid}@expertiza")
        event.add("dtstamp", at)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("summary", one.title)
        event.add("url", f"{address}{one.path}")
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", one.title)
        alarm.add("trigger", BEFORE)
        event.add_component(alarm)
        book.add_component(event)
    return bytes(book.to_ical())
