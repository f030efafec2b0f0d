"""What can go wrong in the ledger."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class NoSuchEntry(YiwangError):
    """There is no entry with this number."""

    code = "ledger.no-such-entry"
    http_status = 404

    def __init__(self, number: int) -> None:
        super().__init__(
            Text(f"审计账本中没有第 {number} 号记录。", f"The ledger has no entry {number}."),
            Text("请核对记录编号。", "Check the number of the entry."),
        )


class BadProof(YiwangError):
    """A file that is no proof, or a proof that proves nothing."""

    code = "ledger.bad-proof"

    def __init__(self, what: Text) -> None:
        super().__init__(
            Text(f"证明无效：{what.zh}", f"The proof does not hold: {what.en}"),
            Text(
                "请重新导出证明文件，并核对账本公钥来自可信渠道。",
                "Export the proof again, and check that the ledger's public key came from a trusted source.",
            ),
        )
