"""The words by which headings, kinds of items, forms of address, bodies and places are recognised."""

from __future__ import annotations

import re

OPENING = "opening_remarks"
SPEAKING = (
    "chair",
    "moderator",
    "chair_and_moderator",
    "opening_remarks",
    "keynote",
    "presentation",
    "closing",
    "video",
)
"""Roles of persons. The other roles are items without a speaker of their own."""
PANEL = (
    "panel discussion",
    "panel",
    "interactive dialogue",
    "interactive discussion",
    "discussion",
    "dialogue",
    "debate",
)
"""Such words may also begin the title of the meeting."""

ROLES = {
    "chair_and_moderator": "chair/moderator|chair and moderator|chairperson/moderator|chairperson and moderator"
    "|moderator/chair|moderator and chair",
    "chair": "chair|chair-rapporteur|chairperson|chairman|chairwoman|chaired|president|presiding officer",
    "moderator": "moderator|moderated|moderation|facilitator|facilitated",
    "opening_remarks": "opening remarks|opening remark|opening statement|opening statements|opening address"
    "|opening speech|opening session|opening segment|opening speaker|opening speakers|opening|welcome|welcome remarks"
    "|welcoming remarks|welcome address"
    "|introductory remarks|introductory statement|introductory statements|introduction",
    "keynote": "keynote|key-note|key note|keynote speaker|keynote speakers|keynote address|keynote speech"
    "|keynote statement|key note speaker|key note speech|key note address",
    "presentation": "panellist|panellists|panelist|panelists|panel|panel members|panel discussion|speaker|speakers"
    "|discussant|discussants|lead discussant|lead discussants|respondent|respondents"
    "|expert|experts|presenter|presenters|presentation|presentations"
    "|lead speaker|lead speakers|resource persons|statements by panellists|statements by panelists",
    "floor_block": "interactive dialogue|interactive discussion|inter-active dialogue|inter-active discussion"
    "|interactive debate|discussion|general discussion|open discussion|plenary discussion|floor discussion|open floor"
    "|question and answer|questions and answers|questions & answers|question-and-answer|q&a|q & a"
    "|questions from the floor|comments and questions|questions and comments|statements from the floor"
    "|interventions from the floor|exchange of views|debate|open debate|dialogue",
    "general_debate": "general debate",
    "replies": "replies|responses|responses by|replies by|panellists’ replies|panellists' replies|replies and comments",
    "wrap_up": "wrap-up|wrap up|wrapping up|summing-up|summing up|summary by|summary of the discussion",
    "closing": "closing|closing remarks|closing statement|closing statements|closing session|concluding remarks"
    "|closure",
    "break": "break|coffee break|coffee|tea break|lunch break|lunch|pause",
    "video": "video message|video statement|pre-recorded message|pre-recorded statement|message by video",
}
PARTS = {*PANEL, "opening session", "opening segment", "closing session"}
"""A part of a meeting has such a name. Its time is not the one of its only speaker."""
SECTIONS = {
    "prose": "background|introduction|context|rationale|mandate|purpose|objective|objectives|aim|aims|goal|goals|focus"
    "|key questions|guiding questions|issues|questions for discussion|topics for discussion|participants|participation"
    "|documentation|background documents|references|registration|contact|contacts|further information|accessibility"
    "|languages|reporting|follow-up|target audience|logistics|overview|summary|conclusion|conclusions"
    "|specific objectives|overall objective|general objective|practical information|interpretation|deadline",
    "when": "date|dates|date and venue|date and place|date and time|date, time and venue|time and venue|time|times"
    "|date/time|venue|place|location|room|when|where|when and where|date and location|venue and date",
    "format": "format|mode|modalities|structure|conduct|methodology|working methods|organization of work|proceedings",
    "programme": "programme|program|agenda|draft programme|provisional programme|tentative programme|schedule"
    "|running order|provisional agenda|composition of the panel|programme of work|panel composition",
    "outcome": "outcome|outcomes|expected outcome|expected outcomes|expected results",
}


