"""The bus on the command line."""

import pytest
from typer.testing import CliRunner

from yiwang.bus import api as bus
from yiwang.bus.commands import app
from yiwang.bus.services import dispatch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_handlers")]


def run(*arguments):
    return CliRunner().invoke(app, [str(one) for one in arguments])


def test_an_operator_sees_a_dead_letter_and_sends_it_again(fact_class, monkeypatch):
    monkeypatch.setattr(dispatch, "is_given_up", lambda failures: True)
    heard = []

    @bus.subscribe(fact_class, "tests.one")
    def first_fails(fact):
        heard.append(fact)
        if len(heard) == 1:
            raise RuntimeError("the register is down")

    bus.publish(fact_class("north"))
    assert "1 waiting, 0 dead" in run("lag").stdout
    bus.drain()
    assert "0 waiting, 1 dead" in run("lag").stdout
    shown = run("dead-letters").stdout
    assert "the register is down" in shown
    assert run("redeliver", shown.split()[0]).exit_code == 0
    bus.drain()
    assert len(heard) == 2
    assert run("dead-letters").stdout == ""
    assert isinstance(run("redeliver", 1).exception, bus.NoSuchDeadLetter)
