"""Tables, constraints and relationships. No queries, no rules, no Flask."""

from portal.models.audit import AuditChain, AuditEntry
from portal.models.daily_mails import DailyMail
from portal.models.directory import (
    BusinessLabel,
    CallCenter,
    CallCenterAgent,
    Ivr,
    Number,
    NumberOwner,
    PhoneBookEntry,
    RingGroup,
    RingGroupMember,
    Terminal,
)
from portal.models.drafts import (
    Draft,
    DraftAccount,
    DraftBusinessLabel,
    DraftNumber,
    DraftOwner,
)
from portal.models.impacts import ImpactRun, ImpactTarget
from portal.models.organizations import Account, Organization, PortalSession, Role
from portal.models.profiles import (
    AccountTarget,
    Profile,
    RemovedItem,
    SelectedBusinessLabel,
    SelectedCallCenter,
    SelectedNumber,
    TerminalTarget,
)
from portal.models.reviews import (
    DirectoryReview,
    ListReview,
    ReviewedBusinessLabel,
    ReviewedCallCenter,
    ReviewedNumber,
)
from portal.models.sightings import AgentSighting, SoftphoneSighting
from portal.models.snapshots import Capture, Snapshot, SnapshotVersion
from portal.models.softphones import AgentSession, ApiKey, DeviceToken, SoftphoneReport
from portal.models.target_uploads import TargetUpload, TargetUploadLine
from portal.models.webhooks import Webhook, WebhookDelivery

__all__ = [
    "Account",
    "AccountTarget",
    "AgentSession",
    "AgentSighting",
    "ApiKey",
    "AuditChain",
    "AuditEntry",
    "BusinessLabel",
    "CallCenter",
    "CallCenterAgent",
    "Capture",
    "DailyMail",
    "DeviceToken",
    "DirectoryReview",
    "Draft",
    "DraftAccount",
    "DraftBusinessLabel",
    "DraftNumber",
    "DraftOwner",
    "ImpactRun",
    "ImpactTarget",
    "Ivr",
    "ListReview",
    "Number",
    "NumberOwner",
    "Organization",
    "PhoneBookEntry",
    "PortalSession",
    "Profile",
    "RemovedItem",
    "ReviewedBusinessLabel",
    "ReviewedCallCenter",
    "ReviewedNumber",
    "RingGroup",
    "RingGroupMember",
    "Role",
    "SelectedBusinessLabel",
    "SelectedCallCenter",
    "SelectedNumber",
    "Snapshot",
    "SnapshotVersion",
    "SoftphoneReport",
    "SoftphoneSighting",
    "TargetUpload",
    "TargetUploadLine",
    "Terminal",
    "TerminalTarget",
    "Webhook",
    "WebhookDelivery",
]
