"""Tables of the people room."""

from yiwang.people.models.account import Account, AccountManager
from yiwang.people.models.lockout import Lockout
from yiwang.people.models.mandate import Mandate
from yiwang.people.models.mobile_code import MobileCode
from yiwang.people.models.posting import Posting
from yiwang.people.models.sso_subject import SsoSubject

__all__ = ["Account", "AccountManager", "Lockout", "Mandate", "MobileCode", "Posting", "SsoSubject"]
