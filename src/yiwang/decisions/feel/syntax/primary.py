"""What an expression may begin with, and what may follow a value: paths, filters, calls, intervals."""

from decimal import Decimal

from yiwang.decisions.feel.syntax import nodes as n
from yiwang.decisions.feel.syntax.blocks import Blocks
from yiwang.decisions.feel.syntax.tokens import string_value
from yiwang.decisions.feel.values.kinds import NUMBERS, finite
from yiwang.decisions.feel.values.temporal import read_temporal

_WORDS = {"true": True, "false": False, "null": None}
_OPERATORS = ("<", "<=", ">", ">=", "=", "!=")
#: How tightly an interval's ends bind: arithmetic, but no comparison.
_END_POWER = 30
#: Tighter than any operator: unary minus takes the value right behind it (DMN 1.5 §10.3.1.2 rule 4).
_MINUS_POWER = 60


class Primary(Blocks):
    """Literals, names, brackets and what hangs on them."""

    in_range_end = False

    def prefix(self) -> n.Node:
        """A value with everything that hangs on it."""
        if self.accept("-"):
            return self._negative()
        if self.here.kind == "name" and not self._is_known_name():
            block = self.block()
            if block is not None:
                return block
        return self.trail(self._value())

    def _negative(self) -> n.Node:
        operand = self.expression(_MINUS_POWER)
        if isinstance(operand, n.Literal) and type(operand.value) is Decimal:
            return n.Literal(NUMBERS.minus(operand.value))
        return n.Negate(operand)

    def _is_known_name(self) -> bool:
        return any(
            all(self.peek(i).text == part for i, part in enumerate(parts))
            for parts in self.known.starting(self.here.text)
        )

    def _value(self) -> n.Node:
        token = self.here
        if token.kind == "number":
            self.take()
            return n.Literal(finite(NUMBERS.create_decimal(token.text)))
        if token.kind == "string":
            self.take()
            return n.Literal(string_value(token.text))
        if token.kind == "name":
            return self._name_or_word()
        if token.text == "@" and self.peek().kind == "string":
            self.take()
            return n.Literal(read_temporal(string_value(self.take().text)))
        if token.text in ("(", "[", "]"):
            return self._bracket()
        if token.text == "{":
            return self.context()
        self.fail("此处应为一个值", "expected a value")
        raise AssertionError("unreachable")

    def _name_or_word(self) -> n.Node:
        position = self.here.start
        name = self.name()
        return n.Literal(_WORDS[name]) if name in _WORDS else n.Name(name, position)

    def _bracket(self) -> n.Node:
        self.deeper()
        outer, self.in_range_end = self.in_range_end, False
        opening = self.take().text
        node = self._inside(opening)
        self.in_range_end = outer
        self.nesting -= 1
        return node

    def _inside(self, opening: str) -> n.Node:
        if opening == "(" and self.sees(*_OPERATORS):
            operator = self.take().text
            end = self.expression(_END_POWER)
            self.expect(")")
            return n.OneSided(operator, end)
        if opening == "[" and self.accept("]"):
            return n.ListOf(())
        first = self.expression()
        if self.accept(".."):
            return self._range(first, opening)
        if opening == "(":
            self.expect(")")
            return first
        if opening == "]":
            self.fail("开区间应写作“]低..高[”", "an open interval is written “]low..high[”")
        items = [first]
        while self.accept(","):
            items.append(self.expression())
        self.expect("]")
        return n.ListOf(tuple(items))

    def _range(self, low: n.Node, opening: str) -> n.Node:
        self.in_range_end = True
        high = self.expression(_END_POWER)
        self.in_range_end = False
        if not self.sees(")", "[", "]"):
            self.fail("区间应以“]”“)”或“[”结束", "an interval ends with “]”, “)” or “[”")
        closing = self.take().text
        return n.RangeOf(low, high, opening == "[", closing == "]")

    def trail(self, node: n.Node) -> n.Node:
        """The value with the paths, filters and calls behind it."""
        while True:
            if self.sees(".") and self.peek().kind == "name":
                self.take()
                node = n.Path(node, self.name())
            elif self.sees("[") and not self.in_range_end:
                self.take()
                node = n.Filter(node, self._nested_expression())
                self.expect("]")
            elif self.sees("("):
                node = self._call(node)
            else:
                return node

    def _nested_expression(self) -> n.Node:
        outer, self.in_range_end = self.in_range_end, False
        node = self.expression()
        self.in_range_end = outer
        return node

    def _call(self, callee: n.Node) -> n.Node:
        self.expect("(")
        keywords: list[str] = []
        arguments: list[n.Node] = []
        while not self.sees(")"):
            keyword = self.words_before(":")
            if keyword is not None:
                keywords.append(keyword)
            arguments.append(self._nested_expression())
            if not self.accept(","):
                break
        self.expect(")")
        if keywords and len(keywords) != len(arguments):
            self.fail("参数须全部具名或全部不具名", "name all arguments or none")
        return n.Call(callee, tuple(arguments), tuple(keywords) or None)
