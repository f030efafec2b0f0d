"""FEEL, the expression language of DMN 1.5, as a small language of its own: it cannot reach Python.

`compile_expression` once, `Expression.evaluate` many times; `evaluate` and `unary_test` keep a cache for callers
who do not want to hold expressions.
"""

from yiwang.decisions.feel.expression import (
    Expression,
    UnaryTests,
    compile_expression,
    compile_unary_tests,
    evaluate,
    unary_test,
)
from yiwang.decisions.feel.values.kinds import Months, Range

__all__ = [
    "Expression",
    "Months",
    "Range",
    "UnaryTests",
    "compile_expression",
    "compile_unary_tests",
    "evaluate",
    "unary_test",
]
