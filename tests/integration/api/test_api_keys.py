import pytest
from sqlalchemy import select

from factories import make_api_key, make_organization
from portal.domain.words import ApiRight
from portal.models import ApiKey
from portal.services import api_keys
from portal.services.errors import NotAcceptable
from portal.services.tokens import digest_of


@pytest.fixture
def ask(client):
    def ask(key, method="GET", path="directory", **kwargs):
        headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        return client.open(f"/api/v1/{path}", method=method, headers=headers, **kwargs)

    return ask


def test_a_key_opens_what_its_rights_name(ask, organization):
    directory = make_api_key(organization, ApiRight.DIRECTORY)
    profiles = make_api_key(organization, ApiRight.PROFILES)

    assert ask(directory).status_code == 200
    assert ask(profiles, path="profiles").status_code == 200
    assert ask(directory, path="profiles").status_code == 403
    assert ask(profiles).status_code == 403


def test_a_key_that_only_reads_changes_nothing(ask, organization):
    key = make_api_key(organization, ApiRight.DIRECTORY, ApiRight.PROFILES, ApiRight.READ_ONLY)

    assert ask(key).status_code == 200
    assert ask(key, "HEAD").status_code == 200
    assert ask(key, "PATCH", json={}).status_code == 403
    assert ask(key, "PUT", json={}).status_code == 403
    assert ask(key, "POST", "profiles", json={}).status_code == 403
    assert ask(key, "DELETE", "profiles/1").status_code == 403


@pytest.mark.parametrize("key", [None, "", "hk_unknown", "é"])
def test_without_a_valid_key_nothing_is_answered(ask, key):
    answer = ask(key)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_key_is_dead(ask, organization, database):
    shown = api_keys.create(organization, {ApiRight.DIRECTORY}, name="PBX")
    assert ask(shown).status_code == 200

    api_keys.revoke(api_keys.all_of(organization)[0])

    assert ask(shown).status_code == 401


def test_a_device_token_is_no_api_key_and_an_api_key_no_device_token(ask, softphone, organization, client):
    key = make_api_key(organization)

    assert ask(softphone.device_token).status_code == 401
    headers = {"Authorization": f"Bearer {key}", "X-Softphone-Version": "3.13.7"}
    assert client.get("/api/v1/settings", headers=headers).status_code == 401


@pytest.mark.rule("TRU-16")
def test_a_key_is_kept_as_its_digest_alone(organization, database):
    shown = api_keys.create(organization, {ApiRight.DIRECTORY, ApiRight.READ_ONLY})

    key = database.scalars(select(ApiKey)).one()
    assert key.digest == digest_of(shown)
    assert key.rights == "directory,read_only"


@pytest.mark.parametrize("rights", [set(), {ApiRight.READ_ONLY}])
def test_a_key_that_opens_nothing_is_not_made(organization, rights):
    with pytest.raises(NotAcceptable):
        api_keys.create(organization, rights)


@pytest.mark.parametrize("name", ["x" * 61, "two\nlines"])
def test_a_key_with_a_bad_name_is_not_made(organization, name):
    with pytest.raises(NotAcceptable):
        api_keys.create(organization, {ApiRight.DIRECTORY}, name=name)


def test_keys_of_another_organisation_are_not_listed(organization):
    make_api_key(make_organization())
    make_api_key(organization, name="ours")

    assert [key.name for key in api_keys.all_of(organization)] == ["ours"]


def test_revoking_twice_keeps_the_first_time(organization, database):
    make_api_key(organization)
    (key,) = api_keys.all_of(organization)
    api_keys.revoke(key)
    first = key.revoked_at

    api_keys.revoke(key)

    assert key.revoked_at == first
