"""The number on the rim of a seal."""


def seal_code(region: str, serial: int) -> str:
    """Thirteen digits: the six of the region and seven of a serial, as on metal seals (GA 241)."""
    if len(region) != 6 or not region.isdigit() or not 0 < serial < 10**7:
        raise ValueError(f"cannot number a seal with {region} and {serial}")
    return f"{region}{serial:07}"
