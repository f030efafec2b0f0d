"""A Pratt parser for FEEL (DMN 1.5 §10.3.1.2): operators by binding power, loosest first."""

from yiwang.decisions.feel.syntax import nodes as n
from yiwang.decisions.feel.syntax.names import KnownNames
from yiwang.decisions.feel.syntax.primary import Primary

#: Binding powers. Comparison does not chain; arithmetic associates to the left.
POWERS = {
    "or": 10,
    "and": 20,
    "=": 30, "!=": 30, "<": 30, "<=": 30, ">": 30, ">=": 30, "between": 30, "in": 30,
    "+": 40, "-": 40,
    "*": 50, "/": 50,
    "**": 60,
    "instance": 70,
}  # fmt: skip
_COMPARISON = 30
MAX_TREE_DEPTH = 150
_DEPTHS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_CONTINUES = (".", "[", "(", "**", "*", "/", "+", "-")
_TEST_OPERATORS = ("<", "<=", ">", ">=", "=", "!=")


class Parser(Primary):
    """Reads one FEEL text."""

    def expression(self, power: int = 0) -> n.Node:
        """An expression whose operators bind tighter than `power`."""
        self.deeper()
        left = self.prefix()
        while True:
            operator = self.here.text if self.here.kind in ("mark", "name") else ""
            binding = POWERS.get(operator, 0)
            if binding <= power:
                break
            self.take()
            left = self._infix(left, operator, binding)
        self.nesting -= 1
        return left

    def _infix(self, left: n.Node, operator: str, binding: int) -> n.Node:
        if operator == "between":
            low = self.expression(_COMPARISON)
            self.expect("and")
            return n.Between(left, low, self.expression(_COMPARISON))
        if operator == "in":
            return n.In(left, self._tests_after_in())
        if operator == "instance":
            self.expect("of")
            return n.InstanceOf(left, self.type_name())
        return n.Binary(operator, left, self.expression(binding))

    def _tests_after_in(self) -> n.Tests:
        if not (self.sees("(") and self._holds_alternatives()):
            return n.Tests((self.test(_COMPARISON),))
        self.take()
        alternatives = [self.test(0)]
        while self.accept(","):
            alternatives.append(self.test(0))
        self.expect(")")
        return n.Tests(tuple(alternatives))

    def _holds_alternatives(self) -> bool:
        """Whether the bracket here lists tests, and is not an interval or the beginning of a longer value."""
        closing = self.closing_bracket()
        depth = 0
        for token in self.tokens[self.at + 1 : closing]:
            if token.kind == "mark":
                depth += _DEPTHS.get(token.text, 0)
                if depth == 0 and token.text == "..":
                    return False
        behind = self.tokens[min(closing + 1, len(self.tokens) - 1)]
        return behind.kind != "mark" or behind.text not in _CONTINUES

    def test(self, power: int) -> n.Node:
        """One alternative of a cell or of `in`: `< 5`, an interval, a value or any expression."""
        if self.sees(*_TEST_OPERATORS):
            operator = self.take().text
            return n.OneSided(operator, self.expression(_COMPARISON))
        return self.expression(power)

    def unary_tests(self) -> n.Tests:
        """A whole cell: `-`, `not(…)`, or alternatives separated by commas."""
        if self.sees("-") and self.peek().kind == "end":
            self.take()
            return n.Tests((n.Anything(),))
        negated = self.sees("not") and self.peek().text == "(" and self._negates_all()
        if negated:
            self.take()
            self.take()
        alternatives = [self.test(0)]
        while self.accept(","):
            alternatives.append(self.test(0))
        if negated:
            self.expect(")")
        return n.Tests(tuple(alternatives), negated)

    def _negates_all(self) -> bool:
        self.at += 1
        closing = self.closing_bracket()
        self.at -= 1
        return closing == len(self.tokens) - 2

    def finish(self, tree: n.Node) -> None:
        """Refuse anything left over, and a tree deeper than can safely be walked."""
        if self.here.kind != "end":
            self.fail("表达式在此处应当结束", "expected the expression to end")
        if n.depth_of(tree) > MAX_TREE_DEPTH:
            self.fail("表达式过长，请分成几个", "too long an expression; divide it")


def parse_expression(source: str, known: KnownNames) -> n.Node:
    """The tree of an expression; raises BadExpression."""
    parser = Parser(source, known)
    node = parser.expression()
    parser.finish(node)
    return node


def parse_unary_tests(source: str, known: KnownNames) -> n.Tests:
    """The tree of a decision table cell; raises BadExpression. An empty cell always holds."""
    if not source.strip():
        return n.Tests((n.Anything(),))
    parser = Parser(source, known)
    tests = parser.unary_tests()
    parser.finish(tests)
    return tests
