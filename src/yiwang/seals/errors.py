"""What can go wrong with seals and sealed files, each with a remedy."""

from yiwang.errors import YiwangError


class FontsMissing(YiwangError):
    """The fonts that documents are printed with are not installed."""

    code = "seals.fonts-missing"
    http_status = 500


class CannotPrint(YiwangError):
    """A text has characters that no installed font has; `characters` lists them."""

    code = "seals.cannot-print"
    http_status = 422
    characters: tuple[str, ...] = ()


class BadTrustFile(YiwangError):
    """A file of trust anchors is damaged or is not one."""

    code = "seals.bad-trust-file"


class BadStateList(YiwangError):
    """A state list is damaged, is not one, or is not signed by the city."""

    code = "seals.bad-state-list"
