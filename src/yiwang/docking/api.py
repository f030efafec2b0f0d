"""The door of the docking room."""

from yiwang.docking.errors import (
    BadMessage,
    BadParty,
    NoSuchMessage,
    NoSuchParty,
    NotAuthentic,
    NotDead,
    NotYourItem,
    Replayed,
    SerialReused,
    UnknownApplicant,
    Unreachable,
)
from yiwang.docking.facts import MinistryAnswered
from yiwang.docking.platforms import platforms, schemas
from yiwang.docking.queries import (
    days_of,
    message,
    messages,
    open_messages,
    parties,
    received,
    reconciliations,
    statuses,
)
from yiwang.docking.rules.signing import NONCE, PARTY, SIGNATURE, TIME, answer_text, request_text
from yiwang.docking.services.authenticate import Claim, Known, authenticate
from yiwang.docking.services.connect import connect_platform, connect_vertical, switch
from yiwang.docking.services.deliver import deliver
from yiwang.docking.services.enqueue import backfill, push_case
from yiwang.docking.services.probe import probe
from yiwang.docking.services.receive_application import application_status, receive_application
from yiwang.docking.services.receive_message import receive_message
from yiwang.docking.services.reconcile import reconcile
from yiwang.docking.services.replay import replay, replay_all
from yiwang.docking.types import (
    KINDS,
    STATES,
    AttemptView,
    MessageFilter,
    MessageRow,
    MessageView,
    Page,
    PartyView,
    Platform,
    PlatformStatus,
    Received,
    ReceivedRow,
    ReconciliationView,
)
from yiwang.docking.wire import canonical, our_name, public_key, sign

__all__ = [
    "KINDS",
    "NONCE",
    "PARTY",
    "SIGNATURE",
    "STATES",
    "TIME",
    "AttemptView",
    "BadMessage",
    "BadParty",
    "Claim",
    "Known",
    "MessageFilter",
    "MessageRow",
    "MessageView",
    "MinistryAnswered",
    "NoSuchMessage",
    "NoSuchParty",
    "NotAuthentic",
    "NotDead",
    "NotYourItem",
    "Page",
    "PartyView",
    "Platform",
    "PlatformStatus",
    "Received",
    "ReceivedRow",
    "ReconciliationView",
    "Replayed",
    "SerialReused",
    "UnknownApplicant",
    "Unreachable",
    "answer_text",
    "application_status",
    "authenticate",
    "backfill",
    "canonical",
    "connect_platform",
    "connect_vertical",
    "days_of",
    "deliver",
    "message",
    "messages",
    "open_messages",
    "our_name",
    "parties",
    "platforms",
    "probe",
    "public_key",
    "push_case",
    "receive_application",
    "receive_message",
    "received",
    "reconcile",
    "reconciliations",
    "replay",
    "replay_all",
    "request_text",
    "schemas",
    "sign",
    "statuses",
    "switch",
]
