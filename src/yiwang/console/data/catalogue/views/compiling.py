"""Compiling an entry: metadata and fields in one form that needs no mouse and no script."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yiwang.access.api import Actor, actor_from, open_to_staff, require
from yiwang.catalogue import api as catalogue
from yiwang.orgs import api as orgs

MORE = 5
MOST = 150
_LISTS = ("format", "sharing", "opening", "cycle", "type", "class")
_METADATA = (
    *("slug", "name.zh", "name.en", "abstract.zh", "abstract.en", "classification", "format"),
    *(
        "sharing.type",
        "sharing.condition",
        "sharing.basis",
        "sharing.means",
        "opening.type",
        "opening.condition",
    ),
    *("cycle", "system", "duty.zh", "duty.en", "theme"),
)
_FIELD = ("name", "element", "title.zh", "title.en", "type", "length", "grade", "category")


@open_to_staff("data-officer")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new entry of one of the reader's departments."""
    return _form(request, None)


@open_to_staff("data-officer")
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft of an entry, or the next version of a published one."""
    actor = actor_from(request)
    standing = catalogue.draft(slug, actor=actor) or catalogue.resource(slug)
    # Asked of the room itself, so that a form nobody may send is not drawn either.
    require(actor, "catalogue.compile", catalogue.Home(standing.department, standing.area_code))
    return _form(request, standing)


def _form(request: HttpRequest, standing: catalogue.ResourceView | None) -> HttpResponse:
    actor = actor_from(request)
    if request.method != "POST":
        shown = _of(standing) if standing else {}
        return _draw(request, standing, shown, (), expected=standing.digest if standing else "")
    written = _posted(request.POST)
    if request.POST.get("do") == "more":
        return _draw(request, standing, written, (), expected=request.POST.get("expected", ""))
    content = _content(written, standing)
    department = standing.department if standing else request.POST.get("department", "")
    try:
        kept = catalogue.compile_entry(
            content,
            department=department,
            actor=actor,
            transaction_id=request.POST.get("transaction", "")[:60] or str(uuid.uuid4()),
            expected=request.POST.get("expected", "") if _has_draft(standing) else "",
        )
    except catalogue.BadResource as error:
        return _draw(request, standing, written, error.problems, expected=request.POST.get("expected", ""))
    except (catalogue.ChangedMeanwhile, catalogue.WrongTurn, orgs.UnknownDepartment) as error:
        messages.error(request, str(error))
        return _draw(request, standing, written, (), expected=request.POST.get("expected", ""))
    return _next(request, kept, content, actor, standing, written)


def _next(
    request: HttpRequest,
    kept: catalogue.ResourceView,
    content: Mapping[str, Any],
    actor: Actor,
    standing: catalogue.ResourceView | None,
    written: Mapping[str, Any],
) -> HttpResponse:
    """Kept; handed in as well when that was asked, unless something must be mended first."""
    here = reverse("console:catalogue-entry", args=[kept.slug])
    if request.POST.get("do") != "submit":
        messages.success(request, gettext("草稿已保存。"))
        return HttpResponseRedirect(here)
    if problems := catalogue.problems_of(content):
        messages.warning(request, gettext("草稿已保存，改正以下各处后才能提交。"))
        return _draw(request, kept, written, problems, expected=kept.digest)
    catalogue.submit(kept.slug, actor=actor, transaction_id=f"{uuid.uuid4()}")
    messages.success(request, gettext("已提交审核。"))
    return HttpResponseRedirect(here)


def _has_draft(standing: catalogue.ResourceView | None) -> bool:
    return standing is not None and standing.version_state in ("draft", "returned")


def _of(found: catalogue.ResourceView) -> dict[str, Any]:
    """What stands, as the form's answers; what a field has from its element stays blank, so that it follows it on."""
    elements = catalogue.elements_named({one.element for one in found.fields if one.element})
    answers: dict[str, Any] = {
        "slug": found.slug,
        "name.zh": found.name.zh,
        "name.en": found.name.en,
        "abstract.zh": found.abstract.zh,
        "abstract.en": found.abstract.en,
        "classification": found.classification,
        "format": found.format,
        "sharing.type": found.sharing.type,
        "sharing.condition": found.sharing.condition,
        "sharing.basis": found.sharing.basis,
        "sharing.means": found.sharing.means,
        "opening.type": found.opening.type,
        "opening.condition": found.opening.condition,
        "cycle": found.cycle,
        "system": found.system,
        "duty.zh": found.duty.zh,
        "duty.en": found.duty.en,
        "theme": found.theme,
        "core": found.core,
        "retention_years": found.retention_years or "",
        "keywords": "、".join(found.keywords),
    }
    answers["fields"] = [_field_of(one, elements.get(one.element), found.key) for one in found.fields]
    return answers


