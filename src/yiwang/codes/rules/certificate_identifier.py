"""Certificate identifiers, GB/T 36904-2018."""

import re
from dataclasses import dataclass
from typing import Self

from yiwang.codes.errors import BadCode
from yiwang.codes.rules import iso7064
from yiwang.codes.rules.credit_code import check_credit_code
from yiwang.text import Text

_ROOT = "1.2.156.3005.2"
_SHAPE = re.compile(
    r"1\.2\.156\.3005\.2\.([0-9A-Z]{18}\d{3})\.([0-9A-Z]{18}|\d{6})\.([0-9A-Z]{1,64})\.(\d{3})\.([0-9A-Z])",
    re.ASCII,
)
_LOOK = Text(
    "请从证照上重新复制标识，或扫描二维码。",
    "Please copy the identifier again from the certificate, or scan its code.",
)


@dataclass(frozen=True, slots=True)
class CertificateIdentifier:
    """One certificate: type (21), issuer (18; old ones use a 6-digit region code), serial and version."""

    type_code: str
    issuer_code: str
    serial: str
    version: int

    @property
    def check(self) -> str:
        """The check character over all segments after the root."""
        return iso7064.mod_37_36(f"{self.type_code}{self.issuer_code}{self.serial}{self.version:03}")

    def __str__(self) -> str:
        return f"{_ROOT}.{self.type_code}.{self.issuer_code}.{self.serial}.{self.version:03}.{self.check}"

    @classmethod
    def mint(cls, type_code: str, issuer_code: str, serial: str, version: int = 1) -> Self:
        """A new identifier; definer and issuer need credit codes. Raises `BadCode` on a malformed part."""
        if not re.fullmatch(r"[0-9A-Z]{18}\d{3}", type_code, re.ASCII):
            raise BadCode(
                "shape",
                Text(f"类型代码“{type_code}”应为21位", f"Type code “{type_code}” needs 21 characters"),
                _MINT,
            )
        check_credit_code(type_code[:18])
        check_credit_code(issuer_code)
        if not re.fullmatch(r"[0-9A-Z]{1,64}", serial, re.ASCII):
            raise BadCode(
                "characters", Text("流水号应为数字或大写字母", "The serial must be digits or capitals"), _MINT
            )
        if not 1 <= version <= 999:
            raise BadCode(
                "range", Text("版本号应在1到999之间", "The version must lie between 1 and 999"), _MINT
            )
        return cls(type_code, issuer_code, serial, version)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an identifier and prove its check character. Raises `BadCode`: `shape` or `check-digit`."""
        match = _SHAPE.fullmatch(text.strip())
        if not match:
            raise BadCode("shape", Text("这不是电子证照标识", "This is not a certificate identifier"), _LOOK)
        type_code, issuer_code, serial, version, check = match.groups()
        identifier = cls(type_code, issuer_code, serial, int(version))
        if identifier.check != check:
            raise BadCode(
                "check-digit", Text("证照标识的校验位不符", "The check character does not match"), _LOOK
            )
        return identifier


_MINT = Text("请检查证照类型的定义。", "Please check the definition of the certificate type.")
