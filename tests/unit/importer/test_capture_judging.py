import pytest
from bad_setting_values import BAD
from capture_uploads import defaults, told

from importer.catalogue import SettingClass, catalogue
from importer.checking import Accepted, LeftOut, Refused, judge
from importer.masking import MASK, mask


def judged(settings):
    return judge(mask(settings, catalogue()), catalogue())


@pytest.mark.rule("CAP-8")
def test_only_what_is_shared_becomes_part_of_a_snapshot():
    judgement = judged(defaults())

    assert isinstance(judgement, Accepted)
    assert set(judgement.values) == {
        key for key, setting in catalogue().settings.items() if setting.setting_class is SettingClass.SHARED
    }
    assert judgement.values["audio.codecs"] == ["opus", "g722", "pcmu", "pcma"]


@pytest.mark.rule("CAP-8")
def test_what_else_there_was_is_listed_with_its_class():
    judgement = judged(
        {
            "terminal.password": "hunter2",
            "terminal.extension": "1001",
            "phone.auto_answer": True,
            "agent.enabled": True,
            "cti.numbers": ["0312345678"],
        }
    )

    assert judgement == Accepted(
        values={"phone.auto_answer": True},
        left_out=(
            LeftOut("terminal.password", SettingClass.SECRET),
            LeftOut("terminal.extension", SettingClass.DEVICE),
            LeftOut("agent.enabled", SettingClass.USER),
            LeftOut("cti.numbers", SettingClass.PROFILE),
        ),
        unrecognised=(),
    )


@pytest.mark.rule("CAP-7")
def test_an_unknown_key_is_named_and_left_outside():
    judgement = judged({"phone.video": {"codec": "av1"}, "phone.dtmf": "info", "": None, "Phone.dtmf": 1})

    assert judgement == Accepted({"phone.dtmf": "info"}, (), ("phone.video", "", "Phone.dtmf"))


@pytest.mark.rule("CAP-7")
def test_nothing_at_all_is_accepted():
    assert judged({}) == Accepted({}, (), ())


@pytest.mark.rule("CAP-7")
@pytest.mark.parametrize(("key", "value", "code"), BAD)
def test_a_known_key_with_a_bad_value_refuses_the_capture(key, value, code):
    judgement = judged(defaults() | {key: value})

    assert isinstance(judgement, Refused)
    assert told(judgement.faults) == [(f"/settings/{key}", code)]
    assert "hunter2" not in repr(judgement)


@pytest.mark.rule("CAP-7", "CAP-6")
def test_every_bad_value_is_told_in_the_order_of_the_capture():
    judgement = judged(
        {"phone.dtmf": 1, "new": 1, "agent.enabled": 1, "audio.codecs": 1, "window.language": "ja"}
    )

    assert told(judgement.faults) == [
        ("/settings/phone.dtmf", "wrong_type"),
        ("/settings/agent.enabled", "wrong_type"),
        ("/settings/audio.codecs", "wrong_type"),
    ]
    assert judgement.unrecognised == ("new",)
    assert judgement.left_out == (LeftOut("agent.enabled", SettingClass.USER),)


@pytest.mark.rule("CAP-7")
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("shortcut.answer", ""),
        ("shortcut.answer", "F9"),
        ("shortcut.answer", "Ctrl+Shift+F12"),
        ("shortcut.answer", "Shift+Ctrl+Alt+Space"),
        ("shortcut.answer", "Meta+1"),
        ("cti.url_template", ""),
        ("cti.url_template", "https://crm.example.jp"),
        ("cti.url_template", "HTTPS://crm.example.jp:8443/search?tel={caller_number}&id={{call_id}}#x"),
        ("cti.url_template", "https://crm.example.jp?token={token}"),
        ("cti.url_template", "https://[2001:db8::1]/@home"),
        ("cti.url_template", "https://日本語.jp/顧客/{電話番号}"),
        ("phone.park_prefix", "700"),
        (
            "display.contact_points",
            [{"type": "call_center", "name": "パスワード再発行", "caller_number": "03"}],
        ),
        ("window.position", [-1920, -20, 360, 640]),
        ("network.rtp_port_range", [1024, 65535]),
    ],
)
def test_what_people_really_set_is_accepted(key, value):
    judgement = judged({key: value})

    assert isinstance(judgement, Accepted)
    assert judgement.values.get(key, value) == value


@pytest.mark.rule("CAP-9")
def test_a_masked_secret_is_a_good_secret():
    judgement = judge({"terminal.password": MASK}, catalogue())

    assert judgement == Accepted({}, (LeftOut("terminal.password", SettingClass.SECRET),), ())
