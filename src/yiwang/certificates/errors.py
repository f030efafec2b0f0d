"""What can go wrong with certificates, each with a remedy."""

from collections.abc import Sequence

from yiwang.errors import YiwangError
from yiwang.text import Text


class UnknownType(YiwangError):
    """No certificate type has that name."""

    code = "certificates.unknown-type"
    http_status = 404

    def __init__(self, slug: str) -> None:
        super().__init__(
            Text(f"没有名为“{slug}”的证照类型。", f"There is no certificate type “{slug}”."),
            Text("请检查业务包是否已应用。", "Check that its pack has been applied."),
        )


class BadType(YiwangError):
    """A pack's definition of a certificate type has problems; `problems` lists them all."""

    code = "certificates.bad-type"
    http_status = 422

    def __init__(self, problems: Sequence[tuple[str, Text]]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            Text(
                "证照类型定义有误：" + "；".join(f"{where}：{text.zh}" for where, text in problems) + "。",
                "The certificate type is wrong: "
                + "; ".join(f"{where}: {text.en}" for where, text in problems)
                + ".",
            ),
            Text("请改正业务包中的证照文件。", "Correct the certificate's file in the pack."),
        )


class BadFields(YiwangError):
    """The values given for a certificate do not fit its type; `problems` lists them all."""

    code = "certificates.bad-fields"
    http_status = 422

    def __init__(self, problems: Sequence[Text]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            Text(
                "证照内容有误：" + "；".join(one.zh for one in problems) + "。",
                "The certificate's contents are wrong: " + "; ".join(one.en for one in problems) + ".",
            ),
            Text("请更正后重新签发。", "Correct them and issue again."),
        )


class DoesNotFit(YiwangError):
    """A text is too long for its place on the page."""

    code = "certificates.does-not-fit"
    http_status = 422

    def __init__(self, text: str) -> None:
        shown = text if len(text) <= 40 else text[:40] + "…"
        super().__init__(
            Text(f"“{shown}”在证照版面上放不下。", f"“{shown}” does not fit its place on the certificate."),
            Text("请缩短内容，或请发证机关调整版式。", "Shorten it, or ask the issuer to change the layout."),
        )


class UnknownCertificate(YiwangError):
    """No certificate has that identifier, or not for this reader, or not with this code: the answer is the same."""

    code = "certificates.unknown"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("没有找到这份证照。", "No such certificate was found."),
            Text(
                "请核对证照标识和验证码，或扫描证照上的二维码。",
                "Check identifier and code, or scan the QR code.",
            ),
        )


class WrongState(YiwangError):
    """The certificate's state does not allow the step."""

    code = "certificates.wrong-state"
    http_status = 409

    def __init__(self, state: Text, step: Text) -> None:
        super().__init__(
            Text(
                f"证照目前{state.zh}，不能{step.zh}。",
                f"The certificate is {state.en}; the step “{step.en}” is not possible.",
            ),
            Text("请刷新后查看最新状态。", "Reload to see its state now."),
        )


class TransactionClash(YiwangError):
    """A transaction id was used before for another certificate."""

    code = "certificates.transaction-clash"
    http_status = 409

    def __init__(self, transaction_id: str) -> None:
        super().__init__(
            Text(
                f"业务流水号 {transaction_id} 已用于另一份证照。",
                f"Transaction {transaction_id} issued another certificate.",
            ),
            Text("请换用新的业务流水号。", "Use a new transaction id."),
        )


class PresentationOver(YiwangError):
    """A presented code is unknown, used up or too old."""

    code = "certificates.presentation-over"
    http_status = 410

    def __init__(self) -> None:
        super().__init__(
            Text("亮证码已失效。", "This code is no longer good."),
            Text("请持证人重新出示。", "Ask the holder to show it again."),
        )


class WrongHolder(YiwangError):
    """The holder's kind of identity is not one that the type is for."""

    code = "certificates.wrong-holder"
    http_status = 422

    def __init__(self, id_kind: str) -> None:
        super().__init__(
            Text(
                f"该证照不发给证件类型为 {id_kind} 的持证主体。",
                f"The type is not for holders identified by {id_kind}.",
            ),
            Text("请核对持证主体的证件类型。", "Check how the holder is identified."),
        )


class UnknownStockRecord(YiwangError):
    """No stock record has that number, or it was settled already."""

    code = "certificates.unknown-stock-record"
    http_status = 404

    def __init__(self, record: int) -> None:
        super().__init__(
            Text(
                f"没有待确认的存量证照 {record}。",
                f"There is no stock record {record} waiting for confirmation.",
            ),
            Text("请刷新存量证照清单。", "Reload the list of stock records."),
        )


class StockRecordedAlready(YiwangError):
    """A certificate from before is in the directory or waiting already."""

    code = "certificates.stock-recorded-already"
    http_status = 409

    def __init__(self, number: str) -> None:
        super().__init__(
            Text(f"编号 {number} 的证照已录入。", f"The certificate {number} has been recorded already."),
            Text("请在存量证照清单中查询。", "Look it up in the list of stock records."),
        )
