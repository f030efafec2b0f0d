"""Tables of the docking room."""

from yiwang.docking.models.inbound import Nonce, Received
from yiwang.docking.models.outbound import Attempt, Message
from yiwang.docking.models.party import Party
from yiwang.docking.models.reconciliation import Reconciliation

__all__ = ["Attempt", "Message", "Nonce", "Party", "Received", "Reconciliation"]
