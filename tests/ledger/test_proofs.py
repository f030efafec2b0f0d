"""Proofs leave the house as files and hold without it."""

import json
from dataclasses import replace

import pytest

from yiwang.crypto import api as crypto
from yiwang.ledger import api as ledger

pytestmark = pytest.mark.django_db


def test_every_entry_is_proved_and_its_proof_survives_as_a_file(write):
    numbers = write(23)
    key = ledger.ledger_key()
    for number in numbers:
        text = json.dumps(ledger.proof_as_json(ledger.prove(number)), ensure_ascii=False)
        proof = ledger.proof_from_json(json.loads(text))
        ledger.check_proof(proof, public_key=key)
        assert json.loads(proof.leaf)["id"] == number


def test_proving_places_what_was_not_placed_yet(write):
    (number,) = write(1)
    assert ledger.prove(number).head.size == 1


def test_what_was_never_recorded_cannot_be_proved():
    with pytest.raises(ledger.NoSuchEntry):
        ledger.prove(10**12)


def test_an_altered_proof_proves_nothing(write):
    numbers = write(9)
    key = ledger.ledger_key()
    proof = ledger.prove(numbers[4])
    other = crypto.sm2_generate()
    head_of_other = crypto.sm2_sign(other.private, b"anything")
    for altered in (
        replace(proof, leaf=proof.leaf.replace("tests.act", "tests.axt")),
        replace(proof, index=proof.index + 1),
        replace(proof, entry_id=proof.entry_id + 1),
        replace(proof, path=proof.path[:-1]),
        replace(proof, head=replace(proof.head, size=proof.head.size + 1)),
        replace(proof, head=replace(proof.head, root=bytes(32))),
        replace(proof, head=replace(proof.head, signature=head_of_other)),
    ):
        with pytest.raises(ledger.BadProof):
            ledger.check_proof(altered, public_key=key)
    with pytest.raises(ledger.BadProof):
        ledger.check_proof(proof, public_key=other.public)


@pytest.mark.parametrize(
    "document", [{}, {"entry": "x"}, {"entry": 1, "leaf": "", "index": 0, "path": ["zz"]}]
)
def test_a_file_that_is_no_proof_is_called_so(document):
    with pytest.raises(ledger.BadProof):
        ledger.proof_from_json(document)
    with pytest.raises(ledger.BadProof):
        ledger.head_from_json(document)


def test_every_earlier_head_is_consistent_with_every_later_one(write):
    heads = [ledger.signed_tree_head()]
    for count in (1, 2, 5, 3, 8):
        write(count)
        ledger.sequence()
        heads.append(ledger.signed_tree_head())
    for place, new in enumerate(heads):
        for old in heads[: place + 1]:
            proof = ledger.consistency(old.size, new.size)
            assert crypto.verify_consistency(old.size, new.size, old.root, new.root, proof)
    with pytest.raises(ValueError, match="has no 100 leaves"):
        ledger.consistency(1, 100)
