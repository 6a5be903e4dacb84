"""The check of templates, style sheets and scripts finds what it is for, and lets the rest pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from nameplate.paths import WEB
from tests import lint_web

LONG = "x" * (lint_web.COLUMNS + 1)
CROWDED = {
    ".css": [
        "p { top: 0; }",
        "p {\n  top: 0; left: 0;\n}",
        "p {\n  top: 0 }",
        "@media print { p {\n    top: 0;\n  }\n}",
        "p {\n  top: 0;\n} q {\n  top: 0;\n}",
        "@layer a; @layer b;",
    ],
    ".js": [
        "a(); b();",
        "if (a) b(); else c();",
        "if (a) { b(); }",
        "const f = () => { a(); };",
        "class A {\n  b() { return 1; }\n}",
        "try {\n  a();\n} catch { b() }",
        "if (a) {\n  b();\n} c();",
        "on('x', () => { a() });",
        "const a = '/'; b();",
        "const a = /[/;]/; b();",
    ],
    ".html": [
        "{% if a %}{% for b in a %}{% endfor %}{% endif %}",
        "{% set a = 1 %}{% set b = 2 %}",
        "<p{% if a %} id=a{% endif %}>{%- if b %}b{% endif %}</p>",
        "<style>\np { top: 0; }\n</style>",
    ],
}
CLEAN = {
    ".css": [
        "@layer a, b;\n/* one; two { */\np,\nq[a=';']:is(b, c) {\n  top: 0; /* why; */\n}\n",
        '@import "a/b.css" layer(c);\n@media print {\n  p {\n    top: 0;\n  }\n}\n',
    ],
    ".js": [
        "import { a } from './a.js';\n",
        "for (let i = 0; i < 9; i += 1) a(i); // why; and how\n",
        "if (a) return;\nif (b) {\n  c();\n} else if (d) {\n  e();\n} else {\n  f();\n}\n",
        "const { a, b: { c } } = d, e = {}, f = () => {};\n",
        "on('a;b', `;${c};`, /;\\/[/;]/g, () => {\n  d();\n}, { once: true });\n",
        "class A {\n  #b = 1;\n\n  c() {}\n}\n",
    ],
    ".html": [
        "{# {% if a %}{% if b %} #}\n<p{% if a %} id=a{% endif %}>{{ b }}\n{%- if b %}b{% else %}c{% endif %}</p>\n",
        "<style>\np {\n  top: 0;\n}\n</style>\n<style>\n{{ styles }}\n</style>\n",
    ],
}


@pytest.mark.parametrize(("suffix", "text"), [(suffix, text) for suffix, texts in CROWDED.items() for text in texts])
def test_two_statements_on_a_line_are_found(suffix: str, text: str) -> None:
    assert lint_web.faults(suffix, text)


@pytest.mark.parametrize(("suffix", "text"), [(suffix, text) for suffix, texts in CLEAN.items() for text in texts])
def test_one_statement_on_a_line_is_let_pass(suffix: str, text: str) -> None:
    assert lint_web.faults(suffix, text) == []


@pytest.mark.parametrize("suffix", lint_web.CHECKS)
def test_a_long_line_is_found(suffix: str) -> None:
    assert (2, f"more than {lint_web.COLUMNS} columns") in lint_web.faults(suffix, f"\n{LONG}\n")


def test_a_fault_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "web/css").mkdir(parents=True)
    (tmp_path / "web/vendor").mkdir()
    (tmp_path / "web/css/hall.css").write_text("p {\n  top: 0; left: 0;\n}\n", "utf-8")
    (tmp_path / "web/vendor/lib.js").write_text("a(); b();\n", "utf-8")
    with pytest.raises(SystemExit, match=r"^web/css/hall\.css:2: more than one declaration on a line$"):
        lint_web.main(tmp_path / "web")


def test_our_own_files_have_no_fault() -> None:
    assert lint_web.files(WEB)
    with pytest.raises(SystemExit) as left:
        lint_web.main()
    assert left.value.code is None
