"""Settings files of Linphone and MicroSIP, read as captures."""

import pytest
from capture_uploads import told
from hypothesis import given, settings
from hypothesis import strategies as st
from native_files import FIELDS, LINPHONE, LINPHONERC, MICROSIP, MICROSIP_INI, read

from importer.catalogue import catalogue
from importer.checking import Accepted, Refused, judge
from importer.faults import Unreadable
from importer.ini import LONGEST_LINE
from importer.masking import MASK


def faults_of(raw, media_type=LINPHONE, **fields):
    with pytest.raises(Unreadable) as refusal:
        read(raw, media_type, **fields)
    return refusal.value.faults


def places_of(raw, media_type=LINPHONE):
    return [(fault.pointer, str(fault.code), fault.params["line"]) for fault in faults_of(raw, media_type)]


@pytest.mark.rule("CAP-7", "CAP-8")
def test_the_file_of_a_real_linphone_gives_its_codecs_and_leaves_the_rest_unrecognised():
    judgement = judge(read(LINPHONERC, LINPHONE).settings, catalogue())

    assert isinstance(judgement, Accepted)
    assert judgement.values == {"audio.codecs": ["opus", "pcmu", "pcma"]}
    assert len(judgement.unrecognised) == 117
    assert {"[sip] sip_port", "[rtp] audio_rtp_port", "[audio_codec_1] mime", "[audio_codec_0] rate"} <= set(
        judgement.unrecognised
    )


@pytest.mark.rule("CAP-7", "CAP-8")
@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(MICROSIP_INI.encode(), id="UTF-8"),
        pytest.param(MICROSIP_INI.encode("utf-8-sig"), id="UTF-8 with a mark"),
        pytest.param(b"\xff\xfe" + MICROSIP_INI.encode("utf-16-le"), id="UTF-16LE"),
        pytest.param(MICROSIP_INI.replace("\n", "\r\n").encode("cp932"), id="CP932"),
        pytest.param(MICROSIP_INI.lower().encode(), id="names in lower case"),
    ],
)
def test_what_microsip_says_is_taken_in_whatever_encoding_it_says_it(raw):
    judgement = judge(read(raw, MICROSIP).settings, catalogue())

    assert isinstance(judgement, Accepted)
    assert judgement.values == {
        "phone.auto_answer": True,
        "phone.auto_answer_delay": 3,
        "phone.dtmf": "rfc4733",
        "phone.call_waiting": False,
        "notification.raise_on_ring": True,
        "audio.ring_volume": 80,
        "audio.echo_cancellation": True,
        "audio.codecs": ["opus", "pcma", "pcmu"],
        "window.always_on_top": True,
        "network.rtp_port_range": [16384, 16999],
        "network.keep_alive_seconds": 15,
    }
    assert {item.key for item in judgement.left_out} == {
        "audio.speaker_device",
        "audio.microphone_device",
        "audio.ringer_device",
        "window.position",
    }
    assert len(judgement.unrecognised) == 14


def test_quotes_around_a_value_are_no_part_of_it():
    settings = read(MICROSIP_INI, MICROSIP).settings

    assert settings["audio.speaker_device"] == "スピーカー (USB Audio)"
    assert settings["audio.ringer_device"] == ""
    assert settings["window.position"] == [965, 383, 315, 377]


@pytest.mark.parametrize(
    ("lines", "key", "value"),
    [
        ("[ui]\nauto_answer=1", "phone.auto_answer", True),
        ("[ui]\nauto_answer=0", "phone.auto_answer", False),
        ("[ui]\nauto_answer_delay=2600", "phone.auto_answer_delay", 3),
        ("[sip]\nuse_rfc2833=1\nuse_info=0", "phone.dtmf", "rfc4733"),
        ("[sip]\nuse_info=1\nuse_rfc2833=0", "phone.dtmf", "info"),
        ("[sound]\nagc=1\nechocancellation=0", "audio.echo_cancellation", False),
        ("[rtp]\naudio_dscp=0x2e", "network.qos_dscp", 46),
        ("[rtp]\naudio_rtp_port=7078-7178", "network.rtp_port_range", [7078, 7178]),
        ("[sip]\nkeepalive_period=30000", "network.keep_alive_seconds", 30),
        ("[ui]\nlocale=ja", "window.language", "ja"),
        ("[sound]\nringer_dev_id=ALSA: default device", "audio.ringer_device", "ALSA: default device"),
        (
            "[audio_codec_0]\nmime=PCMA\nenabled=1\n[audio_codec_1]\nmime=opus\nenabled=1",
            "audio.codecs",
            ["pcma", "opus"],
        ),
    ],
)
def test_what_linphone_says_is_taken(lines, key, value):
    assert read(lines, LINPHONE).settings[key] == value