def _by_phrase(table: dict[str, str]) -> dict[str, str]:
    return {phrase: name for name, phrases in table.items() for phrase in phrases.split("|")}


ROLE_OF, SECTION_OF = _by_phrase(ROLES), _by_phrase(SECTIONS)
LONGEST_PHRASE = max(map(len, (*ROLE_OF, *SECTION_OF)))

NUMBERING = re.compile(
    r"(?:[•·\u25cf\u25aa\u25e6\u25cb\u25a0\u2023\u2043*–—-]|[oO](?=\t)"
    r"|\(?[0-9]{1,2}(?:\.[0-9]\.?(?=[ \t])|[.)](?![0-9]))"
    r"|\(?(?:[a-zA-Z]|[ivxIVX]{1,5})[.)](?=[ \t]))[ \t]?"
)
"""A bullet or a number at the begin of a line."""
WORD_END = re.compile(r"\w")

_TITLES = r"Mr|Ms|Mrs|Mme|Mlle|Dr|Prof|MR|MS|MRS|MME|DR|PROF"
_RANK = (
    rf"(?:H\. ?E\.|HE(?= (?:{_TITLES}|Amb)\b)|(?:His|Her|Their) Excellenc(?:y|ies)|(?:{_TITLES})\b\.?|Miss\b"
    r"|Professor\b|Ambassador\b|Amb\.|Hon\.|Judge\b|Sir\b|Dame\b|Sheikha?\b)"
)
RANK = re.compile(rf"(?<![\w.’'-])(?:{_RANK}[ \t]?){{1,4}}(?=['’]?[^\W\d_])")
MONSIEUR = re.compile(r"(?:(?:H\. ?E\.|S\. ?E\.) )?M\. (?=[^\W\d_])")
"""Only at the begin of an entry: elsewhere M. is an initial."""
ROLE_AT_END = re.compile(r", (?P<role>chair|chairperson|chairman|chairwoman|moderator|facilitator)$", re.I)
NEXT_PERSON = re.compile(rf"(?<![\w.’'-])(?:H\. ?E\.|(?:{_TITLES})\b\.?)[ \t]?(?=[^\W\d_])")
"""Where a second person may begin in a line. Ambassador and Professor are not here: a title may have them."""
PARTICLES = {
    *("de", "del", "della", "da", "das", "do", "dos", "du", "di", "van", "von", "der", "den", "ten", "ter", "la", "le"),
    *("el", "al", "bin", "ibn", "bint", "ben", "y", "e", "zu", "af", "av"),
}
FUNCTION = re.compile(
    r"\b(?:president|director|commissioner|representative|minister|chair\w*|secretary|special|rapporteur|deputy|head"
    r"|ambassador|member|expert|professor|officer|council|committee|office|organi[sz]ation|nations|mission|state|states"
    r"|human|rights|high|the|of|and|for|delegation|moderator|panellists?|panelists?|speakers?|association|university"
    r"|institute|foundation|network|union|remarks|session|discussion|confirmed|tbc|tbd)\b",
    re.I,
)
"""A name without a form of address has none of these words."""
OFFICE = re.compile(
    r"(?:(?:UN|former|deputy|vice|executive|assistant|senior|permanent)[ -])?(?:special rapporteur|independent expert"
    r"|special representative|special envoy|director|minister|professor|president|secretary|under-secretary|judge|head"
    r"|chief|member|advis[eo]r|coordinator|representative|chair|ambassador|rapporteur)\b",
    re.I,
)
"""What a person is. Brackets with another text after a name have a State or an organization."""
PANELLISTS = re.compile(r"\b(?:panell?ists|speakers|experts|presenters|discussants)\b", re.I)
ANNOUNCED = re.compile(r"\b(?:following|invited|confirmed|include|as follows|composed of|are)\b", re.I)
"""In a line that announces the panellists of the next lines."""
UNCONFIRMED = re.compile(r"[(\[]?\b(?:to be (?:confirmed|determined|announced|advised|named)|TB[CDA])\b[)\]]?", re.I)
VIDEO = re.compile(
    r"\((?:by |via |through )?(?:video|online|remote|virtual|in person)[^()]{0,20}\)|"
    r"\(?\b(?:by |via |through |in )?(?:a )?(?:video|pre-?recorded)[ -](?:message|statement|link|conference)\b\)?",
    re.I,
)
BEHALF = re.compile(r"[(–—-]? ?(?:speaking |also )?on behalf of (?:the )?", re.I)
STATE_IN_TITLE = re.compile(
    r"\b(?:Permanent Representative|Permanent Observer|Ambassador|Chargé d[’']affaires)\b(?: a\.i\.)? of (?:the )?"
    r"(?P<of>[A-ZÀ-Þ][^,;()]{1,80}?)(?= to | in |[,;(]|$)"
)
BY_CHAIR = re.compile(
    r"(?:by )?(?:the )?(?P<who>chair(?:person|man|woman)?(?: ?/ ?moderator)?|presiding officer)\b", re.I
)
BY_MODERATOR = re.compile(r"(?:by )?(?:the )?moderator\b", re.I)
BY_PANEL = re.compile(r"(?:by |of |from )?(?:the )?(?:panell?ists?|experts?|presenters?|speakers?)\b", re.I)

