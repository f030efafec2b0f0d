"""Bringing features or an image to a layer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from yiwang.access.api import Actor, actor_from, open_to_staff
from yiwang.crypto.api import sm3
from yiwang.places import api as places

LIMIT = 20 * 1024 * 1024


@open_to_staff("data-officer", "data-steward", "operator")
@require_POST
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    """Take over a GeoJSON file, or an image with its world file; all or nothing."""
    actor = actor_from(request)
    layer = places.layer(slug, actor)
    back = HttpResponseRedirect(reverse("console:places-layer", args=[slug]))
    file = request.FILES.get("file")
    if file is None or file.size is None or file.size > LIMIT:
        messages.error(request, gettext("请选择不超过 20 MB 的文件。"))
        return back
    source = request.POST.get("source", "").strip()[:120] or str(file.name)[:120]
    world = request.FILES.get("world")
    try:
        if layer.form == "image":
            placed = world.read(4096) if world else b""
            count = places.import_image(slug, file.read(), placed, source=source, by=actor)
            words = gettext("影像已切成 %(n)s 张瓦片。") % {"n": count}
        else:
            words = _features(slug, file.read(), source, actor)
    except (places.BadFeatures, places.BadImage) as error:
        messages.error(request, f"{error.message} {error.remedy}")
        return back
    messages.success(request, words)
    return back


def _features(slug: str, raw: bytes, source: str, actor: Actor) -> str:
    done = places.import_geojson(slug, raw, load_id=f"file:{sm3(raw).hex()}", source=source, by=actor)
    if done.again:
        return gettext("这份文件此前已导入，没有变化。")
    told = {"added": done.added, "changed": done.changed, "same": done.same}
    return gettext("新增 %(added)s 个要素，变更 %(changed)s 个，%(same)s 个未变。") % told