@pytest.mark.rule("CAP-7")
@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ("[rtp]\naudio_rtp_port=7078", {"[rtp] audio_rtp_port": "7078"}),
        ("[rtp]\naudio_rtp_port=-1", {"[rtp] audio_rtp_port": "-1"}),
        ("[sip]\nuse_rfc2833=1\nuse_info=1", {"[sip] use_rfc2833": "1", "[sip] use_info": "1"}),
        ("[sip]\nuse_info=1", {"[sip] use_info": "1"}),
        ("[ui]\nlocale=fr", {"[ui] locale": "fr"}),
        ("[ui]\nauto_answer=", {"[ui] auto_answer": ""}),
        ("[ui]\nAUTO_ANSWER=1", {"[ui] AUTO_ANSWER": "1"}),
    ],
)
def test_what_the_catalogue_cannot_say_stays_under_its_own_name(lines, left):
    assert read(lines, LINPHONE).settings == left


@pytest.mark.parametrize("value", ["button", "header", "0"])
def test_what_answers_some_calls_alone_is_not_taken_for_answering_all(value):
    settings = read(f"[Settings]\nautoAnswer={value}\nDTMFMethod=0\nrtpPortMin=0\nrtpPortMax=0", MICROSIP)

    assert set(settings.settings) == {
        "[Settings] autoAnswer",
        "[Settings] DTMFMethod",
        "[Settings] rtpPortMin",
        "[Settings] rtpPortMax",
    }


def test_a_list_with_more_than_the_catalogue_knows_is_taken_and_named_too():
    settings = read("[Settings]\naudioCodecs=opus/48000/2 speex/8000/1 PCMU/8000/1", MICROSIP).settings

    assert settings["audio.codecs"] == ["opus", "pcmu"]
    assert settings["[Settings] audioCodecs"] == "opus/48000/2 speex/8000/1 PCMU/8000/1"


@pytest.mark.rule("CAP-7")
@pytest.mark.parametrize(
    ("lines", "media_type", "fault"),
    [
        ("[ui]\nauto_answer=yes please", LINPHONE, ("/settings/phone.auto_answer", "wrong_type")),
        ("[ui]\nauto_answer_delay=61000", LINPHONE, ("/settings/phone.auto_answer_delay", "too_big")),
        ("[rtp]\naudio_rtp_port=7079-7178", LINPHONE, ("/settings/network.rtp_port_range", "bad_port_range")),
        ("[Settings]\nDTMFMethod=9", MICROSIP, ("/settings/phone.dtmf", "not_allowed")),
        ("[Settings]\nvolumeRing=101", MICROSIP, ("/settings/audio.ring_volume", "too_big")),
        ("[Settings]\nvolumeRing=loud", MICROSIP, ("/settings/audio.ring_volume", "wrong_type")),
    ],
)
def test_a_value_that_makes_no_sense_refuses_the_capture(lines, media_type, fault):
    judgement = judge(read(lines, media_type).settings, catalogue())

    assert isinstance(judgement, Refused)
    assert told(judgement.faults) == [fault]


@pytest.mark.rule("CAP-9", "TRU-16")
@pytest.mark.parametrize(
    ("raw", "media_type", "name"),
    [
        ("[auth_info_0]\npasswd=hunter2", LINPHONE, "[auth_info_0] passwd"),
        ("[auth_info_0]\nha1=hunter2", LINPHONE, "[auth_info_0] ha1"),
        ("[proxy_0]\npush_parameters=pn-prid=hunter2", LINPHONE, "[proxy_0] push_parameters"),
        ("[Account1]\npassword=hunter2", MICROSIP, "[Account1] password"),
        ("[Account1]\nPASSWORD=hunter2", MICROSIP, "[Account1] PASSWORD"),
        ("[Settings]\nPortKnockerPorts=hunter2", MICROSIP, "[Settings] PortKnockerPorts"),
    ],
)
def test_secrets_of_other_softphones_are_masked(raw, media_type, name):
    assert read(raw, media_type).settings == {name: MASK}


@pytest.mark.rule("CAP-9", "TRU-16")
@pytest.mark.parametrize(
    "line",
    [
        "config-uri=http://127.0.0.1/prov?token=hunter2",
        "proxy=<sip:bob:hunter2@pbx.invalid>",
        "cmdIncomingCall=call.exe --password hunter2",
        'remote={"password": "hunter2"}',
        "blob=cGFzc3dvcmQ9aHVudGVyMg==",
    ],
)
@pytest.mark.parametrize("media_type", [LINPHONE, MICROSIP])
def test_secrets_inside_values_are_masked(line, media_type):
    (value,) = read(f"[misc]\n{line}", media_type).settings.values()

    assert MASK in value
    assert "hunter2" not in value
    assert "aHVudGVyMg" not in value


