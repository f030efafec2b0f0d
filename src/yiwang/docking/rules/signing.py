"""The text that is signed, so that nobody can change, divert or repeat a request or its answer."""

from datetime import datetime, timedelta

from yiwang.crypto import api as crypto

#: Names of the headers that carry a signature.
PARTY, TIME, NONCE, SIGNATURE = "X-Docking-Party", "X-Docking-Time", "X-Docking-Nonce", "X-Docking-Signature"

#: How far the other side's clock may be off, and how long a nonce must be remembered (in both directions).
WINDOW = timedelta(minutes=5)

#: A nonce: 16 random bytes in hex.
NONCE_LENGTH = 32


def request_text(*, party: str, method: str, path: str, time: str, nonce: str, body: bytes) -> bytes:
    """What a request's signature covers: who, what, where, when, once, and the SM3 of the body."""
    return "\n".join((party, method.upper(), path, time, nonce, crypto.sm3(body).hex())).encode()


def answer_text(*, nonce: str, status: int, body: bytes) -> bytes:
    """What an answer's signature covers; the request's nonce binds it to its question."""
    return "\n".join(("answer", nonce, str(status), crypto.sm3(body).hex())).encode()


def in_time(time: str, now: datetime) -> bool:
    """Whether a request's time (Unix seconds) is within the window of now."""
    return (
        time.isascii()
        and time.isdecimal()
        and len(time) <= 12
        and abs(int(time) - now.timestamp()) <= WINDOW.total_seconds()
    )


def well_formed_nonce(nonce: str) -> bool:
    """Whether a nonce is 32 lower-case hex digits."""
    return len(nonce) == NONCE_LENGTH and all(sign in "0123456789abcdef" for sign in nonce)
