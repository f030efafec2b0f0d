"""Expressions that begin with a word (`if`, `for`, `some`, `every`, `function`), contexts and types."""

from abc import abstractmethod

from yiwang.decisions.feel.syntax import nodes as n
from yiwang.decisions.feel.syntax.reader import Reader
from yiwang.decisions.feel.syntax.tokens import string_value


class Blocks(Reader):
    """The wordy parts of the grammar."""

    def block(self) -> n.Node | None:
        """The construct this word begins; null when it is an ordinary name."""
        word, following = self.here.text, self.peek()
        if word == "if" and (following.kind != "mark" or following.text in ("(", "[", "{", "-", "@")):
            return self._if()
        if word == "for" and following.kind == "name":
            self.take()
            iterators = self._iterators()
            self.expect("return")
            self.known.add("partial")
            return n.For(iterators, self.expression())
        if word in ("some", "every") and following.kind == "name":
            self.take()
            iterators = self._iterators()
            self.expect("satisfies")
            return n.Quantified(word, iterators, self.expression())
        if word == "function" and following.text == "(":
            return self._function()
        return None

    def _if(self) -> n.Node:
        self.take()
        condition = self.expression()
        self.expect("then")
        then = self.expression()
        self.expect("else")
        return n.If(condition, then, self.expression())

    def _iterators(self) -> tuple[n.Iterator, ...]:
        iterators: list[n.Iterator] = []
        while True:
            name = self.words_before("in")
            if name is None:
                self.fail("此处应为“变量 in 列表”", "expected “variable in list”")
            self.known.add(str(name))
            domain = self.expression()
            end = self.expression() if self.accept("..") else None
            iterators.append(n.Iterator(str(name), domain, end))
            if not self.accept(","):
                return tuple(iterators)

    def _function(self) -> n.Node:
        self.take()
        self.expect("(")
        parameters: list[tuple[str, n.TypeName | None]] = []
        while not self.sees(")"):
            name = self.words_before(":")
            kind = self.type_name() if name is not None else None
            name = name if name is not None else self.name()
            self.known.add(name)
            parameters.append((name, kind))
            if not self.accept(","):
                break
        self.expect(")")
        external = self.accept("external")
        return n.FunctionOf(tuple(parameters), self.expression(), external)

    def context(self) -> n.Node:
        """A context in braces; its keys are known names from then on."""
        self.deeper()
        self.expect("{")
        entries: list[tuple[str, n.Node]] = []
        while not self.sees("}"):
            if self.here.kind == "string":
                key = string_value(self.take().text)
                self.expect(":")
            else:
                key = self.words_before(":") or self._no_key()
            self.known.add(key)
            entries.append((key, self.expression()))
            if not self.accept(","):
                break
        self.expect("}")
        self.nesting -= 1
        return n.ContextOf(tuple(entries))

    def _no_key(self) -> str:
        self.fail("此处应为“名称:”", "expected “name:”")
        raise AssertionError("unreachable")

    def type_name(self) -> n.TypeName:
        """A type as it is written after `instance of` or a parameter."""
        self.deeper()
        name = self.name()
        while self.accept("."):
            name += "." + self.name()
        arguments: list[n.TypeName] = []
        fields: list[str] = []
        if self.accept("<"):
            while not self.sees(">"):
                if name == "context":
                    fields.append(self.words_before(":") or self._no_key())
                arguments.append(self.type_name())
                if not self.accept(","):
                    break
            self.expect(">")
        if name == "function" and self.accept("->"):
            arguments.append(self.type_name())
        self.nesting -= 1
        return n.TypeName(name, tuple(arguments), tuple(fields), self.known.types.get(name))

    @abstractmethod
    def expression(self, power: int = 0) -> n.Node:
        """An expression; the operators live in `Parser`."""
