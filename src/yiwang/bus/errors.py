"""What can go wrong on the bus."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class NoSuchDeadLetter(YiwangError):
    """There is no dead letter with this number (any more)."""

    code = "bus.no-such-dead-letter"
    http_status = 404

    def __init__(self, number: int) -> None:
        super().__init__(
            Text(f"没有编号为 {number} 的死信。", f"There is no dead letter {number}."),
            Text("请先用 yiwang bus dead-letters 查看列表。", "List them with `yiwang bus dead-letters`."),
        )
