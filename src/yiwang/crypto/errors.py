"""What can go wrong with keys, certificates and sealed data."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class BadCiphertext(YiwangError):
    """Sealed data does not open: another key, or the data were altered."""

    code = "crypto.bad-ciphertext"
    http_status = 500

    def __init__(self) -> None:
        super().__init__(
            Text(
                "密文无法解开：密钥不符或数据被改动。",
                "The sealed data do not open: wrong key or altered data.",
            ),
            Text(
                "请核对主密钥 YIWANG_MASTER_KEY 是否与封存时一致。",
                "Check that YIWANG_MASTER_KEY is the one used when the data were sealed.",
            ),
        )


class BadKey(YiwangError):
    """Bytes that are no key of the expected kind."""

    code = "crypto.bad-key"
    http_status = 500

    def __init__(self, what: str) -> None:
        super().__init__(
            Text(f"密钥无效：{what}", f"The key is not valid: {what}"),
            Text("请检查密钥文件或重新生成密钥。", "Check the key file or make a new key."),
        )


class KeyFileTooOpen(YiwangError):
    """The master key can be read by other users of the machine."""

    code = "crypto.key-file-too-open"
    http_status = 500

    def __init__(self, path: str) -> None:
        super().__init__(
            Text(
                f"主密钥文件 {path} 可被其他用户读取。", f"Other users can read the master key file {path}."
            ),
            Text(
                f"请执行 chmod 600 {path} 并考虑更换主密钥。", f"Run chmod 600 {path} and consider a new key."
            ),
        )


class BadCertificate(YiwangError):
    """Bytes that are no X.509 certificate or revocation list that this house can read."""

    code = "crypto.bad-certificate"

    def __init__(self, what: str) -> None:
        super().__init__(
            Text(f"数字证书无法解析：{what}", f"The X.509 file cannot be read: {what}"),
            Text("请提供 DER 编码的 SM2 证书。", "Supply a DER encoded SM2 certificate."),
        )


class SignerDown(YiwangError):
    """The signature server does not answer, or answers with an error."""

    code = "crypto.signer-down"
    http_status = 503

    def __init__(self, what: str) -> None:
        super().__init__(
            Text(f"签名服务器不可用：{what}", f"The signature server is not available: {what}"),
            Text(
                "业务数据未受影响；请检查 YIWANG_SIGNER_URL 与签名服务器，然后重试。",
                "Nothing was changed. Check YIWANG_SIGNER_URL and the signature server, then try again.",
            ),
        )
