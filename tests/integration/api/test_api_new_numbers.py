"""What comes to the directory after a profile was saved."""

import pytest

from factories import make_api_key


@pytest.fixture
def add(client, organization):
    """A function that merges lists into the directory."""
    headers = {"Authorization": f"Bearer {make_api_key(organization)}"}

    def add(**lists):
        answer = client.patch("/api/v1/directory", json=lists, headers=headers)
        assert answer.status_code == 200

    return add


@pytest.fixture
def shown(agents_softphone, everything):
    """A function that returns the numbers and contact points that are delivered now."""

    def shown():
        document = agents_softphone.settings()
        return (
            [number["number"] for number in document["display"]["numbers"]],
            [point["name"] for point in document["display"]["contact_points"]],
            [number["number"] for number in document["cti"]["numbers"]],
        )

    return shown


@pytest.mark.rule("NUM-3")
def test_a_number_that_comes_later_is_selected_by_nobody(shown, add):
    before = shown()

    add(
        terminals=[{"extension": "1001", "dial_in": ["05012340001", "05012340002"]}],
        ivrs=[{"extension": "3009", "name": "夜間", "dial_in": ["0312349999"]}],
    )

    assert shown() == before


@pytest.mark.rule("NUM-3", "CPL-4")
def test_a_contact_point_that_comes_later_is_selected_by_nobody(shown, add):
    before = shown()

    add(
        call_centers=[
            {"extension": "4009", "name": "新窓口", "agents": ["user1"], "caller_number": "0120000009"}
        ],
        business_labels=[{"code": "new", "name": "新業務", "caller_number": "0120000009"}],
    )

    assert shown() == before
