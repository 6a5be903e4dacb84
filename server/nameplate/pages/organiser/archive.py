"""Everything of a meeting as one file, for its organiser. `routes.py` imports this module on first use."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from nameplate.meeting import Meeting
from nameplate.pages.context import Context, context_of
from nameplate.pages.statement_archive import add_texts
from nameplate.pages.zip_archive import ZipArchive, sent_archive
from nameplate.planning import programme_data
from nameplate.planning.export import exported, exported_delegations
from nameplate.record import FORMATS, MARKS, first_opening
from nameplate.record import page as record_page
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, Message

from .access import organiser

TEXTS, SUMS, README = "texts/", "SHA256SUMS", "README.txt"
FILES: dict[str, Message] = {
    "record.html": N_("The record of the deliberations, to read and print in a browser"),
    "record.docx": N_("The same record as a Word document"),
    "record.csv": N_("The same record for a spreadsheet: a line for each speaker"),
    "record.json": N_("The same record for programs"),
    "programme.yaml": N_("The programme file. With it, the same meeting can be made again"),
    "participants.csv": N_("The participants, for the same purpose"),
    "recording.vtt": N_("Subtitles for a recording that began when the meeting was opened: who speaks"),
    "recording.txt": N_("Chapters for the same recording on a video site"),
    TEXTS: N_("The texts that speakers have attached, in the order of speaking. Check against delivery"),
    SUMS: N_("The SHA-256 sum of each file. “sha256sum -c SHA256SUMS” says whether a file was changed"),
}
"""What the files of the archive are, in their order."""
WHAT = N_("This is the archive of a meeting, as Nameplate had it.")
PERSONAL = N_("The archive has names of persons and what they wrote. Keep it where only those can read it who need it.")


async def archive(request: Request) -> Response:
    """`GET /organiser/m/{code}/archive.zip`: the record, the programme, the participants, marks and texts."""
    await organiser(request)
    context, words = context_of(request), context_of(request).words(request)
    meeting = (await context.room(request.path_params["code"])).meeting
    document = await context.word_documents.write(meeting.code, words.language)

    def fill(archive: ZipArchive) -> None:
        _fill(archive, context, meeting, words, document)

    return await sent_archive(context.uploads, f"{meeting.code}-archive.zip", fill)


def _fill(archive: ZipArchive, context: Context, meeting: Meeting, words: Words, document: bytes) -> None:
    """Add all files, in a thread: the record of a long meeting takes a second."""
    screens = context.screens
    archive.add("record.html", record_page(meeting, words, screens, screens.assets.with_fonts("record.css")), True)
    archive.add("record.docx", document)
    for name in ("csv", "json"):
        archive.add(f"record.{name}", FORMATS[name].write(meeting, words, screens), True)
    archive.add("programme.yaml", programme_data.dump(exported(meeting)).text.encode(), True)
    archive.add("participants.csv", exported_delegations(meeting).encode("utf-8-sig"), True)
    if any(sitting.opened_at for sitting in meeting.sittings):
        for name, marks in MARKS.items():
            archive.add(f"recording.{name}", marks.write(meeting, words, first_opening(meeting)), True)
    add_texts(archive, context.lobby.log.database, meeting, words, TEXTS)
    archive.add(README, _readme(meeting, words, [*archive.sums]).encode(), True)
    archive.add(SUMS, "".join(f"{digest}  {name}\n" for name, digest in archive.sums.items()).encode(), True)


def _readme(meeting: Meeting, words: Words, names: list[str]) -> str:
    """What the archive is, in plain words. Lines end as a plain editor of any system expects it."""
    written = words.text(
        "State of %(date)s, %(time)s (%(zone)s), version %(version)s.",
        date=words.date(meeting.at, meeting.timezone),
        time=words.time(meeting.at, meeting.timezone),
        zone=meeting.timezone,
        version=meeting.version,
    )
    has = {TEXTS if name.startswith(TEXTS) else name for name in names} | {SUMS}
    listed = [f"{name}\n    {words.translate(what)}." for name, what in FILES.items() if name in has]
    head = [meeting.title, f"{meeting.body}\n{meeting.code}".strip()]
    parts = [*head, words.translate(WHAT), written, *listed, words.translate(PERSONAL)]
    return "\n\n".join(parts).replace("\n", "\r\n") + "\r\n"
