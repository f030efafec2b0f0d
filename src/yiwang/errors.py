"""The one family of errors that people may see: each has a code, a sentence and a remedy in both languages."""

from yiwang.text import Text


class YiwangError(Exception):
    """Base of every named error. Subclasses set `code` (`room.what`) and `http_status`.

    `message` says what happened, `remedy` what the reader can do now.
    """

    code = "yiwang.error"
    http_status = 400

    def __init__(self, message: Text, remedy: Text = Text("")) -> None:
        super().__init__(message.zh)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()
