"""Keep the list of layers."""

import re
from dataclasses import asdict

from django.db import transaction
from django.db.models import F

from yiwang.access.api import ROLES, Actor, require
from yiwang.ledger import api as ledger
from yiwang.places.errors import BadLayer, UnknownLayer
from yiwang.places.models import Feature, ImageRow, LayerRow
from yiwang.places.types import FORMS, GRADES, THEMES, Layer
from yiwang.text import Text

_SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def define_layer(layer: Layer, *, by: Actor) -> None:
    """Enter a layer, or change its entry; its features stay, so what it holds (points, lines …) cannot change then.

    Raises `Refused`, `BadLayer`.
    """
    require(by, "places.define", layer.slug)
    if why := _fault(layer):
        raise BadLayer(layer.slug, why)
    entry = {name: value for name, value in asdict(layer).items() if name not in ("slug", "version")}
    with transaction.atomic():
        standing = LayerRow.objects.select_for_update().filter(pk=layer.slug).first()
        if standing and standing.entry["form"] != layer.form and _holds_something(layer.slug):
            raise BadLayer(
                layer.slug, Text("已有数据，不能改变类型", "it holds data; its form cannot change")
            )
        LayerRow.objects.update_or_create(
            slug=layer.slug,
            defaults={"entry": entry, "theme": layer.theme, "grade": layer.grade, "retired": False},
        )
        if standing:
            LayerRow.objects.filter(pk=layer.slug).update(version=F("version") + 1)
        ledger.record(
            "places.layer-defined",
            by=by.ref,
            subject=f"layer:{layer.slug}",
            detail={"grade": layer.grade, "readers": list(layer.readers)},
        )


def retire_layer(slug: str, *, by: Actor) -> None:
    """Take a layer out of every list and service; what it holds stays. Raises `UnknownLayer`, `Refused`."""
    require(by, "places.define", slug)
    with transaction.atomic():
        if not LayerRow.objects.filter(pk=slug, retired=False).update(retired=True):
            raise UnknownLayer(slug)
        ledger.record("places.layer-retired", by=by.ref, subject=f"layer:{slug}")


def _fault(layer: Layer) -> Text | None:
    if not _SLUG.fullmatch(layer.slug):
        return Text("标识须为小写字母、数字和连字符", "the slug is lower case letters, digits and hyphens")
    if layer.form not in FORMS or layer.theme not in THEMES or layer.grade not in GRADES:
        return Text("类型、来源或级别不在代码表中", "form, theme or grade is not in the lists")
    if set(layer.readers) - set(ROLES) or (layer.grade == "restricted" and not layer.readers):
        return Text("受限图层须写明可查看的岗位", "a restricted layer names the roles that see it")
    if not _COLOUR.fullmatch(layer.colour):
        return Text("颜色写作 #0b6157", "a colour is written #0b6157")
    return None


def _holds_something(slug: str) -> bool:
    return Feature.objects.filter(layer_id=slug).exists() or ImageRow.objects.filter(layer_id=slug).exists()
