"""The record as a Word document, from which a report is written: headings, tables, charts and annexes."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from docx.document import Document
from docx.text.paragraph import Paragraph

from nameplate.meeting import Meeting
from nameplate.wording.language import Words
from nameplate.wording.record_labels import printable

from .account import account
from .account_values import Account, SittingAccount
from .chart_shapes import Drawing
from .charts import USE_KEY, by_kind, limit_against_use
from .remarks import draw_facts, heading, list_facts, list_name, sitting_heading, sitting_times
from .report_tables import Sections, Table
from .timeline import timeline
from .word_page import blank, field
from .word_shapes import picture
from .word_table import add_facts, add_table


def word_document(meeting: Meeting, words: Words) -> bytes:
    """The document. The same record gives the same text."""
    report = _Report(account(meeting, words), words)
    report.head()
    report.speaking_time()
    for sitting in report.told.sittings:
        report.sitting(sitting)
    report.lists()
    report.annexes()
    written = io.BytesIO()
    report.document.save(written)
    return written.getvalue()


class _Report:
    """The document as it is written, chapter by chapter."""

    def __init__(self, told: Account, words: Words) -> None:
        self.told = told
        self.document: Document = blank(words)
        self._words = words
        self._sections = Sections(told, words)
        self._figures = 0
        properties = self.document.core_properties
        properties.title = printable(told.title)
        properties.author = "Nameplate"
        properties.language = words.language
        properties.created = datetime.fromtimestamp(told.at / 1000, UTC)

    def head(self) -> None:
        """The title and the facts of the meeting."""
        self.document.add_paragraph(printable(self.told.title), "Title")
        self.document.add_paragraph(self._words.text("Record of the deliberations"), "Subtitle")
        add_facts(self.document, heading(self.told, self._words))

    def speaking_time(self) -> None:
        """What each kind of speaker was given and used, and the speaking times in force."""
        if self.told.totals:
            self._heading(self._words.text("Speaking time by kind of speaker"), 1)
            self._figure(by_kind("kinds", self.told.totals, self._words))
            add_table(self.document, self._sections.totals())

    def sitting(self, sitting: SittingAccount) -> None:
        """Everything about one half-day."""
        told, words, sections = self.told, self._words, self._sections
        self._heading(sitting_heading(told, sitting, words), 1).paragraph_format.page_break_before = True
        self._paragraph(sitting_times(told, sitting, words)).paragraph_format.keep_with_next = True
        line = timeline("timeline", sitting, told.lists, told.timezone, told.at, words)
        if line:
            self._heading(words.text("Timeline"), 2)
            self._figure(line)
        self._titled(words.text("Programme"), sections.programme(sitting), 2)
        self._titled(words.text("List of speakers, in order of speaking"), sections.speakers(sitting), 2)
        self._titled(words.text("Who took the floor, by kind of speaker"), sections.named(sitting), 2)
        self._titled(words.text("Points of order"), sections.points(sitting), 2)
        self._titled(words.text("Rights of reply"), sections.replies(sitting), 2)
        self._limit_and_use(sitting)

    def lists(self) -> None:
        """How the lists were ordered, and the speaking times."""
        told, words, sections = self.told, self._words, self._sections
        self._heading(words.text("How the list was ordered"), 1)
        for speakers in told.lists:
            if speakers.opened_at or speakers.acts:
                self._heading(list_name(told, speakers, words), 2)
                self._paragraph(list_facts(told, speakers, words))
                for draw in speakers.draws:
                    self._paragraph(draw_facts(told, draw, words))
                add_table(self.document, sections.acts(speakers.acts))
        self._titled(words.text("Speaking time when the meeting began"), sections.limits(), 2)
        self._titled(words.text("Changes of speaking time"), sections.acts(told.limit_changes), 2)

    def annexes(self) -> None:
        """Who was not heard, and what was changed and corrected."""
        told, words, sections = self.told, self._words, self._sections
        self._heading(words.text("Annex: not reached, absent, withdrawn, submitted in writing"), 1)
        if not told.unheard:
            self._paragraph(words.text("Everybody who asked for the floor was heard."))
        add_table(self.document, sections.unheard())
        self._titled(words.text("Annex: changes of the programme"), sections.acts(told.programme_changes), 1)
        self._titled(words.text("Annex: corrections"), sections.corrections(), 1)

    def _limit_and_use(self, sitting: SittingAccount) -> None:
        charts = limit_against_use("use", sitting.interventions, self._words)
        if charts:
            self._heading(self._words.text("Limit and use"), 2)
            self._paragraph(self._words.text(USE_KEY)).paragraph_format.keep_with_next = True
        for chart in charts:
            self._figure(chart)

    def _titled(self, title: str, table: Table, level: int) -> None:
        if table.rows:
            self._heading(title, level)
            add_table(self.document, table)

    def _heading(self, title: str, level: int) -> Paragraph:
        return self.document.add_paragraph(printable(title), f"Heading {level}")

    def _paragraph(self, words: str) -> Paragraph:
        return self.document.add_paragraph(printable(words))

    def _figure(self, drawing: Drawing) -> None:
        """A chart with its number and title below it, on the same page."""
        self._figures += 1
        chart = self.document.add_paragraph()
        chart.paragraph_format.keep_with_next = True
        chart.add_run()._r.append(picture(drawing, self._figures))
        caption = self.document.add_paragraph(f"{self._words.text('Figure')} ", "Caption")
        field(caption, r" SEQ Figure \* ARABIC ", str(self._figures))
        caption.add_run(f". {printable(drawing.title)}")
