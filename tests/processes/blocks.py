"""Block-structured processes with a second, very plain way of walking them: what the engine is compared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from .drawing import Drawing, document, flow, service, user


@dataclass
class Block:
    """Part of a process. `waiting` names its open steps; `finish` takes one and tells whether the block is done."""

    def begin(self) -> bool:
        """Start (again); true when the block is done at once."""
        raise NotImplementedError

    def waiting(self) -> list[str]:
        raise NotImplementedError

    def finish(self, name: str, again: bool) -> bool:
        raise NotImplementedError

    def draw(self, drawing: Drawing) -> tuple[str, str]:
        """Draw it; the ids of its first and last node."""
        raise NotImplementedError


@dataclass
class Work(Block):
    """One step."""

    name: str = ""

    def begin(self) -> bool:
        return False

    def waiting(self) -> list[str]:
        return [self.name]

    def finish(self, name: str, again: bool) -> bool:
        return name == self.name

    def draw(self, drawing: Drawing) -> tuple[str, str]:
        self.name = drawing.fresh("step")
        drawing.add(user(self.name) if drawing.count % 2 else service(self.name))
        return self.name, self.name


@dataclass
class Sequence(Block):
    """One block after the other."""

    blocks: list[Block]
    at: int = 0

    def begin(self) -> bool:
        self.at = 0
        return self._on()

    def _on(self) -> bool:
        while self.at < len(self.blocks) and self.blocks[self.at].begin():
            self.at += 1
        return self.at == len(self.blocks)

    def waiting(self) -> list[str]:
        return self.blocks[self.at].waiting()

    def finish(self, name: str, again: bool) -> bool:
        if self.blocks[self.at].finish(name, again):
            self.at += 1
            return self._on()
        return False

    def draw(self, drawing: Drawing) -> tuple[str, str]:
        drawn = [block.draw(drawing) for block in self.blocks]
        for (_, last), (first, _) in pairwise(drawn):
            drawing.add(flow(last, first))
        return drawn[0][0], drawn[-1][1]


@dataclass
class Together(Block):
    """All blocks at once, between a parallel (or inclusive) split and join."""

    blocks: list[Block]
    inclusive: bool = False
    open: set[int] = field(default_factory=set)

    def begin(self) -> bool:
        self.open = {index for index, block in enumerate(self.blocks) if not block.begin()}
        return not self.open

    def waiting(self) -> list[str]:
        return [name for index in sorted(self.open) for name in self.blocks[index].waiting()]

    def finish(self, name: str, again: bool) -> bool:
        for index in sorted(self.open):
            if name in self.blocks[index].waiting():
                if self.blocks[index].finish(name, again):
                    self.open.discard(index)
                break
        return not self.open

    def draw(self, drawing: Drawing) -> tuple[str, str]:
        kind = "inclusiveGateway" if self.inclusive else "parallelGateway"
        split, join = drawing.fresh("split"), drawing.fresh("join")
        drawing.add(f'<{kind} id="{split}"/>\n<{kind} id="{join}"/>\n')
        for block in self.blocks:
            first, last = block.draw(drawing)
            drawing.add(flow(split, first, "true" if self.inclusive else ""))
            drawing.add(flow(last, join))
        return split, join


@dataclass
class Repeat(Block):
    """A block, and a step that sends it round again or on."""

    block: Block
    asked: str = ""
    asking: bool = False

    def begin(self) -> bool:
        self.asking = self.block.begin()
        return False

    def waiting(self) -> list[str]:
        return [self.asked] if self.asking else self.block.waiting()

    def finish(self, name: str, again: bool) -> bool:
        if self.asking:
            if again:
                self.begin()
            return not again
        self.asking = self.block.finish(name, again)
        return False

    def draw(self, drawing: Drawing) -> tuple[str, str]:
        merge, choice, self.asked = drawing.fresh("merge"), drawing.fresh("choice"), drawing.fresh("ask")
        after = drawing.fresh("after")
        drawing.add(f'<exclusiveGateway id="{merge}"/>\n<exclusiveGateway id="{after}"/>\n')
        drawing.add(f'<exclusiveGateway id="{choice}" default="{choice}--{after}"/>\n')
        drawing.add(user(self.asked, "again on"))
        first, last = self.block.draw(drawing)
        drawing.add(flow(merge, first) + flow(last, self.asked) + flow(self.asked, choice))
        drawing.add(flow(choice, merge, f'{self.asked} = "again"') + flow(choice, after))
        return merge, after


@dataclass
class Inside(Block):
    """A block in a sub-process."""

    block: Block

    def begin(self) -> bool:
        return self.block.begin()

    def waiting(self) -> list[str]:
        return self.block.waiting()

    def finish(self, name: str, again: bool) -> bool:
        return self.block.finish(name, again)

    def draw(self, drawing: Drawing) -> tuple[str, str]:
        inner = Drawing(count=drawing.count + 1)
        name = f"inside{inner.count}"
        first, last = self.block.draw(inner)
        begin, end = inner.fresh("begin"), inner.fresh("end")
        drawing.count = inner.count
        body = "".join(inner.parts) + flow(begin, first) + flow(last, end)
        drawing.add(
            f'<subProcess id="{name}">\n<startEvent id="{begin}"/>\n<endEvent id="{end}"/>\n{body}</subProcess>\n'
        )
        return name, name


def process_of(block: Block) -> bytes:
    """The whole process around a block."""
    drawing = Drawing()
    first, last = block.draw(drawing)
    drawing.add('<startEvent id="begin"/>\n<endEvent id="end"/>\n' + flow("begin", first) + flow(last, "end"))
    return document("".join(drawing.parts))
