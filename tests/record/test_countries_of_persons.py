"""All four formats write the country or organization of a person next to the function."""

import csv
import io
import json

import docx

from nameplate.paths import WEB
from nameplate.record import page
from nameplate.record.csv_and_json import csv_record, json_record
from nameplate.record.docx_document import docx_record
from nameplate.screens.rendering import Renderer
from tests.record.panel import held
from tests.record.story import english

NAME = "Mr. Martin Khor (Malaysia)"


def test_the_page_has_the_country_in_the_programme_and_at_the_first_intervention() -> None:
    html = page(held().meeting, english(), Renderer(WEB, str)).decode()
    programme, _, rest = html.partition("List of speakers, in order of speaking")
    speakers = rest.partition("</table>")[0]
    assert NAME in programme
    assert f"{NAME}</strong>\nExecutive Director of the South Centre" in speakers
    assert (speakers.count(NAME), speakers.count("Mr. Martin Khor</strong>")) == (1, 1)


def test_the_document_has_the_country_above_the_function() -> None:
    document = docx.Document(io.BytesIO(docx_record(held().meeting, english())))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert f"{NAME}\nExecutive Director of the South Centre" in cells


def test_the_csv_has_a_column_for_the_country() -> None:
    data = csv_record(held().meeting, english()).decode("utf-8-sig")
    countries = {row["Name"]: row["Country or organization"] for row in csv.DictReader(io.StringIO(data, newline=""))}
    assert (countries["Mr. Martin Khor"], countries["Ms. Flavia Pansieri"], countries["France"]) == ("Malaysia", "", "")


def test_the_json_has_the_country_in_the_programme() -> None:
    item = json.loads(json_record(held().meeting, english()))["sittings"][0]["programme"][3]
    assert item["speakers"] == ["Mr. Martin Khor"]
    assert [(speaker["name"], speaker["of"]) for speaker in item["people"]] == [("Mr. Martin Khor", "Malaysia")]
