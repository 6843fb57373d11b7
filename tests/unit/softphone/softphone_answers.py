"""Documents as the portal answers them: a catalogue, answers that control, answers that release."""

import hashlib

import rfc8785


def _label(ja, en):
    return {"ja": ja, "en": en}


def setting(key, kind, default, *, menu=("電話機能", "Phone"), page=None, group="shared", **more):
    """Return a catalogue entry."""
    return {
        "key": key,
        "menu": _label(*menu),
        "page": page and _label(*page),
        "label": _label(f"{key} の名前", f"Name of {key}"),
        "type": kind,
        "default": default,
        "since": "3.12.5",
        "option": None,
        "class": group,
        "unit": None,
        "help": None,
    } | more


BOOLEAN = {"kind": "boolean"}
ANY_LIST = {"kind": "list", "of": None, "least": 0, "most": 200000, "unique": False}


def choice(*values):
    """Return an enumeration."""
    return {"kind": "enumeration", "choices": [{"value": v, "label": _label(f"{v}です", v)} for v in values]}


def text(most=200, pattern=None):
    """Return a string type."""
    return {"kind": "string", "most": most, "pattern": pattern}


def whole(least, most):
    """Return an integer type."""
    return {"kind": "integer", "least": least, "most": most}


CODECS = choice("opus", "g722", "pcmu", "pcma")
DISPLAY, TERMINAL = ("表示設定", "Display"), ("端末設定", "Terminal")
AUDIO, AGENT, CTI = ("音声設定", "Audio"), ("エージェント設定", "Agent"), ("CTI設定", "CTI")
BASIC, CUSTOM = ("基本設定", "Basic settings"), ("カスタム連携", "Custom integration")
SETTINGS = [
    setting("terminal.extension", text(40), "", menu=TERMINAL, group="device"),
    setting("terminal.password", text(), "", menu=TERMINAL, group="secret"),
    setting(
        "display.list",
        choice("switchable", "numbers_only", "contact_points_only"),
        "switchable",
        menu=DISPLAY,
        group="profile",
    ),
    setting("display.numbers", ANY_LIST, [], menu=DISPLAY, group="profile"),
    setting("display.contact_points", ANY_LIST, [], menu=DISPLAY, group="profile"),
    setting("display.numbers_by_phone_book_name", BOOLEAN, default=False, menu=DISPLAY, group="user"),
    setting("display.sort_numbers", BOOLEAN, default=False, menu=DISPLAY, group="user"),
    setting("display.auto_show_new_call_centers", BOOLEAN, default=True, menu=DISPLAY, group="profile"),
    setting("display.auto_show_new_business_labels", BOOLEAN, default=True, menu=DISPLAY, group="profile"),
    setting("phone.auto_answer", BOOLEAN, default=False),
    setting("phone.auto_answer_delay", whole(0, 60), 3, unit=_label("秒", "seconds")),
    setting("phone.park_prefix", text(6, "^[0-9]*$"), ""),
    setting(
        "audio.codecs",
        {"kind": "list", "of": CODECS, "least": 1, "most": 4, "unique": True},
        ["opus", "pcmu"],
        menu=AUDIO,
    ),
    setting("audio.noise_suppression", choice("off", "low", "high"), "low", menu=AUDIO, since="3.13.9"),
    setting(
        "window.position",
        {"kind": "list", "of": whole(-9999, 9999), "least": 4, "most": 4, "unique": False},
        [0, 0, 360, 640],
        menu=("画面設定", "Window"),
        group="device",
    ),
    setting("agent.enabled", BOOLEAN, default=False, menu=AGENT, page=BASIC, group="user"),
    setting("cti.numbers", ANY_LIST, [], menu=CTI, page=BASIC, group="profile", option="crm_integration"),
    setting(
        "cti.popup_size",
        choice("standard", "large", "none"),
        "standard",
        menu=CTI,
        page=BASIC,
        option="crm_integration",
    ),
    setting("cti.custom_password", text(), "", menu=CTI, page=CUSTOM, group="secret"),
    setting(
        "network.rtp_port_range",
        {"kind": "port_range", "least": 1024, "most": 65535},
        [16384, 32767],
        menu=("ネットワーク設定", "Network"),
    ),
]
CATALOGUE = {"version": "0123456789abcdef", "settings": SETTINGS}

NUMBERS = [
    {
        "number": "05012340001",
        "kind": "external",
        "name": None,
        "owner": {"type": "terminal", "name": "営業1", "extension": "1001"},
    },
    {
        "number": "0312345678",
        "kind": "external",
        "name": "代表",
        "owner": {"type": "ivr", "name": "受付", "extension": "3001"},
    },
    {
        "number": "0120000001",
        "kind": "external",
        "name": "お客様窓口",
        "owner": {"type": "call_center", "name": "サポート", "extension": "4001"},
    },
]
POINTS = [
    {"type": "call_center", "name": "サポート", "caller_number": "0120000001"},
    {"type": "business_label", "name": "更新", "caller_number": "0312345678"},
]
DISPLAY_LOCKED = [
    "display.auto_show_new_business_labels",
    "display.auto_show_new_call_centers",
    "display.contact_points",
    "display.list",
    "display.numbers",
]


def with_revision(document):
    """Return `document` with the revision that its content has."""
    rest = {key: value for key, value in document.items() if key != "revision"}
    return {"revision": hashlib.sha256(rfc8785.dumps(rest)).hexdigest(), **rest}


def controlled(values=None, *, name="営業部", display=None, cti=True, unavailable=()):
    """Return an answer that controls. `values` of None means no other settings (選択なし)."""
    shown = {
        "list": "switchable",
        "numbers": NUMBERS,
        "contact_points": POINTS,
        "auto_show_new_call_centers": False,
        "auto_show_new_business_labels": False,
    } | (display or {})
    snapshot = {
        "name": "標準設定",
        "version": 3,
        "captured_at": "2026-11-20T09:00:00+09:00",
        "source_extension": "1001",
        "source_version": "3.13.7",
    }
    missing = [{"key": key, "option": "crm_integration"} for key in unavailable]
    locked = [*DISPLAY_LOCKED, *(["cti.numbers"] if cti else []), *(values or {})]
    return with_revision(
        {
            "controlled": True,
            "reason": None,
            "profile": {"id": 12, "name": name, "target_type": "account"},
            "notice": "管理者により一部設定が制御されています。",
            "display": shown,
            "cti": {"numbers": NUMBERS[1:]} if cti else None,
            "other": None
            if values is None
            else {"snapshot": snapshot, "values": values, "unavailable": missing},
            "locked": sorted(locked),
        }
    )


def not_controlled(reason="no_profile"):
    """Return an answer that releases."""
    empty = dict.fromkeys(("profile", "notice", "display", "cti", "other"))
    return with_revision({"controlled": False, "reason": reason, **empty, "locked": []})
