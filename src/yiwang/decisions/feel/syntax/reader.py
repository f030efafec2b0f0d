"""Moving over the tokens of one text: looking ahead, expecting, and gathering names of several words."""

from yiwang.decisions.errors import BadExpression
from yiwang.decisions.feel.syntax.names import RESERVED, KnownNames, normal
from yiwang.decisions.feel.syntax.tokens import Token, tokenize
from yiwang.text import Text

MAX_NESTING = 60


class Reader:
    """A place in the tokens of one text, with the hard names known there."""

    def __init__(self, source: str, known: KnownNames) -> None:
        self.source = source
        self.tokens = tokenize(source)
        self.at = 0
        self.known = known.copy()
        self.nesting = 0

    @property
    def here(self) -> Token:
        """The token we stand on."""
        return self.tokens[self.at]

    def peek(self, ahead: int = 1) -> Token:
        """A token further on; the end token when there is none."""
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def sees(self, *texts: str) -> bool:
        """Whether we stand on one of these marks or words (never on a quoted text)."""
        return self.here.text in texts and self.here.kind in ("mark", "name")

    def take(self) -> Token:
        """The token we stand on, stepping over it."""
        token = self.here
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def accept(self, text: str) -> bool:
        """Step over this mark or word if it is here."""
        if self.sees(text):
            self.take()
            return True
        return False

    def expect(self, text: str) -> Token:
        """Step over this mark or word; raises BadExpression when something else is here."""
        if not self.sees(text):
            self.fail(f"此处应为“{text}”", f"expected “{text}”")
        return self.take()

    def fail(self, zh: str, en: str) -> None:
        """Refuse the text at this place."""
        shown = self.here.text or "…"
        raise BadExpression(
            Text(
                f"{zh}（第{self.here.start + 1}个字符“{shown}”处）。",
                f"{en[0].upper()}{en[1:]} at character {self.here.start + 1}, “{shown}”.",
            ),
            self.here.start,
        )

    def deeper(self) -> None:
        """Refuse texts nested beyond reason; each call is undone by lowering `nesting`."""
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            self.fail("表达式嵌套过深", "nested too deeply")

    def name(self) -> str:
        """A whole name: the longest known one that starts here, else the words that follow each other."""
        if self.here.kind != "name":
            self.fail("此处应为名称", "expected a name")
        for parts in self.known.starting(self.here.text):
            if all(self.peek(i).text == part for i, part in enumerate(parts)):
                start = self.here.start
                self.at += len(parts)
                return normal(self.source[start : self.tokens[self.at - 1].stop])
        words = [self.take().text]
        while self.here.kind == "name" and self.here.text not in RESERVED:
            words.append(self.take().text)
        return " ".join(words)

    def words_before(self, mark: str) -> str | None:
        """The name made by all tokens up to `mark`, stepping over both; null (not moving) when none is there."""
        start = self.at
        if self.here.kind != "name":
            return None
        while not (
            self.sees(mark) or self.here.kind in ("end", "string", "number") or self.sees(",", ")", "(", "{")
        ):
            self.take()
        if not self.sees(mark):
            self.at = start
            return None
        text = self.source[self.tokens[start].start : self.tokens[self.at - 1].stop]
        self.take()
        return normal(text)

    def closing_bracket(self) -> int:
        """The index of the `)` that closes the `(` here; the end token's when it is never closed."""
        depth = 0
        for index in range(self.at, len(self.tokens)):
            token = self.tokens[index]
            if token.kind == "mark" and token.text in "()":
                depth += 1 if token.text == "(" else -1
                if depth == 0:
                    return index
        return len(self.tokens) - 1
