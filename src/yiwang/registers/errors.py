"""Errors of the registers room."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class SourceDown(YiwangError):
    """The source behind a register does not answer. A process branches to a person; nothing is guessed."""

    code = "registers.source-down"
    http_status = 503

    def __init__(self, register: str, name: Text | None = None) -> None:
        shown = name or Text(register, register)
        super().__init__(
            Text(f"{shown.zh}暂时无法查询", f"The {shown.en} cannot be asked at the moment"),
            Text(
                "可以继续提交，由工作人员核对；也可以稍后再试。",
                "You may go on and a member of staff will check, or try again later.",
            ),
        )
        self.register = register


class NotFound(YiwangError):
    """The register knows nothing under this key."""

    code = "registers.not-found"
    http_status = 404

    def __init__(self, register: str, name: Text | None = None) -> None:
        shown = name or Text(register, register)
        super().__init__(
            Text(f"{shown.zh}中没有查到记录", f"The {shown.en} has no record"),
            Text(
                "请核对号码；如有疑问请到窗口办理。", "Please check the number, or come to a service window."
            ),
        )
        self.register = register


class UnknownRegister(YiwangError):
    """Nobody has registered a source under this name."""

    code = "registers.unknown"
    http_status = 404

    def __init__(self, register: str) -> None:
        super().__init__(
            Text(f"没有名为“{register}”的登记库", f"There is no register named “{register}”"),
            Text("请检查事项包中的登记库名称。", "Please check the name in the service item's pack."),
        )


class PurposeMissing(YiwangError):
    """Somebody asked without saying what for (PIPL art. 6)."""

    code = "registers.purpose-missing"
    http_status = 422

    def __init__(self) -> None:
        super().__init__(
            Text(
                "查询个人或企业数据必须说明用途", "A purpose is needed to look at a person's or a firm's data"
            ),
            Text("请填写用途后重试。", "Please state the purpose and try again."),
        )


class SearchTooWide(YiwangError):
    """A search for people that names nobody."""

    code = "registers.search-too-wide"
    http_status = 422

    def __init__(self) -> None:
        super().__init__(
            Text("请至少填写完整姓名或身份证号码", "Please give at least a full name or an identity number"),
            Text("不支持浏览人员名单。", "Lists of people cannot be browsed."),
        )


class AlreadyGenerated(YiwangError):
    """A synthetic register stands already, made for another city."""

    code = "registers.already-generated"
    http_status = 409

    def __init__(self, register: str, city: str) -> None:
        super().__init__(
            Text(
                f"登记库“{register}”已为城市{city}生成",
                f"The register “{register}” was made for the city {city}",
            ),
            Text(
                "每个安装只服务一个城市；请为另一个城市使用新的数据目录。",
                "One installation serves one city: give the other a data folder of its own.",
            ),
        )


class NothingToStandOn(YiwangError):
    """A generator needs what another one makes first."""

    code = "registers.nothing-to-stand-on"
    http_status = 409

    def __init__(self, needed: Text) -> None:
        super().__init__(
            Text(f"请先载入{needed.zh}", f"Please load {needed.en} first"),
            Text(
                "依次载入行政区划、人口、法人、公积金、不动产。",
                "Load divisions, population, firms, housing fund and real estate in this order.",
            ),
        )
