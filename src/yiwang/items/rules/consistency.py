"""Whether an item contradicts itself: the rules a provincial checker applies, and a few of ours. All at once."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from yiwang.items.types import ItemProblem
from yiwang.text import Text

Content = Mapping[str, Any]
Rule = Callable[[Content], Iterator[ItemProblem]]
RULES: list[Rule] = []
LICENCE = "01"
#: Stages the law itself names: a licence's flow shows at least these.
LICENCE_STAGES, LICENCE_FAQS = 5, 1
_PHONE = re.compile(r"^0\d{2,3}-\d{5,8}$")


def consistency_problems(content: Content) -> Iterator[ItemProblem]:
    """Every contradiction in an item of the right structure."""
    for rule in RULES:
        yield from rule(content)


def _rule(rule: Rule) -> Rule:
    RULES.append(rule)
    return rule


def _problem(key: str, zh: str, en: str) -> ItemProblem:
    return ItemProblem(key, Text(zh, en))


@_rule
def at_once_means_instant(item: Content) -> Iterator[ItemProblem]:
    """承诺时限为即办 ⇔ 办件类型为即办件."""
    at_once = item["promised_days"] == 0
    if at_once != (item["project_type"] == "1"):
        yield _problem(
            "project_type",
            "承诺时限为 0（即办）当且仅当办件类型为 1（即办件）。",
            "A promise of 0 days goes with project type 1 (at once), and only with it.",
        )
    if at_once == (item["kind"] == "promised"):
        yield _problem(
            "kind",
            "即办件和电子证明的承诺时限为 0,承诺件大于 0。",
            "Instant items and proofs promise 0 days, promised items more.",
        )


@_rule
def promise_within_law(item: Content) -> Iterator[ItemProblem]:
    """承诺时限不得长于法定时限；各环节计入时限之和不得长于承诺时限."""
    limit = item.get("statutory_days")
    if limit is not None and item["promised_days"] > limit:
        yield _problem(
            "promised_days", "承诺时限长于法定时限。", "The promise is longer than the law allows."
        )
    counted = sum(stage["days"] for stage in item["stages"] if "days" in stage)
    if counted > item["promised_days"]:
        yield _problem(
            "stages",
            f"各环节计入时限共 {counted} 个工作日，长于承诺时限。",
            f"The stages take {counted} working days, longer than the promise.",
        )


@_rule
def result_ends_as_it_is_called(item: Content) -> Iterator[ItemProblem]:
    """结果名称以证、文、批复结尾时，审批结果类型须相应."""
    name, kind = item["result"]["name"]["zh"], item["result"]["type"]
    wanted = "certificate" if name.endswith(("证", "证明")) else "document" if name.endswith("文") else ""
    wanted = "approval" if name.endswith("批复") else wanted
    if wanted and kind != wanted:
        yield _problem(
            "result.type", f"“{name}”的结果类型应为 {wanted}。", f"A result called so is of type {wanted}."
        )
    if not item["result"].get("sample"):
        yield _problem("result.sample", "有办理结果须有结果样本。", "A result needs a sample.")


@_rule
def visits_are_explained(item: Content) -> Iterator[ItemProblem]:
    """到现场次数不为 0 须说明原因；为 0 则不得有原因；不网办又不到场须能邮寄."""
    visits, reason = item["visits"], item.get("visit_reason")
    if visits and not reason:
        yield _problem("visit_reason", "须到现场的，应说明原因。", "Say why a visit is needed.")
    if not visits and reason:
        yield _problem("visit_reason", "不需到现场，不应有原因。", "No visit, so no reason for one.")
    if not visits and not item["online"] and "4" not in item["handle_types"]:
        yield _problem(
            "handle_types", "不到现场又不网办的，须能快递申请。", "Without a visit or a web page, post it is."
        )


@_rule
def online_grades_agree(item: Content) -> Iterator[ItemProblem]:
    """网办深度 Ⅳ 则到现场 0 次；网办须有网上办理形式."""
    if item["online_grade"] == "4" and item["visits"]:
        yield _problem(
            "online_grade", "四级深度（全程网办）要求到现场 0 次。", "Grade 4 means no visit at all."
        )
    ways = set(item["handle_types"]) & {"2", "3"}
    if item["online"] != bool(ways):
        yield _problem(
            "handle_types", "网上办理与办理形式不一致。", "Online handling and the ways of handling disagree."
        )


@_rule
def fees_have_a_basis(item: Content) -> Iterator[ItemProblem]:
    """收费须可网上支付；不收费则不能网上支付."""
    if bool(item.get("fees")) != item["pay_online"]:
        yield _problem(
            "pay_online",
            "收费事项须支持网上支付，不收费事项则无。",
            "Fees can be paid online; no fees, no payment.",
        )


@_rule
def two_phones_with_area_code(item: Content) -> Iterator[ItemProblem]:
    """咨询电话不同于投诉电话，均带区号."""
    for key in ("consult_phone", "complaint_phone"):
        if not _PHONE.match(item[key]):
            yield _problem(key, "电话须带区号，如 0543-12345。", "Write the area code, as in 0543-12345.")
    if item["consult_phone"] == item["complaint_phone"]:
        yield _problem(
            "complaint_phone", "监督电话不能与咨询电话相同。", "Complaints need a line of their own."
        )


@_rule
def topics_fit_the_people_served(item: Content) -> Iterator[ItemProblem]:
    """服务对象与自然人/法人主题一致."""
    served = {"person" if one == "1" else "firm" for one in item["service_objects"]}
    topics = {one.partition(":")[0] for one in item["topics"]}
    if served != topics:
        yield _problem("topics", "主题分类与服务对象不一致。", "The topics do not fit the people served.")


@_rule
def licences_explain_themselves(item: Content) -> Iterator[ItemProblem]:
    """行政许可至少一条常见问答、五个环节，并告知救济途径."""
    if item["task_type"] != LICENCE:
        return
    if len(item.get("faqs", ())) < LICENCE_FAQS:
        yield _problem(
            "faqs", "行政许可至少要有一条常见问答。", "A licence needs at least one question answered."
        )
    if len(item["stages"]) < LICENCE_STAGES:
        yield _problem(
            "stages",
            f"行政许可至少要有 {LICENCE_STAGES} 个环节。",
            f"A licence shows at least {LICENCE_STAGES} stages.",
        )


@_rule
def refusals_can_be_contested(item: Content) -> Iterator[ItemProblem]:
    """每个事项都须告知行政复议和行政诉讼渠道（公共服务除外）."""
    if item["task_type"] == "20":
        return
    kinds = {one["kind"] for one in item["remedies"]}
    for kind, zh, en in (("review", "行政复议", "administrative review"), ("court", "行政诉讼", "a court")):
        if kind not in kinds:
            yield _problem("remedies", f"缺少{zh}渠道。", f"The way to {en} is missing.")


@_rule
def decided_by_rule_means_a_rule(item: Content) -> Iterator[ItemProblem]:
    """即办与证明须有决策表；证明须有证照类型."""
    if item["kind"] != "promised" and not item.get("decisions"):
        yield _problem("decisions", "即办事项须有决策表。", "What is decided at once needs a decision table.")
    if item["kind"] == "proof" and not item.get("certificate"):
        yield _problem("certificate", "电子证明须有证照类型。", "A proof needs a certificate type.")


@_rule
def catalogue_code_says_the_kind(item: Content) -> Iterator[ItemProblem]:
    """基本编码第 3–4 位与事项类型一致."""
    if item["catalog_code"][2:4] != item["task_type"]:
        yield _problem(
            "catalog_code", "第 3–4 位应与事项类型一致。", "Digits 3 and 4 should be the kind of item."
        )


@_rule
def slugs_are_unique(item: Content) -> Iterator[ItemProblem]:
    """材料、环节的标识不重复."""
    for key in ("materials", "stages"):
        slugs = [one["slug"] for one in item.get(key, ())]
        for slug in {one for one in slugs if slugs.count(one) > 1}:
            yield _problem(key, f"标识 {slug} 重复。", f"The slug {slug} occurs twice.")
