"""Tables of the calendar room."""

from yiwang.calendar.models.year import CalendarDay, CalendarYear

__all__ = ["CalendarDay", "CalendarYear"]
