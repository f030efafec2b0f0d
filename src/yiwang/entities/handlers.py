"""What the entities room does when something happened elsewhere."""

from yiwang.bus import api as bus
from yiwang.collection import api as collection
from yiwang.entities.kinds import fed_by
from yiwang.entities.services.correct import take_answer
from yiwang.entities.tasks import merge
from yiwang.tickets import api as tickets


@bus.subscribe(collection.LoadFinished, "entities.load-finished")
def _landed(fact: collection.LoadFinished) -> None:
    """Every register the resource feeds takes what it brought, in the background: a delivery may hold millions."""
    for kind, source in fed_by(fact.resource):
        bus.defer(merge, kind=kind, source=source, table=fact.table, snapshot_id=fact.snapshot_id)


@bus.subscribe(tickets.TicketClosed, "entities.ticket-closed")
def _answered(fact: tickets.TicketClosed) -> None:
    take_answer(fact)
