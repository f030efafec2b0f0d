"""Reading registers without a case: states of sources, one person, the samples of the model city."""

from yiwang.registers import sources
from yiwang.registers.models import SourceSwitch
from yiwang.registers.types import SourceState


def source_state(slug: str) -> SourceState:
    """Whether a register can be asked now, and who switched it off. Raises `UnknownRegister`."""
    source = sources.source(slug)
    switch = SourceSwitch.objects.filter(pk=slug).first()
    return _state(slug, source, switch)


def source_states() -> tuple[SourceState, ...]:
    """The states of all registers, by slug."""
    switches = {switch.slug: switch for switch in SourceSwitch.objects.all()}
    return tuple(_state(slug, sources.source(slug), switches.get(slug)) for slug in sources.slugs())


def _state(slug: str, source: sources.Source, switch: SourceSwitch | None) -> SourceState:
    if switch is not None and switch.down:
        return SourceState(slug, source.name, True, switch.reason, switch.at, switch.by_ref)
    return SourceState(slug, source.name, source.failing())


def switched_off(slug: str) -> bool:
    """Whether an operator has taken the source out of use."""
    return SourceSwitch.objects.filter(pk=slug, down=True).exists()
