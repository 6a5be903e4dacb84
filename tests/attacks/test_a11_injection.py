"""A11: texts that mean something to SQL, to a file system or to HTTP. They stay texts."""

from __future__ import annotations

import pytest

from nameplate.meeting import Role
from nameplate.record import FORMATS
from tests.pages.test_commands import problem
from tests.serving import Host, Hosted

from .roles import PASS_OF_ROLE, waiting

SQL = (
    *("' OR '1'='1", "'; DROP TABLE events; --", '" OR ""="', "x') UNION SELECT secret FROM passes --", "%' --", "_%"),
    *("\\'; SELECT 1; --", "0; ATTACH DATABASE '/tmp/x' AS x", "?", ":code", "%s", "$1", "NULL"),
)
PATHS = (
    *("../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//....//etc/passwd"),
    *("/etc/passwd", "%2fetc%2fpasswd", "..\\..\\windows\\win.ini", "%00", "hall.css%00.png", "~root", "C:%5cboot.ini"),
)
LINES = ("x\r\nSet-Cookie: np-x=1", "x%0d%0aSet-Cookie:%20np-x=1", "x\nLocation: //evil.example", "%E5%98%8A%E5%98%8D")


@pytest.mark.parametrize("text", SQL)
async def test_sql_in_a_code_a_link_an_id_or_a_key_finds_nothing(host: Host, floor: Hosted, text: str) -> None:
    place = {"X-Forwarded-For": f"203.0.113.{SQL.index(text)}"}
    assert (await host.client.get(f"{host.url}/", params={"code": text}, headers=place)).status_code == 404
    chair = floor.bearer("chair")
    found = await host.client.get(f"{floor.url}/places", params={"named": text}, headers=chair)
    assert found.status_code == 200
    answer = await floor.post("chair", "remove-inscription", {"inscription": text})
    assert problem(answer) == (404, "unknown_inscription")
    stolen = await host.client.get(f"{floor.url}/state", headers={"Cookie": f"np-x={text.replace(';', '')}", **place})
    assert stolen.status_code == 401
    assert (
        await floor.post("desk", "add-inscription", {"guest": text}, **{"Idempotency-Key": text})
    ).status_code == 204
    (guest,) = await waiting(floor)
    assert text in (await floor.get("desk", "state")).text.replace('\\"', '"').replace("\\\\", "\\"), guest
    assert (await floor.get("desk", "events")).json()[-1]["version"] == 5


@pytest.mark.parametrize("path", PATHS)
async def test_a_path_leads_to_no_file(host: Host, floor: Hosted, path: str) -> None:
    for address in (
        f"/static/{path}",
        f"/static/x/{path}",
        f"/m/{floor.code}/record.{path}",
        f"/m/{floor.code}/{path}",
    ):
        answer = await host.client.get(host.url + address, headers=floor.bearer("chair"))
        assert answer.status_code in (400, 404), address
        assert "root:" not in answer.text


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("name", [PASS_OF_ROLE[Role.CHAIR], PASS_OF_ROLE[Role.DELEGATE]])
async def test_no_text_adds_a_header(host: Host, floor: Hosted, line: str, name: str) -> None:
    asked = {"lang": line, "as": line, "code": line, "named": line}
    place = {"X-Forwarded-For": "203.0.113.99"}
    for address in (f"{host.url}/", f"{floor.url}/{name.partition(':')[0]}", f"{floor.url}/places"):
        answer = await host.client.get(address, params=asked, headers=floor.bearer(name) | place)
        assert "Set-Cookie" not in answer.headers and "evil" not in answer.headers.get("Location", "")
    answer = await floor.post(name, "give-floor", {"seat": line}, **{"HX-Request": "true"})
    assert answer.status_code in (403, 404, 422) and "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"docx"}))
async def test_the_name_of_a_saved_file_has_only_the_code_and_the_format(floor: Hosted, name: str) -> None:
    await floor.post("desk", "add-inscription", {"guest": '../x"; filename="y.exe'})
    answer = await floor.get("chair", f"record.{name}")
    kind = "inline" if name == "html" else "attachment"
    assert answer.headers["Content-Disposition"] == f'{kind}; filename="{floor.code}-record.{name}"'
