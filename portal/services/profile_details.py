"""What a profile's first tab says, and what can be wrong with it (PRF-2 to PRF-6)."""

from collections.abc import Callable
from dataclasses import dataclass

from importer.faults import Fault, FaultCode
from portal.domain.text import BadText, TextFault, clean_memo, clean_name
from portal.domain.words import DisplayList, Plan, TargetType

_CODES = {
    TextFault.EMPTY: FaultCode.EMPTY,
    TextFault.TOO_LONG: FaultCode.TOO_LONG,
    TextFault.CONTROL_CHARACTER: FaultCode.NOT_TEXT,
}


@dataclass(frozen=True, slots=True)
class Details:
    """Name, memo and display list as they were typed; without a display list it is not asked for."""

    name: str
    memo: str = ""
    display_list: DisplayList | None = None


def faults_of(details: Details, target_type: TargetType) -> list[Fault]:
    """Return everything that is wrong, by the fields of the profile document."""
    faults = [
        *_text_fault("/name", clean_name, details.name),
        *_text_fault("/memo", clean_memo, details.memo),
    ]
    numbers_only = target_type is TargetType.EXTENSION
    if numbers_only and details.display_list not in (None, DisplayList.NUMBERS_ONLY):
        faults.append(
            Fault("/display_list", FaultCode.NOT_ALLOWED, {"allowed": DisplayList.NUMBERS_ONLY.value})
        )
    return faults


def plan_faults(plan: Plan, target_type: TargetType) -> list[Fault]:
    """Return what the plan does not allow: on business phone only extensions are targeted (PRF-5)."""
    if plan is Plan.BUSINESS_PHONE and target_type is not TargetType.EXTENSION:
        return [Fault("/target_type", FaultCode.NOT_ALLOWED, {"allowed": TargetType.EXTENSION.value})]
    return []


def columns_of(details: Details, target_type: TargetType) -> dict[str, object]:
    """Return the columns of acceptable details, as they are kept (PRF-3)."""
    of_extension = target_type is TargetType.EXTENSION
    first_list = DisplayList.NUMBERS_ONLY if of_extension else DisplayList.SWITCHABLE
    return {
        "name": clean_name(details.name),
        "memo": clean_memo(details.memo),
        "display_list": details.display_list or first_list,
    }


def _text_fault(pointer: str, clean: Callable[[str], str], text: str) -> list[Fault]:
    try:
        clean(text)
    except BadText as bad:
        params = {"count" if name == "length" else name: value for name, value in bad.params.items()}
        return [Fault(pointer, _CODES[bad.code], params)]
    return []
