"""Parameters of an address that say where a reader came from, and never which page it is."""

from urllib.parse import unquote

# The names and prefixes are those that web annotation and crawling software drops by default; what
# may name content (id, page, p, cid, eid, uid, nid, keyword, q, session, from, ref) is absent.
TRACKING_NAMES = frozenset(
    {
        "_ga",
        "_gl",
        "_hsenc",
        "_hsmi",
        "_openstat",
        "clickid",
        "cmpid",
        "dclid",
        "erid",
        "fbclid",
        "gbraid",
        "gclid",
        "gclsrc",
        "igsh",
        "igshid",
        "li_fat_id",
        "msclkid",
        "partnerid",
        "roistat",
        "srsltid",
        "ttclid",
        "twclid",
        "wbraid",
        "xtor",
        "yclid",
        "ymclid",
        "ysclid",
    }
)
TRACKING_PREFIXES = (
    "at_",
    "ga_",
    "gs_",
    "itm_",
    "mc_",
    "mkt_",
    "ml_",
    "mtm_",
    "oly_",
    "pk_",
    "utm_",
    "vero_",
    "wt.",
)


def is_tracking(name: str) -> bool:
    """Whether a parameter of this name can be dropped and the page stays the same."""
    name = unquote(name).lower()
    return name in TRACKING_NAMES or name.startswith(TRACKING_PREFIXES)
