"""Which records are one entity: a function of the records, their weights and the stewards' decisions, of nothing else.

In which order records arrived does not matter, for nothing here knows it but for what stands (5):

1. Records with one valid number are one entity, unless two of them can hardly be one person; then they stand apart.
2. A record without a valid number joins the numbered entity it fits best, if the weight is enough and nobody else fits
   nearly as well.
3. What is left joins among itself and those that found a number, the best fits first; never two numbers.
4. What stewards said stands above all of it: never these two; always these two.
5. A link that stands (two records with one `home`) is undone only by what clearly speaks against it: a trap, less than
   the review weight, or somebody who fits better by the margin. Weights trained anew, or a second who fits as well, do
   not undo it; the second goes to a steward.

Identifiers are given afterwards (`identifiers.keep_identifiers`), so that they stay with the records that had them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

Pair = tuple[str, str]
T = TypeVar("T")


@dataclass(frozen=True)
class Node:
    """A record: its name among all (source and key), its valid number or none, the rank of its source.

    `home` is the entity it stands with; none if that is to be decided afresh.
    """

    name: str
    number: str = ""
    rank: int = 0
    home: str = ""


@dataclass(frozen=True)
class Edge:
    """Two records that were compared. `held` gives the trap for which a machine may not link them.

    `relatives`: the trap is that of two people who look alike, and its weight says nothing against a third.
    """

    weight: float
    held: str = ""
    relatives: bool = False


@dataclass(frozen=True)
class Doubt:
    """A pair for a steward to look at."""

    left: str
    right: str
    weight: float
    reason: str


@dataclass(frozen=True)
class Limits:
    """From which weight on records are linked, from which a steward looks, and by how much the best must be better."""

    link: float
    review: float
    margin: float


@dataclass(frozen=True)
class Partition:
    """The groups, and what is left to a steward."""

    groups: tuple[frozenset[str], ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass
class _Groups:
    """Groups under construction; two that hold a forbidden pair are never joined."""

    never: frozenset[frozenset[str]]
    of: dict[str, str] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)

    def add(self, name: str) -> None:
        self.of[name] = name
        self.members[name] = {name}

    def apart(self, one: str, other: str) -> bool:
        left, right = self.members[self.of[one]], self.members[self.of[other]]
        return any(frozenset((a, b)) in self.never for a in left for b in right) if self.never else False

    def join(self, one: str, other: str) -> bool:
        if self.of[one] == self.of[other]:
            return True
        if self.apart(one, other):
            return False
        small, large = sorted(
            (self.of[one], self.of[other]), key=lambda name: (len(self.members[name]), name)
        )
        for name in self.members.pop(small):
            self.of[name] = large
            self.members[large].add(name)
        return True


def pair(one: str, other: str) -> Pair:
    """Two names in their order."""
    return (one, other) if one < other else (other, one)


def partition(
    nodes: Iterable[Node],
    edges: Mapping[Pair, Edge],
    limits: Limits,
    *,
    clash: Callable[[str, str], bool] = lambda one, other: False,
    never: Iterable[Pair] = (),
    always: Iterable[Pair] = (),
) -> Partition:
    """Group records. `clash` says of two records with one number whether they can hardly be one entity."""
    known = {node.name: node for node in nodes}
    forbidden = frozenset(frozenset(one) for one in never)
    trapped = frozenset(frozenset(two) for two, edge in edges.items() if edge.held)
    groups = _Groups(forbidden)
    for name in sorted(known):
        groups.add(name)
    _by_number(known, groups, clash)
    doubts, chosen = _to_anchors(known, edges, groups, limits)
    # No third record may bring together what a trap holds apart; a steward may.
    groups.never = forbidden | trapped
    for free, fixed in chosen:
        groups.join(free, fixed)
    doubts += _among_themselves(known, edges, groups, limits)
    groups.never = forbidden
    for one, other in sorted({pair(*two) for two in always}):
        if one in known and other in known:
            groups.join(one, other)
    open_doubts = {
        pair(doubt.left, doubt.right): doubt
        for doubt in doubts
        if groups.of[doubt.left] != groups.of[doubt.right] and not groups.apart(doubt.left, doubt.right)
    }
    return Partition(
        tuple(sorted((frozenset(one) for one in groups.members.values()), key=min)),
        tuple(open_doubts[one] for one in sorted(open_doubts)),
    )


def _by_number(known: Mapping[str, Node], groups: _Groups, clash: Callable[[str, str], bool]) -> None:
    numbered: dict[str, list[Node]] = {}
    for node in known.values():
        if node.number:
            numbered.setdefault(node.number, []).append(node)
    for sharing in numbered.values():
        heads: list[str] = []
        for node in sorted(sharing, key=lambda one: (one.rank, one.name)):
            for head in heads:
                if not clash(head, node.name) and groups.join(head, node.name):
                    break
            else:
                heads.append(node.name)


def _to_anchors(
    known: Mapping[str, Node], edges: Mapping[Pair, Edge], groups: _Groups, limits: Limits
) -> tuple[list[Doubt], list[Pair]]:
    """Records without a number to numbered groups: each on its own, against the numbered records only."""
    best: dict[str, dict[str, tuple[Edge, str]]] = {}
    anchor_of = {name: groups.of[name] for name, node in known.items() if node.number}
    for (one, other), edge in edges.items():
        if one not in known or other not in known:
            continue
        for free, fixed in ((one, other), (other, one)):
            if not known[free].number and fixed in anchor_of:
                seen = best.setdefault(free, {})
                offered = (edge, fixed)
                if anchor_of[fixed] not in seen or _better(offered, seen[anchor_of[fixed]]):
                    seen[anchor_of[fixed]] = offered
    homes: dict[str, set[str]] = {}
    for name, anchor in anchor_of.items():
        homes.setdefault(anchor, set()).update({known[name].home} - {""})
    doubts = []
    chosen: list[tuple[str, str]] = []
    for free in sorted(best):
        ranked = sorted(best[free].values(), key=lambda one: (-one[0].weight, one[1]))
        open_to = [one for one in ranked if not groups.apart(free, one[1])]
        stays = _standing(
            [(edge, homes[anchor_of[fixed]], fixed) for edge, fixed in open_to], known[free], limits
        )
        if stays:
            fixed, rival = stays
            chosen.append((free, fixed))
            doubts += [rival] if rival else []
            continue
        allowed = contenders(open_to, limits)
        if not allowed or allowed[0][0].weight < limits.review:
            continue
        edge, fixed = allowed[0]
        second = allowed[1][0].weight if len(allowed) > 1 else float("-inf")
        if edge.weight >= limits.link and not edge.held and edge.weight - second >= limits.margin:
            chosen.append((free, fixed))
        else:
            near = "near" if edge.weight < limits.link else "tie"
            doubts.append(Doubt(free, fixed, edge.weight, edge.held or near))
    return doubts, chosen


def _standing(
    ranked: Sequence[tuple[Edge, set[str], str]], free: Node, limits: Limits
) -> tuple[str, Doubt | None] | None:
    """With whom a record stays because it stands there, and who fits as well; None if nothing stands. Best first."""
    others = [one for one in ranked if not one[0].relatives and one[0].weight >= limits.review]
    held = next((one for one in others if free.home in one[1] and not one[0].held), None)
    if held is None or others[0][0].weight - held[0].weight >= limits.margin:
        return None
    rival = next((one for one in others if one is not held), None)
    if rival is None or held[0].weight - rival[0].weight >= limits.margin:
        return held[2], None
    return held[2], Doubt(free.name, rival[2], rival[0].weight, rival[0].held or "tie")


def contenders(ranked: Sequence[tuple[Edge, T]], limits: Limits) -> Sequence[tuple[Edge, T]]:
    """Of those a record may belong to, the best first: without its relatives, if somebody else fits well enough."""
    others = [one for one in ranked if not one[0].relatives]
    return others if others and others[0][0].weight >= limits.link else ranked


def _better(one: tuple[Edge, str], other: tuple[Edge, str]) -> bool:
    # A trap with any record of an entity holds for the whole of it only if the trapped record fits best.
    return (one[0].weight, other[1]) > (other[0].weight, one[1])


def _among_themselves(
    known: Mapping[str, Node], edges: Mapping[Pair, Edge], groups: _Groups, limits: Limits
) -> list[Doubt]:
    """Records that found no number: joined the best fits first, with one another and with those that found one."""
    numbers = {name: {known[one].number for one in held} - {""} for name, held in groups.members.items()}
    lone = {name for name in known if not numbers[groups.of[name]]}
    among = sorted(
        (
            (-edge.weight, two, edge)
            for two, edge in edges.items()
            if (two[0] in lone or two[1] in lone)
            and all(one in known and not known[one].number for one in two)
            and edge.weight >= limits.review
        ),
        key=lambda one: one[:2],
    )
    pulls = _pulls(known, edges, lone)
    doubts = []
    for _, (one, other), edge in among:
        standing = known[one].home != "" and known[one].home == known[other].home
        if (edge.weight < limits.link and not standing) or edge.held:
            # Of one that found a number, a steward is asked about the number's record already.
            if one in lone and other in lone:
                doubts.append(Doubt(one, other, edge.weight, edge.held or "near"))
            continue
        inside = {groups.of[one], groups.of[other]}
        numbered = [name for name in inside if numbers[name]]
        # Somebody else with a number fits one of them nearly as well.
        torn = not standing and any(
            groups.of[third] not in inside
            and numbers[groups.of[third]]
            and edge.weight - weight < limits.margin
            for name in (one, other)
            for weight, third in pulls.get(name, ())
        )
        if len(numbered) == 2 or (numbered and torn):
            doubts.append(Doubt(one, other, edge.weight, "tie"))
        elif groups.join(one, other):
            numbers[groups.of[one]] = set().union(*(numbers[name] for name in inside))
    return doubts


def _pulls(
    known: Mapping[str, Node], edges: Mapping[Pair, Edge], lone: set[str]
) -> dict[str, list[tuple[float, str]]]:
    """What each record that found no number weighs with others, relatives aside."""
    found: dict[str, list[tuple[float, str]]] = {}
    for two, edge in edges.items():
        for one, other in (two, two[::-1]):
            if one in lone and other in known and not edge.relatives:
                found.setdefault(one, []).append((edge.weight, other))
    return found
