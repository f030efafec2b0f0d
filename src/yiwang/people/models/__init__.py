"""Tables of the people room."""

from yiwang.people.models.account import Account, AccountManager
from yiwang.people.models.lockout import Lockout
from yiwang.people.models.mandate import Mandate
from yiwang.people.models.posting import Posting

__all__ = ["Account", "AccountManager", "Lockout", "Mandate", "Posting"]
