"""The door of `codes`."""

from yiwang.codes.errors import BadCode
from yiwang.codes.rules.case_number import case_number, check_case_number
from yiwang.codes.rules.certificate_identifier import CertificateIdentifier
from yiwang.codes.rules.credit_code import (
    check_credit_code,
    credit_code_check_digit,
    organization_code_check_digit,
)
from yiwang.codes.rules.masks import mask_mobile, mask_name, mask_resident_id
from yiwang.codes.rules.mobile import check_mobile
from yiwang.codes.rules.region import (
    region_known,
    region_level,
    region_name_on,
    region_prefixes,
    regions_ever,
    regions_on,
    short_region_code,
)
from yiwang.codes.rules.resident_id import check_resident_id, resident_id_check_digit, upgrade_resident_id
from yiwang.codes.types import CaseNumber, CreditCode, ResidentId

__all__ = [
    "BadCode",
    "CaseNumber",
    "CertificateIdentifier",
    "CreditCode",
    "ResidentId",
    "case_number",
    "check_case_number",
    "check_credit_code",
    "check_mobile",
    "check_resident_id",
    "credit_code_check_digit",
    "mask_mobile",
    "mask_name",
    "mask_resident_id",
    "organization_code_check_digit",
    "region_known",
    "region_level",
    "region_name_on",
    "region_prefixes",
    "regions_ever",
    "regions_on",
    "resident_id_check_digit",
    "short_region_code",
    "upgrade_resident_id",
]
