"""The choices of the domain, each spelled as other programs, tables and documents spell it."""

from enum import StrEnum


class Plan(StrEnum):
    """What an organisation bought (プラン)."""

    BUSINESS_PHONE = "business_phone"
    CALL_CENTER = "call_center"


class Option(StrEnum):
    """What is contracted beside the plan, as far as rules refer to it."""

    CRM_INTEGRATION = "crm_integration"


class OwnerType(StrEnum):
    """What a number belongs to, in the order of the lists."""

    TERMINAL = "terminal"
    RING_GROUP = "ring_group"
    IVR = "ivr"
    CALL_CENTER = "call_center"


class Kind(StrEnum):
    """Kind of a number (内線番号, 外線番号), in the order of the lists."""

    EXTENSION = "extension"
    EXTERNAL = "external"


class TerminalType(StrEnum):
    """Type of a terminal (端末種別)."""

    SOFTPHONE = "softphone"
    SOFTPHONE_ENCRYPTED = "softphone_encrypted"
    WEBRTC = "webrtc"
    HARDPHONE = "hardphone"
    MOBILE = "mobile"


# The only types that settings are delivered to (DLV-6, TGT-1).
MANAGED_TERMINAL_TYPES = frozenset({TerminalType.SOFTPHONE, TerminalType.SOFTPHONE_ENCRYPTED})


class TargetType(StrEnum):
    """What a profile delivers to (配信先種別)."""

    ACCOUNT = "account"
    EXTENSION = "extension"


class Status(StrEnum):
    """Whether a profile delivers anything (ステータス)."""

    ENABLED = "enabled"
    DISABLED = "disabled"


class DisplayList(StrEnum):
    """Which lists the softphone shows (表示リスト)."""

    SWITCHABLE = "switchable"
    NUMBERS_ONLY = "numbers_only"
    CONTACT_POINTS_ONLY = "contact_points_only"


class ContactPointType(StrEnum):
    """Type of a contact point (窓口), in the order of the list."""

    CALL_CENTER = "call_center"
    BUSINESS_LABEL = "business_label"


class Language(StrEnum):
    """Languages that people are answered in."""

    JA = "ja"
    EN = "en"


class Part(StrEnum):
    """Parts of a profile: its own row, its targets, and the tabs that select what is delivered."""

    PROFILE = "profile"
    TARGETS = "targets"
    DISPLAY_NUMBERS = "display_numbers"
    CONTACT_POINTS = "contact_points"
    CTI_NUMBERS = "cti_numbers"
    OTHER = "other"


class NotControlled(StrEnum):
    """Why a softphone gets no settings; the first that is true, in this order, is answered."""

    TERMINAL_TYPE = "terminal_type"
    SERVER_TOO_OLD = "server_too_old"
    SOFTPHONE_TOO_OLD = "softphone_too_old"
    NO_PROFILE = "no_profile"


class Reason(StrEnum):
    """Why something that a profile selects is not delivered (EXP-1)."""

    DISABLED = "disabled"
    SUPERSEDED_BY_ACCOUNT = "superseded_by_account"
    NOT_SIGNED_IN = "not_signed_in"
    AGENT_FUNCTION_OFF = "agent_function_off"
    LIST_EXCLUDES = "list_excludes"
    NOT_OWN_NUMBER = "not_own_number"
    NOT_GROUP_MEMBER = "not_group_member"
    HIDDEN_BY_SYSTEM_SETTING = "hidden_by_system_setting"
    NOT_CALL_CENTER_MEMBER = "not_call_center_member"
    NO_CALLER_NUMBER = "no_caller_number"
    OPTION_MISSING = "option_missing"
    SOFTPHONE_TOO_OLD = "softphone_too_old"
    SERVER_TOO_OLD = "server_too_old"
    TERMINAL_TYPE = "terminal_type"
    UNRECOGNISED_KEY = "unrecognised_key"
    PER_DEVICE_KEY = "per_device_key"
    REMOVED_FROM_DIRECTORY = "removed_from_directory"


class CaptureState(StrEnum):
    """How far a capture has come (CAP-6)."""

    RECEIVED = "received"
    PROCESSING = "processing"
    INGESTED = "ingested"
    REFUSED = "refused"


class Origin(StrEnum):
    """Where a capture and its version came from; an edit in the portal makes a version alone."""

    SOFTPHONE = "softphone"
    FILE = "file"
    EDIT = "edit"


class ReportResult(StrEnum):
    """What a softphone says of an answer that it got."""

    APPLIED = "applied"
    FAILED = "failed"
    RELEASED = "released"


class ApiRight(StrEnum):
    """What an API key opens; `read_only` limits it to reading."""

    DIRECTORY = "directory"
    PROFILES = "profiles"
    READ_ONLY = "read_only"


class TooOldFor(StrEnum):
    """What a softphone's version is too old for (VER-1, VER-2)."""

    EVERYTHING = "everything"
    OTHER = "other"
