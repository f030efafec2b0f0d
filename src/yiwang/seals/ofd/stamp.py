"""Put a seal on an OFD package; a package that is sealed already takes one more (continued signing)."""

import base64
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from yiwang.crypto.api import sm3
from yiwang.seals.asn1 import SM2_WITH_SM3
from yiwang.seals.ofd.container import CONTAINER, Entry
from yiwang.seals.ofd.content import number
from yiwang.seals.ofd.names import NAMESPACE, PAGE_ID, SIGNATURES, sign_folder
from yiwang.seals.page.layout import Place
from yiwang.seals.seal_file import SealMaterial, sign_document

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LOCAL_TIME = ZoneInfo("Asia/Shanghai")
#: Object ids of stamps, far from those of page objects.
_STAMP_ID = 900_000


def stamp_entries(
    entries: Sequence[Entry], *, seal: SealMaterial, place: Place, at: datetime
) -> tuple[Entry, ...]:
    """`entries` with one more seal at `place` on the page.

    Protects every entry that is there except the list of signatures, which the next seal must be able to extend.
    """
    kept = [entry for entry in entries if entry.name != SIGNATURES]
    count = sum(entry.name.endswith("/SignedValue.dat") for entry in kept)
    folder = sign_folder(count)
    kept.append(_seal_file(seal, folder))
    path = f"/{folder}Signature.xml"
    signature = _signature_xml(kept, folder, place, count, at).encode()
    value = sign_document(seal, signature, path=path, at=at)
    return (
        *kept,
        Entry.of(folder + "Signature.xml", signature, pack=False),
        Entry.of(folder + "SignedValue.dat", value, pack=False),
        Entry.of(SIGNATURES, signatures_xml(count + 1).encode(), pack=False),
    )


@lru_cache(maxsize=256)
def _seal_file(seal: SealMaterial, folder: str) -> Entry:
    """Seal.esl as an entry; kept, for its digest and checksum are the same in every document."""
    return Entry.of(folder + "Seal.esl", seal.seal_der, pack=False)


def signatures_xml(count: int) -> str:
    """The list of the package's signatures, in the one form we write it."""
    lines = "".join(
        f'<ofd:Signature ID="{n + 1}" Type="Seal" BaseLoc="/{sign_folder(n)}Signature.xml"/>'
        for n in range(count)
    )
    return (
        f'{_XML}<ofd:Signatures xmlns:ofd="{NAMESPACE}"><ofd:MaxSignId>{count}</ofd:MaxSignId>'
        f"{lines}</ofd:Signatures>"
    )


def _signature_xml(protected: Sequence[Entry], folder: str, place: Place, count: int, at: datetime) -> str:
    references = "".join(
        f'<ofd:Reference FileRef="/{entry.name}"><ofd:CheckValue>'
        f"{base64.b64encode(entry.digest).decode()}</ofd:CheckValue></ofd:Reference>"
        for entry in protected
    )
    front = b"".join([entry.local for entry in protected])
    box = " ".join(number(v) for v in (place.x, place.y, place.width, place.height))
    return (
        f'{_XML}<ofd:Signature xmlns:ofd="{NAMESPACE}"><ofd:SignedInfo>'
        '<ofd:Provider ProviderName="Yiwang" Company="Yiwang" Version="1"/>'
        f"<ofd:SignatureMethod>{SM2_WITH_SM3}</ofd:SignatureMethod>"
        f"<ofd:SignatureDateTime>{at.astimezone(_LOCAL_TIME):%Y%m%d%H%M%S}</ofd:SignatureDateTime>"
        f'<ofd:Parameters><ofd:Parameter Name="{CONTAINER}">{len(front)}:{sm3(front).hex()}'
        "</ofd:Parameter></ofd:Parameters>"
        f'<ofd:References CheckMethod="SM3">{references}</ofd:References>'
        f'<ofd:StampAnnot ID="{_STAMP_ID + count}" PageRef="{PAGE_ID}" Boundary="{box}"/>'
        f"<ofd:Seal><ofd:BaseLoc>/{folder}Seal.esl</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo>"
        f"<ofd:SignedValue>/{folder}SignedValue.dat</ofd:SignedValue></ofd:Signature>"
    )
