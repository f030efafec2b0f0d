"""Tell the catalogue which columns of the lake a load filled from a resource."""

from yiwang.access.api import Actor
from yiwang.catalogue import api as catalogue
from yiwang.collection.models import Load


def tell_lineage(load: Load, resource: catalogue.ResourceView, *, by: Actor) -> None:
    """One run of the resource's loading, once for each load."""
    source, target = f"resource:{resource.slug}", f"table:{load.table}"
    catalogue.record_lineage(
        catalogue.LineageRun(
            job=f"collection.load.{resource.slug}",
            run_id=f"load:{load.pk}",
            inputs=(catalogue.Dataset(source),),
            outputs=(catalogue.Dataset(target),),
            columns=tuple(
                catalogue.LineageEdge(f"{source}.{one.name}", f"{target}.{one.name}")
                for one in resource.fields
            ),
        ),
        by=by,
    )
