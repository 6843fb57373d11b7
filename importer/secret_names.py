"""Which names say that what they name is a secret (CAP-9)."""

import re
import unicodedata
from functools import lru_cache

# Anywhere in a name, whatever stands between the letters: "userPassword", "api_key_2", "ＡＰＩキー".
_SAYS_SO = re.compile(
    r"""
    pass(?:word|wd|wrd|phrase|code|key) | passwort | kennwort | motdepasse | contrasena
    | secret(?!ar|ion) | credential | token(?!i[sz])
    | (?:api|app|access|account|auth|client|consumer|crypto|crypt|encryption|license|licence|master|product
        |private|security|session|shared|signing|ssh|storage|subscription|webhook|preshared|hmac|aes)key(?!board|pad|stroke)
    | authorization | authentication(?:code|data|header|info|value)? $ | bearer | cookie
    | session_?id | connectionstring | recoverycode | backupcode | onetimecode | verificationcode
    | パスワ | パスコード | パスフレーズ | パスキー | 暗証 | 秘密 | シークレット | トークン | クレデンシャル
    | 資格情報 | 合言葉 | 暗号鍵 | ワンタイム | pin(?:コード|番号) | 認証(?:情報|キー|コード|鍵)
    | (?:api|アクセス|暗号化|共有|署名|ライセンス)(?:キー|鍵)
    | 密码 | 密碼 | 口令 | 비밀번호
    """,
    re.VERBOSE,
)
# A word of its own.
_WORDS = frozenset(
    {"pwd", "pswd", "pw", "psk", "otp", "totp", "jwt", "hmac", "creds", "cred", "sessid", "jsessionid"}
)
# The last word, digits aside: "smtp_pass" but not "pass_through", "sip_auth" but not "auth_method".
_LAST_WORDS = frozenset({"pass", "passes", "pin", "pins", "auth", "oauth", "salt"})
_LAST_PAIRS = frozenset({"pincode", "pinnumber", "pinno", "authcode", "authheader", "authdata", "authvalue"})

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[^\W\d_A-Za-z]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_LONGEST_CACHED = 100


def says_secret(name: str) -> bool:
    """Whether a key, field, header or parameter of this name holds a secret.

    Any case and spelling: camelCase, snake_case, kebab-case, full-width, Japanese.
    """
    return _cached(name) if len(name) <= _LONGEST_CACHED else _says_secret(name)


def folded(text: str) -> str:
    """Return the text as names are compared: full-width as ASCII, marks and invisible characters gone."""
    if text.isascii():
        return text
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def _says_secret(name: str) -> bool:
    words = [word.lower() for word in _WORD.findall(folded(name))]
    if not words:
        return False
    return (
        not _WORDS.isdisjoint(words)
        or words[-1] in _LAST_WORDS
        or "".join(words[-2:]) in _LAST_PAIRS
        or _SAYS_SO.search("".join(words)) is not None
    )


_cached = lru_cache(maxsize=8192)(_says_secret)
