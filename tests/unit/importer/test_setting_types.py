import pytest

from importer.setting_types import Boolean, Choice, Enumeration, Integer, Label, ListOf, PortRange, String


def choice(value):
    return Choice(value, Label(value, value))


TWO = Enumeration((choice("ring"), choice("answer")))
CODECS = ListOf(Enumeration((choice("opus"), choice("g722"))), 1, 2, unique=True)
DIGITS = String(6, "^[0-9]*$")
PORTS = PortRange(1024, 65535)
POSITION = ListOf(Integer(-10, 10), 4, 4)


@pytest.mark.rule("CAP-7")
@pytest.mark.parametrize(
    ("setting_type", "value"),
    [
        (Boolean(), True),
        (Boolean(), False),
        (Integer(0, 60), 0),
        (Integer(0, 60), 60),
        (TWO, "ring"),
        (String(3), "日本語"),
        (String(3), ""),
        (DIGITS, "701"),
        (CODECS, ["g722", "opus"]),
        (ListOf(None, 0, 3), [{"number": "1001"}, None, "x"]),
        (POSITION, [-10, 0, 10, 5]),
        (PORTS, [1024, 65535]),
        (PORTS, [20000, 20001]),
    ],
)
def test_a_value_of_the_type_has_no_fault(setting_type, value):
    assert setting_type.fault(value) is None


@pytest.mark.rule("CAP-7")
@pytest.mark.parametrize(
    ("setting_type", "value", "code", "params"),
    [
        (Boolean(), 1, "wrong_type", {"expected": "boolean"}),
        (Boolean(), "true", "wrong_type", {"expected": "boolean"}),
        (Boolean(), None, "wrong_type", {"expected": "boolean"}),
        (Integer(0, 60), True, "wrong_type", {"expected": "integer"}),
        (Integer(0, 60), 1.5, "wrong_type", {"expected": "integer"}),
        (Integer(0, 60), "5", "wrong_type", {"expected": "integer"}),
        (Integer(0, 60), -1, "too_small", {"least": 0, "most": 60}),
        (Integer(0, 60), 61, "too_big", {"least": 0, "most": 60}),
        (TWO, "hold", "not_allowed", {"allowed": "ring, answer"}),
        (TWO, "RING", "not_allowed", {"allowed": "ring, answer"}),
        (TWO, ["ring"], "wrong_type", {"expected": "string"}),
        (String(3), 1, "wrong_type", {"expected": "string"}),
        (String(3), "日本語だ", "too_long", {"most": 3, "count": 4}),
        (String(9), "a\nb", "not_text", {}),
        (String(9), "a\u2028b", "not_text", {}),
        (DIGITS, "70a", "bad_pattern", {"pattern": "^[0-9]*$"}),
        (DIGITS, "７０１", "bad_pattern", {"pattern": "^[0-9]*$"}),
        (CODECS, "opus", "wrong_type", {"expected": "list"}),
        (CODECS, {"0": "opus"}, "wrong_type", {"expected": "list"}),
        (CODECS, [], "too_few", {"least": 1, "count": 0}),
        (CODECS, ["opus", "g722", "opus"], "too_many", {"most": 2, "count": 3}),
        (CODECS, ["opus", "mp3"], "not_allowed", {"item": 2, "allowed": "opus, g722"}),
        (CODECS, ["opus", "opus"], "duplicate", {"item": 2}),
        (POSITION, [0, 0, 11, 0], "too_big", {"item": 3, "least": -10, "most": 10}),
        (PORTS, [1023, 2000], "too_small", {"item": 1, "least": 1024, "most": 65535}),
        (PORTS, [2000, 65536], "too_big", {"item": 2, "least": 1024, "most": 65535}),
        (PORTS, [2001, 3000], "bad_port_range", {"least": 1024, "most": 65535}),
        (PORTS, [3000, 2000], "bad_port_range", {"least": 1024, "most": 65535}),
        (PORTS, [2000, 2000], "bad_port_range", {"least": 1024, "most": 65535}),
        (PORTS, [2000], "too_few", {"least": 2, "count": 1}),
        (PORTS, "2000-3000", "wrong_type", {"expected": "list"}),
        (PORTS, [2000, "3000"], "wrong_type", {"item": 2, "expected": "integer"}),
    ],
)
def test_a_bad_value_has_a_fault_that_says_what_was_expected(setting_type, value, code, params):
    problem = setting_type.fault(value)

    assert problem == (code, params)


@pytest.mark.parametrize(
    ("setting_type", "published"),
    [
        (Boolean(), {"kind": "boolean"}),
        (Integer(0, 60), {"kind": "integer", "least": 0, "most": 60}),
        (DIGITS, {"kind": "string", "most": 6, "pattern": "^[0-9]*$"}),
        (
            Enumeration((choice("ring"),)),
            {"kind": "enumeration", "choices": [{"value": "ring", "label": {"ja": "ring", "en": "ring"}}]},
        ),
        (ListOf(None, 0, 9), {"kind": "list", "of": None, "least": 0, "most": 9, "unique": False}),
        (
            PORTS,
            {
                "kind": "list",
                "of": {"kind": "integer", "least": 1024, "most": 65535},
                "least": 2,
                "most": 2,
                "unique": False,
                "rule": "port_range",
            },
        ),
    ],
)
def test_a_type_publishes_all_that_others_need_to_check_a_value(setting_type, published):
    assert setting_type.published() == published
    assert published["kind"] == setting_type.kind
