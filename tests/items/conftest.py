"""An item without a fault, and a house in which it can be published."""

import copy
from pathlib import Path
from typing import Any

import pytest

from yiwang.access.api import SYSTEM
from yiwang.orgs.models import DepartmentRow

ITEM: dict[str, Any] = {
    "slug": "sample-permit",
    "catalog_code": "370120061000",
    "name": {"zh": "样例许可证办理", "en": "Sample permit"},
    "summary": {"zh": "给试验用。", "en": "For trying things out."},
    "kind": "promised",
    "task_type": "01",
    "use_level": "3",
    "department": "3716-approval",
    "department_nature": "1",
    "service_objects": ["1"],
    "project_type": "2",
    "handle_types": ["1", "2"],
    "statutory_days": 20,
    "promised_days": 10,
    "valid_from": "2026-01-01",
    "level_required": 2,
    "online": True,
    "online_depth": ["3", "4", "5"],
    "online_grade": "4",
    "pay_online": False,
    "visits": 0,
    "window_ok": True,
    "topics": ["person:sample"],
    "keywords": ["样品证", "permit"],
    "consult_phone": "0543-1234567",
    "complaint_phone": "0543-12345",
    "handle_area": "city",
    "form": "form:sample",
    "process": "process:sample",
    "certificate": "certificate:sample",
    "legal_basis": [
        {
            "law": {"zh": "《行政许可法》", "en": "Administrative Licensing Law"},
            "article": {"zh": "第四十二条", "en": "article 42"},
            "source": "statute text",
            "checked": "2026-11-22",
        }
    ],
    "conditions": [{"zh": "无", "en": "None"}],
    "materials": [
        {
            "slug": "plan",
            "name": {"zh": "平面图", "en": "Plan"},
            "kind": "3",
            "form": "2",
            "need": "1",
            "source": {"zh": "自备", "en": "By the applicant"},
            "field": "plan",
        }
    ],
    "stages": [
        {"slug": slug, "name": {"zh": zh, "en": slug}, "days": 2}
        for slug, zh in (
            ("accept", "受理"),
            ("review", "审核"),
            ("approve", "审批"),
            ("close", "办结"),
            ("deliver", "送达"),
        )
    ],
    "faqs": [{"question": {"zh": "问", "en": "Q"}, "answer": {"zh": "答", "en": "A"}}],
    "places": [
        {
            "name": {"zh": "大厅", "en": "Hall"},
            "address": {"zh": "某路", "en": "Some road"},
            "hours": {"zh": "工作日", "en": "Working days"},
        }
    ],
    "remedies": [
        {"kind": kind, "body": {"zh": "某机关", "en": "Body"}, "limit": {"zh": "60日", "en": "60 days"}}
        for kind in ("review", "court")
    ],
    "result": {
        "name": {"zh": "样例许可证", "en": "Sample permit"},
        "type": "certificate",
        "sample": "certificate:sample",
    },
}
SYSTEM_TEST = SYSTEM("test")
PROCESS = Path("packs/elderly-card/processes/elderly-card.bpmn")


@pytest.fixture
def table() -> dict[str, Any]:
    """The item's table, free to be spoilt."""
    return copy.deepcopy(ITEM)


@pytest.fixture
def office(db: None) -> str:
    """The department that handles it."""
    DepartmentRow.objects.get_or_create(
        code="3716-approval",
        defaults={
            "name_zh": "滨州市行政审批服务局",
            "name_en": "Binzhou Administrative Approval Service Bureau",
            "short": "市行政审批服务局",
            "credit_code": "11371600YW0000039M",
            "area_code": "3716",
            "kind": "government",
        },
    )
    return "3716-approval"
