"""Why a file is not taken, or cannot be given."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class EmptyFile(YiwangError):
    """A file without a single byte."""

    code = "files.empty"

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(f"文件“{name}”是空的。", f"The file “{name}” is empty."),
            Text("请重新选择文件。", "Choose the file again."),
        )


class FileTooLarge(YiwangError):
    """More bytes than the limit."""

    code = "files.too-large"
    http_status = 413

    def __init__(self, name: str, size: int, limit: int) -> None:
        at_most, has = f"{limit / 2**20:.0f} MB", f"{size / 2**20:.1f} MB"
        super().__init__(
            Text(
                f"文件“{name}”有 {has},超过上限 {at_most}。", f"“{name}” has {has}; the limit is {at_most}."
            ),
            Text(
                "请压缩图片或拆分文件后再上传。", "Compress the picture or split the file, then upload again."
            ),
        )


class WrongFileType(YiwangError):
    """A kind that is not accepted here, or a name that claims another kind than the content has."""

    code = "files.wrong-type"
    http_status = 415

    def __init__(self, name: str, accepted: str) -> None:
        super().__init__(
            Text(
                f"文件“{name}”的内容不是可接受的类型，或与扩展名不符。",
                f"The content of “{name}” is not of an accepted type, or does not match its extension.",
            ),
            Text(f"请上传以下类型的文件：{accepted}。", f"Upload a file of one of these types: {accepted}."),
        )


class StorageFull(YiwangError):
    """The disk has no room; nothing was stored."""

    code = "files.storage-full"
    http_status = 507

    def __init__(self) -> None:
        super().__init__(
            Text("存储空间不足，文件没有保存。", "The storage is full; the file was not saved."),
            Text(
                "您填写的内容没有丢失，请稍后再试；运维人员请清理磁盘。",
                "What you filled in is not lost: try again later. Operators: free disk space.",
            ),
        )


class NoSuchFile(YiwangError):
    """Nothing is stored under this digest."""

    code = "files.missing"
    http_status = 404

    def __init__(self, digest: str) -> None:
        super().__init__(
            Text(f"找不到文件 {digest[:16]}。", f"There is no file {digest[:16]}."),
            Text("请联系运维人员从备份恢复。", "Ask the operators to restore it from a backup."),
        )


class FileDamaged(YiwangError):
    """The stored bytes are not those that were put: truncated or changed on disk."""

    code = "files.damaged"
    http_status = 500

    def __init__(self, digest: str) -> None:
        super().__init__(
            Text(
                f"文件 {digest[:16]} 已损坏，拒绝使用。",
                f"The file {digest[:16]} is damaged and is not given out.",
            ),
            Text("请联系运维人员从备份恢复。", "Ask the operators to restore it from a backup."),
        )
