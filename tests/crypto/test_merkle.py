"""Merkle proofs: each honest one verifies, each altered one fails."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from yiwang.crypto.api import (
    EMPTY_ROOT,
    MerkleFrontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    peak_addresses,
    sm3,
    stored_nodes,
    tree_root,
    verify_consistency,
    verify_inclusion,
)

MANY = 70
LEAVES = [leaf_hash(bytes([number])) for number in range(MANY)]
NODE = stored_nodes(LEAVES)
ROOTS = [tree_root(size, NODE) for size in range(MANY + 1)]


def naive_root(leaves):
    """RFC 9162 §2.1.1, word for word."""
    if not leaves:
        return sm3(b"")
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(naive_root(leaves[:split]), naive_root(leaves[split:]))


@pytest.mark.parametrize("size", range(MANY + 1))
def test_the_root_is_the_one_the_rfc_defines(size):
    frontier = MerkleFrontier()
    for leaf in LEAVES[:size]:
        frontier.append(leaf)
    assert frontier.root() == ROOTS[size] == naive_root(LEAVES[:size])


@pytest.mark.parametrize("size", range(MANY + 1))
def test_a_tree_goes_on_growing_from_its_peaks_alone(size):
    peaks = [NODE(level, index) for level, index in peak_addresses(size)]
    resumed = MerkleFrontier(size, peaks)
    assert resumed.root() == ROOTS[size]
    for leaf in LEAVES[size:]:
        resumed.append(leaf)
    assert resumed.root() == ROOTS[MANY]


def test_peaks_that_do_not_fit_the_size_are_refused():
    with pytest.raises(ValueError, match="peaks"):
        MerkleFrontier(3, [EMPTY_ROOT])


def test_every_leaf_of_every_size_is_proved():
    for size in range(1, MANY + 1):
        for index in range(size):
            proof = inclusion_proof(index, size, NODE)
            assert len(proof) <= size.bit_length()
            assert verify_inclusion(LEAVES[index], index, size, proof, ROOTS[size])


def test_every_size_is_proved_to_begin_with_every_smaller_one():
    for new in range(MANY + 1):
        for old in range(new + 1):
            proof = consistency_proof(old, new, NODE)
            assert verify_consistency(old, new, ROOTS[old], ROOTS[new], proof)


def test_proofs_for_what_is_not_there_are_not_made():
    with pytest.raises(ValueError, match="not in a tree"):
        inclusion_proof(5, 5, NODE)
    with pytest.raises(ValueError, match="not a size"):
        consistency_proof(6, 5, NODE)


sizes = st.integers(1, MANY)


def alter(data, items):
    """The list with one bit flipped, one item dropped, added, or two swapped."""
    items = list(items)
    how = data.draw(st.sampled_from(["flip", "drop", "add", "swap"]))
    if how == "add" or not items:
        items.insert(data.draw(st.integers(0, len(items))), data.draw(st.binary(min_size=32, max_size=32)))
    elif how == "drop":
        items.pop(data.draw(st.integers(0, len(items) - 1)))
    elif how == "swap":
        one, other = (data.draw(st.integers(0, len(items) - 1)) for _ in range(2))
        items[one], items[other] = items[other], items[one]
    else:
        place, bit = data.draw(st.integers(0, len(items) - 1)), data.draw(st.integers(0, 255))
        number = int.from_bytes(items[place]) ^ (1 << bit)
        items[place] = number.to_bytes(32)
    return items


@settings(max_examples=400)
@given(data=st.data(), size=sizes)
def test_an_altered_inclusion_proof_fails(data, size):
    index = data.draw(st.integers(0, size - 1))
    honest = inclusion_proof(index, size, NODE)
    altered = alter(data, honest)
    assume(tuple(altered) != honest)
    assert not verify_inclusion(LEAVES[index], index, size, altered, ROOTS[size])


@settings(max_examples=400)
@given(data=st.data(), new=sizes)
def test_an_altered_consistency_proof_fails(data, new):
    old = data.draw(st.integers(0, new))
    honest = consistency_proof(old, new, NODE)
    altered = alter(data, honest)
    assume(tuple(altered) != honest)
    assert not verify_consistency(old, new, ROOTS[old], ROOTS[new], altered)


@settings(max_examples=400)
@given(data=st.data(), size=sizes)
def test_a_proof_proves_no_other_leaf_place_or_root(data, size):
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, NODE)
    other = data.draw(st.integers(0, MANY - 1))
    assume(other != index)
    assert not verify_inclusion(LEAVES[other], index, size, proof, ROOTS[size])
    assert not verify_inclusion(LEAVES[index], other, size, proof, ROOTS[size])
    other_size = data.draw(sizes)
    assume(other_size != size)
    assert not verify_inclusion(LEAVES[index], index, size, proof, ROOTS[other_size])


@settings(max_examples=200)
@given(old=sizes, new=sizes, forged=st.binary(min_size=32, max_size=32))
def test_a_rewritten_past_is_never_consistent(old, new, forged):
    assume(old <= new)
    proof = consistency_proof(old, new, NODE)
    assert not verify_consistency(old, new, forged, ROOTS[new], proof)
    assert not verify_consistency(old, new, ROOTS[old], forged, proof)
    assert not verify_consistency(new + 1, new, ROOTS[old], ROOTS[new], proof)