def _field_of(
    one: catalogue.FieldView, element: catalogue.ElementView | None, key: Sequence[str]
) -> dict[str, Any]:
    own = {
        "title.zh": one.title.zh,
        "title.en": one.title.en,
        "type": one.type,
        "length": one.length,
        "grade": str(one.grade),
        "category": one.category,
    }
    taken = {
        "title.zh": element.name.zh,
        "title.en": element.name.en,
        "type": element.type,
        "length": element.length,
        "grade": str(element.grade),
        "category": element.category,
    } if element else {}  # fmt: skip
    return {
        "name": one.name,
        "element": one.element,
        **{part: "" if element and value == taken[part] else value for part, value in own.items()},
        "required": one.required,
        "key": str(key.index(one.name) + 1) if one.name in key else "",
    }


def _posted(posted: QueryDict) -> dict[str, Any]:
    """The form's answers as they were sent; rows of fields without a name and element are dropped."""
    answers: dict[str, Any] = {name: posted.get(name, "").strip() for name in _METADATA}
    answers["core"] = posted.get("core") == "yes"
    answers["retention_years"] = posted.get("retention_years", "").strip()
    answers["keywords"] = posted.get("keywords", "").strip()
    fields = []
    for number in range(MOST):
        if f"{number}-name" not in posted:
            break
        row: dict[str, Any] = {part: posted.get(f"{number}-{part}", "").strip() for part in _FIELD}
        row["required"] = posted.get(f"{number}-required") == "yes"
        row["key"] = posted.get(f"{number}-key", "").strip()
        if row["name"] or row["element"]:
            # A field is mostly called like its element.
            row["name"] = row["name"] or row["element"]
            fields.append(row)
    answers["fields"] = fields
    return answers


def _content(answers: Mapping[str, Any], standing: catalogue.ResourceView | None) -> dict[str, Any]:
    """The answers as a content of the catalogue."""
    content: dict[str, Any] = {}
    for name in _METADATA:
        first, _, rest = name.partition(".")
        if rest:
            content.setdefault(first, {})[rest] = answers[name]
        else:
            content[first] = answers[name]
    if standing:
        content["slug"] = standing.slug
    years = answers["retention_years"]
    content["retention_years"] = int(years) if str(years).isdecimal() else (years or 0)
    content["core"] = answers["core"]
    content["keywords"] = [
        one.strip()
        for one in answers["keywords"].replace("，", "、").replace(",", "、").split("、")
        if one.strip()
    ]
    content["fields"] = [
        {
            **{
                part: row[part]
                for part in ("name", "element", "type", "length", "grade", "category", "required")
            },
            "title": {"zh": row["title.zh"], "en": row["title.en"]},
        }
        for row in answers["fields"]
    ]
    keyed = sorted((row["key"].zfill(4), row["name"]) for row in answers["fields"] if row["key"])
    content["key"] = [name for _, name in keyed]
    return content


def _draw(
    request: HttpRequest,
    standing: catalogue.ResourceView | None,
    answers: Mapping[str, Any],
    problems: Sequence[catalogue.Problem],
    *,
    expected: str,
) -> HttpResponse:
    actor = actor_from(request)
    rows = list(answers.get("fields", []))
    more = MORE if len(rows) + MORE <= MOST else 0
    codes = {role.department for role in actor.roles if role.slug == "data-officer"}
    context = {
        "standing": standing,
        "answers": {name.replace(".", "_"): value for name, value in answers.items() if name != "fields"},
        "rows": [
            {name.replace(".", "_"): value for name, value in row.items()} for row in [*rows, *([{}] * more)]
        ],
        "problems": [(problem, _anchor(problem.key)) for problem in problems],
        "mine": orgs.departments_named(codes).values(),
        "department": request.POST.get("department", ""),
        "lists": {name: catalogue.code_list(name).values() for name in _LISTS},
        "themes": catalogue.code_list("theme").values(),
        "grades": catalogue.grades().items(),
        "categories": catalogue.categories().values(),
        "expected": expected,
        "transaction": uuid.uuid4(),
    }
    status = 422 if problems else 200
    return render(request, "console/data/catalogue/compile.html", context, status=status)


def _anchor(key: str) -> str:
    """The form's control that a problem is about."""
    parts = key.split(".")
    if parts[0] == "fields" and len(parts) > 2:
        part = {"title": "title.zh"}.get(parts[2], parts[2])
        return f"f{parts[1]}-{part.replace('.', '_')}"
    name = key if key in _METADATA else f"{key}.zh"
    return f"id_{name.replace('.', '_')}" if name in _METADATA else "f0-name"
