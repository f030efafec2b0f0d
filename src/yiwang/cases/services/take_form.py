"""Taking in a form: everything right, agreeing with the registers as they are now, its files kept as materials."""

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.calendar.api import day_of
from yiwang.cases.models import CaseMaterial
from yiwang.cases.work import Work
from yiwang.forms import api as forms


def take_form(work: Work, data: Mapping[str, Any]) -> None:
    """Check the answers and put them into the case's hands.

    Raises:
        forms.HostileInput, forms.PrefillTampered, forms.FormInvalid.
    """
    key = "@firm" if work.applicant.kind == "firm" else "@applicant"
    prefilled = forms.prefill(
        work.item.form, work.lookup, keys={key: work.applicant.id_number}, data=dict(data)
    )
    accepted = forms.accept(work.item.form, dict(data), prefilled=prefilled, on=day_of(work.now))
    work.form = accepted.data
    work.sources = {
        "unverified": list(accepted.unverified),
        "changed": list(accepted.changed),
        "down": [source.slug for source in prefilled.down],
        "known": {path: known.source.as_dict() for path, known in prefilled.values.items()},
    }


def keep_materials(work: Work) -> None:
    """Write down the files of the form as the case's materials; files that were there before stay as they are."""
    handed_in = list(_files(work.form))
    if not handed_in:
        return
    standing = set(CaseMaterial.objects.filter(case=work.case).values_list("slug", "digest"))
    names = {material.field: material.slug for material in work.item.materials if material.field}
    CaseMaterial.objects.bulk_create(
        CaseMaterial(
            case=work.case,
            slug=names.get(path, path),
            name=file["name"],
            digest=file["digest"],
            size=file["size"],
            media_type=file["media_type"],
            source="upload",
            at=work.now,
        )
        for path, file in handed_in
        if (names.get(path, path), file["digest"]) not in standing
    )


def _files(value: Any, path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every stored file in the answers, with the path of its question."""
    if isinstance(value, Mapping):
        if "digest" in value and "media_type" in value:
            yield path, value
            return
        for key, inner in value.items():
            yield from _files(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _files(inner, path)
