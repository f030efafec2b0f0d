"""What is published goes to the (simulated) provincial catalogue, in order, again until it is acknowledged."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from tests.catalogue.conftest import LEADER, STEWARD, published

from yiwang.access.api import Refused
from yiwang.catalogue import api as catalogue
from yiwang.catalogue.adapters.simulated_province import SimulatedProvince, serve
from yiwang.catalogue.adapters.transports import Message
from yiwang.catalogue.models import Outbound

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimulatedProvince]:
    state = SimulatedProvince()
    server = serve(0, state)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("YIWANG_PROVINCE_URL", f"http://127.0.0.1:{server.server_port}")
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


def test_published_changed_and_retired_arrive_in_order(
    content: dict[str, Any], province: SimulatedProvince
) -> None:
    published(content)
    published(content, cycle="4")
    catalogue.retire("police-household", reason="下线", actor=STEWARD)
    assert catalogue.deliver("province") == (3, 0)
    messages, _ = catalogue.cascade(LEADER, slug="police-household")
    assert [one.action for one in messages] == ["retire", "change", "publish"]
    assert all(one.state == "acknowledged" and "模拟" in one.receipt for one in messages)
    (entry,) = province.entries.values()
    assert (entry["action"], entry["version"], entry["reason"]) == ("retire", 2, "下线")


def test_a_province_under_repair_loses_nothing(content: dict[str, Any], province: SimulatedProvince) -> None:
    province.broken = 2
    published(content)
    published(content, cycle="4")
    assert catalogue.deliver("province")[0] == 0
    assert catalogue.cascade_counts()["waiting"] == 2
    assert catalogue.deliver("province") == (0, 0), "it waits a while before it tries again"
    with pytest.raises(Refused):
        catalogue.send_now(by=LEADER)
    catalogue.send_now(by=STEWARD)
    catalogue.send_now(by=STEWARD)
    assert catalogue.cascade_counts() == {"waiting": 0, "acknowledged": 2, "refused": 0}
    (entry,) = province.entries.values()
    assert entry["version"] == 2


def test_a_message_sent_twice_counts_once(content: dict[str, Any], province: SimulatedProvince) -> None:
    """A crash between sending and remembering: the same key comes again."""
    published(content)
    row = Outbound.objects.get()
    assert province.take(f"yiwang-{row.pk}", row.payload)[0] == 201
    assert catalogue.deliver("province") == (1, 0)
    assert len(province.receipts) == 1


def test_what_is_not_accepted_is_shown_and_can_be_sent_again(
    content: dict[str, Any], province: SimulatedProvince
) -> None:
    published(content)
    row = Outbound.objects.get()
    good, row.payload = row.payload, {"action": "publish"}
    row.save()
    catalogue.deliver("province")
    (message,), _ = catalogue.cascade(STEWARD, state="refused")
    assert "422" in message.error
    Outbound.objects.update(payload=good)
    catalogue.send_again(message.id, by=STEWARD)
    assert catalogue.deliver("province") == (1, 0)


def test_without_an_address_messages_wait(content: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YIWANG_PROVINCE_URL", raising=False)
    published(content)
    assert not catalogue.is_connected()
    assert catalogue.deliver("province") == (0, 0)
    assert catalogue.cascade_counts()["waiting"] == 1


def test_one_broken_subject_does_not_hold_up_the_others(content: dict[str, Any]) -> None:
    published(content)
    published(content, slug="other", classification="3070010001")

    def way(message: Message) -> str:
        from yiwang.catalogue.adapters.transports import Down

        if message.subject == "resource:police-household":
            raise Down("line is cut")
        return "R-1"

    assert catalogue.deliver("province", way) == (1, 1)
