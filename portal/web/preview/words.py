"""The codes of a trace as sentences, in the language of the page (EXP-1)."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from importer.catalogue import Catalogue
from portal.domain.facts import ContactPoint, Facts, Number
from portal.domain.judgement import Judgement
from portal.domain.numbers import CTI_LIST, NUMBER_LIST, NumberRule
from portal.domain.trace import JudgedItem
from portal.domain.winner import Standing
from portal.domain.words import ContactPointType, NotControlled, Part, Reason, TargetType
from portal.web.words import Words

# What the answer "not controlled" says.
UNCONTROLLED: Words = {
    NotControlled.TERMINAL_TYPE: lazy_gettext(
        "This softphone is not controlled: terminals of this type cannot be managed."
    ),
    NotControlled.SERVER_TOO_OLD: lazy_gettext(
        "This softphone is not controlled: the server version is older than 3.12.10."
    ),
    NotControlled.SOFTPHONE_TOO_OLD: lazy_gettext(
        "This softphone is not controlled: its version is older than 3.12.5."
    ),
    NotControlled.NO_PROFILE: lazy_gettext(
        "This softphone is not controlled: no enabled profile targets it. Its user's own settings apply."
    ),
}
# Why a profile that targets this softphone delivers nothing.
LOSES: Words = {
    Reason.DISABLED: lazy_gettext("It targets this softphone, but its status is disabled."),
    Reason.SUPERSEDED_BY_ACCOUNT: lazy_gettext(
        "It targets this terminal, but a profile that targets the signed-in account comes before it."
    ),
    Reason.NOT_SIGNED_IN: lazy_gettext("It targets the account, which is not signed in here."),
    Reason.AGENT_FUNCTION_OFF: lazy_gettext("It targets the account, whose agent function is off."),
    Reason.TERMINAL_TYPE: lazy_gettext("Terminals of this type cannot be managed."),
    Reason.SERVER_TOO_OLD: lazy_gettext("The server version is older than 3.12.10."),
    Reason.SOFTPHONE_TOO_OLD: lazy_gettext("This softphone version is older than 3.12.5."),
}
# Why something that a profile selects is not delivered.
WITHHELD: Words = {
    Reason.DISABLED: lazy_gettext("The profile is disabled."),
    Reason.SUPERSEDED_BY_ACCOUNT: lazy_gettext("A profile that targets the signed-in account comes first."),
    Reason.NOT_SIGNED_IN: lazy_gettext("The account is not signed in here."),
    Reason.AGENT_FUNCTION_OFF: lazy_gettext("The agent function of the account is off."),
    Reason.LIST_EXCLUDES: lazy_gettext("The display list of the profile leaves this list out."),
    Reason.NOT_OWN_NUMBER: lazy_gettext("It belongs to another terminal."),
    Reason.NOT_GROUP_MEMBER: lazy_gettext(
        "The terminal is no member of this ring group, and the system settings do not show all group numbers."
    ),
    Reason.HIDDEN_BY_SYSTEM_SETTING: lazy_gettext("The system settings do not show call centre numbers."),
    Reason.NOT_CALL_CENTER_MEMBER: lazy_gettext("The account does not belong to this call centre."),
    Reason.NO_CALLER_NUMBER: lazy_gettext("It has no outbound caller number."),
    Reason.OPTION_MISSING: lazy_gettext("The CRM integration option is not contracted."),
    Reason.SOFTPHONE_TOO_OLD: lazy_gettext("This softphone version is too old for it."),
    Reason.SERVER_TOO_OLD: lazy_gettext("The server version is too old for it."),
    Reason.TERMINAL_TYPE: lazy_gettext("Terminals of this type cannot be managed."),
    Reason.UNRECOGNISED_KEY: lazy_gettext("The portal does not know this setting."),
    Reason.PER_DEVICE_KEY: lazy_gettext("This setting belongs to one device or user and is never delivered."),
    Reason.REMOVED_FROM_DIRECTORY: lazy_gettext("It was removed from the directory."),
}
# Why a number is delivered: the tables of the manual, for a terminal that they let have it.
SHOWN: Words = {
    NumberRule.OWN: lazy_gettext("It is this terminal's own number."),
    NumberRule.ALWAYS: lazy_gettext("Every target gets numbers of this kind."),
    NumberRule.IF_CALL_CENTERS_SHOWN: lazy_gettext("The system settings show call centre numbers."),
}


def profile_sentence(standing: Standing) -> str:
    """Return why a profile that targets this softphone delivers, or why it does not."""
    if standing.reason:
        return str(LOSES[standing.reason])
    if standing.profile.target_type is TargetType.ACCOUNT:
        return str(_("It applies: it targets the signed-in account, which comes before the terminal."))
    return str(_("It applies: it targets this terminal, and no enabled profile targets an agent there."))


def item_sentence(judgement: Judgement, judged: JudgedItem, facts: Facts, catalogue: Catalogue) -> str:
    """Return why one item is delivered, or the one reason why it is not."""
    if judged.reason:
        return str(WITHHELD[judged.reason])
    match judged.item:
        case Number() as number:
            return _of_number(judged.part, number, facts)
        case ContactPoint(type=ContactPointType.CALL_CENTER):
            return str(_("The account belongs to this call centre."))
        case ContactPoint():
            return str(_("Every account that is a target gets business labels."))
    return _of_setting(judgement, judged.key, facts, catalogue)


def _of_number(part: Part, number: Number, facts: Facts) -> str:
    table = NUMBER_LIST if part is Part.DISPLAY_NUMBERS else CTI_LIST
    rule = table[number.owner.type, number.kind]
    if rule is not NumberRule.OF_SHOWN_GROUP:
        return str(SHOWN[rule])
    if facts.organization.show_all_ring_group_numbers:
        return str(_("The system settings show all group numbers."))
    return str(_("The terminal is a member of this ring group."))


def _of_setting(judgement: Judgement, key: str, facts: Facts, catalogue: Catalogue) -> str:
    pinned, option = judgement.standing.profile.pinned, catalogue.settings[key].option
    if option and option not in facts.organization.options:
        return str(_("Delivered and locked, but without effect: its option is not contracted."))
    name, number = (pinned.name, pinned.version) if pinned else ("", 0)
    return str(_("Version %(number)d of “%(name)s” has it.", name=name, number=number))
