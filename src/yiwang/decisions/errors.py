"""What can go wrong with a rule, each with its remedy."""

from collections.abc import Sequence
from dataclasses import dataclass

from yiwang.errors import YiwangError
from yiwang.text import Text


@dataclass(frozen=True)
class Problem:
    """One mistake in a model: the line it is on (0 when the file as a whole is meant) and what is wrong."""

    line: int
    text: Text


class BadExpression(YiwangError):
    """A FEEL text that cannot be read; `position` is the offset of the mistake in the text."""

    code = "decisions.bad-expression"
    http_status = 422

    def __init__(self, message: Text, position: int = 0) -> None:
        super().__init__(
            message,
            Text("请按FEEL语法修改表达式。", "Correct the expression; it must be FEEL."),
        )
        self.position = position


class BadModel(YiwangError):
    """A DMN file that cannot be used; `problems` lists every mistake found, with its line."""

    code = "decisions.bad-model"
    http_status = 422

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        listed_zh = "；".join(f"第{p.line}行：{p.text.zh}" for p in self.problems)
        listed_en = "; ".join(f"line {p.line}: {p.text.en}" for p in self.problems)
        super().__init__(
            Text(
                f"决策模型有{len(self.problems)}处错误。{listed_zh}",
                f"The decision model is wrong: {listed_en}",
            ),
            Text("请改正所列各行后重新检查。", "Correct the lines listed and check the pack again."),
        )


class TooCostly(YiwangError):
    """An evaluation that used up its budget of steps, depth, text or list size."""

    code = "decisions.too-costly"
    http_status = 422

    def __init__(self, limit: Text) -> None:
        super().__init__(
            Text(f"表达式超出运算限额：{limit.zh}。", f"The expression exceeds its budget: {limit.en}."),
            Text("请简化规则，缩小循环或列表。", "Simplify the rule: smaller loops, shorter lists."),
        )


class UnknownDecision(YiwangError):
    """The model has no decision or decision service of that name."""

    code = "decisions.unknown-decision"
    http_status = 404

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            Text(f"模型中没有名为“{name}”的决策。", f"The model has no decision named “{name}”."),
            Text(f"可用的决策：{'、'.join(known)}。", f"It has: {', '.join(known)}."),
        )
