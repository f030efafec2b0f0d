"""Define, change or retire a department."""

from django.db import transaction

from yiwang.access import api as access
from yiwang.areas import api as areas
from yiwang.bus import api as bus
from yiwang.codes.api import check_credit_code
from yiwang.ledger import api as ledger
from yiwang.orgs.facts import DepartmentDefined
from yiwang.orgs.models import DepartmentRow
from yiwang.orgs.queries import department_view
from yiwang.orgs.types import Department


def define_department(department: Department, *, by: access.Actor) -> bool:
    """Make the department as described; whether that changed anything. An unchanged one records nothing.

    Raises `Refused`, `UnknownArea`, `BadCode`.
    """
    access.require(by, "orgs.define", department)
    areas.area(department.area_code)
    check_credit_code(department.credit_code)
    with transaction.atomic():
        row = DepartmentRow.objects.select_for_update().filter(pk=department.code).first()
        if row is not None and department_view(row) == department:
            return False
        DepartmentRow(
            code=department.code,
            name_zh=department.name.zh,
            name_en=department.name.en,
            short=department.short,
            credit_code=department.credit_code,
            area_code=department.area_code,
            parent_code=department.parent,
            kind=department.kind,
            retired=department.retired,
        ).save(force_insert=row is None, force_update=row is not None)
        ledger.record(
            "orgs.department-retired" if department.retired else "orgs.department-defined",
            by=by.ref,
            subject=f"department:{department.code}",
            detail={"name": department.name.zh, "credit_code": department.credit_code},
        )
        bus.publish(DepartmentDefined(department.code, department.retired))
    return True
