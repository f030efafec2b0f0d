"""Under which headings the data desk's lines stand in the menu."""

from yiwang.text import Text

RESOURCES = Text("数据资源", "Data resources")
REGISTERS = Text("基础库与主题库", "Registers and topics")
GOVERNANCE = Text("数据治理", "Data governance")
EXCHANGE = Text("对接", "Integration")
