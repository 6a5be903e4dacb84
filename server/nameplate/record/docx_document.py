"""The record as a Word document (.docx) to start a report from: headings, tables, charts and annexes."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from docx.document import Document
from docx.text.paragraph import Paragraph

from nameplate.meeting import Meeting
from nameplate.wording.language import Words
from nameplate.wording.record_labels import printable

from .account import account_of
from .account_values import Account, SittingAccount
from .chart import Chart
from .charts import USE_KEY, limit_against_use, speaking_time_by_category
from .docx_shapes import chart_group
from .docx_styles import add_field, blank_document, set_running_head
from .docx_tables import add_facts, add_table
from .record_texts import draw_facts, list_facts, list_name, record_facts, sitting_heading, sitting_times
from .report_tables import ReportTables
from .table import Table
from .timeline_chart import timeline


def docx_record(meeting: Meeting, words: Words) -> bytes:
    """The record as the bytes of a .docx file."""
    report = _Report(account_of(meeting, words), words)
    report.head()
    report.speaking_time()
    for sitting in report.account.sittings:
        report.sitting(sitting)
    report.lists()
    report.annexes()
    output = io.BytesIO()
    report.document.save(output)
    return output.getvalue()


class _Report:
    """Writes the document chapter by chapter."""

    def __init__(self, account: Account, words: Words) -> None:
        self.account = account
        self.document: Document = blank_document(words)
        self._words = words
        self._tables = ReportTables(account, words)
        self._figure_count = 0
        set_running_head(self.document, printable(account.title))
        properties = self.document.core_properties
        properties.title = printable(account.title)
        properties.author = "Nameplate"
        properties.language = words.language
        properties.created = datetime.fromtimestamp(account.at / 1000, UTC)

    def head(self) -> None:
        """The title, and a table of facts about the meeting and the record."""
        self.document.add_paragraph(printable(self.account.title), "Title")
        self.document.add_paragraph(self._words.text("Record of the deliberations"), "Subtitle")
        add_facts(self.document, record_facts(self.account, self._words))

    def speaking_time(self) -> None:
        """The limits and the speaking time of each category of speakers."""
        if self.account.totals:
            self._heading(self._words.text("Speaking time by kind of speaker"), 1)
            self._figure(speaking_time_by_category("kinds", self.account.totals, self._words))
            add_table(self.document, self._tables.totals())

    def sitting(self, sitting: SittingAccount) -> None:
        account, words, tables = self.account, self._words, self._tables
        self._heading(sitting_heading(account, sitting, words), 1).paragraph_format.page_break_before = True
        self._paragraph(sitting_times(account, sitting, words)).paragraph_format.keep_with_next = True
        chart = timeline("timeline", sitting, account.lists, account.timezone, account.at, words)
        if chart:
            self._heading(words.text("Timeline"), 2)
            self._figure(chart)
        self._titled_table(words.text("Programme"), tables.programme(sitting), 2)
        self._titled_table(words.text("List of speakers, in order of speaking"), tables.speakers(sitting), 2)
        self._titled_table(words.text("Who took the floor, by kind of speaker"), tables.names_by_category(sitting), 2)
        self._titled_table(words.text("Points of order"), tables.points(sitting), 2)
        self._titled_table(words.text("Rights of reply"), tables.replies(sitting), 2)
        self._limit_and_use(sitting)

    def lists(self) -> None:
        """The chapter about the order of the lists and the speaking times."""
        account, words, tables = self.account, self._words, self._tables
        self._heading(words.text("How the list was ordered"), 1)
        for speakers in account.lists:
            if speakers.opened_at or speakers.acts:
                self._heading(list_name(account, speakers, words), 2)
                self._paragraph(list_facts(account, speakers, words))
                for draw in speakers.draws:
                    self._paragraph(draw_facts(account, draw, words))
                add_table(self.document, tables.changes(speakers.acts))
        self._titled_table(words.text("Speaking time when the meeting began"), tables.limits(), 2)
        self._titled_table(words.text("Changes of speaking time"), tables.changes(account.limit_changes), 2)

    def annexes(self) -> None:
        """The annexes: inscriptions that were not heard, changes of the programme, corrections."""
        account, words, tables = self.account, self._words, self._tables
        self._heading(words.text("Annex: not reached, absent, withdrawn, submitted in writing"), 1)
        if not account.unheard:
            self._paragraph(words.text("Everybody who asked for the floor was heard."))
        add_table(self.document, tables.unheard())
        self._titled_table(words.text("Annex: texts of the statements, check against delivery"), tables.statements(), 1)
        self._titled_table(words.text("Annex: changes of the programme"), tables.changes(account.programme_changes), 1)
        self._titled_table(words.text("Annex: corrections"), tables.corrections(), 1)

    def _limit_and_use(self, sitting: SittingAccount) -> None:
        charts = limit_against_use("use", sitting.interventions, self._words)
        if charts:
            self._heading(self._words.text("Limit and use"), 2)
            self._paragraph(self._words.translate(USE_KEY)).paragraph_format.keep_with_next = True
        for chart in charts:
            self._figure(chart)

    def _titled_table(self, title: str, table: Table, level: int) -> None:
        if table.rows:
            self._heading(title, level)
            add_table(self.document, table)

    def _heading(self, title: str, level: int) -> Paragraph:
        return self.document.add_paragraph(printable(title), f"Heading {level}")

    def _paragraph(self, text: str) -> Paragraph:
        return self.document.add_paragraph(printable(text))

    def _figure(self, chart: Chart) -> None:
        """Add a chart with a numbered caption below it on the same page."""
        self._figure_count += 1
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run()._r.append(chart_group(chart, self._figure_count))
        caption = self.document.add_paragraph(self._words.text("Figure") + " ", "Caption")
        add_field(caption, r" SEQ Figure \* ARABIC ", str(self._figure_count))
        caption.add_run(f". {printable(chart.title)}")
