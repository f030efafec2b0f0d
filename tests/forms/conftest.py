"""A small form that has one of everything."""

import copy
from datetime import date
from typing import Any

import pytest

from yiwang.forms.types import FormDefinition

ON = date(2026, 11, 22)

DOCUMENT: dict[str, Any] = {
    "schema": {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "additionalProperties": False,
        "required": ["applicant", "kind", "consent"],
        "properties": {
            "applicant": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name", "resident_id"],
                "properties": {
                    "name": {"type": "string", "maxLength": 50, "format": "person-name"},
                    "resident_id": {"type": "string", "format": "resident-id"},
                    "mobile": {"type": "string", "format": "mobile"},
                    "born": {"type": "string", "format": "date", "x-not-after": "today"},
                },
            },
            "kind": {"type": "string", "enum": ["new", "renewal"]},
            "old_number": {"type": "string", "maxLength": 20},
            "area": {"type": "integer", "minimum": 1, "maximum": 10000},
            "amount": {"type": "string", "format": "money"},
            "topics": {"type": "array", "items": {"type": "string", "enum": ["a", "b", "c"]}},
            "staff": {
                "type": "array",
                "maxItems": 3,
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["name"],
                    "properties": {
                        "name": {"type": "string", "maxLength": 50, "minLength": 2},
                        "since": {"type": "string", "format": "date"},
                    },
                },
            },
            "plan": {"type": "array", "maxItems": 2, "items": {"$ref": "https://yiwang.cn/schema/file"}},
            "remark": {"type": "string", "maxLength": 500},
            "consent": {"type": "boolean", "const": True},
        },
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": "renewal"}}, "required": ["kind"]},
                "then": {"required": ["old_number"]},
            }
        ],
    },
    "ui": {
        "title": {"zh": "样例", "en": "Sample"},
        "lists": {
            "kinds": [
                {"value": "new", "zh": "新办", "en": "New"},
                {"value": "renewal", "zh": "换发", "en": "Renewal"},
            ],
            "topics": [
                {"value": "a", "zh": "甲", "en": "A"},
                {"value": "b", "zh": "乙", "en": "B"},
                {"value": "c", "zh": "丙", "en": "C"},
            ],
        },
        "sources": {"me": {"register": "population", "key": "@applicant"}},
        "steps": [
            {
                "id": "who",
                "title": {"zh": "申请人", "en": "Applicant"},
                "fields": [
                    "applicant.name",
                    "applicant.resident_id",
                    "applicant.mobile",
                    "applicant.born",
                ],
            },
            {
                "id": "what",
                "title": {"zh": "内容", "en": "What"},
                "fields": [
                    "kind",
                    "old_number",
                    "area",
                    "amount",
                    "topics",
                    "staff",
                    "plan",
                    "remark",
                    "consent",
                ],
            },
        ],
        "fields": {
            "applicant.name": {
                "zh": "姓名",
                "en": "Name",
                "prefill": {"source": "me", "field": "name", "locked": True},
            },
            "applicant.resident_id": {
                "zh": "身份证号",
                "en": "ID number",
                "prefill": {"source": "me", "field": "resident_id", "locked": True},
            },
            "applicant.mobile": {
                "zh": "手机号",
                "en": "Mobile",
                "prefill": {"source": "me", "field": "mobile", "locked": False},
            },
            "applicant.born": {"zh": "出生日期", "en": "Born"},
            "kind": {"zh": "办理类型", "en": "Kind", "choices": "kinds"},
            "old_number": {
                "zh": "原证号",
                "en": "Old number",
                "showWhen": {"path": "kind", "equals": "renewal"},
            },
            "area": {"zh": "面积", "en": "Area"},
            "amount": {"zh": "金额", "en": "Amount"},
            "topics": {"zh": "类别", "en": "Topics", "choices": "topics"},
            "staff": {"zh": "从业人员", "en": "Staff", "row": {"zh": "人员", "en": "Person"}},
            "staff[].name": {"zh": "姓名", "en": "Name"},
            "staff[].since": {"zh": "入职日期", "en": "Since"},
            "plan": {"zh": "平面图", "en": "Plan"},
            "remark": {"zh": "备注", "en": "Remark"},
            "consent": {"zh": "本人承诺", "en": "I declare"},
        },
    },
}


class Posted(dict[str, list[str]]):
    """What a browser posts, with Django's `getlist`."""

    def getlist(self, key: str) -> list[Any]:
        return self.get(key, [])


@pytest.fixture
def document() -> dict[str, Any]:
    """The sample form's document, free to be spoilt."""
    return copy.deepcopy(DOCUMENT)


@pytest.fixture
def form() -> FormDefinition:
    return FormDefinition.of(DOCUMENT)


@pytest.fixture
def good() -> dict[str, Any]:
    """Answers without a fault."""
    return {
        "applicant": {"name": "王芳", "resident_id": "11010519491231002X"},
        "kind": "new",
        "consent": True,
    }
