"""The six dimensions of GB/T 36344-2018 with their sub-indicators."""

from collections.abc import Mapping
from dataclasses import dataclass

from yiwang.text import Text


@dataclass(frozen=True)
class Dimension:
    """One dimension: its name and its sub-indicators."""

    name: Text
    indicators: Mapping[str, Text]


#: The six dimensions stand in several public implementations; the sub-indicators are quoted from memory ([MEM]) and
#: only label rules: no figure rests on them. The weights of scores are data: `data/scores.toml`.
DIMENSIONS: Mapping[str, Dimension] = {
    "conformity": Dimension(
        Text("规范性", "Conformity"),
        {
            "standard": Text("数据标准", "Data standard"),
            "model": Text("数据模型", "Data model"),
            "metadata": Text("元数据", "Metadata"),
            "business": Text("业务规则", "Business rules"),
            "reference": Text("权威参考数据", "Reference data"),
            "security": Text("安全规范", "Security"),
        },
    ),
    "completeness": Dimension(
        Text("完整性", "Completeness"),
        {
            "element": Text("数据元素完整性", "Elements complete"),
            "record": Text("数据记录完整性", "Records complete"),
        },
    ),
    "accuracy": Dimension(
        Text("准确性", "Accuracy"),
        {
            "content": Text("内容正确性", "Right content"),
            "format": Text("格式合规", "Right format"),
            "repetition": Text("数据重复率", "Repetition"),
            "uniqueness": Text("数据唯一性", "Uniqueness"),
            "dirt": Text("脏数据出现率", "Dirty data"),
        },
    ),
    "consistency": Dimension(
        Text("一致性", "Consistency"),
        {
            "same": Text("相同数据一致性", "Same data agree"),
            "related": Text("关联数据一致性", "Related data agree"),
        },
    ),
    "timeliness": Dimension(
        Text("时效性", "Timeliness"),
        {
            "period": Text("基于时间段的正确性", "Right for its period"),
            "point": Text("基于时间点的及时性", "In time"),
            "order": Text("时序性", "Order in time"),
        },
    ),
    "accessibility": Dimension(
        Text("可访问性", "Accessibility"),
        {"access": Text("可访问", "Accessible"), "available": Text("可用性", "Usable")},
    ),
}
