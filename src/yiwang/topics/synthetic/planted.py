"""Faults planted among the synthetic rows, for the rules of the stores to find."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from yiwang.topics.synthetic.rows import City, Row

#: How many complaints make the cluster.
CLUSTER = 7


def suspect(city: City) -> tuple[str, str, str, str, str, str, date]:
    """The firm that collects money from the public: the first of whoever heads most firms."""
    heads: dict[str, int] = {}
    for one in city.firms:
        heads[one[2]] = heads.get(one[2], 0) + 1
    return max(city.firms, key=lambda one: (heads[one[2]], one[0]))


def plant(rows: Mapping[str, list[Row]], city: City) -> None:
    """Change rows in place; resources that are not there are passed over."""
    firm = suspect(city)
    leads = rows.get("finance-risk-lead") or []
    if leads:
        leads[0] |= {
            "credit_code": firm[0],
            "org_name": firm[1],
            "promised_yield": Decimal(18),
            "promotion_text": "年化18%保本保息，稳赚不赔",
        }
    complaints = rows.get("finance-complaint") or []
    for number, one in enumerate(complaints):
        if number < CLUSTER:
            one |= {
                "credit_code": firm[0],
                "org_name": firm[1],
                "received_at": (city.now - timedelta(days=number + 1)).replace(microsecond=0),
            }
    licensed = rows.get("finance-organisation")
    if licensed:
        licensed[:] = [one for one in licensed if one["credit_code"] != firm[0]]
    _shells(rows, city, firm)
    for one in (rows.get("ecology-discharge-hour") or [])[:3]:
        one["concentration"] = Decimal(95)
    for one in (rows.get("governance-house") or [])[:1]:
        one |= {"is_rented": True, "occupants": 12}
    for one in (rows.get("justice-enforcement-case") or [])[:1]:
        one["handling_officers"] = "张三"


def _shells(
    rows: Mapping[str, list[Row]], city: City, firm: tuple[str, str, str, str, str, str, date]
) -> None:
    # Nobody is insured by the firms of that head: shells.
    shells = {one[0] for one in city.firms if one[2] == firm[2]}
    honest = next((one[0] for one in city.firms if one[0] not in shells), "")
    for one in rows.get("social-insured") or ():
        if one["employer_code"] in shells:
            one["employer_code"] = honest
    entities = rows.get("market-entity") or ()
    # A head of fewer than five firms gets more of them on paper.
    for one in [one for one in entities if one["credit_code"] not in shells][-5:] if len(shells) < 4 else ():
        one |= {"representative_id": firm[2], "representative_name": firm[3]}
        for insured in rows.get("social-insured") or ():
            if insured["employer_code"] == one["credit_code"]:
                insured["employer_code"] = honest
