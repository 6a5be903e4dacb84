"""Reads the rules of a meeting from some keys of its file, such as `list`, `right_of_reply` and `timer`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nameplate.meeting.model.bounds import MIN_SPEAKING_SECONDS
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.values import Rules
from nameplate.meeting.speakers_list.orders import ORDERS
from nameplate.meeting.statements import STATEMENT_RULES

from .yaml_node import YamlNode

LIST_KEYS = (
    "order", "closes_after_minutes", "closes_after_start", "opening_order", "places_each", "kept", "block", "budgets",
    "handover_seconds", "point_of_order_seconds", "closing_gives_way", "assumed",
)  # fmt: skip
YES_OR_NO = ("yes", "no")
POINT_KEYS = ("kinds", "assumed")
REPLY_KEYS = ("max", "seconds", "kinds", "when", "assumed")
TIMER_KEYS = ("start", "amber", "red", "assumed")
STARTS = ("at_once", "by_hand")
JOINING_KEYS = ("self_service", "assumed")


def read_rules(nodes: Mapping[str, YamlNode]) -> Rules:
    """The rules in the file, with default values for missing keys. Raises `BadFile`."""
    rules = Rules()
    if "list" in nodes:
        rules = _with_list_rules(nodes["list"], rules)
    if "right_of_reply" in nodes:
        rules = _with_reply_rules(nodes["right_of_reply"], rules)
    if "points_of_order" in nodes:
        rules = _with_point_rules(nodes["points_of_order"], rules)
    if "timer" in nodes:
        rules = _with_timer_rules(nodes["timer"], rules)
    if "statements" in nodes:
        rules = replace(rules, statements=nodes["statements"].one_of(STATEMENT_RULES))
    if "joining" in nodes:
        rules = _with_joining_rules(nodes["joining"], rules)
    return rules


def _with_list_rules(node: YamlNode, rules: Rules) -> Rules:
    nodes = node.mapping(LIST_KEYS)

    def whole_number(key: str, lowest: int, highest: int, default: int) -> int:
        return nodes[key].whole_number(lowest, highest) if key in nodes else default

    rules = replace(
        rules,
        order=nodes["order"].one_of(tuple(ORDERS)) if "order" in nodes else rules.order,
        closes_after_ms=_closes_after_ms(nodes),
        inscriptions_each=whole_number("places_each", 1, 20, rules.inscriptions_each),
        reserved_per_block=_numbers_by_category(nodes["kept"], 0, 50) if "kept" in nodes else rules.reserved_per_block,
        block_size=whole_number("block", 1, 100, rules.block_size),
        budgets=_budgets(nodes["budgets"]) if "budgets" in nodes else rules.budgets,
        handover_ms=whole_number("handover_seconds", 0, 300, rules.handover_ms // 1000) * 1000,
        point_seconds=nodes["point_of_order_seconds"].seconds(MIN_SPEAKING_SECONDS, 600)
        if "point_of_order_seconds" in nodes
        else rules.point_seconds,
        closing_gives_way="closing_gives_way" in nodes and nodes["closing_gives_way"].one_of(YES_OR_NO) == "yes",
    )
    if sum(rules.reserved_per_block.values()) >= rules.block_size:
        kept = nodes.get("kept", node)
        raise kept.error(f"“kept” must leave places to the other kinds in each block of {rules.block_size}")
    return rules


def _closes_after_ms(nodes: Mapping[str, YamlNode]) -> int | None:
    if "closes_after_minutes" in nodes:
        return nodes["closes_after_minutes"].whole_number(1, 600) * 60_000
    return nodes["closes_after_start"].whole_number(60, 36_000) * 1000 if "closes_after_start" in nodes else None


def _budgets(node: YamlNode) -> dict[str, int]:
    """Minutes by category, or by categories that share a time (`nhri+ngo`). No category may occur twice."""
    found: dict[str, int] = {}
    seen: set[str] = set()
    for names, child in node.mapping(CATEGORIES, joined="+").items():
        categories = names.split("+")
        if twice := next((each for n, each in enumerate(categories) if each in (*seen, *categories[:n])), None):
            raise child.error(f"“{twice}” stands here twice")
        seen |= {*categories}
        found[names] = child.whole_number(1, 600)
    return found


def _with_reply_rules(node: YamlNode, rules: Rules) -> Rules:
    nodes = node.mapping(REPLY_KEYS)
    seconds = nodes["seconds"].elements() if "seconds" in nodes else ()
    rules = replace(
        rules,
        replies_each=nodes["max"].whole_number(0, 10) if "max" in nodes else rules.replies_each,
        reply_seconds=tuple(n.seconds(MIN_SPEAKING_SECONDS, 1200) for n in seconds)
        if "seconds" in nodes
        else rules.reply_seconds,
        reply_categories=_categories(nodes, rules.reply_categories),
    )
    if not rules.reply_seconds:
        raise nodes["seconds"].error("“seconds” must name at least one figure: the first right of reply's")
    return rules


def _with_point_rules(node: YamlNode, rules: Rules) -> Rules:
    return replace(rules, point_categories=_categories(node.mapping(POINT_KEYS), rules.point_categories))


def _categories(nodes: Mapping[str, YamlNode], default: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(n.one_of(CATEGORIES) for n in nodes["kinds"].elements()) if "kinds" in nodes else default


def _with_timer_rules(node: YamlNode, rules: Rules) -> Rules:
    nodes = node.mapping(TIMER_KEYS)
    start = nodes["start"].one_of(STARTS) if "start" in nodes else STARTS[0]
    return replace(
        rules,
        clock_by_hand=start == "by_hand",
        warn=nodes["amber"].threshold() if "amber" in nodes else rules.warn,
        last=nodes["red"].threshold() if "red" in nodes else rules.last,
    )


def _with_joining_rules(node: YamlNode, rules: Rules) -> Rules:
    nodes = node.mapping(JOINING_KEYS)
    return replace(rules, self_service="self_service" in nodes and nodes["self_service"].one_of(YES_OR_NO) == "yes")


def _numbers_by_category(node: YamlNode, lowest: int, highest: int) -> dict[str, int]:
    return {category: child.whole_number(lowest, highest) for category, child in node.mapping(CATEGORIES).items()}
