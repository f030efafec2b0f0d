"""Which records are one entity, by the rules alone: relatives, ties and traps. No database."""

from yiwang.entities.rules.partition import Doubt, Edge, Limits, Node, pair, partition

LIMITS = Limits(link=9, review=2, margin=4)
POLICE = Node("police:1", number="1")
TWIN = Node("police:2", number="2")
FREE = Node("health:1")
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
