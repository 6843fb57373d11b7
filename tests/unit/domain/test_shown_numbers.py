import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.domain.phone_numbers import shown_number


@pytest.mark.rule("NUM-1")
@pytest.mark.parametrize(
    ("digits", "shown"),
    [
        ("0312345678", "03-1234-5678"),
        ("0661234567", "06-6123-4567"),
        ("0451234567", "045-123-4567"),
        ("0123456789", "0123-45-6789"),
        ("05012340001", "050-1234-0001"),
        ("09012345678", "090-1234-5678"),
        ("0120000001", "0120-000-001"),
        ("08001234567", "0800-123-4567"),
        ("0570000123", "0570-000-123"),
        ("1840312345678", "184-03-1234-5678"),
        ("1860120000001", "186-0120-000-001"),
    ],
)
def test_external_numbers_are_shown_as_people_in_japan_write_them(digits, shown):
    assert shown_number(digits) == shown


@pytest.mark.rule("NUM-1")
@pytest.mark.parametrize(
    "digits",
    [
        "1001",
        "4001",
        "0",
        "001",
        "110",
        "119",
        "184",
        "186",
        "1841",
        "117",
        "01016502530000",
        "+81312345678",
        "",
    ],
)
def test_extensions_short_and_foreign_numbers_stay_as_they_are(digits):
    assert shown_number(digits) == digits


@pytest.mark.rule("TRU-18")
@settings(deadline=None)
@given(st.text("0123456789", max_size=40) | st.text())
@example("184" * 2000)
@example("0" * 2000)
@example("1840" * 500)
@example("０３１２３４５６７８")
@example("0800123456")
def test_showing_a_number_adds_hyphens_and_nothing_else(text):
    assert shown_number(text).replace("-", "") == text.replace("-", "")
