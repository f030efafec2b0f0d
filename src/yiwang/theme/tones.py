"""Tones: which of the six colours a state, light or message wears, the same on every page."""

#: Icon of each tone in alerts.
ICONS = {
    "info": "info-circle",
    "good": "circle-check",
    "warn": "alert-triangle",
    "bad": "alert-octagon",
    "wait": "player-pause",
    "calm": "info-circle",
}

_STATES = {
    "submitted": "info",
    "correcting": "wait",
    "accepted": "info",
    "deciding": "info",
    "approved": "good",
    "refused": "bad",
    "not-accepted": "bad",
    "withdrawn": "calm",
    "01": "good",
    "02": "warn",
    "03": "bad",
    "applied": "info",
    "in-use": "good",
    "revoked": "bad",
    "replaced": "calm",
    "04": "calm",
    "05": "calm",
    "07": "bad",
}
_LIGHTS = {"green": "good", "yellow": "warn", "red": "bad", "paused": "wait"}
_MESSAGES = {"success": "good", "warning": "warn", "error": "bad"}


def of_state(state: str) -> str:
    """The tone of a case state or a certificate state code; unknown states are calm."""
    return _STATES.get(state, "calm")


def of_light(light: str) -> str:
    """The tone of a clock light."""
    return _LIGHTS.get(light, "calm")


def of_message(level: str) -> str:
    """The tone of a Django message level tag."""
    return _MESSAGES.get(level, "info")
