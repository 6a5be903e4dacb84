"""The exceptions that a handler raises when it cannot serve a request."""

from __future__ import annotations

from dataclasses import dataclass, field

from nameplate.meeting import Meeting, Reason, Refused
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, NO_MESSAGE, Message
from nameplate.wording.refusals import sentence as refusal_sentence

NOT_FOUND = (404, "not_found", N_("There is nothing at this address."))


@dataclass
class Problem(Exception):
    """An HTTP status, a code for programs, a message for people, and values for programs.

    `more` are values that are used only in the message. `cause` is counted instead of the code, where it says more.
    `page` is the template for a browser.
    """

    status: int
    code: str
    message: Message
    facts: dict[str, str | int] = field(default_factory=dict)
    more: dict[str, str | int] = field(default_factory=dict)
    cause: str = ""
    page: str = "problem.html"

    @property
    def counted_as(self) -> str:
        """The cause under which the metrics count it."""
        return self.cause or self.code

    def sentence(self, words: Words) -> str:
        """The message in a language."""
        return words.translate(self.message, **{**self.facts, **self.more})


class CommandRefused(Problem):
    """A command that the meeting refuses."""

    def __init__(self, refused: Refused, meeting: Meeting) -> None:
        super().__init__(status_of(refused.reason), refused.reason.value, NO_MESSAGE, dict(refused.facts))
        self._refused = refused
        self._meeting = meeting

    def sentence(self, words: Words) -> str:
        """The reason in a language."""
        return refusal_sentence(self._refused, self._meeting, words)


def status_of(reason: Reason) -> int:
    """The HTTP status of a refusal."""
    if reason.name.startswith("UNKNOWN_"):
        return 404
    if reason in (Reason.FORBIDDEN, Reason.NOT_YOURS, Reason.NO_SEAT):
        return 403
    return 422 if reason is Reason.INVALID else 409
