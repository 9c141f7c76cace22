"""Names that people choose, as names of files and accounts."""

import re
import unicodedata

LONGEST_ACCOUNT = 32
"""Longest name of a learner's account on a hub, in characters."""
ACCOUNT = rf"[a-z0-9][a-z0-9_-]{{0,{LONGEST_ACCOUNT - 1}}}"
"""What an account may be called: it becomes a folder, so it is short and plain."""

_LATIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_ACCENTS = re.compile("(?<=[a-z])[\u0300-\u036f]+|[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Accents of Latin letters, and the signs that choose between two looks of an emoji."""


def plain_name(name: str) -> str:
    """A name in small letters, digits and hyphens. Latin letters lose their accents; those of other scripts stay."""
    apart = unicodedata.normalize("NFKD", name.lower().translate(_LATIN))
    bare = unicodedata.normalize("NFC", _ACCENTS.sub("", apart))
    kept = ""
    for sign in bare:
        category = unicodedata.category(sign)
        belongs = category in ("Mn", "Mc") and kept[-1:] not in ("", "-")  # a vowel sign, say, of the letter before
        kept += sign if category[0] == "L" or category == "Nd" or belongs else "-"
    return re.sub("-+", "-", kept).strip("-")


def account_name(typed: str) -> str:
    """The account of somebody who types this name, such as ada-lovelace for “Ada Lovelace”.

    What cannot be the name of a person stays as it is, and no hub takes it.
    """
    small = typed.lower()
    if re.fullmatch(ACCOUNT, small) or not re.fullmatch(r"\w[\w .'’-]*", small):
        return small
    return plain_name(small)


def name_trouble(typed: str) -> str:
    """Why nobody can log in under a name, in one sentence; empty for a name that will do."""
    if re.fullmatch(ACCOUNT, account_name(typed.strip())):
        return ""
    return (
        f"This cannot be a name here: please take at most {LONGEST_ACCOUNT} of the letters a to z and digits, such as "
        "ada or group-7."
    )
