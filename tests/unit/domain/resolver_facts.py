"""Builders of resolver questions: what a test does not name is the ordinary case.

The ordinary case: softphone 1001 of version 3.13.7, member of group 2001, asks server 3.13.2 with every
option and both system settings on; the agent `sato` is signed in and answers for call centre 4001.
"""

from dataclasses import replace

from importer.catalogue import Catalogue, Setting, SettingClass
from importer.setting_types import Boolean, Label
from portal.domain.facts import (
    Agent,
    ContactPoint,
    Facts,
    Number,
    Organization,
    Owner,
    Pinned,
    ProfileFacts,
    Terminal,
)
from portal.domain.versions import parse_version
from portal.domain.words import (
    ContactPointType,
    DisplayList,
    Kind,
    Language,
    OwnerType,
    TargetType,
    TerminalType,
)

OWN = Owner(OwnerType.TERMINAL, "営業1", "1001")
OTHER_TERMINAL = Owner(OwnerType.TERMINAL, "営業2", "1002")
JOINED_GROUP = Owner(OwnerType.RING_GROUP, "営業", "2001")
OTHER_GROUP = Owner(OwnerType.RING_GROUP, "経理", "2002")
IVR = Owner(OwnerType.IVR, "受付", "3001")
CALL_CENTER = Owner(OwnerType.CALL_CENTER, "サポート", "4001")
OTHER_CALL_CENTER = Owner(OwnerType.CALL_CENTER, "解約", "4002")

AGENT = Agent(login="sato", enabled=True, signed_in=True, call_centers=frozenset({"4001"}))


def external(number, owner=IVR, name=None):
    return Number(number, Kind.EXTERNAL, owner, name)


def extension(owner):
    return Number(owner.extension, Kind.EXTENSION, owner, None)


def call_center(key="4001", name="サポート", caller_number="0312345678"):
    return ContactPoint(ContactPointType.CALL_CENTER, name, caller_number, key)


def label(key="renewal", name="更新", caller_number="0312345679"):
    return ContactPoint(ContactPointType.BUSINESS_LABEL, name, caller_number, key)


def pinned(**values):
    """Pin a version with these values; `phone__auto_answer` stands for the key phone.auto_answer."""
    by_key = {name.replace("__", "."): value for name, value in values.items()}
    return Pinned("標準設定", 3, "2026-11-20T09:00:00+09:00", "1001", "3.13.7", by_key)


def account_profile(**changes):
    profile = ProfileFacts(
        id=12,
        name="営業部",
        enabled=True,
        target_type=TargetType.ACCOUNT,
        display_list=DisplayList.SWITCHABLE,
        numbers=(),
        contact_points=(),
        cti_numbers=(),
        pinned=None,
    )
    return replace(profile, **changes)


def extension_profile(**changes):
    ordinary = {
        "id": 34,
        "name": "受付席",
        "target_type": TargetType.EXTENSION,
        "display_list": DisplayList.NUMBERS_ONLY,
    }
    return account_profile(**(ordinary | changes))


def question(
    *,
    server="3.13.2",
    softphone="3.13.7",
    options=("crm_integration",),
    all_groups=True,
    call_centers_shown=True,
    terminal_type=TerminalType.SOFTPHONE,
    ring_groups=("2001",),
    agent=AGENT,
    language=Language.JA,
    account=None,
    terminal=None,
):
    """Build the facts; `account` and `terminal` are the profiles that target them."""
    return Facts(
        Organization(parse_version(server), frozenset(options), all_groups, call_centers_shown),
        Terminal("1001", terminal_type, frozenset(ring_groups)),
        agent,
        parse_version(softphone),
        language,
        account,
        terminal,
    )


def _setting(key, setting_class, since="3.12.5", option=None):
    name = Label(key, key)
    return Setting(key, name, None, name, Boolean(), False, since, option, setting_class, None, None)


_SETTINGS = (
    _setting("terminal.extension", SettingClass.DEVICE),
    _setting("terminal.password", SettingClass.SECRET),
    _setting("display.list", SettingClass.PROFILE),
    _setting("display.numbers", SettingClass.PROFILE),
    _setting("display.contact_points", SettingClass.PROFILE),
    _setting("display.numbers_by_phone_book_name", SettingClass.USER),
    _setting("display.sort_numbers", SettingClass.USER),
    _setting("display.auto_show_new_call_centers", SettingClass.PROFILE),
    _setting("display.auto_show_new_business_labels", SettingClass.PROFILE),
    _setting("phone.auto_answer", SettingClass.SHARED),
    _setting("phone.history_size", SettingClass.SHARED),
    _setting("audio.noise_suppression", SettingClass.SHARED, since="3.13.9"),
    _setting("agent.enabled", SettingClass.USER),
    _setting("cti.numbers", SettingClass.PROFILE, option="crm_integration"),
    _setting("cti.popup_size", SettingClass.SHARED, option="crm_integration"),
    _setting("cti.target", SettingClass.SHARED, option="crm_integration"),
)

CATALOGUE = Catalogue("for tests", {setting.key: setting for setting in _SETTINGS})

DISPLAY_LOCKS = [
    "display.auto_show_new_business_labels",
    "display.auto_show_new_call_centers",
    "display.contact_points",
    "display.list",
    "display.numbers",
]


def withheld(explanation, part):
    """Return {item: reason} of one part; the profile entries are no items."""
    return {entry.item: entry.reason for entry in explanation.trace if entry.part == part}
