"""What can go wrong in the lake."""

from collections.abc import Sequence

from yiwang.errors import YiwangError
from yiwang.text import Text


class NoSuchTable(YiwangError):
    code = "lake.no-such-table"
    http_status = 404

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(f"数据湖中没有表 {name}。", f"The lake has no table {name}."),
            Text("请在“数据湖”页面查看现有的表。", "See the page “Data lake” for the tables there are."),
        )


class NoSuchSnapshot(YiwangError):
    code = "lake.no-such-snapshot"
    http_status = 404

    def __init__(self, name: str, which: str) -> None:
        super().__init__(
            Text(f"表 {name} 没有快照 {which}。", f"Table {name} has no snapshot {which}."),
            Text(
                "它可能已过期清理；请选择保留期内的快照。",
                "It may have been expired; choose one that is still kept.",
            ),
        )


class BadName(YiwangError):
    """A table, column or type that the lake cannot have."""

    code = "lake.bad-name"
    http_status = 422

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(f"数据湖不接受“{name}”。", f"The lake does not take “{name}”."),
            Text(
                "表名写作“层.名称”，层为 ods、dwd、ads 或 quarantine；名称只用小写字母、数字和下划线；"
                "类型为 string、int、bigint、double、decimal(p,s)、date、timestamp、boolean。",
                "A table is <layer>.<name>, layer one of ods, dwd, ads, quarantine; names have lower-case letters, "
                "digits and underscores; types are string, int, bigint, double, decimal(p,s), date, timestamp, boolean.",
            ),
        )


class SchemaClash(YiwangError):
    """What was delivered or defined does not match the table; `clashes` has a line for each column."""

    code = "lake.schema-clash"
    http_status = 409

    def __init__(self, name: str, clashes: Sequence[Text]) -> None:
        self.clashes = tuple(clashes)
        super().__init__(
            Text(
                f"与表 {name} 的结构不一致：" + "；".join(one.zh for one in clashes) + "。",
                f"This does not match table {name}: " + "; ".join(one.en for one in clashes) + ".",
            ),
            Text(
                "请按目录中的信息项修正数据，或先在目录中变更（只能增加可空列）。",
                "Mend the data by the catalogue, or change the catalogue first (only optional columns can be added).",
            ),
        )


class BadPartition(YiwangError):
    """Rows or a file that do not belong to the one partition they were delivered for."""

    code = "lake.bad-partition"
    http_status = 422

    def __init__(self, name: str, what: Text) -> None:
        super().__init__(
            Text(f"表 {name} 的分区不正确：{what.zh}。", f"Wrong partition of table {name}: {what.en}."),
            Text(
                "分区取值须写全分区列；每个文件只能含一个分区的数据。",
                "Name every partition column; a file holds rows of one partition only.",
            ),
        )


class NotStaged(YiwangError):
    """A file that does not lie in the load's staging folder, or cannot be read as Parquet."""

    code = "lake.not-staged"
    http_status = 422

    def __init__(self, path: str) -> None:
        super().__init__(
            Text(
                f"文件 {path} 不在本批次的暂存目录中，或不是完整的 Parquet 文件。",
                f"File {path} is not in the staging folder of this load, or is no whole Parquet file.",
            ),
            Text("请重新写入暂存目录后再提交。", "Write it into the staging folder again, then commit."),
        )


class DiskFull(YiwangError):
    """There was no room for the files of a commit; nothing of it remains."""

    code = "lake.disk-full"
    http_status = 507

    def __init__(self) -> None:
        super().__init__(
            Text(
                "数据湖的磁盘已满，本批次没有写入，原有数据未受影响。",
                "The lake's disk is full: this load was not written, what was there before is unharmed.",
            ),
            Text(
                "请扩容，或运行 yiwang lake expire 清理过期快照，然后重新提交同一批次。",
                "Add space or run `yiwang lake expire`, then send the same load again.",
            ),
        )


class DeletesFound(YiwangError):
    """Another engine wrote row deletes, which the list of files alone does not show."""

    code = "lake.deletes-found"
    http_status = 409

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(
                f"表 {name} 的快照带有行级删除文件，不能只按文件清单读取。",
                f"A snapshot of table {name} carries row deletes; its list of files alone would be wrong.",
            ),
            Text(
                "请用写入它的引擎合并删除文件（rewrite_data_files）后再读。",
                "Have the engine that wrote it rewrite its data files first.",
            ),
        )


class BadQuery(YiwangError):
    """A statement that is not a plain SELECT over the tables that were named."""

    code = "lake.bad-query"
    http_status = 422

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(f"不能执行这条查询：{why.zh}。", f"This query is not run: {why.en}."),
            Text(
                "只接受一条 SELECT，只能用列出的表和普通函数。",
                "One SELECT is taken, over the tables that were named and with ordinary functions.",
            ),
        )


class TooMuchMemory(YiwangError):
    """A query needed more than its budget of memory and spill."""

    code = "lake.too-much-memory"
    http_status = 503

    def __init__(self) -> None:
        super().__init__(
            Text(
                "查询超出了内存或临时空间的限额。", "The query needs more memory or spill than it may have."
            ),
            Text(
                "请缩小范围（选定分区、减少列）后重试。",
                "Narrow it (a partition, fewer columns) and try again.",
            ),
        )


class TookTooLong(YiwangError):
    """A query that was stopped when its time was up."""

    code = "lake.took-too-long"
    http_status = 503

    def __init__(self, seconds: float) -> None:
        super().__init__(
            Text(f"查询超过 {seconds:g} 秒，已停止。", f"The query was stopped after {seconds:g} seconds."),
            Text(
                "请检查连接条件是否缺失，或缩小范围（选定分区、减少列）后重试。",
                "See whether a join lacks its condition, or narrow it (a partition, fewer columns) and try again.",
            ),
        )


class NotOurs(YiwangError):
    """Files of another installation's lake, which this one may read but never remove."""

    code = "lake.not-ours"
    http_status = 409

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(
                f"表 {name} 的文件属于另一套数据湖，这里只能读，不能销毁。",
                f"Files of table {name} belong to another installation's lake: they are read here, never destroyed.",
            ),
            Text("请在原系统中销毁。", "Destroy them where they belong."),
        )
