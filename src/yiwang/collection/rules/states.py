"""The states of a load, and what they are called."""

from yiwang.text import Text

STATES = {
    "reading": Text("读取中", "Reading"),
    "staged": Text("已暂存，待审查", "Staged, being judged"),
    "admitted": Text("已审查，入湖中", "Judged, landing"),
    "landed": Text("已入湖", "Landed"),
    "failed": Text("已停止", "Stopped"),
    "duplicate": Text("重复批次", "Duplicate batch"),
    "empty": Text("没有新数据", "Nothing new"),
}
CONNECTORS = {
    "files": Text("文件投递", "Files"),
    "database": Text("数据库", "Database"),
    "http": Text("HTTP 接口", "HTTP interface"),
    "queue": Text("消息队列", "Message queue"),
    "form": Text("表格填报", "Spreadsheet form"),
}
MODES = {
    "full": Text("全量", "Full"),
    "incremental": Text("增量", "Incremental"),
    "replace-partition": Text("按分区替换", "Replace a partition"),
}
