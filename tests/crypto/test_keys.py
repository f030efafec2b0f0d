"""Private keys rest encrypted, come back after a restart, and may live in a signature server."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from yiwang.crypto.api import (
    BadCiphertext,
    BadKey,
    KeyFileTooOpen,
    SignerDown,
    blind_index,
    key_store,
    open_field,
    seal_field,
    verify_signature,
)
from yiwang.crypto.keys import messages, simulator
from yiwang.crypto.keys.signature_server import SignatureServerStore
from yiwang.crypto.keys.software import SoftwareKeyStore

MASTER = b"m" * 32


@pytest.fixture
def store(tmp_path):
    return SoftwareKeyStore(tmp_path, MASTER)


@pytest.fixture
def var(tmp_path, settings, monkeypatch):
    settings.VAR = tmp_path
    settings.SIGNER_URL = ""
    monkeypatch.delenv("YIWANG_MASTER_KEY", raising=False)
    return tmp_path


@pytest.mark.parametrize("kind", ["sm2", "p256"])
def test_a_key_is_made_once_and_found_again_after_a_restart(tmp_path, store, kind):
    handle = store.ensure("seal:民政局/1", kind)
    again = SoftwareKeyStore(tmp_path, MASTER)
    assert again.ensure("seal:民政局/1", kind) == handle
    signature = again.sign("seal:民政局/1", b"data")
    assert verify_signature(kind, handle.public_key, b"data", signature)
    assert not verify_signature(kind, handle.public_key, b"other", signature)


def test_a_key_of_one_kind_is_not_handed_out_as_another(store):
    store.ensure("root")
    with pytest.raises(BadKey):
        store.ensure("root", "p256")
    with pytest.raises(BadKey):
        store.sign("nobody", b"data")


def test_the_file_tells_nothing_of_the_private_key_and_only_its_owner_may_read_it(tmp_path, store):
    store.ensure("root")
    (file,) = tmp_path.glob("*.key.json")
    private = store._find("root").private
    assert private.hex() not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0


def test_another_master_key_does_not_open_the_store(tmp_path, store):
    store.ensure("root")
    with pytest.raises(BadCiphertext):
        SoftwareKeyStore(tmp_path, b"x" * 32).sign("root", b"data")


def test_swapped_and_damaged_key_files_are_refused(tmp_path, store):
    store.ensure("one")
    store.ensure("two")
    (tmp_path / "two.key.json").write_bytes((tmp_path / "one.key.json").read_bytes())
    with pytest.raises(BadCiphertext):
        SoftwareKeyStore(tmp_path, MASTER).sign("two", b"data")
    (tmp_path / "one.key.json").write_text("{}")
    with pytest.raises(BadKey):
        SoftwareKeyStore(tmp_path, MASTER).sign("one", b"data")


def test_stores_racing_for_a_new_key_end_with_the_same_one(tmp_path):
    stores = [SoftwareKeyStore(tmp_path, MASTER) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        handles = set(pool.map(lambda one: one.ensure("root"), stores))
    assert len(handles) == 1
    assert not [file for file in tmp_path.iterdir() if not file.name.endswith(".key.json")]


def test_the_master_key_is_made_private_and_stays(var):
    sealed = seal_field("372301195001011234")
    assert (var / "keys" / "master.key").stat().st_mode & 0o077 == 0
    assert open_field(sealed) == "372301195001011234"
    assert "372301195001011234" not in sealed
    assert seal_field("x") != seal_field("x")
    assert blind_index("x") == blind_index("x") != blind_index("y")


def test_a_master_key_that_others_can_read_is_refused(var):
    (var / "keys").mkdir()
    (var / "keys" / "master.key").write_text("ab" * 32)
    (var / "keys" / "master.key").chmod(0o644)
    with pytest.raises(KeyFileTooOpen) as caught:
        seal_field("x")
    assert "chmod 600" in str(caught.value.remedy)


def test_the_master_key_may_come_from_the_environment(var, monkeypatch):
    monkeypatch.setenv("YIWANG_MASTER_KEY", "ab" * 32)
    sealed = seal_field("张三")
    assert not (var / "keys" / "master.key").exists()
    monkeypatch.setenv("YIWANG_MASTER_KEY", "cd" * 32)
    with pytest.raises(BadCiphertext):
        open_field(sealed)
    for wrong in ("zz", "abcd"):
        monkeypatch.setenv("YIWANG_MASTER_KEY", wrong)
        with pytest.raises(BadKey):
            open_field(sealed)


@pytest.mark.parametrize("sealed", ["", "plain", "sm4.", "sm4.!!!!", "sm4.AAAA"])
def test_text_that_was_never_sealed_does_not_open(var, sealed):
    with pytest.raises(BadCiphertext):
        open_field(sealed)


@pytest.fixture
def server(store):
    server = simulator.serve(store, b"shared")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("kind", ["sm2", "p256"])
def test_a_signature_server_serves_like_the_software_store(server, store, kind):
    remote = SignatureServerStore(server, b"shared")
    handle = remote.ensure("root", kind)
    assert handle == store.ensure("root", kind)
    assert verify_signature(kind, handle.public_key, b"data", remote.sign("root", b"data"))
    with pytest.raises(BadKey):
        remote.ensure("root", "p256" if kind == "sm2" else "sm2")


def test_the_settings_choose_the_signature_server(var, settings, server, monkeypatch):
    settings.SIGNER_URL = server
    monkeypatch.setenv("YIWANG_SIGNER_SECRET", "shared")
    assert isinstance(key_store(), SignatureServerStore)
    assert key_store().ensure("root").name == "root"
    settings.SIGNER_URL = ""
    assert isinstance(key_store(), SoftwareKeyStore)


def test_a_server_that_does_not_know_us_or_is_away_is_named(server):
    with pytest.raises(SignerDown, match="67108865"):
        SignatureServerStore(server, b"wrong secret").ensure("root")
    with pytest.raises(SignerDown):
        SignatureServerStore(server, b"shared").sign("nobody", b"data")
    with pytest.raises(SignerDown) as caught:
        SignatureServerStore("http://127.0.0.1:1", b"shared").ensure("root")
    assert "YIWANG_SIGNER_URL" in str(caught.value.remedy)


def test_an_old_or_mangled_request_is_not_answered(store):
    def ask(content: bytes) -> int:
        return simulator._answer(store, b"s", "SignData", content, messages.mac(b"s", content))["respValue"]

    body = {"keyName": "root", "inData": messages.pack(b"data")}
    store.ensure("root")
    fresh = messages.request("SignData", body)
    assert ask(fresh) == simulator.OK
    old = json.loads(fresh) | {"reqTime": "20200101000000Z"}
    assert ask(json.dumps(old).encode()) == simulator.BAD_REQUEST
    assert ask(messages.request("EnsureKey", body)) == simulator.BAD_REQUEST
    assert ask(messages.request("SignData", {"keyName": "root", "inData": "%"})) == simulator.BAD_REQUEST
    assert ask(b"not json") == simulator.BAD_REQUEST
    assert ask(messages.request("SignData", body | {"keyName": "nobody"})) == simulator.BAD_KEY


def test_a_wrong_signature_from_the_server_is_never_used(server, store, monkeypatch):
    remote = SignatureServerStore(server, b"shared")
    remote.ensure("root")
    monkeypatch.setattr(store, "sign", lambda name, data: b"0\x06\x02\x01\x01\x02\x01\x01")
    with pytest.raises(SignerDown, match="does not verify"):
        remote.sign("root", b"data")
