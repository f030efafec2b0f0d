"""An item as the national platform exchanges it: its field names and code lists."""

from collections.abc import Mapping
from typing import Any

from yiwang.items.types import Item

AREAS = {"nation": "1", "province": "2", "city": "3", "county": "4", "none": "9"}


def exchange_record(item: Item) -> Mapping[str, Any]:
    """The implementation-list record (实施清单) of an item, with its material, fee and question tables."""
    return {
        "catalog_code": item.catalog_code,
        "task_code": item.code,
        "task_handle_item": item.handle_code,
        "task_name": item.name.zh,
        "task_type": item.task_type,
        "task_state": "0" if item.retired else "1",
        "task_version": item.version,
        "by_law": ";".join(f"{one.law.zh}{one.article.zh}" for one in item.legal_basis),
        "use_level": item.use_level,
        "dept_code": item.code[:18],
        "dept_name": item.department.zh,
        "dept_type": item.department_nature,
        "anticipate_day": item.statutory_days,
        "anticipate_type": "工作日",
        "promise_day": item.promised_days,
        "promise_type": "工作日",
        "accept_condition": "\n".join(one.zh for one in item.conditions),
        "handle_flow": " → ".join(one.name.zh for one in item.stages),
        "is_fee": "1" if item.fees else "0",
        "server_type": "^".join(item.service_objects),
        "project_type": item.project_type,
        "handle_type": "^".join(item.handle_types),
        "limit_scene_num": item.visits,
        "limit_scene_explain": item.visit_reason.zh or "无",
        "is_online": "1" if item.online else "0",
        "online_handle_depth": "^".join(item.online_depth),
        "handle_area": AREAS[item.handle_area],
        "link_way": item.consult_phone,
        "supervise_way": item.complaint_phone,
        "plan_effective_date": item.valid_from.strftime("%Y%m%d"),
        "is_pay_online": "1" if item.pay_online else "0",
        "is_express": "1" if "post" in item.delivery else "0",
        "result_type": item.result_type,
        "result_name": item.result_name.zh,
        "materials": [
            {
                "material_name": one.name.zh,
                "material_type": one.kind,
                "material_format": one.form,
                "is_need": one.need,
                "page_num": one.copies,
                "source_explain": one.exempt_by.zh or one.source.zh,
                "accept_stand": one.standard.zh,
                "by_law": one.basis,
                "order_num": number,
            }
            for number, one in enumerate(item.materials, start=1)
        ],
        "fees": [
            {"fee_name": one.name.zh, "fee_stand": one.standard.zh, "by_law": one.basis.zh}
            for one in item.fees
        ],
        "questions": [{"question": one.question.zh, "answer": one.answer.zh} for one in item.faqs],
    }
