"""Labels for the machine keys of a meeting: categories, forms, kinds of items, orders, motions, draws."""

from __future__ import annotations

from collections.abc import Mapping

from .messages import N_, NO_MESSAGE, Message

ROLE_LABELS: Mapping[str, Message] = {
    "opening_speaker": N_("Opening speaker"),
    "keynote_speaker": N_("Keynote speaker"),
}
"""The roles that an item of the programme gives to its speaker."""

CATEGORY_LABELS: Mapping[str, Message] = {
    "member_state": N_("Member State"),
    "observer_state": N_("Observer State"),
    "concerned_country": N_("Country concerned"),
    "group": N_("Group"),
    "igo": N_("Intergovernmental organization"),
    "un_entity": N_("UN entity"),
    "mandate_holder": N_("Mandate holder"),
    "nhri": N_("NHRI"),
    "ngo": N_("NGO"),
    "panellist": N_("Panellist"),
    "chair": N_("Chair"),
    "other": N_("Guest"),
}

DEVICE_LABELS: Mapping[str, Message] = {
    "phone": N_("Phone"),
    "tablet": N_("Tablet"),
    "computer": N_("Computer"),
    "unknown": N_("Unknown device"),
}

LINK_LABELS: Mapping[str, Message] = {
    "chair": N_("Chair"),
    "desk": N_("Desk"),
    "hall": N_("Hall screen"),
    "podium": N_("Podium screen"),
    "air": N_("Webcast"),
    "timer": N_("Timer"),
    "booth": N_("Booth"),
    "lobby": N_("Lobby screen"),
    "bridge": N_("Bridge to a conference"),
}
"""By the name of a pass that belongs to no seat."""

AUDIENCE_LABELS: Mapping[str, Message] = {
    **LINK_LABELS,
    "delegate": N_("Phones"),
    "public": N_("Public screen"),
    "state": N_("Programs"),
}
"""By the name of the audience."""

PRESET_LABELS: Mapping[str, Message] = {
    "seminar_2013": N_("Seminar, 2013"),
    "hrc_panel_2012": N_("Panel of the Human Rights Council, 2012"),
    "hrc_panel_2017": N_("Panel of the Human Rights Council, 2017"),
    "hrc_id_clustered_2012": N_("Clustered interactive dialogue, 2012"),
    "hrc_gd_2017": N_("General debate, 2017"),
    "upr_lots_2012": N_("Universal Periodic Review, 2012"),
    "general_assembly": N_("General Assembly"),
}
"""By the name of a set of speaking times."""

SOURCE_LABELS: Mapping[str, Message] = {
    "setting": N_("a setting"),
    "note_2013": N_("concept note of the seminar of 15 February 2013"),
    "panel_2009": N_("panels of the Human Rights Council, 2009 and 2010"),
    "panel_2012": N_("Human Rights Council, order of the day, 29 February 2012"),
    "dialogue_2012": N_("Human Rights Council, order of the day, 22 March 2012"),
    "list_2012": N_("Human Rights Council, order of the day, 27 June 2012"),
    "panel_2017": N_("Human Rights Council, order of the day, 6 October 2017"),
    "od_2017": N_("Human Rights Council, order of the day, 26 September 2017"),
    "upr_2012": N_("Human Rights Council, modalities of September 2012, as UPR Info gives them"),
    "debate_2006": N_("General Assembly, general debates of 2003 and 2006"),
    "rule_68": N_("Rules of procedure of the General Assembly, A/520, rule 68"),
    "rule_71": N_("Rules of procedure of the General Assembly, A/520, rule 71"),
    "rule_73": N_("Rules of procedure of the General Assembly, A/520, rule 73: the desk closes the list"),
    "annex_v": N_("Rules of procedure of the General Assembly, A/520, annex V; check its figures"),
}
"""By the name of the source of a rule."""

FORM_LABELS: Mapping[str, Message] = {
    "statement": N_("Statement"),
    "question": N_("Question"),
    "reply": N_("Reply"),
    "joint_statement": N_("Joint statement"),
    "video": N_("Video message"),
    "not_delivered": N_("Text submitted"),
    "point_of_order": N_("Point of order"),
    "right_of_reply": N_("Right of reply"),
}

ITEM_KIND_LABELS: Mapping[str, Message] = {
    "chair_opening": N_("Opening by the chair"),
    "opening_remarks": N_("Opening remarks"),
    "keynote": N_("Keynote address"),
    "presentation": N_("Presentation"),
    "interactive_dialogue": N_("Interactive dialogue"),
    "general_debate": N_("General debate"),
    "floor_block": N_("Interactive discussion"),
    "replies": N_("Comments and replies by the panellists"),
    "wrap_up": N_("Wrap-up"),
    "closing": N_("Closing"),
    "break": N_("Break"),
}

ORDER_LABELS: Mapping[str, Message] = {
    "receipt": N_("as they asked"),
    "alternate": N_("kinds of speakers in turn"),
    "kept": N_("places kept for NHRIs and NGOs"),
    "least_heard": N_("who spoke less often first"),
    "least_time": N_("who spoke for less time first"),
}

MOTION_LABELS: Mapping[str, Message] = {
    "": N_("Point of order"),
    "suspend_meeting": N_("Motion to suspend the meeting"),
    "adjourn_meeting": N_("Motion to adjourn the meeting"),
    "adjourn_debate": N_("Motion to adjourn the debate"),
    "close_debate": N_("Motion to close the debate"),
}

DRAW_LABELS: Mapping[str, Message] = {
    "receipt": N_("put back in order of receipt"),
    "lot": N_("drawn by lot"),
    "alphabet": N_("alphabet from the drawn letter %(letter)s"),
}

SIGNAL_LABELS: Mapping[str, Message] = {
    "slow_down": N_("Please slow down"),
    "please_wait": N_("Please wait"),
}
"""The signals of the booth."""

TEXT_LABELS: Mapping[str, Message] = {
    "": NO_MESSAGE,
    "provided": N_("Text provided"),
    "check_against_delivery": N_("Text: check against delivery"),
}
"""Of a speech, for the interpreters."""

ORDINALS: Mapping[str, Message] = {
    "one": N_("%(n)sst"),
    "two": N_("%(n)snd"),
    "few": N_("%(n)srd"),
    "other": N_("%(n)sth"),
}
"""By the ordinal form of a number (CLDR). For a missing form, "other" is used."""
