"""Which records are one entity, by the rules alone: relatives, ties and traps. No database."""

from yiwang.entities.rules.identifiers import keep_identifiers
from yiwang.entities.rules.partition import Doubt, Edge, Limits, Node, pair, partition

LIMITS = Limits(link=9, review=2, margin=4)
POLICE = Node("police:1", number="1")
TWIN = Node("police:2", number="2")
FREE = Node("health:1")
AT_HOME = (Node("police:1", number="1", home="7"), TWIN, Node("health:1", home="7"))
TWINS = Edge(24, "twins", relatives=True)


def grouped(nodes: tuple[Node, ...], **edges: Edge) -> tuple[set[frozenset[str]], tuple[Doubt, ...]]:
    """Groups and doubts; edges are between the record without a number and `police`, `twin`."""
    ends = {"police": POLICE, "twin": TWIN}
    weighed = {pair(FREE.name, ends[name].name): edge for name, edge in edges.items()}
    found = partition(nodes, weighed, LIMITS)
    return set(found.groups), found.doubts


def test_a_twin_who_weighs_more_does_not_keep_a_record_from_whom_it_fits():
    groups, doubts = grouped((POLICE, TWIN, FREE), police=Edge(14), twin=TWINS)
    assert frozenset({"police:1", "health:1"}) in groups
    assert doubts == ()


def test_a_twin_alone_is_for_a_steward():
    for edges in ({"twin": TWINS}, {"twin": TWINS, "police": Edge(8)}):
        groups, doubts = grouped((POLICE, TWIN, FREE), **edges)
        assert len(groups) == 3
        assert [(one.reason, {one.left, one.right}) for one in doubts] == [
            ("twins", {"health:1", "police:2"})
        ]


def test_any_other_trap_that_weighs_more_is_for_a_steward():
    groups, doubts = grouped((POLICE, TWIN, FREE), police=Edge(14), twin=Edge(24, "death"))
    assert len(groups) == 3
    assert [one.reason for one in doubts] == ["death"]


def test_two_who_fit_nearly_as_well_are_a_tie():
    groups, doubts = grouped((POLICE, TWIN, FREE), police=Edge(14), twin=Edge(17))
    assert len(groups) == 3
    assert [one.reason for one in doubts] == ["tie"]


def test_a_link_that_stands_outlives_other_weights_until_nothing_speaks_for_it():
    together = frozenset({"police:1", "health:1"})
    assert together not in grouped((POLICE, TWIN, FREE), police=Edge(5))[0]
    assert together in grouped(AT_HOME, police=Edge(5))[0]
    assert together not in grouped(AT_HOME, police=Edge(1))[0]
    assert together not in grouped(AT_HOME, police=Edge(30, "death"))[0]


def test_a_link_that_stands_yields_to_who_clearly_fits_better_only():
    stays, doubts = grouped(AT_HOME, police=Edge(12), twin=Edge(15))
    assert frozenset({"police:1", "health:1"}) in stays
    assert [(one.reason, one.right) for one in doubts] == [("tie", "police:2")]
    goes, doubts = grouped(AT_HOME, police=Edge(12), twin=Edge(16))
    assert frozenset({"police:2", "health:1"}) in goes
    assert doubts == ()


def test_a_twin_does_not_undo_a_link_that_stands():
    groups, doubts = grouped(AT_HOME, police=Edge(5), twin=TWINS)
    assert frozenset({"police:1", "health:1"}) in groups
    assert doubts == ()


def test_two_without_a_number_stay_together_as_well():
    two = pair("health:1", "social:1")
    for home, weight, together in (("7", 5, True), ("7", 1, False), ("", 5, False)):
        found = partition(
            [Node("health:1", home=home), Node("social:1", home=home)], {two: Edge(weight)}, LIMITS
        )
        assert (len(found.groups) == 1) is together


def test_merged_the_larger_keeps_its_id_the_older_at_a_tie_and_none_comes_back():
    def ids(*groups: set[str], **held: int) -> dict[str, int]:
        return keep_identifiers([frozenset(one) for one in groups], held, iter((100, 101)).__next__)

    assert set(ids({"a", "b", "c"}, a=9, b=9, c=4).values()) == {9}
    assert set(ids({"a", "b"}, a=9, b=4).values()) == {4}
    assert ids({"a", "b"}, {"c"}, a=9, b=9, c=9) == {"a": 9, "b": 9, "c": 100}
    assert ids({"a"}, {"b"}) == {"a": 100, "b": 101}


def test_who_found_a_number_brings_those_who_fit_it_along():
    """The mate moved: only its telephone tells that it is the same person."""
    mate = Node("social:1")
    weighed = {pair(FREE.name, POLICE.name): Edge(14), pair(FREE.name, mate.name): Edge(12)}
    assert set(partition([POLICE, FREE, mate], weighed, LIMITS).groups) == {
        frozenset({POLICE.name, FREE.name, mate.name})
    }
    # Not if somebody else fits the mate nearly as well,
    torn = partition([POLICE, TWIN, FREE, mate], {**weighed, pair(mate.name, TWIN.name): Edge(8.5)}, LIMITS)
    assert frozenset({mate.name}) in torn.groups
    assert "tie" in {one.reason for one in torn.doubts}
    # nor two numbers by way of two mates.
    third = Node("social:2")
    chain = {
        **weighed,
        pair(third.name, TWIN.name): Edge(14),
        pair(third.name, mate.name): Edge(11),
        pair(FREE.name, third.name): Edge(10),
    }
    for group in partition([POLICE, TWIN, FREE, mate, third], chain, LIMITS).groups:
        assert not {POLICE.name, TWIN.name} <= group
