"""Every route of the application, with every method, for every kind of caller (TRU-10)."""

import uuid

import pytest
from access_table import ACCESS
from callers import everybody

from plumbing.browser import show_session
from portal.domain.rights import RoleKey, initial_rights
from portal.guard import UncheckedAccess

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}
SAFE = {"GET", "HEAD"}

# Who passes each access check.
PASSING = {
    "signed_in": {"supervisor", "copy of the role", "one right less", "administrator"},
    "administrators_only": {"administrator"},
    "device_token": {"softphone", "agent"},
    "device_token, agent_token if any": {"softphone", "agent"},
    "device_token, agent_token": {"agent"},
    "api_key directory": {"directory key"},
    "api_key profiles": {"profiles key"},
    "metrics_token": set(),
}
# What the role of each caller may do with the directory (ACC-2).
RIGHTS_OF = {
    "supervisor": initial_rights(RoleKey.SUPERVISOR),
    "copy of the role": initial_rights(RoleKey.SYSTEM_ADMIN),
    "one right less": initial_rights(RoleKey.SYSTEM_ADMIN) | {"numbers": ["view", "edit"]},
    "administrator": initial_rights(RoleKey.SYSTEM_ADMIN),
}
OPEN_TO_ALL = {"public", "anyone"}
# These end what their caller shows, or ask for a password themselves: only who is refused is tried.
NOT_TRIED_BY_WHO_PASSES = {
    "agent_session_api.sign_in",
    "agent_session_api.sign_out",
    "enrollments_api.leave",
    "sign_in.sign_out",
}


@pytest.fixture
def routes(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


@pytest.fixture
def without_csrf(app, monkeypatch):
    """What a form's token protects from is tested elsewhere; here every caller gets as far as the check."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)


def path_of(rule):
    # An object that nobody has: who may see it gets 404, who may not is not told even that.
    nobodys = uuid.UUID(int=1) if "<uuid:" in rule.rule else 2**31 - 1
    return rule.build(dict.fromkeys(rule.arguments, nobodys), append_unknown=False)[1]


def ask(app, caller, method, path):
    client = app.test_client()
    if caller.session:
        show_session(client, caller.session)
    return client.open(path, method=method, headers=caller.headers, json={} if "/api/" in path else None)


def was_let_in(answer):
    to_sign_in = answer.status_code == 303 and answer.location.partition("?")[0] == "/sign-in"
    # Measures are not even there for who has no token for them.
    hidden = answer.status_code == 404 and answer.request.path == "/metrics"
    return answer.status_code not in {401, 403} and not to_sign_in and not hidden


def passes(name, access, method):
    if access.startswith("may "):
        _, right, resource = access.split()
        return right in RIGHTS_OF.get(name, {}).get(resource, ())
    reads = name == "reading key" and access.startswith("api_key") and method in SAFE
    return name in PASSING[access] or reads


def attempts(routes, callers):
    """Yield every attempt that the table says something about."""
    for rule in routes:
        access = ACCESS[rule.endpoint]
        if access in OPEN_TO_ALL:
            continue
        # HEAD is answered by the view of GET, whose body is left out.
        for method in sorted(rule.methods & METHODS - {"HEAD"}):
            for name, caller in callers.items():
                expected = passes(name, access, method)
                if not (expected and rule.endpoint in NOT_TRIED_BY_WHO_PASSES):
                    yield rule, method, name, caller, expected


@pytest.mark.rule("TRU-10")
def test_every_route_is_in_the_table_with_the_check_that_it_makes(app, routes):
    made = {rule.endpoint: getattr(app.view_functions[rule.endpoint], "access", None) for rule in routes}

    assert made == ACCESS


@pytest.mark.rule("TRU-10", "ACC-1", "ACC-2", "ACC-3")
def test_each_caller_gets_as_far_as_the_table_says(app, routes, database, without_csrf):
    tried = list(attempts(routes, everybody()))

    outcomes = [(*attempt, ask(app, attempt[3], attempt[1], path_of(attempt[0]))) for attempt in tried]

    wrong = [
        (name, method, rule.rule, answer.status_code)
        for rule, method, name, _caller, expected, answer in outcomes
        if was_let_in(answer) is not expected
    ]
    assert wrong == []
    assert [(method, rule.rule) for rule, method, *_, answer in outcomes if answer.status_code >= 500] == []
    assert len(outcomes) > 400


@pytest.mark.rule("TRU-10", "TRU-18")
def test_a_method_that_an_address_does_not_have_is_405_and_says_which_it_has(
    app, routes, database, without_csrf
):
    administrator = everybody()["administrator"]
    methods = {}
    for rule in routes:
        methods.setdefault(path_of(rule), set()).update(rule.methods)

    answers = [
        (path, ask(app, administrator, method, path))
        for path, allowed in methods.items()
        for method in sorted(METHODS - allowed)
    ]

    assert {answer.status_code for _, answer in answers} == {405}
    assert all(set(answer.allow) == methods[path] for path, answer in answers)


@pytest.mark.rule("TRU-10")
def test_an_answer_for_which_no_check_ran_is_refused(app, database, monkeypatch):
    monkeypatch.setitem(app.view_functions, "operations_api.health", lambda: "anybody's")

    with pytest.raises(UncheckedAccess, match=r"operations_api\.health"):
        app.test_client().get("/healthz")
