"""The choices of the domain as people read them: the labels of the manual, in the language of the page."""

from flask_babel import lazy_gettext

from portal.domain.words import (
    ContactPointType,
    DisplayList,
    Kind,
    OwnerType,
    Reason,
    Status,
    TargetType,
    TerminalType,
)
from portal.web.words import Words

TARGET_TYPE: Words = {
    TargetType.ACCOUNT: lazy_gettext("Account"),
    TargetType.EXTENSION: lazy_gettext("Softphone extension"),
}
STATUS: Words = {
    Status.ENABLED: lazy_gettext("Enabled"),
    Status.DISABLED: lazy_gettext("Disabled"),
}
DISPLAY_LIST: Words = {
    DisplayList.SWITCHABLE: lazy_gettext("Switchable"),
    DisplayList.NUMBERS_ONLY: lazy_gettext("Numbers only"),
    DisplayList.CONTACT_POINTS_ONLY: lazy_gettext("Contact points only"),
}
OWNER_TYPE: Words = {
    OwnerType.TERMINAL: lazy_gettext("Terminal"),
    OwnerType.RING_GROUP: lazy_gettext("Ring group"),
    OwnerType.IVR: lazy_gettext("IVR"),
    OwnerType.CALL_CENTER: lazy_gettext("Call centre"),
}
KIND: Words = {
    Kind.EXTENSION: lazy_gettext("Extension"),
    Kind.EXTERNAL: lazy_gettext("External number"),
}
TERMINAL_TYPE: Words = {
    TerminalType.SOFTPHONE: lazy_gettext("Softphone"),
    TerminalType.SOFTPHONE_ENCRYPTED: lazy_gettext("Softphone (encrypted)"),
    TerminalType.WEBRTC: lazy_gettext("Softphone (WebRTC)"),
    TerminalType.HARDPHONE: lazy_gettext("Hardphone"),
    TerminalType.MOBILE: lazy_gettext("Mobile phone"),
}
CONTACT_POINT_TYPE: Words = {
    ContactPointType.CALL_CENTER: lazy_gettext("Call centre"),
    ContactPointType.BUSINESS_LABEL: lazy_gettext("Business label"),
}
# Why a target gets nothing (TGT-5).
NOT_DELIVERABLE: Words = {
    Reason.AGENT_FUNCTION_OFF: lazy_gettext("The agent function is off"),
    Reason.TERMINAL_TYPE: lazy_gettext("The terminal type cannot be managed"),
}
