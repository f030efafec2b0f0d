"""Preparing an application: taken up where it was left, kept as one goes, sent once."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any, Protocol

from yiwang.access.api import Actor, require
from yiwang.cases.errors import ItemClosed
from yiwang.cases.permissions import SubmitSubject
from yiwang.cases.preparation import Preparation
from yiwang.cases.services.authority import acts_for
from yiwang.cases.services.submit import Submitted, once_or_by_hand, submit_within
from yiwang.cases.types import Applicant
from yiwang.errors import YiwangError
from yiwang.files import api as files
from yiwang.forms import api as forms
from yiwang.items import api as items
from yiwang.registers import api as registers
from yiwang.text import Text

#: Where a draft keeps for whom it is; no question of a form begins with an underscore.
_FOR = "_for"
TAKEN = {files.PDF, files.OFD, files.JPEG, files.PNG}


class Upload(Protocol):
    """A file on its way in, as the web framework hands it over."""

    @property
    def name(self) -> str | None: ...
    @property
    def size(self) -> int | None: ...
    def read(self) -> bytes: ...


def prepare(*, actor: Actor, item_slug: str) -> Preparation:
    """The application as last kept by this account, or a fresh one.

    Raises:
        items.ItemMissing, ItemClosed: nobody can apply for this.
    """
    item = items.item(item_slug)
    if item.retired:
        raise ItemClosed
    try:
        draft = forms.draft(account_id=_account(actor), item_slug=item_slug)
    except forms.DraftMissing:
        return Preparation(item, None, {})
    return _preparation(item, draft)


def keep(*, actor: Actor, preparation: Preparation, expected_revision: int | None = None) -> Preparation:
    """Keep everything for thirty days, for this account alone.

    Raises:
        forms.DraftConflict: another window has saved since. forms.HostileInput.
    """
    applicant = preparation.applicant
    draft = forms.save_draft(
        account_id=_account(actor),
        item_slug=preparation.item.slug,
        item_version=preparation.item.version,
        data={**preparation.answers, _FOR: asdict(applicant) if applicant else None},
        step=preparation.step,
        expected_revision=expected_revision,
    )
    return _preparation(preparation.item, draft)


def known_answers(*, actor: Actor, preparation: Preparation) -> forms.Prefilled:
    """What the registers know of the applicant, asked for this item's purpose.

    Raises:
        Refused: the actor may not apply for this applicant, and so may not look them up.
    """
    applicant = preparation.applicant
    if applicant is None:
        return forms.Prefilled()
    item = preparation.item
    acting = acts_for(
        actor,
        kind=applicant.kind,
        person_id=applicant.person_id,
        id_number=applicant.id_number,
        item_slug=item.slug,
    )
    require(actor, "cases.submit", SubmitSubject(applicant.person_id, item.area_code, acting))

    def lookup(register: str, key: str) -> registers.Record:
        return registers.lookup(register, key, purpose=item.purpose, by=actor.ref)

    key = "@firm" if applicant.kind == "firm" else "@applicant"
    return forms.prefill(item.form, lookup, keys={key: applicant.id_number}, data=preparation.answers)


def take_files(
    preparation: Preparation, uploads: Iterable[tuple[str, Upload]]
) -> tuple[Preparation, forms.Errors]:
    """Store uploaded files at their questions; those that are not taken come back as errors, the rest stand."""
    refused: forms.Errors = {}
    for path, upload in uploads:
        try:
            preparation = preparation.with_file(path, _stored(upload))
        except YiwangError as error:
            told = (error.message, error.remedy)
            refused[path] = Text("".join(one.zh for one in told), " ".join(one.en for one in told))
    return preparation, refused


def _stored(upload: Upload) -> dict[str, Any]:
    """What a form remembers of a file. One that says it is too large is refused before a byte is read."""
    name, size = upload.name or "", upload.size or 0
    if size > files.LIMIT_BYTES:
        raise files.FileTooLarge(name, size, files.LIMIT_BYTES)
    return asdict(files.put(upload.read(), name=name, allowed=TAKEN))


def send(
    *, actor: Actor, preparation: Preparation, transaction_id: str, channel: str, origin_area: str = ""
) -> Submitted:
    """Submit what was prepared, and forget the draft in the same breath.

    A page sent again after its draft is gone finds the case that stands, by `transaction_id`.

    Raises:
        As `submit`.
    """
    applicant = preparation.applicant or Applicant("person", actor.name, "111", "", actor.person_id)

    def act(by_hand: bool) -> Submitted:
        sent = submit_within(
            actor=actor,
            item=preparation.item,
            applicant=applicant,
            data=preparation.answers,
            transaction_id=preparation.transaction_id or transaction_id,
            channel=channel,
            origin_area=origin_area,
            by_hand=by_hand,
        )
        forms.drop_draft(account_id=_account(actor), item_slug=preparation.item.slug)
        return sent

    return once_or_by_hand(act)


def _preparation(item: items.Item, draft: forms.DraftView) -> Preparation:
    answers = {name: value for name, value in draft.data.items() if name != _FOR}
    whom = draft.data.get(_FOR)
    return replace(
        Preparation(item, Applicant(**whom) if whom else None, answers),
        step=draft.step,
        transaction_id=draft.transaction_id,
        revision=draft.revision,
        saved_at=draft.saved_at,
        expires_at=draft.expires_at,
    )


def _account(actor: Actor) -> int:
    if actor.account_id is None:
        raise TypeError(f"{actor.ref} has no account to keep a draft for")
    return actor.account_id
