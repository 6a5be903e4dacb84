"""The regional groups of States, by ISO code.

Source: regional groups of Member States as listed by the Department for General Assembly and Conference Management.
Each State is in one group here:

- Israel is a member of the Western European and other States.
- Türkiye takes part in two groups. For elections it counts among the Western European and other States.
- The United States of America is in no group. It attends the Western European and other States as an observer, and
  counts there for elections.
- Kiribati is listed among the Asia-Pacific States.
- The State of Palestine, an observer, takes part in the Asia-Pacific States. The Holy See, an observer, is in no group.
"""

from __future__ import annotations

from collections.abc import Mapping

from nameplate.wording.messages import N_, Message

_LISTED: Mapping[str, str] = {
    "african": """
        DZ AO BJ BW BF BI CV CM CF TD KM CG CI CD DJ EG GQ ER SZ ET GA GM GH GN GW KE LS LR LY MG MW ML MR
        MU MA MZ NA NE NG RW ST SN SC SL SO ZA SS SD TG TN UG TZ ZM ZW
    """,
    "asia_pacific": """
        AF BH BD BT BN KH CN CY KP FJ IN ID IR IQ JP JO KZ KI KW KG LA LB MY MV MH FM MN MM NR NP OM PK PW
        PG PH QA KR WS SA SG SB LK SY TJ TH TL TO TM TV AE UZ VU VN YE PS
    """,
    "eastern_european": """
        AL AM AZ BY BA BG HR CZ EE GE HU LV LT ME MK PL MD RO RU RS SK SI UA
    """,
    "latin_american_and_caribbean": """
        AG AR BS BB BZ BO BR CL CO CR CU DM DO EC SV GD GT GY HT HN JM MX NI PA PY PE KN LC VC SR TT UY VE
    """,
    "western_european_and_other": """
        AD AU AT BE CA DK FI FR DE GR IS IE IL IT LI LU MT MC NL NZ NO PT SM ES SE CH TR GB US
    """,
}
GROUPS: Mapping[str, frozenset[str]] = {group: frozenset(codes.split()) for group, codes in _LISTED.items()}
"""The codes of the States of each group."""
WITHOUT_GROUP = frozenset({"VA"})
"""The States that are in no regional group."""

GROUP_NAMES: Mapping[str, Message] = {
    "african": N_("African States"),
    "asia_pacific": N_("Asia-Pacific States"),
    "eastern_european": N_("Eastern European States"),
    "latin_american_and_caribbean": N_("Latin American and Caribbean States"),
    "western_european_and_other": N_("Western European and other States"),
}
SHORT_GROUP_NAMES: Mapping[str, Message] = {
    "african": N_("African"),
    "asia_pacific": N_("Asia-Pacific"),
    "eastern_european": N_("Eastern European"),
    "latin_american_and_caribbean": N_("Latin American, Caribbean"),
    "western_european_and_other": N_("Western European and other"),
}
"""For charts."""
GROUP_OF: Mapping[str, str] = {code: group for group, codes in GROUPS.items() for code in codes}
"""The group of each State, by its ISO code."""
