"""Real-name levels."""


def level_of(*, mobile_confirmed: bool, identity_verified: bool, has_passkey: bool) -> int:
    """The real-name level: 3 identity and passkey, 2 identity, 1 mobile, 0 an account and nothing else."""
    if identity_verified:
        return 3 if has_passkey else 2
    return 1 if mobile_confirmed else 0
