"""Which key store this process uses."""

import os
import threading
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from yiwang.crypto.keys.master import master_key
from yiwang.crypto.keys.place import keys_folder
from yiwang.crypto.keys.software import SoftwareKeyStore
from yiwang.crypto.keys.types import KeyStore

_lock = threading.Lock()


def key_store() -> KeyStore:
    """The signature server of `YIWANG_SIGNER_URL` if one is set, else this machine's software store."""
    # The lock keeps two threads from each making a store, and with it two copies of every opened key.
    with _lock:
        if settings.SIGNER_URL:
            return _server(settings.SIGNER_URL, os.environ.get("YIWANG_SIGNER_SECRET", ""))
        return _software(keys_folder(), master_key())


@lru_cache(maxsize=4)
def _server(url: str, secret: str) -> KeyStore:
    # Most houses have no such server, and its HTTP client is a quarter second of every start.
    from yiwang.crypto.keys.signature_server import SignatureServerStore

    return SignatureServerStore(url, secret.encode())


@lru_cache(maxsize=4)
def _software(folder: Path, master: bytes) -> KeyStore:
    return SoftwareKeyStore(folder, master)