@pytest.mark.rule("CAP-4", "TRU-18")
@pytest.mark.parametrize(
    ("raw", "media_type", "expected"),
    [
        pytest.param("[a]\nx=1\nx=2", LINPHONE, [("/settings/[a] x", "duplicate_key", 3)], id="key twice"),
        pytest.param("[a]\nX=1\nx=2", MICROSIP, [("/settings/[a] x", "duplicate_key", 3)], id="in any case"),
        pytest.param("[a]\nx=1\n[a]\ny=1", LINPHONE, [("/settings/[a]", "duplicate_key", 3)], id="twice"),
        pytest.param("[a]\nwhat", LINPHONE, [("", "bad_line", 2)], id="no equals sign"),
        pytest.param("[a]\n=1", LINPHONE, [("", "bad_line", 2)], id="no key"),
        pytest.param("x=1", LINPHONE, [("", "bad_line", 1)], id="no section"),
        pytest.param("[a\nx=1", LINPHONE, [("", "bad_line", 1), ("", "bad_line", 2)], id="half a section"),
        pytest.param("[]\n[a]\nx=1", LINPHONE, [("", "bad_line", 1)], id="a section without name"),
        pytest.param("[a]\nx=a\0b", LINPHONE, [("/settings/[a]", "nul_character", 2)], id="NUL"),
        pytest.param("[a]\nx=a\x1bb", LINPHONE, [("/settings/[a]", "not_text", 2)], id="escape"),
        pytest.param(
            "[a]\nx=" + "y" * LONGEST_LINE, LINPHONE, [("/settings/[a]", "line_too_long", 2)], id="long line"
        ),
        pytest.param(
            "[a]\nwhat\nx=1\nx=2\ny=\0",
            LINPHONE,
            [
                ("", "bad_line", 2),
                ("/settings/[a] x", "duplicate_key", 4),
                ("/settings/[a]", "nul_character", 5),
            ],
            id="several at once",
        ),
    ],
)  # fmt: skip
def test_what_a_file_says_badly_is_told_with_its_line(raw, media_type, expected):
    assert places_of(raw, media_type) == expected


@pytest.mark.rule("CAP-4", "TRU-18")
@pytest.mark.parametrize(
    ("raw", "media_type", "code"),
    [
        pytest.param(b"", LINPHONE, "empty", id="nothing"),
        pytest.param(b"# a remark\n\n", LINPHONE, "empty", id="remarks alone"),
        pytest.param(b"[sip]\n", LINPHONE, "empty", id="a section alone"),
        pytest.param("[a]\nx=ア".encode("cp932"), LINPHONE, "not_decoded", id="CP932 from Linphone"),
        pytest.param(b"\xff\xfe" + "[a]\nx=1".encode("utf-16-le"), LINPHONE, "not_decoded", id="UTF-16"),
        pytest.param(b"\xef\xbb\xbf[a]\nx=1", LINPHONE, "not_decoded", id="a mark from Linphone"),
        pytest.param("[a]\nx=1".encode("utf-16-le"), MICROSIP, "not_decoded", id="UTF-16 without a mark"),
        pytest.param(b"\xfe\xff" + "[a]\nx=1".encode("utf-16-be"), MICROSIP, "not_decoded", id="UTF-16BE"),
        pytest.param(b"\xff\xfe[\0a\0]", MICROSIP, "not_decoded", id="half a character"),
        pytest.param(b"\xff\xfe[\0\x00\xd8]\0", MICROSIP, "not_decoded", id="half a pair"),
        pytest.param(b"[a]\nx=\x81\xff\x80", MICROSIP, "not_decoded", id="no text at all"),
        pytest.param(b"[a]\nx=\xa0", MICROSIP, "not_decoded", id="a byte that stands for nothing"),
        pytest.param(b"[a]\n" + b"x" * 1024 * 1024, MICROSIP, "too_large", id="too large"),
    ],
)
def test_what_is_no_settings_file_is_refused(raw, media_type, code):
    assert told(faults_of(raw, media_type)) == [("", code)]


@pytest.mark.rule("CAP-4")
def test_faults_of_the_file_and_of_what_is_said_beside_it_come_together():
    faults = faults_of("[a]\nx=1\nx=2", name="", captured_at="yesterday")

    assert told(faults) == [
        ("/name", "empty"),
        ("/captured_at", "bad_time"),
        ("/settings/[a] x", "duplicate_key"),
    ]


@pytest.mark.rule("CAP-4")
def test_more_entries_than_a_capture_may_have_are_refused():
    lines = "\n".join(f"k{number}=1" for number in range(5001))

    assert told(faults_of(f"[a]\n{lines}")) == [("/settings", "too_many")]


def test_what_the_file_does_not_say_is_taken_from_beside_it():
    body = read("[a]\nx=1", LINPHONE)

    assert body.document() == FIELDS | {"settings": {"[a] x": "1"}}


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("media_type", [LINPHONE, MICROSIP])
@settings(max_examples=150, deadline=None)
@given(raw=st.binary(max_size=60) | st.text("[]=;#ab \n\r\0\"'é\x85\u2028", max_size=60).map(str.encode))
def test_no_file_does_more_than_be_refused(media_type, raw):
    try:
        kept = read(raw, media_type).settings
    except Unreadable as refusal:
        kept = refusal.faults

    assert kept
