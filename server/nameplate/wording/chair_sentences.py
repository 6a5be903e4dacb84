"""The sentences that the chair reads aloud: on the console, and in the printed script."""

from __future__ import annotations

from .language import Words


def meeting_open(words: Words) -> str:
    return words.text("I declare the meeting open.")


def meeting_suspended(words: Words, until: str) -> str:
    return words.text("The meeting is suspended until %(until)s.", until=until)


def meeting_resumed(words: Words) -> str:
    return words.text("The meeting is resumed.")


def meeting_adjourned(words: Words) -> str:
    return words.text("The meeting is adjourned.")


def next_item(words: Words, item: str) -> str:
    return words.text("We now turn to the next item: %(item)s.", item=item)


def list_open(words: Words) -> str:
    return words.text("The list of speakers is now open.")


def list_closed(words: Words) -> str:
    return words.text("The list of speakers is now closed.")


def floor_given(words: Words, who: str, followed_by: str) -> str:
    """The sentence with which the chair gives the floor. `followed_by` may be empty."""
    if followed_by:
        return words.text("I now give the floor to %(who)s, to be followed by %(next)s.", who=who, next=followed_by)
    return words.text("I now give the floor to %(who)s.", who=who)


def floor_given_for_point(words: Words, who: str) -> str:
    return words.text("I give the floor to %(who)s for a point of order.", who=who)


def floor_given_for_motion(words: Words, who: str) -> str:
    return words.text("I give the floor to %(who)s for a motion.", who=who)


def floor_given_back(words: Words, who: str) -> str:
    return words.text("I ask %(who)s to continue.", who=who)


def thanks(words: Words, who: str) -> str:
    return words.text("I thank %(who)s.", who=who)
