"""What can go wrong with a source or a load. Each says what to do; none of them leaves half a load behind."""

from collections.abc import Sequence

from yiwang.errors import YiwangError
from yiwang.text import Text


class NoSuchSource(YiwangError):
    code = "collection.no-such-source"
    http_status = 404

    def __init__(self, slug: str) -> None:
        super().__init__(
            Text(f"没有数据源“{slug}”。", f"There is no source “{slug}”."),
            Text("请在“数据源”列表中选择。", "Choose one from the list of sources."),
        )


class NoSuchLoad(YiwangError):
    code = "collection.no-such-load"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("没有这次归集。", "There is no such load."),
            Text("请从归集列表中打开。", "Open it from the list of loads."),
        )


class BadSource(YiwangError):
    """A source is described in a way that cannot work; names the setting."""

    code = "collection.bad-source"
    http_status = 422

    def __init__(self, what: Text) -> None:
        super().__init__(what, Text("请改正数据源的设置。", "Correct the settings of the source."))


class LoadRunning(YiwangError):
    """Another process is at work on this source right now."""

    code = "collection.running"
    http_status = 409

    def __init__(self, slug: str) -> None:
        super().__init__(
            Text(f"“{slug}”正在归集中。", f"“{slug}” is being loaded right now."),
            Text("请等这次结束；进度见归集页面。", "Wait until it ends; its page shows the progress."),
        )


class NothingToLoad(YiwangError):
    """The source has nothing new."""

    code = "collection.nothing-new"
    http_status = 409

    def __init__(self, slug: str) -> None:
        super().__init__(
            Text(f"“{slug}”没有新数据。", f"“{slug}” has nothing new."),
            Text("把文件放入投递目录，或等待下次定时归集。", "Put a file into the drop folder, or wait."),
        )


class Unreadable(YiwangError):
    """A file cannot be read as what it claims to be; nothing of it was taken."""

    code = "collection.unreadable"
    http_status = 422

    def __init__(self, what: Text, remedy: Text) -> None:
        super().__init__(what, remedy)


class SchemaDrift(YiwangError):
    """Columns are missing, renamed or of another type: the load stopped before anything was landed."""

    code = "collection.schema-drift"
    http_status = 422

    def __init__(self, changes: Sequence[Text]) -> None:
        self.changes = tuple(changes)
        super().__init__(
            Text(
                "数据结构与目录不一致：" + "；".join(one.zh for one in changes) + "。",
                "The columns do not fit the catalogue: " + "; ".join(one.en for one in changes) + ".",
            ),
            Text(
                "没有任何数据入湖。请按目录恢复列名，或先变更目录、再调整列映射后重试。",
                "Nothing was landed. Restore the columns, or change the catalogue and the mapping, then retry.",
            ),
        )


class SourceFailed(YiwangError):
    """The source did not answer, or broke off; what was read before stays, and a resume goes on from there."""

    code = "collection.source-failed"
    http_status = 502

    def __init__(self, what: str) -> None:
        super().__init__(
            Text(f"数据源中断：{what[:300]}", f"The source failed: {what[:300]}"),
            Text(
                "已读取的部分保存在检查点，恢复后从断点继续。",
                "What was read is kept at a checkpoint: resume once the source is back.",
            ),
        )


class NotReconciled(YiwangError):
    """Counts or hashes of two stages differ. Nothing is called landed that is not."""

    code = "collection.not-reconciled"
    http_status = 500

    def __init__(self, what: Text) -> None:
        super().__init__(
            Text(f"对账不平：{what.zh}", f"The figures do not agree: {what.en}"),
            Text("请重试；仍不平时联系平台运维检查磁盘。", "Retry; if it stays so, have the disk checked."),
        )


class DiskIsFull(YiwangError):
    """No room for the staged rows; the checkpoint before them stands."""

    code = "collection.disk-full"
    http_status = 507

    def __init__(self) -> None:
        super().__init__(
            Text("存储空间不足，归集已停在检查点。", "The disk is full; the load stopped at its checkpoint."),
            Text("没有数据丢失。清理磁盘后点“继续”。", "Nothing is lost. Free some space, then resume."),
        )


class WrongState(YiwangError):
    """The load is not in a state in which this can be done."""

    code = "collection.wrong-state"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("这次归集的状态不允许这样做。", "The load is not in a state for this."),
            Text("请刷新页面查看最新状态。", "Reload the page to see its state."),
        )
