"""How personal data is shown to those who need to recognise it but not to know it."""


def mask_resident_id(number: str) -> str:
    """First three and last four characters: `371***********1234`."""
    return _keep(number, first=3, last=4)


def mask_mobile(number: str) -> str:
    """First three and last four digits: `138****3210`."""
    return _keep(number, first=3, last=4)


def mask_name(name: str) -> str:
    """The first character and a star for each other: `王**`."""
    return _keep(name, first=1, last=0)


def _keep(text: str, *, first: int, last: int) -> str:
    if len(text) <= first + last:
        return text[:1] + "*" * (len(text) - 1)
    return text[:first] + "*" * (len(text) - first - last) + text[len(text) - last :]
