"""The life of an entity: states, and the events that lead from one to the next."""

from dataclasses import dataclass

from yiwang.entities.rules.definition import Event, Life


@dataclass(frozen=True)
class Step:
    """What a new state means: the event that leads there, or none when no event may."""

    come_from: str
    to: str
    event: Event | None

    @property
    def allowed(self) -> bool:
        return self.event is not None


def state_of(life: Life, value: object) -> str:
    """The state a source means by a value; empty for a word that no state knows."""
    text = str(value or "").strip()
    return next((one.slug for one in life.states if text == one.slug or text in one.values), "")


def step(life: Life, now: str, to: str) -> Step:
    """The step from a state (empty before anything is known) to another."""
    if not now:
        # An entity may be told of in any state of its life, long after it began; only from then on its steps are known.
        return Step(now, to, Event("known", life.state(to).title, (), to))
    return Step(now, to, next((one for one in life.events if one.to == to and now in one.come_from), None))
