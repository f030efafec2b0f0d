"""Names inside an OFD package."""

NAMESPACE = "http://www.ofdspec.org/2016"
OFD_ROOT = "OFD.xml"
DOCUMENT = "Doc_0/Document.xml"
PUBLIC_RESOURCES = "Doc_0/PublicRes.xml"
DOCUMENT_RESOURCES = "Doc_0/DocumentRes.xml"
TEMPLATE = "Doc_0/Tpls/Tpl_0/Content.xml"
PAGE = "Doc_0/Pages/Page_0/Content.xml"
RESOURCES = "Doc_0/Res/"
SIGNATURES = "Doc_0/Signs/Signatures.xml"

#: Object ids that never change: the page and its template.
PAGE_ID, TEMPLATE_ID = 1, 2


def sign_folder(number: int) -> str:
    """The folder of the seal with this number, counted from 0."""
    return f"Doc_0/Signs/Sign_{number}/"
