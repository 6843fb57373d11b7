"""When the mail of a day is due, and what an address is."""

import datetime as dt
from itertools import pairwise

import pytest

from portal.domain.daily_mail import (
    MOST_ADDRESSES,
    AddressFault,
    BadAddresses,
    delay_after,
    due_day,
    read_addresses,
)

MINUTE = dt.timedelta(minutes=1)


def days_of(begins, hours, time_zone, hour):
    """Return the local times at which a mail goes out, looking each minute for so long."""
    now, last, sent = dt.datetime.fromisoformat(begins), None, []
    for _minute in range(hours * 60):
        if (day := due_day(now, time_zone, hour, last)) is not None:
            last = day
            sent.append(now)
        now += MINUTE
    return [at.isoformat() for at in sent]


@pytest.mark.rule("TRU-23")
@pytest.mark.parametrize(
    ("begins", "time_zone", "hour", "sent"),
    [
        pytest.param(
            "2026-11-20T00:00:00+00:00",
            "Asia/Tokyo",
            8,
            ["2026-11-20T00:00:00+00:00", "2026-11-20T15:00:00+00:00", "2026-11-20T23:00:00+00:00"][::2],
            id="in the zone of the organisation",
        ),
        pytest.param(
            "2026-03-28T02:00:00+00:00",
            "Europe/Berlin",
            2,
            ["2026-03-28T02:00:00+00:00", "2026-03-29T01:00:00+00:00"],
            id="at 3 where there is no 2",
        ),
        pytest.param(
            "2026-10-24T22:00:00+00:00",
            "Europe/Berlin",
            2,
            ["2026-10-25T00:00:00+00:00", "2026-10-26T01:00:00+00:00"],
            id="at the first of two 2s, and at 2 the day after",
        ),
        pytest.param(
            "2026-04-24T12:00:00+00:00",
            "Africa/Cairo",
            0,
            ["2026-04-24T12:00:00+00:00", "2026-04-24T21:00:00+00:00", "2026-04-25T21:00:00+00:00"],
            id="at midnight, day after day",
        ),
    ],
)
def test_one_mail_goes_out_each_local_day(begins, time_zone, hour, sent):
    assert days_of(begins, 40, time_zone, hour)[: len(sent)] == sent


@pytest.mark.rule("TRU-23")
@pytest.mark.parametrize("hour", [0, 1, 2, 3, 23])
@pytest.mark.parametrize(
    ("time_zone", "switch"),
    [
        ("America/Havana", dt.date(2026, 3, 8)),
        ("America/Havana", dt.date(2026, 11, 1)),
        ("Australia/Lord_Howe", dt.date(2026, 4, 5)),
        ("Australia/Lord_Howe", dt.date(2026, 10, 4)),
    ],
)
def test_no_day_is_left_out_or_comes_twice_around_a_switch(time_zone, switch, hour):
    now = dt.datetime.combine(switch - dt.timedelta(days=2), dt.time(12), dt.UTC)
    last, days = None, []

    for _quarter in range(4 * 24 * 4):
        if (day := due_day(now, time_zone, hour, last)) is not None:
            last = day
            days.append(day)
        now += 15 * MINUTE

    assert all(after - before == dt.timedelta(days=1) for before, after in pairwise(days))
    assert len(days) in {4, 5}


def test_a_clock_that_goes_back_sends_no_second_mail():
    noon = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)

    assert due_day(noon, "UTC", 8, noon.date() + dt.timedelta(days=1)) is None


def test_what_fails_is_tried_again_later_each_time_and_at_least_each_hour():
    minutes = [delay_after(attempt) // MINUTE for attempt in (1, 2, 3, 4, 5, 60)]

    assert minutes == [5, 10, 20, 40, 60, 60]


def test_addresses_stand_one_a_line_and_each_counts_once():
    typed = " sato@example.com\r\n\r\nO'Hara+x@mail.example.co.jp\nSATO@example.com\u3000\n"

    assert read_addresses(typed, needed=True) == ("sato@example.com", "O'Hara+x@mail.example.co.jp")


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize(
    "typed",
    [
        "sato",
        "@example.com",
        "sato@",
        "sato@localhost",
        "sato@-example.com",
        "sato@example..com",
        "sato＠example.com",
        "佐藤@example.com",
        "sato@例え.jp",
        "a@example.com, b@example.com",
        "a@example.com b@example.com",
        "Sato <sato@example.com>",
        "sato@example.com\rBcc: b@example.com",
        "sato@example.com\u2028b@example.com",
        "sato@example.com\x00",
        "sato@example.com\x0b",
        ".sato@example.com",
        "a" * 65 + "@example.com",
        "a@" + "b" * 60 + ".example" * 30,
    ],
)
def test_what_is_no_address_is_refused_with_its_line(typed):
    with pytest.raises(BadAddresses) as refused:
        read_addresses(f"first@example.com\n\n{typed}", needed=False)

    assert (refused.value.code, refused.value.line) == (AddressFault.NOT_AN_ADDRESS, 3)


def test_none_and_too_many_are_refused():
    many = "\n".join(f"user{number}@example.com" for number in range(MOST_ADDRESSES + 1))

    with pytest.raises(BadAddresses) as too_many:
        read_addresses(many, needed=False)
    with pytest.raises(BadAddresses) as none:
        read_addresses("\n", needed=True)

    assert (too_many.value.code, none.value.code) == (AddressFault.TOO_MANY, AddressFault.NONE)
    assert read_addresses("\n", needed=False) == ()
