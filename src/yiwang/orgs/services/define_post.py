"""Define, change or retire a post."""

from django.db import transaction

from yiwang.access import api as access
from yiwang.bus import api as bus
from yiwang.ledger import api as ledger
from yiwang.orgs.facts import PostDefined
from yiwang.orgs.models import PostRow
from yiwang.orgs.queries import department, post_view
from yiwang.orgs.types import Post


def define_post(post: Post, *, by: access.Actor) -> bool:
    """Make the post as described; whether that changed anything. An unchanged one records nothing.

    Whoever sits on it keeps the role they were granted. Raises `Refused`, `UnknownDepartment`.
    """
    access.require(by, "orgs.define", post)
    department(post.department_code)
    with transaction.atomic():
        row = PostRow.objects.select_for_update().filter(pk=post.id).first()
        if row is not None and post_view(row) == post:
            return False
        PostRow(
            id=post.id,
            department_id=post.department_code,
            title_zh=post.title.zh,
            title_en=post.title.en,
            role=post.role,
            retired=post.retired,
        ).save(force_insert=row is None, force_update=row is not None)
        ledger.record(
            "orgs.post-retired" if post.retired else "orgs.post-defined",
            by=by.ref,
            subject=f"department:{post.department_code}",
            detail={"post": post.id, "title": post.title.zh, "role": post.role},
        )
        bus.publish(PostDefined(post.id, post.department_code, post.retired))
    return True