SITTING = re.compile(
    r"(?P<part>morning|afternoon|evening)(?: (?:session|sitting|meeting|segment))?\b"
    r"|(?P<ordinal>first|second|third|fourth|fifth|sixth|1st|2nd|3rd|4th|5th|6th) (?:session|sitting|meeting|panel)\b"
    r"|(?:session|sitting|meeting) (?:no\.? ?)?"
    r"(?P<number>[1-9]|one|two|three|four|five|six|I{1,3}|IV|VI?)\b(?!\.[0-9])",
    re.I,
)
NUMBERED_PANEL = re.compile(r"panel (?:no\.? ?)?(?:[1-9]|one|two|three|four|five|six|I{1,3}|IV|VI?)\b", re.I)
OFFICE_OF_SESSION = re.compile(
    r"[\s:;.,|(–—-]+(?:co-?)?(?:chair(?:s|ed|person|man|woman)?|president|presid(?:ed|ing)|moderat(?:or|ed|ion)"
    r"|facilitat(?:or|ed))\b",
    re.I,
)
"""In the heading of a session, before the name of the person who chairs only this session."""
ORDINALS = {
    word: index
    for index, words in enumerate(
        ("first 1st 1 one i", "second 2nd 2 two ii", "third 3rd 3 three iii", "fourth 4th 4 four iv",
         "fifth 5th 5 five v", "sixth 6th 6 six vi")
    )
    for word in words.split()
}  # fmt: skip
DAY_HEADING = re.compile(r"(?:day (?:[1-7]|one|two|three|four|five)\b)[ \t:–—-]*", re.I)

