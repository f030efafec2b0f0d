"""Why a row is held back before any rule of the quality room sees it: what the reader or the types found, with advice.

A fault is written `<code>` or `<code>:<column>` into the quarantine, so that counts by fault are one GROUP BY.
"""

from dataclasses import dataclass

from yiwang.text import Text


@dataclass(frozen=True)
class Fault:
    """What is wrong, and what exactly the department can do about it."""

    name: Text
    advice: Text


FAULTS: dict[str, Fault] = {
    "ragged": Fault(
        Text("列数与表头不符", "More or fewer cells than the header"),
        Text(
            "这一行多了或少了分隔符；含逗号的内容请加双引号，或改用 XLSX 报送。",
            "The row has a separator too many or too few: quote text with commas, or send XLSX.",
        ),
    ),
    "open-quote": Fault(
        Text("引号没有闭合", "A quote is never closed"),
        Text("补上右引号；内容里的双引号要写成两个。", 'Close the quote; a quote inside text is written "".'),
    ),
    "no-json": Fault(
        Text("不是一个 JSON 对象", "Not a JSON object"),
        Text("每行应是一个完整的 JSON 对象。", "Each line has to be one complete JSON object."),
    ),
    "encoding": Fault(
        Text("文字编码混杂，无法识别", "Mixed encodings: the text cannot be read"),
        Text(
            "这一行的编码与文件其他部分不同；请整个文件统一存为 UTF-8 后重报。",
            "This row is encoded unlike the rest: save the whole file as UTF-8 and send the row again.",
        ),
    ),
    "nul": Fault(
        Text("含有空字符（NUL）", "Contains NUL characters"),
        Text("导出时程序写入了二进制内容，请清除后重报。", "The export wrote binary content: remove it."),
    ),
    "too-long": Fault(
        Text("单元格超长", "The cell is too long"),
        Text(
            "内容超过目录规定的长度；请检查是否漏了引号或换行，把几行并成了一格。",
            "Longer than the catalogue allows: look for a missing quote that ran several rows into one cell.",
        ),
    ),
    "scientific": Fault(
        Text("号码被表格软件改成了科学计数", "A number was turned into scientific notation"),
        Text(
            "后几位已经丢失，不能还原：请把该列设为“文本”格式，从业务系统重新导出原号码。",
            "Its last digits are lost for good: format the column as text and export the numbers afresh.",
        ),
    ),
    "zeros": Fault(
        Text("位数不足，疑似前导零丢失", "Too few digits: leading zeros seem to be lost"),
        Text(
            "请把该列设为“文本”格式后重新导出，补齐前面的 0。",
            "Format the column as text and export again, with the zeros in front.",
        ),
    ),
    "type": Fault(
        Text("不是规定的类型", "Not of the catalogue's type"),
        Text(
            "日期写作 2024-01-31，数字不带单位，是否填“是”或“否”。",
            "Write dates as 2024-01-31, numbers without units, yes or no as 是 or 否.",
        ),
    ),
    "scale": Fault(
        Text("小数位数超过规定", "More decimals than allowed"),
        Text(
            "请按目录规定的精度填报，平台不代为舍入。",
            "Give the precision of the catalogue: nothing is rounded for you.",
        ),
    ),
    "error-cell": Fault(
        Text("单元格是公式错误值", "The cell holds a formula error"),
        Text("请修正公式，或粘贴为数值后重报。", "Mend the formula, or paste its value."),
    ),
    "external": Fault(
        Text("公式引用了其他文件", "A formula refers to another file"),
        Text(
            "外部链接的值无法核对：请粘贴为数值后重报。", "The value cannot be checked: paste it as a value."
        ),
    ),
}


def fault_name(written: str) -> Text:
    """The name of a fault as it is written, with its column."""
    code, _, column = written.partition(":")
    fault = FAULTS.get(code)
    if fault is None:
        return Text(written, written)
    return Text(f"{fault.name.zh}（{column}）", f"{fault.name.en} ({column})") if column else fault.name


def advice_for(written: str) -> Text:
    """What to do about a fault; empty for one that is not ours."""
    fault = FAULTS.get(written.partition(":")[0])
    return fault.advice if fault else Text("")
