"""Documents that are wrong by themselves: a name, the document, and its faults as (pointer, code)."""

from directory_documents import HASH, example

ACCOUNT = {"login": "user9", "name": "田中", "role": "user"}
TERMINAL = {"extension": "1009", "name": "営業9", "type": "softphone"}
LABEL = {"code": "renewal", "name": "更新"}
ORGANIZATION = example()["organization"]


def account(**fields):
    return {"accounts": [ACCOUNT | fields]}


def terminal(**fields):
    return {"terminals": [TERMINAL | fields]}


def organization(**fields):
    return {"organization": ORGANIZATION | fields}


def without(entry, field):
    return {key: value for key, value in entry.items() if key != field}


BAD_DOCUMENTS = [
    # The document and its lists
    ("null", None, [("", "wrong_type")]),
    ("a list", [], [("", "wrong_type")]),
    ("a string", "acme", [("", "wrong_type")]),
    ("unknown list", {"queues": []}, [("/queues", "unknown_field")]),
    ("odd key", {"a/b~c": []}, [("/a~1b~0c", "unknown_field")]),
    ("list is an object", {"terminals": {}}, [("/terminals", "wrong_type")]),
    ("list is null", {"accounts": None}, [("/accounts", "wrong_type")]),
    ("organization is a list", {"organization": []}, [("/organization", "wrong_type")]),
    ("organization is null", {"organization": None}, [("/organization", "wrong_type")]),
    ("entry is a string", {"terminals": ["1001"]}, [("/terminals/0", "wrong_type")]),
    ("entry is null", {"ivrs": [None]}, [("/ivrs/0", "wrong_type")]),
    ("entry is a list", {"phone_book": [[]]}, [("/phone_book/0", "wrong_type")]),
    ("unknown field", terminal(mac="00:11"), [("/terminals/0/mac", "unknown_field")]),
    ("field of another kind", account(extension="1001"), [("/accounts/0/extension", "unknown_field")]),
    ("unknown field of the organisation", organization(id=1), [("/organization/id", "unknown_field")]),
    ("no login", {"accounts": [without(ACCOUNT, "login")]}, [("/accounts/0/login", "missing")]),
    (
        "no extension",
        {"terminals": [without(TERMINAL, "extension")]},
        [("/terminals/0/extension", "missing")],
    ),
    ("no code", {"business_labels": [without(LABEL, "code")]}, [("/business_labels/0/code", "missing")]),
    ("no key", {"roles": [{"name": "x"}]}, [("/roles/0/key", "missing")]),
    ("no number", {"phone_book": [{"name": "x"}]}, [("/phone_book/0/number", "missing")]),
    # The organisation
    ("capitals in a slug", organization(slug="Acme"), [("/organization/slug", "bad_pattern")]),
    ("slug ends in a hyphen", organization(slug="acme-"), [("/organization/slug", "bad_pattern")]),
    ("slug too long", organization(slug="a" * 64), [("/organization/slug", "bad_pattern")]),
    ("slug with a line end", organization(slug="acme\n"), [("/organization/slug", "bad_pattern")]),
    ("plan", organization(plan="enterprise"), [("/organization/plan", "not_allowed")]),
    ("plan is null", organization(plan=None), [("/organization/plan", "wrong_type")]),
    (
        "options is a string",
        organization(options="crm_integration"),
        [("/organization/options", "wrong_type")],
    ),
    ("option is a number", organization(options=[1]), [("/organization/options/0", "wrong_type")]),
    (
        "option with a blank",
        organization(options=["ok", "a b"]),
        [("/organization/options/1", "bad_pattern")],
    ),
    ("option twice", organization(options=["a", "a"]), [("/organization/options/1", "duplicate")]),
    (
        "version of words",
        organization(server_version="latest"),
        [("/organization/server_version", "bad_version")],
    ),
    (
        "version of one part",
        organization(server_version="3"),
        [("/organization/server_version", "bad_version")],
    ),
    (
        "version in full width",
        organization(server_version="３.13"),
        [("/organization/server_version", "bad_version")],
    ),
    (
        "version too long",
        organization(server_version="1" * 9 + ".1" * 3 + "1" * 30),
        [("/organization/server_version", "bad_version")],
    ),
    (
        "version is a number",
        organization(server_version=3.13),
        [("/organization/server_version", "wrong_type")],
    ),
    ("unknown time zone", organization(time_zone="Asia/Edo"), [("/organization/time_zone", "bad_time_zone")]),
    (
        "time zone is a path",
        organization(time_zone="../../etc/passwd"),
        [("/organization/time_zone", "bad_time_zone")],
    ),
    (
        "time zone of the machine",
        organization(time_zone="localtime"),
        [("/organization/time_zone", "bad_time_zone")],
    ),
    (
        "flag is a number",
        organization(show_call_center_numbers=1),
        [("/organization/show_call_center_numbers", "wrong_type")],
    ),
    (
        "flag is a word",
        organization(show_all_ring_group_numbers="true"),
        [("/organization/show_all_ring_group_numbers", "wrong_type")],
    ),
    # Names and logins
    ("empty name", terminal(name=""), [("/terminals/0/name", "empty")]),
    ("blank name", terminal(name=" \u3000\t"), [("/terminals/0/name", "empty")]),
    ("invisible name", terminal(name="\u200b\u2060"), [("/terminals/0/name", "empty")]),
    ("61 characters", terminal(name="あ" * 61), [("/terminals/0/name", "too_long")]),
    (
        "marks without end",
        terminal(name="a" + "\u0301" * 50_000 + "\u0316" * 50_000),
        [("/terminals/0/name", "too_long")],
    ),
    ("tab inside a name", terminal(name="a\tb"), [("/terminals/0/name", "not_text")]),
    ("escape inside a name", terminal(name="a\x1b[31m"), [("/terminals/0/name", "not_text")]),
    ("line separator in a name", terminal(name="a\u2028b"), [("/terminals/0/name", "not_text")]),
    ("half a surrogate pair", terminal(name="a\ud800"), [("/terminals/0/name", "not_text")]),
    ("name is a number", terminal(name=7), [("/terminals/0/name", "wrong_type")]),
    ("name is null", terminal(name=None), [("/terminals/0/name", "wrong_type")]),
    ("blank in a login", account(login="user 1"), [("/accounts/0/login", "bad_pattern")]),
    ("full-width blank in a login", account(login="user\u30001"), [("/accounts/0/login", "bad_pattern")]),
    ("invisible in a login", account(login="us\u200ber"), [("/accounts/0/login", "bad_pattern")]),
    ("login too long", account(login="u" * 61), [("/accounts/0/login", "too_long")]),
    ("login is null", account(login=None), [("/accounts/0/login", "wrong_type")]),
    ("agent_enabled is null", account(agent_enabled=None), [("/accounts/0/agent_enabled", "wrong_type")]),
    ("role is a word of two", account(role="system admin"), [("/accounts/0/role", "bad_pattern")]),
    # Numbers
    ("extension is a number", terminal(extension=1001), [("/terminals/0/extension", "wrong_type")]),
    ("extension in full width", terminal(extension="１００１"), [("/terminals/0/extension", "not_digits")]),
    ("extension of eleven", terminal(extension="1" * 11), [("/terminals/0/extension", "not_digits")]),
    ("extension empty", terminal(extension=""), [("/terminals/0/extension", "not_digits")]),
    ("extension with a blank", terminal(extension=" 1001"), [("/terminals/0/extension", "not_digits")]),
    ("extension with a star", terminal(extension="*100"), [("/terminals/0/extension", "not_digits")]),
    ("extension in superscript", terminal(extension="100²"), [("/terminals/0/extension", "not_digits")]),
    ("dial-in with hyphens", terminal(dial_in=["03-1234-5678"]), [("/terminals/0/dial_in/0", "not_digits")]),
    ("dial-in with a plus", terminal(dial_in=["+81312345678"]), [("/terminals/0/dial_in/0", "not_digits")]),
    ("dial-in of two", terminal(dial_in=["110", "11"]), [("/terminals/0/dial_in/1", "not_digits")]),
    ("dial-in of 21", terminal(dial_in=["0" * 21]), [("/terminals/0/dial_in/0", "not_digits")]),
    ("dial-in is a string", terminal(dial_in="0312340001"), [("/terminals/0/dial_in", "wrong_type")]),
    ("dial-in list is null", terminal(dial_in=None), [("/terminals/0/dial_in", "wrong_type")]),
    ("dial-in is null", terminal(dial_in=[None]), [("/terminals/0/dial_in/0", "wrong_type")]),
    (
        "caller number of words",
        {"business_labels": [LABEL | {"caller_number": "none"}]},
        [("/business_labels/0/caller_number", "not_digits")],
    ),
    (
        "caller number empty",
        {"business_labels": [LABEL | {"caller_number": ""}]},
        [("/business_labels/0/caller_number", "not_digits")],
    ),
    (
        "phone book in full width",
        {"phone_book": [{"number": "０３", "name": "x"}]},
        [("/phone_book/0/number", "not_digits")],
    ),
    # Codes and choices
    ("terminal type", terminal(type="deskphone"), [("/terminals/0/type", "not_allowed")]),
    ("terminal type in capitals", terminal(type="Softphone"), [("/terminals/0/type", "not_allowed")]),
    (
        "code with a blank",
        {"business_labels": [LABEL | {"code": "a b"}]},
        [("/business_labels/0/code", "bad_pattern")],
    ),
    ("key in capitals", {"roles": [{"key": "HelpDesk", "name": "x"}]}, [("/roles/0/key", "bad_pattern")]),
    (
        "rights is a list",
        {"roles": [{"key": "x", "name": "x", "rights": []}]},
        [("/roles/0/rights", "wrong_type")],
    ),
    (
        "right on an unknown resource",
        {"roles": [{"key": "x", "name": "x", "rights": {"faxes": []}}]},
        [("/roles/0/rights/faxes", "unknown_field")],
    ),
    (
        "unknown right",
        {"roles": [{"key": "x", "name": "x", "rights": {"ivrs": ["view", "own"]}}]},
        [("/roles/0/rights/ivrs/1", "not_allowed")],
    ),
    (
        "rights on a resource is a string",
        {"roles": [{"key": "x", "name": "x", "rights": {"ivrs": "view"}}]},
        [("/roles/0/rights/ivrs", "wrong_type")],
    ),
    # Passwords
    ("password of seven", account(password="1234567"), [("/accounts/0/password", "too_short")]),
    ("password of 129", terminal(password="a" * 129), [("/terminals/0/password", "too_long")]),
    ("password is null", terminal(password=None), [("/terminals/0/password", "wrong_type")]),
    ("password with a line end", terminal(password="12345678\n"), [("/terminals/0/password", "not_text")]),
    (
        "password with half a pair",
        terminal(password="12345678\udc00"),
        [("/terminals/0/password", "not_text")],
    ),
    ("bcrypt hash", account(password="$2b$12$" + "a" * 53), [("/accounts/0/password", "bad_password_hash")]),
    ("crypt hash", account(password="$6$salt$" + "a" * 86), [("/accounts/0/password", "bad_password_hash")]),
    ("LDAP hash", account(password="{SSHA}" + "a" * 40), [("/accounts/0/password", "bad_password_hash")]),
    (
        "argon2i hash",
        account(password=HASH.replace("argon2id", "argon2i")),
        [("/accounts/0/password", "bad_password_hash")],
    ),
    ("hash cut short", account(password=HASH[:60]), [("/accounts/0/password", "bad_password_hash")]),
    (
        "hash of gigabytes",
        account(password=HASH.replace("65536", "4194304")),
        [("/accounts/0/password", "bad_password_hash")],
    ),
    (
        "hash of many passes",
        account(password=HASH.replace("t=3", "t=99")),
        [("/accounts/0/password", "bad_password_hash")],
    ),
    (
        "hash of too little memory",
        account(password=HASH.replace("65536", "8")),
        [("/accounts/0/password", "bad_password_hash")],
    ),
    (
        "hash with an odd salt",
        account(password=HASH.replace("c29tZXNhbHRzb21lc2FsdA", "c29tZXNhbHRzb21lc2Fsd")),
        [("/accounts/0/password", "bad_password_hash")],
    ),
    # Twice in the document
    (
        "login twice",
        {"accounts": [ACCOUNT, ACCOUNT | {"name": "別人"}]},
        [("/accounts/1/login", "duplicate")],
    ),
    (
        "login twice but for a blank",
        {"accounts": [ACCOUNT, ACCOUNT | {"login": " user9"}]},
        [("/accounts/1/login", "duplicate")],
    ),
    (
        "login twice but for the form",
        {"accounts": [ACCOUNT | {"login": "\u304c"}, ACCOUNT | {"login": "\u304b\u3099"}]},
        [("/accounts/1/login", "duplicate")],
    ),
    (
        "key twice",
        {"roles": [{"key": "x", "name": "x"}, {"key": "x", "name": "y"}]},
        [("/roles/1/key", "duplicate")],
    ),
    ("code twice", {"business_labels": [LABEL, LABEL]}, [("/business_labels/1/code", "duplicate")]),
    (
        "number twice in the phone book",
        {"phone_book": [{"number": "03", "name": "x"}] * 2},
        [("/phone_book/1/number", "duplicate")],
    ),
    ("extension twice", {"terminals": [TERMINAL, TERMINAL]}, [("/terminals/1/extension", "duplicate")]),
    (
        "extension in two lists",
        {"ivrs": [{"extension": "1009", "name": "x"}], **terminal()},
        [("/terminals/0/extension", "duplicate")],
    ),
    (
        "dial-in twice in one entry",
        terminal(dial_in=["0312340009", "0312340009"]),
        [("/terminals/0/dial_in/1", "duplicate")],
    ),
    (
        "dial-in in two entries",
        {"terminals": [TERMINAL | {"dial_in": ["050"]}, TERMINAL | {"extension": "1", "dial_in": ["050"]}]},
        [("/terminals/1/dial_in/0", "duplicate")],
    ),
    (
        "dial-in is an extension",
        {"terminals": [TERMINAL, TERMINAL | {"extension": "1", "dial_in": ["1009"]}]},
        [("/terminals/1/dial_in/0", "duplicate")],
    ),
    ("dial-in is its own extension", terminal(dial_in=["1009"]), [("/terminals/0/dial_in/0", "duplicate")]),
    (
        "member twice",
        {"ring_groups": [{"extension": "2", "name": "x", "members": ["1", "1"]}]},
        [("/ring_groups/0/members/1", "duplicate")],
    ),
    # More than one
    (
        "several in one entry",
        terminal(name="", type="fax", dial_in=["1", "050", "x"]),
        [
            ("/terminals/0/dial_in/0", "not_digits"),
            ("/terminals/0/dial_in/2", "not_digits"),
            ("/terminals/0/name", "empty"),
            ("/terminals/0/type", "not_allowed"),
        ],
    ),
    (
        "in the order of the document",
        {"terminals": [TERMINAL | {"name": ""}] * 2, **organization(plan="x"), "a": 1},
        [
            ("/terminals/0/name", "empty"),
            ("/terminals/1/extension", "duplicate"),
            ("/terminals/1/name", "empty"),
            ("/organization/plan", "not_allowed"),
            ("/a", "unknown_field"),
        ],
    ),
    (
        "entry ten comes after entry two",
        {"ivrs": [{"extension": str(n), "name": "" if n in (2, 10) else "x"} for n in range(11)]},
        [("/ivrs/2/name", "empty"), ("/ivrs/10/name", "empty")],
    ),
]
