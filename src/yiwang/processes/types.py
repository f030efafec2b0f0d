"""What crosses the door of `processes`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from yiwang.text import Text

#: `user` waits for a person, `service` for the program, `timer` for a time, `message` for news by name.
StepKind: TypeAlias = Literal["user", "service", "timer", "message"]


@dataclass(frozen=True)
class Step:
    """Something a run waits for."""

    #: Identifies this step in this run, across dump and load.
    task_id: str
    #: The id of the element in the BPMN file.
    name: str
    kind: StepKind
    title: Text
    #: Role slug of who acts (user steps).
    role: str = ""
    #: `room.verb` to carry out (service steps); a business rule task is `decisions.evaluate`.
    operation: str = ""
    #: The choices of which finishing must name one in `outcome`; empty when any data will do.
    outcomes: tuple[str, ...] = ()
    #: Values of the `yw:input` expressions over the process data (service steps).
    inputs: Mapping[str, object] = field(default_factory=dict)
    #: When a timer is due; null for one counted in working days.
    due: datetime | None = None
    #: Working days a timer runs; the caller's calendar counts them.
    working_days: int | None = None
    #: Name of the message waited for.
    message: str = ""
    #: Element id of the task this timer or message hangs on, if it is a boundary event.
    attached_to: str = ""
