"""Whether the name of an organization or a group has an article in an English sentence: "the European Union"."""

from __future__ import annotations

import re

INSTITUTIONS = re.compile(
    r"\b(?:agency|alliance|assembly|association|authority|bank|board|center|centres?|coalition|college|commission|"
    r"commissioner|committee|commonwealth|community|confederation|conference|congress|convention|council|countries|"
    r"court|defender|entity|federation|forum|foundation|fund|group|initiative|institute|institution|league|mission|"
    r"movement|network|office|ombudsman|organi[sz]ations?|parliament|partnership|programme|secretariat|service|"
    r"society|states|union|university)\b",
    re.IGNORECASE,
)
"""A name with one of these words is a description, which has an article. Others are proper names, such as UNICEF and
Amnesty International."""
ARTICLE = re.compile(r"(?:the|an?)\b", re.IGNORECASE)


def with_article(name: str) -> str:
    """The name with "the" before it, if it needs that in an English sentence and has none.

    In "CIVICUS - World Alliance for Citizen Participation", only the name before the dash counts.
    """
    if ARTICLE.match(name) or not INSTITUTIONS.search(name.partition(" - ")[0]):
        return name
    return f"the {name}"
