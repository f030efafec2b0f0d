"""What this room needs from above: registers that know people and firms, and a way to send a text message."""

from typing import Protocol

import structlog

from yiwang.people.errors import NoSource
from yiwang.people.types import FirmAnswer, IdentityAnswer, SampleCast

log = structlog.get_logger("yiwang.people")


class IdentitySource(Protocol):
    """Answers whether a name and an ID number belong together. Raises a `YiwangError` when it is down."""

    def verify(self, *, name: str, resident_id: str, by: str) -> IdentityAnswer: ...


class FirmSource(Protocol):
    """Answers who represents a firm. Raises a `YiwangError` when it is down."""

    def representative(self, *, credit_code: str, person_id: str, by: str) -> FirmAnswer: ...


class SampleSource(Protocol):
    """Picks the synthetic people of a model city who get sample accounts; the same ones each time."""

    def cast(self, *, city: str) -> SampleCast: ...


class MessageSender(Protocol):
    """Sends a text message to a mobile."""

    def send(self, *, mobile: str, text: str) -> None: ...


class SimulatedSms:
    """No gateway is connected: the message is written to the program's log, and kept for `last_to`."""

    def __init__(self) -> None:
        self.last_to: dict[str, str] = {}

    def send(self, *, mobile: str, text: str) -> None:
        self.last_to[mobile] = text
        log.warning("sms.simulated", mobile=mobile, text=text)


_identity: list[IdentitySource] = []
_firms: list[FirmSource] = []
_samples: list[SampleSource] = []
_messages: list[MessageSender] = [SimulatedSms()]


def register_identity_source(source: IdentitySource) -> None:
    """Say who answers for identities; the last one registered is asked."""
    _identity.append(source)


def register_firm_source(source: FirmSource) -> None:
    """Say who answers for firms; the last one registered is asked."""
    _firms.append(source)


def register_sample_source(source: SampleSource) -> None:
    """Say who casts the sample accounts; the last one registered is asked."""
    _samples.append(source)


def register_message_sender(sender: MessageSender) -> None:
    """Say who sends text messages; the last one registered is asked."""
    _messages.append(sender)


def identity_source() -> IdentitySource:
    """The source of identities, or `NoSource`."""
    if not _identity:
        raise NoSource
    return _identity[-1]


def firm_source() -> FirmSource:
    """The source of firms, or `NoSource`."""
    if not _firms:
        raise NoSource
    return _firms[-1]


def sample_source() -> SampleSource:
    """The source of sample people, or `NoSource`."""
    if not _samples:
        raise NoSource
    return _samples[-1]


def messages() -> MessageSender:
    """The sender of text messages; a simulator unless one was registered."""
    return _messages[-1]


def sms_is_simulated() -> bool:
    """Whether pages must say that no message really leaves the house."""
    return isinstance(messages(), SimulatedSms)
