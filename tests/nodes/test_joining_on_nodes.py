"""A phone asks one node to join, the desk admits it at another, and both nodes know its device."""

from __future__ import annotations

from tests.self_service import ROW, Phones, at_desk, chosen, phone, pressed, self_service
from tests.serving import Host, Hosted

__all__ = ["phone"]


async def test_a_phone_of_one_node_is_admitted_at_the_other(nodes: list[Host], phone: Phones) -> None:
    here = await nodes[0].meeting(self_service())
    there = Hosted(nodes[1], here.code, here.links)
    fr, page = await phone(here), f"/m/{here.code}/delegation"
    code = await chosen(here, fr)
    shown = (await at_desk(there)).text
    assert f'class="code">{code}<' in shown
    assert (await pressed(there, "admit", *ROW.findall(shown))).status_code == 200
    assert (await pressed(here, "admit", *ROW.findall(shown))).status_code == 404
    assert 'data-as="delegate:FR"' in (await fr.get(page)).text
    for node in nodes:
        cookies = {"Cookie": "; ".join(f"{each.name}={each.value}" for each in fr.cookies.jar)}
        assert (await node.client.get(f"{node.url}/m/{here.code}/delegate?as=delegate:FR", headers=cookies)).is_success
