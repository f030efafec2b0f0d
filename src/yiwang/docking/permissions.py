"""Who connects the city to other systems, and who watches over it."""

from yiwang.access.api import ALLOWED, Actor, Verdict, rule, verb

verb("docking.see", zh="查看对接情况", en="see the exchange with other systems")
verb("docking.connect", zh="登记对接方与密钥", en="register counterparts and their keys")
verb("docking.replay", zh="重发死信", en="send dead letters again")
verb("docking.reconcile", zh="逐日对账", en="compare a day with a platform")
verb("docking.push", zh="推送全量办件", en="push cases to the platforms")


@rule("docking.see", roles=["operator", "auditor"], system=True)
def _see(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("docking.connect", roles=["operator"], system=True)
@rule("docking.replay", roles=["operator"], system=True)
@rule("docking.reconcile", roles=["operator"], system=True)
@rule("docking.push", roles=["operator"], system=True)
def _operators(actor: Actor, subject: object) -> Verdict:
    return ALLOWED