BODY = re.compile(
    r"(?:United Nations\b|Human Rights Council|Office of the (?:United Nations )?High Commissioner|General Assembly"
    r"|Economic and Social Council|Security Council|Conference on Disarmament|Permanent Forum|Conference of the Parties"
    r"|Advisory Committee|World Health Assembly|Commission on|Committee (?:on|against)|Sub-?Commission|OHCHR\b|UNCTAD\b"
    r"|Conseil des droits de l|UNESCO\b|International Labour|Executive Board|Trade and Development Board)",
    re.I,
)
CONFERENCE = re.compile(
    r"(?:United Nations )?Conference on (?:Trade and Development|Disarmament)(?: \([A-Z]+\))?$", re.I
)
"""A body that is called like a meeting."""
SESSION = re.compile(r"[\w-]{2,20}(?: (?:special|regular|ordinary|annual|intersessional))? session\b", re.I)
EVENT = re.compile(
    r"\b(?:seminar|panel|workshop|round ?-?table|symposium|consultation|forum|interactive (?:dialogue|discussion)"
    r"|webinar|side[ -]event|briefing|expert meeting|meeting|discussion|conference|debate|commemoration|dialogue)\b"
    r"(?! (?:room|hall|cent(?:re|er))\b)",
    re.I,
)
NOTE = re.compile(r"\(?(?:draft |revised |final )?concept (?:note|paper)\b", re.I)
NOTE_ONLY = re.compile(
    r"\(?(?:draft |revised |final )?concept (?:note|paper)"
    r"(?: ?[-–—,:(]? ?(?:as (?:of|at)|dated|version|draft|rev\.?)\b.{0,40})?[ )]?$",
    re.I,
)
NOTE_FOR = re.compile(r"concept (?:note|paper)(?: ?[:–—-] ?| (?:for|on)(?: the| an?)? )(?=\S)", re.I)
NOTE_DATE = re.compile(r"\(?(?:as (?:of|at)|(?:last )?updated|version|revised|dated|draft (?:as )?of)\b", re.I)
TITLE_LABEL = re.compile(r"(?:title|event|name of the event|topic|theme)[ \t]?[:\t] ?", re.I)
ORGANIZER = re.compile(
    r"(?:co-?)?(?:organi[sz]ed|hosted|convened|sponsored) by (?:the )?"
    r"|(?:co-?)?(?:organi[sz]ers?|sponsors?|hosts?): ?(?:the )?",
    re.I,
)
RELATION = re.compile(
    r"(?:held )?(?:on|in) the (?:margins?|sidelines?|occasion|framework|context) of\b|pursuant to\b", re.I
)
NEXT_LABEL = re.compile(
    r"[.;] (?=(?:co-?chairs?|chair(?:person|man|woman)?|moderators?|facilitators?|key ?note(?: speakers?)?|panell?ists?"
    r"|speakers?|discussants?|presenters?|experts?): )",
    re.I,
)
"""In a line of a programme, before a further label: "Session I: Water. Chair: Ms. Ada Example. Speakers: ..."."""
THEME_LABEL = re.compile(r"(?:theme|topic|subject|title)(?: of (?:the |his |her )?presentation)?[ \t]?[:–—\t] ?", re.I)

ROOM = re.compile(
    r"\b(?:(?:conference|meeting|assembly|committee) )?(?:room|boardroom|hall|salle|auditorium|amphitheatre|chamber)\b"
    r"|\b(?:international|conference|congress|convention|conventions) cent(?:re|er)\b(?! (?:for|of|on)\b)"
    r"|\b(?:palais|headquarters|tempus building|united nations office at)\b",
    re.I,
)
CITIES = {
    "Geneva": "Europe/Zurich",
    "Palais des Nations": "Europe/Zurich",
    "Palais Wilson": "Europe/Zurich",
    "Genève": "Europe/Zurich",
    "New York": "America/New_York",
    "Vienna": "Europe/Vienna",
    "Nairobi": "Africa/Nairobi",
    "Addis Ababa": "Africa/Addis_Ababa",
    "Bangkok": "Asia/Bangkok",
    "Santiago": "America/Santiago",
    "Beirut": "Asia/Beirut",
    "Paris": "Europe/Paris",
    "Rome": "Europe/Rome",
    "The Hague": "Europe/Amsterdam",
    "Brussels": "Europe/Brussels",
    "Strasbourg": "Europe/Paris",
    "Bonn": "Europe/Berlin",
    "London": "Europe/London",
    "Montreal": "America/Montreal",
    "Washington": "America/New_York",
}


def _longest(chars: str, phrases: dict[str, str]) -> tuple[str, str] | None:
    """The longest phrase at the begin of a text, and its meaning."""
    lower = chars[: LONGEST_PHRASE + 1].lower().replace("\xa0", " ")
    for length in range(min(len(lower), LONGEST_PHRASE), 0, -1):
        if lower[:length] in phrases and not WORD_END.match(lower[length : length + 1]):
            return lower[:length], phrases[lower[:length]]
    return None


def role_at(chars: str) -> tuple[str, str] | None:
    """The phrase at the begin of a text that names a role or a kind of item, and its role."""
    return _longest(chars, ROLE_OF)


def section_at(chars: str) -> tuple[str, str] | None:
    """The phrase at the begin of a text that heads a section of the note, and the kind of the section."""
    return _longest(chars, SECTION_OF)
