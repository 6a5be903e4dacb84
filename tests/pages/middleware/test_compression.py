"""Pages are compressed as the client accepts it."""

from __future__ import annotations

import re

import pytest

from tests.serving import Hosted


@pytest.mark.parametrize("audience", ["chair", "desk", "delegate", "podium", "hall"])
async def test_a_page_is_compressed_and_loads_one_script_and_one_style_sheet(meeting: Hosted, audience: str) -> None:
    texts = {}
    for accepted, coding in (("br", "br"), ("gzip", "gzip"), ("br;q=0", None)):
        answer = await meeting.get("chair", audience, **{"Accept-Encoding": accepted})
        assert (answer.headers.get("Content-Encoding"), answer.headers["Vary"]) == (coding, "Accept-Encoding")
        texts[coding] = re.sub(r'data-now="\d+"', "", answer.text)
    assert texts["br"] == texts["gzip"] == texts[None]
    assert re.findall(r"<script\b", texts["br"]) == ["<script"]
    assert re.findall(r'<link rel="stylesheet"', texts["br"]) == ['<link rel="stylesheet"']
