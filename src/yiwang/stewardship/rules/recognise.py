"""Recognising what a column holds, as SQL: every recogniser of every column in one scan."""
# ruff: noqa: S608 - columns are quoted by `_quoted`; all else is constant.

from collections.abc import Callable, Mapping, Sequence

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
#: Enough of the commonest family names to know a column of names by; nobody is judged by it.
_FAMILY_NAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
    "钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康"
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


def _digit(text: str, place: int) -> str:
    return f"COALESCE(TRY_CAST(substr({text}, {place}, 1) AS INTEGER), 0)"


def _resident_id(text: str) -> str:
    total = " + ".join(f"{weight} * {_digit(text, place)}" for place, weight in enumerate(_ID_WEIGHTS, 1))
    return (
        rf"regexp_full_match({text}, '[1-9]\d{{5}}(18|19|20)\d{{2}}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{{3}}[\dXx]')"
        f" AND substr('10X98765432', ({total}) % 11 + 1, 1) = upper(substr({text}, 18, 1))"
    )


def _credit_code(text: str) -> str:
    total = " + ".join(
        f"{weight} * greatest(strpos('{_CREDIT_SIGNS}', substr({text}, {place}, 1)) - 1, 0)"
        for place, weight in enumerate(_CREDIT_WEIGHTS, 1)
    )
    return (
        rf"regexp_full_match({text}, '[0-9A-HJ-NPQRTUWXY]{{2}}\d{{6}}[0-9A-HJ-NPQRTUWXY]{{10}}')"
        f" AND substr('{_CREDIT_SIGNS}', (31 - ({total}) % 31) % 31 + 1, 1) = substr({text}, 18, 1)"
    )


def _bank_card(text: str) -> str:
    back = f"reverse({text})"
    parts = []
    for place in range(1, 20):
        digit = _digit(back, place)
        parts.append(digit if place % 2 else f"({digit} * 2) % 10 + ({digit} * 2) // 10")
    # 18 digits are identity numbers far more often than cards.
    return rf"regexp_full_match({text}, '(3|4|5|6)\d{{15}}|62\d{{14,15}}|62\d{{17}}') AND ({' + '.join(parts)}) % 10 = 0"


_CHECKS: Mapping[str, Callable[[str], str]] = {
    "resident-id": _resident_id,
    "credit-code": _credit_code,
    "bank-card": _bank_card,
    "mobile": lambda text: rf"regexp_full_match({text}, '(\+?86)?1[3-9]\d{{9}}')",
    "plate": lambda text: (
        rf"regexp_full_match({text}, '[{_PROVINCES}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂学警港澳]')"
    ),
    "address": lambda text: (
        f"regexp_matches({text}, '(省|市|区|县|镇|乡|街道).*(路|街|巷|村|社区|号|栋|室)') AND length({text}) BETWEEN 8 AND 200"
    ),
    "person-name": lambda text: f"regexp_full_match({text}, '[{_FAMILY_NAMES}][一-龥·]{{1,3}}')",
}


def scan(columns: Sequence[str], checks: Sequence[str], table: str = "data") -> str:
    """One SELECT over `table`: for each column the values that are there, then how many fit each check, in order."""
    parts = []
    for column in columns:
        text = f"trim({_quoted(column)})"
        parts.append(f"count(nullif({text}, ''))")
        parts += [f"count(*) FILTER (WHERE {_CHECKS[check](text)})" for check in checks]
    named = ", ".join(f"{part} AS c{number}" for number, part in enumerate(parts))
    return f"SELECT {named} FROM {table}"


def known_checks() -> tuple[str, ...]:
    """The checks there are."""
    return tuple(_CHECKS)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
