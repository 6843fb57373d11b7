"""What is logged: one line each, with its request id and without secrets."""

import io
import json
import logging
import sys
from unittest.mock import Mock

import pytest
import structlog

from portal import logs

FORGED = "/a\n2026-11-20T09:00:00Z [info] forged\r\nmore"


@pytest.fixture
def log_as():
    """A function that chooses the form of the logs; afterwards logging is as before."""
    root, chosen = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    yield lambda log_format: logs.configure(log_format, "info")
    root.handlers[:], root.level = handlers, level
    structlog.configure(**chosen)
    structlog.contextvars.clear_contextvars()


def logged(capsys):
    """Return the lines that were logged."""
    return capsys.readouterr().err.splitlines()


def raised(text):
    """Return an error that was raised here."""
    with pytest.raises(ValueError, match=r".") as caught:
        raise ValueError(text)
    return caught.value


def test_in_production_each_line_is_an_object_with_the_request_id(log_as, capsys):
    log_as("json")
    request_id = logs.start_request(None)

    structlog.get_logger("a test").info("answered", path="/a", status=200)
    logging.getLogger("a library").warning("something %s", "odd")

    ours, theirs = map(json.loads, logged(capsys))
    assert (ours["event"], ours["status"], ours["level"]) == ("answered", 200, "info")
    assert theirs["event"] == "something odd"
    assert {ours["request_id"], theirs["request_id"]} == {request_id}


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("log_format", ["json", "text"])
def test_text_from_outside_stays_on_its_line(log_as, capsys, log_format):
    log_as(log_format)

    structlog.get_logger("a test").info("answered", path=FORGED)

    assert len(logged(capsys)) == 1


@pytest.mark.rule("TRU-18")
def test_a_fault_is_one_line_with_its_traceback(log_as, capsys):
    log_as("json")

    structlog.get_logger("a test").error("unexpected", exc_info=raised(FORGED))

    (line,) = map(json.loads, logged(capsys))
    assert "Traceback" in line["exception"]


@pytest.mark.parametrize("fault", [OSError(28, "no space left on device"), ValueError("closed")], ids=str)
def test_a_line_that_can_not_be_written_stops_nobody(log_as, monkeypatch, fault):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    log_as("json")

    monkeypatch.setattr(stream, "write", Mock(side_effect=fault))
    structlog.get_logger("a test").info("answered")

    assert stream.write.called


@pytest.mark.rule("TRU-16", "CAP-9")
@pytest.mark.parametrize("log_format", ["json", "text"])
def test_no_secret_is_logged_by_us_by_libraries_or_with_a_fault(log_as, capsys, log_format):
    log_as(log_format)
    ours = structlog.get_logger("a test")

    ours.info("asked", token="Kirschbluete-7", url="postgresql://haishin:Kirschbluete-7@db/haishin")
    logging.getLogger("a library").warning("password=%s", "Kirschbluete-7")
    ours.error("unexpected", exc_info=raised('{"terminal.password": "Kirschbluete-7"}'))

    told = "\n".join(logged(capsys))
    assert "unexpected" in told
    assert "Kirschbluete-7" not in told


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize(
    ("offered", "taken"),
    [
        pytest.param("abc-123_4.5", True, id="sane"),
        pytest.param("x" * 64, True, id="as long as may be"),
        pytest.param("x" * 65, False, id="too long"),
        pytest.param("", False, id="empty"),
        pytest.param("a b", False, id="space"),
        pytest.param("a\n", False, id="line end"),
        pytest.param("é", False, id="not ascii"),
        pytest.param("<b>", False, id="markup"),
    ],
)
def test_a_request_keeps_the_id_that_it_came_with_if_that_is_sane(offered, taken):
    given = logs.start_request(offered)
    structlog.contextvars.clear_contextvars()

    assert (given == offered) is taken
    assert given
