"""What a verification says: every step, in words, and the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from yiwang.text import Text


@dataclass(frozen=True)
class Step:
    """One check. `checked` is False when it could not be made (then `ok` does not count).

    `seal` tells which seal of the file the step is about, counted from 1; 0 is the file itself.
    """

    code: str
    ok: bool
    title: Text
    detail: Text
    checked: bool = True
    seal: int = 0


@dataclass(frozen=True)
class Report:
    """The verdict on a file: good only when every step that was made is good."""

    kind: Literal["ofd", "pdf", "unknown"]
    steps: tuple[Step, ...]
    identifier: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    signers: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the file is authentic, whole and in force as far as could be checked."""
        return all(step.ok for step in self.steps if step.checked)

    @property
    def complete(self) -> bool:
        """Whether every step could be checked, and is good."""
        return self.ok and all(step.checked for step in self.steps)

    @property
    def failed(self) -> tuple[Step, ...]:
        """The steps that went wrong."""
        return tuple(step for step in self.steps if step.checked and not step.ok)


class Steps:
    """Collects steps; the titles of all steps are here, so that every report speaks the same way."""

    def __init__(self) -> None:
        self.made: list[Step] = []

    def add(self, code: str, ok: bool, zh: str, en: str, *, seal: int = 0) -> bool:
        """Record a check and give its outcome."""
        self.made.append(Step(code, ok, TITLES[code], Text(zh, en), seal=seal))
        return ok

    def skip(self, code: str, zh: str, en: str, *, seal: int = 0) -> None:
        """Record that a check could not be made, and why."""
        self.made.append(Step(code, True, TITLES[code], Text(zh, en), checked=False, seal=seal))


TITLES = {
    "file": Text("文件可以读取", "The file can be read"),
    "container": Text("文件结构完整，没有夹带内容", "The container is whole and hides nothing"),
    "sealed": Text("文件带有电子印章", "The file carries a seal"),
    "references": Text("受保护的内容未被改动", "The protected contents are unchanged"),
    "coverage": Text("全部内容都在印章保护之内", "The seal covers all of the contents"),
    "data-hash": Text("签章描述与签章值一致", "The seal's description matches its signed digest"),
    "signature": Text("签名值正确", "The signature is right"),
    "signer-listed": Text("签章人有权使用该印章", "The signer may use this seal"),
    "seal-signature": Text("印章由制章人签发且未被改动", "The seal was made by its maker and is unchanged"),
    "chain": Text("证书可追溯到受信任的根", "The certificates lead to a trusted root"),
    "seal-validity": Text("签章时印章在有效期内", "The seal was valid when it was used"),
    "seal-equal": Text("印章文件与签章中的印章相同", "The seal file equals the seal in the signature"),
    "bytes": Text("文件的每一个字节都未被改动", "Every byte of the file is unchanged"),
    "pyhanko": Text("符合 PDF 高级电子签名（PAdES）规范", "It is a sound PDF advanced signature (PAdES)"),
    "identifier": Text("证照标识正确", "The certificate identifier is right"),
    "validity": Text("证照在有效期内", "The certificate is within its validity"),
    "state": Text("证照状态有效", "The certificate is in force"),
}
