"""The door of `seals`."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from yiwang.seals.authority import trust
from yiwang.seals.errors import (
    BadStateList,
    BadTrustFile,
    CannotPrint,
    FontsMissing,
    NoSealInUse,
    NotAnOfd,
    NotGranted,
    SealInUseAlready,
    UnknownSeal,
    UpstreamDown,
    WrongSealState,
)
from yiwang.seals.facts import SealEnded, SealMade
from yiwang.seals.fonts.face import POINT, Face
from yiwang.seals.fonts.shelf import face, font_folder, missing_characters
from yiwang.seals.ofd.build import draft_ofd
from yiwang.seals.ofd.container import write_container
from yiwang.seals.page.cuts import cannot_print
from yiwang.seals.page.layout import (
    INK,
    Colour,
    Item,
    Layout,
    Picture,
    Place,
    Run,
    Sheet,
    line,
    rectangle,
)
from yiwang.seals.page.layout import Path as Shape
from yiwang.seals.page.qr import qr_code
from yiwang.seals.pdf.build import draft_pdf
from yiwang.seals.queries import grants, latest_report, reports, seal, seal_for, seals, uses
from yiwang.seals.services.apply_for_seal import apply_for_seal
from yiwang.seals.services.authorise import authorise, withdraw
from yiwang.seals.services.make_seal import make_seal
from yiwang.seals.services.renew import renew
from yiwang.seals.services.report_upstream import registry_name, report_upstream
from yiwang.seals.services.revoke_seal import revoke_seal
from yiwang.seals.services.set_up_city import set_up_city
from yiwang.seals.services.sign_states import sign_states
from yiwang.seals.services.use_seal import add_seal, use_seal
from yiwang.seals.types import GrantView, ReportView, Sealed, SealView, UseView
from yiwang.seals.verify.anchors import TrustAnchors, read_anchors, write_anchors
from yiwang.seals.verify.file import verify_file
from yiwang.seals.verify.meaning import STATES as CERTIFICATE_STATES
from yiwang.seals.verify.report import Report, Step
from yiwang.seals.verify.states import StateEntry, StateList, read_states

__all__ = [
    "CERTIFICATE_STATES",
    "INK",
    "POINT",
    "BadStateList",
    "BadTrustFile",
    "CannotPrint",
    "Colour",
    "Face",
    "FontsMissing",
    "GrantView",
    "Item",
    "Layout",
    "NoSealInUse",
    "NotAnOfd",
    "NotGranted",
    "Picture",
    "Place",
    "Report",
    "ReportView",
    "Run",
    "SealEnded",
    "SealInUseAlready",
    "SealMade",
    "SealView",
    "Sealed",
    "Shape",
    "Sheet",
    "StateEntry",
    "StateList",
    "Step",
    "TrustAnchors",
    "UnknownSeal",
    "UpstreamDown",
    "UseView",
    "WrongSealState",
    "add_seal",
    "apply_for_seal",
    "authorise",
    "build_ofd",
    "build_pdf",
    "cannot_print",
    "face",
    "font_folder",
    "grants",
    "latest_report",
    "line",
    "make_seal",
    "missing_characters",
    "prepare_fonts",
    "qr_code",
    "read_anchors",
    "read_states",
    "rectangle",
    "registry_name",
    "renew",
    "report_upstream",
    "reports",
    "revoke_seal",
    "seal",
    "seal_for",
    "seals",
    "set_up_city",
    "sign_states",
    "trust_anchors",
    "use_seal",
    "uses",
    "verify_file",
    "withdraw",
    "write_anchors",
]


def prepare_fonts() -> list[Path]:
    """Make the house's typefaces from the npm packages unless they are there. Raises FontsMissing."""
    from yiwang.seals.fonts import prepare

    return prepare.prepare_fonts(font_folder(), Path(settings.NODE_MODULES))


def trust_anchors(*, at: datetime | None = None) -> TrustAnchors:
    """What an outsider needs to verify this city's files, with fresh lists of withdrawn certificates."""
    return trust.trust_anchors(at or timezone.now())


def build_ofd(layout: Layout, *, at: datetime | None = None) -> bytes:
    """The page as an unsealed OFD file. Raises CannotPrint."""
    return write_container(draft_ofd(layout, at=at or timezone.now()))


def build_pdf(layout: Layout, *, at: datetime | None = None) -> bytes:
    """The page as an unsigned PDF file. Raises CannotPrint."""
    return draft_pdf(layout, at=at or timezone.now())
