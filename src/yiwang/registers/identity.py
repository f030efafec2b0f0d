"""What the people room asks of registers: who is who, who heads a firm, who plays in the model city."""

from datetime import date

from django.utils import timezone

from yiwang.crypto.api import open_field
from yiwang.ledger import api as ledger
from yiwang.people import api as people
from yiwang.registers import queries, sources
from yiwang.registers.errors import NotFound, NothingToStandOn, SourceDown
from yiwang.registers.models import Firm, HousingFundAccount, Person
from yiwang.registers.services.lookup import lookup
from yiwang.registers.services.people import matches_identity
from yiwang.registers.synthetic.population import AS_OF
from yiwang.text import Text

_MISMATCH = Text("姓名与身份证号码不一致", "The name and the identity number do not belong together")


class PopulationIdentity:
    """Answers the identity check of an account from the population register."""

    def verify(self, *, name: str, resident_id: str, by: str) -> people.IdentityAnswer:
        """Whether name and number belong to one living resident. Raises `SourceDown`."""
        source = sources.source("population")
        if queries.switched_off("population"):
            raise SourceDown("population", source.name)
        person_id = matches_identity(name, resident_id)
        ledger.record(
            "registers.identity-checked",
            by=by,
            subject="register:population",
            detail={"matches": person_id is not None},
            purpose="实名认证",
            person=f"person:{person_id}" if person_id else "",
        )
        reason = Text("") if person_id else _MISMATCH
        return people.IdentityAnswer(
            person_id is not None, person_id or "", source.name, timezone.now(), reason
        )


class FirmRepresentatives:
    """Answers who heads a firm from the register of legal persons."""

    def representative(self, *, credit_code: str, person_id: str, by: str) -> people.FirmAnswer:
        """Whether a person is the legal representative of a firm in being. Raises `SourceDown`."""
        try:
            record = lookup("legal-person", credit_code, purpose="核验法定代表人", by=by)
        except NotFound:
            return people.FirmAnswer(False, "", sources.source("legal-person").name)
        heads = record.fields["status"] == "存续" and record.person_id == person_id
        return people.FirmAnswer(heads, record.fields["name"], record.source)


class ModelCity:
    """Casts the sample accounts: the first residents who fit each part."""

    def cast(self, *, city: str) -> people.SampleCast:
        """The same people each time. Raises `NothingToStandOn` before the registers are made."""
        local = (
            Person.objects.filter(residence_kind="户籍", status="正常")
            .exclude(mobile_sealed="")
            .order_by("id")
        )
        restaurant = (
            Firm.objects.filter(industry="餐饮", kind="有限责任公司", status="存续", representative__in=local)
            .order_by("credit_code")
            .select_related("representative")
            .first()
        )
        elder = local.filter(birthday__lt=_years_before(70)).first()
        workers = local.filter(birthday__gt=_years_before(45), birthday__lt=_years_before(26))
        depositors = HousingFundAccount.objects.filter(state="正常", loans=[])
        younger = workers.filter(resident_index__in=depositors.values("resident_index")).first()
        if restaurant is None or elder is None or younger is None:
            raise NothingToStandOn(Text("模拟登记库", "the synthetic registers"))
        agent = workers.exclude(pk__in=[younger.pk, restaurant.representative_id]).first()
        if agent is None:
            raise NothingToStandOn(Text("模拟登记库", "the synthetic registers"))
        return people.SampleCast(
            elder=_sample(elder),
            younger=_sample(younger),
            representative=_sample(restaurant.representative),
            agent=_sample(agent),
            firm=people.Principal("firm", restaurant.credit_code, restaurant.name),
        )


def _years_before(years: int) -> date:
    return AS_OF.replace(year=AS_OF.year - years)


def _sample(row: Person) -> people.SamplePerson:
    return people.SamplePerson(
        row.name, open_field(row.resident_sealed), str(row.pk), open_field(row.mobile_sealed)
    )
