"""kill -9 in the middle of a busy minute: what was acknowledged stands, and nothing stands twice."""

import time
from pathlib import Path

from bench.support import clients
from bench.support.clients import Browser
from bench.support.elders import make_elders
from tests.support.city import Served

from yiwang.cases.models import Case
from yiwang.certificates.models import Certificate
from yiwang.files import api as files
from yiwang.ledger import api as ledger

ELDERS = 36
AT_ONCE = 8


def test_a_house_killed_in_the_middle_keeps_its_word_and_makes_nothing_twice(
    served: Served, tmp_path: Path
) -> None:
    elders = make_elders(ELDERS)
    requests = [clients.send_application(elder) for elder in elders]
    run = clients.begin(tmp_path, served.port, requests, clients=AT_ONCE)
    while run.answered() < ELDERS // 3:
        time.sleep(0.01)
    served.kill("web")
    served.kill("worker")
    promised = {answer.key: answer.case_number for answer in run.answers() if answer.acknowledged}
    assert ELDERS // 3 <= len(promised) < ELDERS, "killed in the middle, not before or after"

    served.start()
    answers = clients.run(tmp_path, served.port, requests, clients=AT_ONCE)
    assert [answer for answer in answers if not answer.acknowledged] == []
    numbers = {answer.key: answer.case_number for answer in answers}
    assert promised.items() <= numbers.items()
    for elder in elders:
        assert standing(elder) == [numbers[elder.transaction]]
    assert Certificate.objects.filter(type_slug="elderly-card").count() == ELDERS
    wait_for_leaves()
    assert ledger.verify_log().ok


def test_a_page_sent_by_sixteen_impatient_fingers_is_one_case(served: Served, tmp_path: Path) -> None:
    (elder,) = make_elders(1)
    answers = clients.run(tmp_path, served.port, [clients.send_application(elder)] * 16, clients=16)
    assert {answer.status for answer in answers} == {302}
    assert len({answer.case_number for answer in answers}) == 1
    assert standing(elder) == [answers[0].case_number]


def standing(elder: Browser) -> list[str]:
    """The cases of one transaction, each with exactly one certificate whose files are whole."""
    cases = list(Case.objects.filter(transaction_id=elder.transaction, state="approved"))
    for case in cases:
        issued = Certificate.objects.get(case_number=case.number)
        assert issued.identifier == case.certificate
        assert files.read(issued.ofd)
        assert files.read(issued.pdf)
    return [case.number for case in cases]


def wait_for_leaves() -> None:
    """Until the worker, started again, has put every entry under a signed head."""
    deadline = time.monotonic() + 20
    while ledger.signed_tree_head().size < entries():
        assert time.monotonic() < deadline, "the worker did not take its work up again"
        time.sleep(0.1)


def entries() -> int:
    from yiwang.ledger.models import Entry

    return Entry.objects.count()
