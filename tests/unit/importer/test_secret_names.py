from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.secret_names import says_secret

CORES = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "credential",
    "apikey",
    "パスワード",
    "トークン",
    "暗証",
]


HERE = Path(__file__).parent
SECRET = HERE.joinpath("names_of_secrets.txt").read_text("utf-8").splitlines()
OPEN = HERE.joinpath("names_of_no_secrets.txt").read_text("utf-8").splitlines()


@pytest.mark.rule("CAP-9")
@pytest.mark.parametrize("name", SECRET)
def test_a_name_that_says_it_is_heard(name):
    assert says_secret(name)


@pytest.mark.rule("CAP-9")
@pytest.mark.parametrize("name", [*OPEN, "", " "])
def test_a_name_that_only_looks_like_it_is_not(name):
    assert not says_secret(name)


@pytest.mark.rule("CAP-9")
@settings(max_examples=60, deadline=None)
@given(
    core=st.sampled_from(CORES),
    before=st.sampled_from(["", "crm", "my", "端末", "x"]),
    after=st.sampled_from(["", "1", "value", "old", "の値"]),
    joint=st.sampled_from(["_", "-", ".", " ", "/", ":"]),
    case=st.sampled_from([str.lower, str.upper, str.title, str]),
)
def test_no_spelling_hides_the_word(core, before, after, joint, case):
    assert says_secret(case(joint.join(filter(None, [before, core, after]))))


@pytest.mark.rule("TRU-18")
def test_a_name_of_any_length_is_looked_at():
    assert says_secret("x" * 100_000 + "_password")
    assert not says_secret("x" * 100_000)
