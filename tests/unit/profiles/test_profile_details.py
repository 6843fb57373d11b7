"""What the first tab of a profile may say."""

import pytest

from importer.faults import FaultCode
from portal.domain.words import DisplayList, Plan, TargetType
from portal.services.profile_details import Details, columns_of, faults_of, plan_faults
from portal.services.profiles import copy_name


def codes(details, target_type=TargetType.ACCOUNT):
    return {fault.pointer: fault.code for fault in faults_of(details, target_type)}


@pytest.mark.rule("PRF-2", "PRF-3")
@pytest.mark.parametrize(
    ("details", "faults"),
    [
        pytest.param(Details("営"), {}, id="one character"),
        pytest.param(Details("営" * 60), {}, id="60 characters"),
        pytest.param(Details("か\u3099" * 60), {}, id="60 characters after composing"),
        pytest.param(Details("営" * 61), {"/name": FaultCode.TOO_LONG}, id="61 characters"),
        pytest.param(Details(" \u3000 "), {"/name": FaultCode.EMPTY}, id="nothing to be seen"),
        pytest.param(Details("営\x07"), {"/name": FaultCode.NOT_TEXT}, id="a control character"),
        pytest.param(Details("営\n業"), {"/name": FaultCode.NOT_TEXT}, id="a name of two lines"),
        pytest.param(Details("営", "あ\r\n" * 249 + "いう"), {}, id="500 characters with line ends"),
        pytest.param(Details("営", "あ" * 501), {"/memo": FaultCode.TOO_LONG}, id="a memo of 501"),
        pytest.param(
            Details("", "あ" * 501), {"/name": FaultCode.EMPTY, "/memo": FaultCode.TOO_LONG}, id="every fault"
        ),
    ],
)
def test_name_and_memo_have_limits(details, faults):
    assert codes(details) == faults


@pytest.mark.rule("PRF-3")
def test_text_is_kept_composed_and_trimmed():
    columns = columns_of(Details(" か\u3099 ", " 一\r\n二 "), TargetType.ACCOUNT)

    assert columns["name"] == "が"
    assert columns["memo"] == "一\n二"


@pytest.mark.rule("PRF-6")
def test_a_profile_for_extensions_shows_numbers_only():
    assert columns_of(Details("営業"), TargetType.EXTENSION)["display_list"] is DisplayList.NUMBERS_ONLY
    assert codes(Details("営業", display_list=DisplayList.NUMBERS_ONLY), TargetType.EXTENSION) == {}
    assert codes(Details("営業", display_list=DisplayList.SWITCHABLE), TargetType.EXTENSION) == {
        "/display_list": FaultCode.NOT_ALLOWED
    }


@pytest.mark.rule("PRF-5")
def test_business_phone_targets_extensions_alone():
    assert [fault.pointer for fault in plan_faults(Plan.BUSINESS_PHONE, TargetType.ACCOUNT)] == [
        "/target_type"
    ]
    assert plan_faults(Plan.BUSINESS_PHONE, TargetType.EXTENSION) == []
    assert plan_faults(Plan.CALL_CENTER, TargetType.ACCOUNT) == []


@pytest.mark.rule("PRF-7")
@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("営業部", "営業部 (2)"),
        ("営業部 (2)", "営業部 (2)"),
        ("(2)", "(2) (2)"),
        ("営" * 60, "営" * 56 + " (2)"),
        ("営" * 55 + " 業務課", "営" * 55 + " (2)"),
    ],
)
def test_a_copy_has_a_number_and_fits(name, copy):
    assert copy_name(name, 2) == copy
