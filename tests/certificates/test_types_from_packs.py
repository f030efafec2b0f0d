"""Certificate types are data: checked as a whole, versioned, never half-applied."""

import copy

import pytest
from tests.certificates.conftest import HOUSE, OWNER, sample

from yiwang.access.api import Refused
from yiwang.certificates import api as certificates
from yiwang.certificates.models import CertificateKind


@pytest.mark.parametrize("name", ["elderly", "proof"])
def test_the_samples_are_good(name):
    assert certificates.check_type(sample(name)) == []


def changed(**changes):
    data = copy.deepcopy(sample("elderly"))
    for path, value in changes.items():
        *keys, last = path.split("__")
        part = data
        for key in keys:
            part = part[int(key) if key.isdigit() else key]
        part[last] = value
    return data


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"slug": "Not A Slug"}, "slug"),
        ({"code": "1"}, "code"),
        ({"code": "11371600YW0000013X001"}, "code"),
        ({"kind": "paper"}, "kind"),
        ({"name": {"zh": "老年证"}}, "name"),
        ({"holder_kinds": []}, "holder_kinds"),
        ({"number": "没有序号"}, "number"),
        ({"number": "{serial}{unknown}"}, "number"),
        ({"validity_years": -1}, "validity_years"),
        ({"surprise": 1}, "surprise"),
        ({"fields": "x"}, "fields"),
        ({"fields__0__name": "holder_name"}, "fields[0].name"),
        ({"fields__0__name": "birthday"}, "fields[1].name"),
        ({"fields__1__format": "datum"}, "fields[1].format"),
        ({"fields__0__choices": [{"zh": "男"}]}, "fields[0].choices[0]"),
        ({"page": None}, "page"),
        ({"page__size": [1, 1]}, "page.size"),
        ({"page__frame": "gold"}, "page.frame"),
        ({"page__colour": "red"}, "page.colour"),
        ({"text__0__at": [1]}, "text[0].at"),
        ({"text__0__zh": "{nobody}"}, "text[0].zh"),
        ({"text__0__zh": "{holder_name"}, "text[0].zh"),
        ({"text__0__zh": "{birthday:roman}"}, "text[0].zh"),
        ({"text__0__font": "comic"}, "text[0].font"),
        ({"text__0__align": "middle"}, "text[0].align"),
        ({"text__0__size": 400}, "text[0].size"),
        ({"text__0__blink": True}, "text[0].blink"),
        ({"entry__0__field": "nobody"}, "entry[0].field"),
        ({"entry": {}}, "entry"),
        ({"table": [{"at": [1, 1], "widths": [10, 10], "rows": [[{"zh": "一"}]]}]}, "table[0].rows[0]"),
        ({"line": [{"from": [1, 1]}]}, "line[0].to"),
        ({"rect": [{"at": [1, 1]}]}, "rect[0].size"),
        ({"seal": {"at": [1, 1]}}, "seal"),
        ({"qr": None}, "qr"),
        ({"sample__holder_name": "王䶮"}, "sample"),
        ({"sample__address": "长" * 79, "entry__4__lines": 1}, "sample"),
        ({"sample__sex": "不详"}, "sample"),
        ({"seal__at": [150, 50]}, "seal"),
    ],
)
def test_each_mistake_is_named_where_it_stands(change, path):
    problems = certificates.check_type(changed(**change))
    assert path in [problem.path for problem in problems]
    assert all(problem.message.zh and problem.message.en for problem in problems)


def test_all_mistakes_are_named_at_once():
    data = changed(slug="X Y", page__frame="gold", text__0__zh="{nobody}", seal=None)
    paths = {problem.path for problem in certificates.check_type(data)}
    assert {"slug", "page.frame", "text[0].zh", "seal"} <= paths


@pytest.mark.django_db
def test_the_same_again_changes_nothing_and_another_page_is_the_next_version():
    first = certificates.define_type(sample("elderly"), by=HOUSE)
    assert certificates.define_type(sample("elderly"), by=HOUSE).version == first.version == 1
    assert certificates.define_type(changed(page__frame="ruled"), by=HOUSE).version == 2
    assert CertificateKind.objects.filter(current=True).count() == 1


@pytest.mark.django_db
def test_certificates_of_an_older_version_stay_readable(issue):
    issued = issue()
    data = changed(fields=[])
    data["entry"] = [entry for entry in data["entry"] if entry["field"] in ("holder_name", "number")]
    data.pop("sample")
    certificates.define_type(data, by=HOUSE)
    seen = certificates.certificate(issued.identifier, by=OWNER)
    assert ("性别", "男") in [(label.zh, value) for label, value in seen.rows]


@pytest.mark.django_db
def test_a_wrong_document_stores_nothing():
    with pytest.raises(certificates.BadType) as caught:
        certificates.define_type(changed(page__frame="gold"), by=HOUSE)
    assert "page.frame" in caught.value.message.zh
    assert CertificateKind.objects.count() == 0


@pytest.mark.django_db
def test_only_operators_define_types():
    with pytest.raises(Refused):
        certificates.define_type(sample("elderly"), by=OWNER)


@pytest.mark.django_db
def test_a_retired_type_issues_no_more_and_can_come_back(issue):
    issued = issue()
    certificates.retire_type("sample-elderly-card", by=HOUSE)
    with pytest.raises(certificates.UnknownType):
        issue("t-2")
    assert certificates.certificate(issued.identifier, by=OWNER).in_force
    certificates.define_type(sample("elderly"), by=HOUSE)
    assert issue("t-2").in_force
