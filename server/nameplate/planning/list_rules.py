"""Reads how a meeting keeps its list and its clock: the parts `list`, `right_of_reply`, `points_of_order`, `timer`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nameplate.meeting.model.bounds import MIN_SPEAKING_SECONDS
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.values import Rules
from nameplate.meeting.speakers_list.orders import ORDERS

from .yaml_reader import Node

LIST_KEYS = (
    "order", "closes_after_minutes", "closes_after_start", "opening_order", "places_each", "kept", "block", "budgets",
    "handover_seconds", "point_of_order_seconds", "closing_gives_way", "assumed",
)  # fmt: skip
YES = ("yes", "no")
POINT_KEYS = ("kinds", "assumed")
REPLY_KEYS = ("max", "seconds", "kinds", "when", "assumed")
TIMER_KEYS = ("start", "assumed")
STARTS = ("at_once", "by_hand")


def read_rules(nodes: Mapping[str, Node]) -> Rules:
    """The rules, as far as the file says. Raises `BadFile`."""
    rules = Rules()
    if "list" in nodes:
        rules = _list(nodes["list"], rules)
    if "right_of_reply" in nodes:
        rules = _right_of_reply(nodes["right_of_reply"], rules)
    if "points_of_order" in nodes:
        rules = _points_of_order(nodes["points_of_order"], rules)
    if "timer" in nodes:
        rules = _timer(nodes["timer"], rules)
    return rules


def _list(node: Node, rules: Rules) -> Rules:
    nodes = node.mapping(LIST_KEYS)

    def whole(key: str, lowest: int, highest: int, standard: int) -> int:
        return nodes[key].whole(lowest, highest) if key in nodes else standard

    rules = replace(
        rules,
        order=nodes["order"].one_of(tuple(ORDERS)) if "order" in nodes else rules.order,
        closes_after_ms=_closes_after_ms(nodes),
        inscriptions_each=whole("places_each", 1, 20, rules.inscriptions_each),
        reserved_per_block=_by_kind(nodes["kept"], 0, 50) if "kept" in nodes else rules.reserved_per_block,
        block_size=whole("block", 1, 100, rules.block_size),
        budgets=_budgets(nodes["budgets"]) if "budgets" in nodes else rules.budgets,
        handover_ms=whole("handover_seconds", 0, 300, rules.handover_ms // 1000) * 1000,
        point_seconds=whole("point_of_order_seconds", MIN_SPEAKING_SECONDS, 600, rules.point_seconds),
        closing_gives_way="closing_gives_way" in nodes and nodes["closing_gives_way"].one_of(YES) == "yes",
    )
    if sum(rules.reserved_per_block.values()) >= rules.block_size:
        kept = nodes.get("kept", node)
        raise kept.trouble(f"“kept” must leave places to the other kinds in each block of {rules.block_size}")
    return rules


def _closes_after_ms(nodes: Mapping[str, Node]) -> int | None:
    if "closes_after_minutes" in nodes:
        return nodes["closes_after_minutes"].whole(1, 600) * 60_000
    return nodes["closes_after_start"].whole(60, 36_000) * 1000 if "closes_after_start" in nodes else None


def _budgets(node: Node) -> dict[str, int]:
    """Minutes by kind, or by several kinds that share them; no kind has two."""
    found: dict[str, int] = {}
    seen: set[str] = set()
    for names, child in node.mapping(CATEGORIES, joined="+").items():
        kinds = names.split("+")
        if twice := next((kind for n, kind in enumerate(kinds) if kind in (*seen, *kinds[:n])), None):
            raise child.trouble(f"“{twice}” stands here twice")
        seen |= {*kinds}
        found[names] = child.whole(1, 600)
    return found


def _right_of_reply(node: Node, rules: Rules) -> Rules:
    nodes = node.mapping(REPLY_KEYS)
    seconds = nodes["seconds"].items() if "seconds" in nodes else ()
    rules = replace(
        rules,
        replies_each=nodes["max"].whole(0, 10) if "max" in nodes else rules.replies_each,
        reply_seconds=tuple(n.whole(MIN_SPEAKING_SECONDS, 1200) for n in seconds)
        if "seconds" in nodes
        else rules.reply_seconds,
        reply_categories=_kinds(nodes, rules.reply_categories),
    )
    if not rules.reply_seconds:
        raise nodes["seconds"].trouble("“seconds” must name at least one figure: the first right of reply's")
    return rules


def _points_of_order(node: Node, rules: Rules) -> Rules:
    return replace(rules, point_categories=_kinds(node.mapping(POINT_KEYS), rules.point_categories))


def _kinds(nodes: Mapping[str, Node], standard: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(n.one_of(CATEGORIES) for n in nodes["kinds"].items()) if "kinds" in nodes else standard


def _timer(node: Node, rules: Rules) -> Rules:
    nodes = node.mapping(TIMER_KEYS)
    start = nodes["start"].one_of(STARTS) if "start" in nodes else STARTS[0]
    return replace(rules, clock_by_hand=start == "by_hand")


def _by_kind(node: Node, lowest: int, highest: int) -> dict[str, int]:
    return {kind: child.whole(lowest, highest) for kind, child in node.mapping(CATEGORIES).items()}
