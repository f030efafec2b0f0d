"""The check systems of ISO 7064 that Chinese codes use."""

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOD_11_2 = "10X98765432"


def mod_11_2(digits: str) -> str:
    """Check character (0-9 or X) of a string of digits: weights are 2^i mod 11 from the right."""
    total = sum(int(digit) * pow(2, len(digits) - place, 11) for place, digit in enumerate(digits))
    return _MOD_11_2[total % 11]


def _hybrid(values: list[int], modulus: int) -> int:
    product = modulus
    for value in values:
        product = (product + value) % modulus or modulus
        product = product * 2 % (modulus + 1)
    return (1 - product) % modulus


def mod_11_10(digits: str) -> str:
    """Check digit of a string of digits by the hybrid system MOD 11,10."""
    return str(_hybrid([int(digit) for digit in digits], 10))


def mod_37_36(text: str) -> str:
    """Check character of a string over 0-9 A-Z by the hybrid system MOD 37,36."""
    return _ALPHABET[_hybrid([_ALPHABET.index(character) for character in text], 36)]
