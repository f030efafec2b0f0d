"""The door of the people room."""

from yiwang.people.actors import actor_of
from yiwang.people.errors import (
    AlreadyVerified,
    IdentityMismatch,
    IdentityTaken,
    Locked,
    MandateRefused,
    MobileTaken,
    NoSource,
    NoSuchAccount,
    NoSuchPosting,
    PostClash,
    UsernameTaken,
    WeakPassword,
    WrongCode,
)
from yiwang.people.facts import IdentityVerified, MandateGranted, MandateRevoked, PostGranted, PostRevoked
from yiwang.people.queries import (
    account,
    account_named,
    accounts,
    mandates_given,
    mandates_of,
    postings_in_force,
    postings_of,
)
from yiwang.people.services.describe import describe_sample_accounts
from yiwang.people.services.identity import verify_identity
from yiwang.people.services.mandates import authority_for, grant_mandate, revoke_mandate
from yiwang.people.services.mobile import confirm_mobile, send_mobile_code
from yiwang.people.services.posts import grant_post, revoke_post
from yiwang.people.services.register import create_staff, register_resident
from yiwang.people.services.sample_accounts import ensure_sample_accounts, sample_password
from yiwang.people.services.sample_code import sample_code
from yiwang.people.services.sso import Application, connect_application
from yiwang.people.services.suspension import restore, suspend
from yiwang.people.sources import (
    FirmSource,
    IdentitySource,
    MessageSender,
    SampleSource,
    register_firm_source,
    register_identity_source,
    register_message_sender,
    register_sample_source,
)
from yiwang.people.types import (
    EVERY_MATTER,
    LEVELS,
    AccountView,
    Authority,
    FirmAnswer,
    IdentityAnswer,
    MandateView,
    PostingView,
    Principal,
    SampleCast,
    SamplePerson,
)
from yiwang.people.upstream import Upstream, UpstreamPerson, register_upstream

__all__ = [
    "EVERY_MATTER",
    "LEVELS",
    "AccountView",
    "AlreadyVerified",
    "Application",
    "Authority",
    "FirmAnswer",
    "FirmSource",
    "IdentityAnswer",
    "IdentityMismatch",
    "IdentitySource",
    "IdentityTaken",
    "IdentityVerified",
    "Locked",
    "MandateGranted",
    "MandateRefused",
    "MandateRevoked",
    "MandateView",
    "MessageSender",
    "MobileTaken",
    "NoSource",
    "NoSuchAccount",
    "NoSuchPosting",
    "PostClash",
    "PostGranted",
    "PostRevoked",
    "PostingView",
    "Principal",
    "SampleCast",
    "SamplePerson",
    "SampleSource",
    "Upstream",
    "UpstreamPerson",
    "UsernameTaken",
    "WeakPassword",
    "WrongCode",
    "account",
    "account_named",
    "accounts",
    "actor_of",
    "authority_for",
    "confirm_mobile",
    "connect_application",
    "create_staff",
    "describe_sample_accounts",
    "ensure_sample_accounts",
    "grant_mandate",
    "grant_post",
    "mandates_given",
    "mandates_of",
    "postings_in_force",
    "postings_of",
    "register_firm_source",
    "register_identity_source",
    "register_message_sender",
    "register_resident",
    "register_sample_source",
    "register_upstream",
    "restore",
    "revoke_mandate",
    "revoke_post",
    "sample_code",
    "sample_password",
    "send_mobile_code",
    "suspend",
    "verify_identity",
]
