"""Firms of a city: what they do, what they are called, who heads them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from yiwang.registers.synthetic import numbers, places
from yiwang.registers.synthetic.population import AS_OF

_BRANDS = [
    "鑫盛",
    "源丰",
    "和泰",
    "恒达",
    "瑞祥",
    "鸿顺",
    "德润",
    "嘉华",
    "宏远",
    "信诚",
    "安康",
    "佳美",
    "福源",
    "味香",
    "悦海",
    "天润",
    "金玉",
    "龙腾",
    "凤祥",
    "东方",
    "世纪",
    "惠民",
    "聚贤",
    "德云",
    "天汇",
    "博众",
    "合众",
    "广源",
    "华兴",
    "永昌",
]
_SECOND = [
    "鑫",
    "源",
    "丰",
    "泰",
    "达",
    "祥",
    "顺",
    "润",
    "华",
    "远",
    "诚",
    "康",
    "美",
    "福",
    "香",
    "海",
    "天",
    "金",
    "龙",
    "凤",
    "东",
    "新",
    "民",
    "聚",
    "云",
    "汇",
    "通",
    "博",
    "众",
    "合",
]


@dataclass(frozen=True, slots=True)
class Trade:
    """A line of business: its share, what its firms are called, what they may do."""

    share: int
    industry: str
    words: tuple[str, ...]
    scope: str


_LICENSED = "依法须经批准的项目，经相关部门批准后方可开展经营活动。"
_TRADES = (
    Trade(18, "餐饮", ("餐饮", "酒店", "美食"), f"餐饮服务；食品销售。{_LICENSED}"),
    Trade(20, "零售", ("商贸", "超市", "百货"), "日用百货销售；服装服饰零售；家用电器销售。"),
    Trade(11, "批发", ("贸易", "物资"), "建筑材料销售；五金产品批发；化工产品销售（不含许可类化工产品）。"),
    Trade(10, "纺织", ("纺织", "家纺"), "面料纺织加工；家用纺织制成品制造；针纺织品销售。"),
    Trade(8, "农业", ("农业", "果蔬", "畜牧"), f"水果种植；蔬菜种植；牲畜饲养。{_LICENSED}"),
    Trade(7, "机械制造", ("机械", "装备"), "通用零部件制造；机械设备销售；厨具卫具及日用杂品研发。"),
    Trade(6, "建筑", ("建筑", "建设工程"), f"建设工程施工；住宅室内装饰装修。{_LICENSED}"),
    Trade(6, "运输", ("物流", "运输"), f"道路货物运输（不含危险货物）；国内货物运输代理。{_LICENSED}"),
    Trade(5, "食品加工", ("食品", "粮油"), f"食品生产；粮食加工食品生产。{_LICENSED}"),
    Trade(5, "信息技术", ("信息科技", "网络科技"), "软件开发；信息系统集成服务；数据处理和存储支持服务。"),
    Trade(4, "居民服务", ("家政服务", "养老服务"), "家政服务；养老服务；居民日常生活服务。"),
)


@dataclass(frozen=True, slots=True)
class Head:
    """A resident who may head a firm."""

    person_id: int
    village: places.Village


@dataclass(frozen=True, slots=True)
class SyntheticFirm:
    """One firm as the register of legal persons holds it; `capital` in ten thousand yuan."""

    credit_code: str
    name: str
    kind: str
    industry: str
    person_id: int
    address: str
    village_code: str
    scope: str
    status: str
    established_on: date
    capital: int


def firms(
    heads: Sequence[Head], counties: dict[str, str], city: str, count: int, seed: int
) -> Iterator[SyntheticFirm]:
    """`count` firms with different names, each headed by one of `heads`. `city` is the city's name."""
    random = Random(f"firms:{seed}")  # noqa: S311  (firms that do not exist need no secrecy)
    shares = [trade.share for trade in _TRADES]
    taken: set[str] = set()
    for index in range(1, count + 1):
        trade = random.choices(_TRADES, shares)[0]
        head = random.choice(heads)
        county = head.village.county_code
        kind, registrar = _kind(random, trade)
        longer = 0
        while (name := _name(random, trade, kind, city, counties[county], longer)) in taken:
            longer += 1  # the short names of a trade run out in a large city
        taken.add(name)
        yield SyntheticFirm(
            credit_code=numbers.credit_code(registrar, county, index),
            name=name,
            kind=kind,
            industry=trade.industry,
            person_id=head.person_id,
            address=places.address(random, head.village),
            village_code=head.village.code,
            scope=trade.scope,
            status=random.choices(("存续", "注销", "吊销"), (93, 6, 1))[0],
            established_on=AS_OF - timedelta(days=random.randint(20, 9000)),
            capital=0 if kind == "个体工商户" else random.choice((10, 50, 100, 200, 500, 1000, 3000)),
        )


def _kind(random: Random, trade: Trade) -> tuple[str, str]:
    """A kind of firm, and the first two characters of its credit code."""
    draw = random.random()
    if trade.industry == "农业" and draw < 0.5:
        return "农民专业合作社", "93"
    if trade.industry in ("餐饮", "零售") and draw < 0.6:
        return "个体工商户", "92"
    return "有限责任公司", "91"


def _name(random: Random, trade: Trade, kind: str, city: str, county: str, longer: int) -> str:
    more = longer + (random.random() < 0.7)
    brand = random.choice(_BRANDS) + "".join(random.choices(_SECOND, k=more))
    word = random.choice(trade.words)
    if kind == "个体工商户":
        return f"{county}{brand}{word}店"
    if kind == "农民专业合作社":
        return f"{county}{brand}{word}专业合作社"
    return f"{city}{brand}{word}有限公司"
