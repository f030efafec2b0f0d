"""The front door of verification: any bytes in, a report out."""

from datetime import UTC, datetime

from yiwang.seals.verify import limits
from yiwang.seals.verify.anchors import TrustAnchors
from yiwang.seals.verify.ofd import verify_ofd
from yiwang.seals.verify.report import Report, Steps
from yiwang.seals.verify.states import StateList


def verify_file(
    data: bytes, anchors: TrustAnchors, *, at: datetime | None = None, status: StateList | None = None
) -> Report:
    """Check a sealed OFD or PDF file step by step. Never raises for what the file holds: a bad file gives a bad report.

    `at` is the moment of checking (now when left out); `status` is a state list that `read_states` has accepted.
    """
    moment = at or datetime.now(UTC)
    if len(data) > limits.FILE_SIZE:
        size = limits.FILE_SIZE // (1024 * 1024)
        return _refused(f"文件超过 {size} MB。", f"The file is larger than {size} MB.")
    if data.startswith(b"PK"):
        return verify_ofd(data, anchors, at=moment, states=status)
    if data.startswith(b"%PDF-"):
        # pyHanko takes a second to load; only who checks a PDF waits for it.
        from yiwang.seals.verify.pdf import verify_pdf

        return verify_pdf(data, anchors, at=moment, states=status)
    return _refused("不是 OFD 或 PDF 文件。", "This is neither an OFD nor a PDF file.")


def _refused(zh: str, en: str) -> Report:
    steps = Steps()
    steps.add("file", False, zh, en)
    return Report("unknown", tuple(steps.made))
