"""The page of each audience: the files that it loads, and that it is not cached."""

import re

from tests.serving import Hosted


async def test_no_page_loads_foreign_files_or_has_inline_scripts_or_styles(meeting: Hosted) -> None:
    for audience in ("chair", "desk", "hall", "podium", "delegate"):
        page = (await meeting.get("chair", audience)).text
        assert re.findall(r'(?:src|href)="(?!/|#)[^"]*"', page) == []
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|hx-on|javascript:", page) == []


async def test_every_static_file_of_a_page_exists(meeting: Hosted) -> None:
    pages = [(await meeting.get("chair", a)).text for a in ("chair", "desk", "hall", "podium", "delegate")]
    asked = sorted({path for page in pages for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', page)})
    answers = {path: (await meeting.host.client.get(meeting.host.url + path)).status_code for path in asked}
    # An icon, a font, a style for each, and a script for each; hall and podium share theirs.
    assert len(asked) == 1 + 1 + 5 + 4
    assert set(answers.values()) == {200}, answers


async def test_browsers_do_not_cache_a_page(meeting: Hosted) -> None:
    assert (await meeting.get("hall", "hall")).headers["Cache-Control"] == "no-store"
