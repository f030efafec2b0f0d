"""A key store in files, each private key sealed with SM4-GCM under the master key."""

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import get_args
from urllib.parse import quote

from yiwang.crypto.digest import derive_key
from yiwang.crypto.errors import BadKey
from yiwang.crypto.keys import kinds
from yiwang.crypto.keys.place import write_once
from yiwang.crypto.keys.types import KeyHandle, KeyKind
from yiwang.crypto.sm4 import sm4_open, sm4_seal


@dataclass(frozen=True)
class _OpenKey:
    handle: KeyHandle
    private: bytes


class SoftwareKeyStore:
    """Keys are opened once a process and stay in memory; several processes may share the folder."""

    def __init__(self, folder: Path, master: bytes) -> None:
        self._folder = folder
        self._wrapping_key = derive_key(master, "key-wrapping")
        self._open: dict[str, _OpenKey] = {}
        self._lock = threading.Lock()

    def ensure(self, name: str, kind: KeyKind = "sm2") -> KeyHandle:
        """The key of that name, made and written durably on first use."""
        key = self._find(name) or self._create(name, kind)
        if key.handle.kind != kind:
            raise BadKey(f"{name} is a {key.handle.kind} key, not {kind}")
        return key.handle

    def sign(self, name: str, data: bytes) -> bytes:
        """Sign with a key that exists; raises BadKey otherwise."""
        key = self._find(name)
        if key is None:
            raise BadKey(f"no key named {name}")
        return kinds.sign(key.handle.kind, key.private, data)

    def _find(self, name: str) -> _OpenKey | None:
        with self._lock:
            if name not in self._open:
                path = self._path(name)
                if not path.exists():
                    return None
                self._open[name] = self._read(name, path)
            return self._open[name]

    def _create(self, name: str, kind: KeyKind) -> _OpenKey:
        pair = kinds.generate(kind)
        sealed = sm4_seal(self._wrapping_key, pair.private, aad=_aad(name, kind, pair.public))
        document = {"name": name, "kind": kind, "public": pair.public.hex(), "sealed": sealed.hex()}
        write_once(self._path(name), json.dumps(document, ensure_ascii=False))
        key = self._find(name)
        assert key is not None
        return key

    def _read(self, name: str, path: Path) -> _OpenKey:
        try:
            document = json.loads(path.read_text())
            kind, public = document["kind"], bytes.fromhex(document["public"])
            sealed = bytes.fromhex(document["sealed"])
        except (ValueError, KeyError, TypeError) as error:
            raise BadKey(f"the key file {path.name} is damaged") from error
        if kind not in get_args(KeyKind):
            raise BadKey(f"the key file {path.name} is of unknown kind {kind}")
        private = sm4_open(self._wrapping_key, sealed, aad=_aad(name, kind, public))
        return _OpenKey(KeyHandle(name, public, kind), private)

    def _path(self, name: str) -> Path:
        return self._folder / f"{quote(name, safe='')}.key.json"


def _aad(name: str, kind: str, public: bytes) -> bytes:
    """Binds a sealed scalar to its name, kind and public half: key files cannot be swapped."""
    return b"|".join((name.encode(), kind.encode(), public))
