"""What holds for every template, so that pages keep the content policy and work without a script."""

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

HOUSE = Path(__file__).parents[2]
TEMPLATES = sorted((HOUSE / "templates").rglob("*.html"))
FRAGMENTS = [path for path in TEMPLATES if path.name.startswith("_")]
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"}

# Which argument of a macro names an icon.
ICON_ARGUMENT = {"icon": 0, "button": 2, "link_button": 3, "action_button": 3}


def name_of(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def markup(path: Path) -> str:
    """Return the template's HTML alone: values become x, statements and comments go."""
    source = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}", "x", source, flags=re.DOTALL)


def syntax(path: Path) -> nodes.Template:
    return Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(path.read_text("utf-8"))


class Outline(HTMLParser):
    """The elements of a template: (depth, tag, attributes)."""

    def __init__(self, path: Path):
        super().__init__()
        self.elements: list[tuple[int, str, dict[str, str | None]]] = []
        self.depth = 0
        self.feed(markup(path))

    def handle_starttag(self, tag, attrs):
        self.elements.append((self.depth, tag, dict(attrs)))
        if tag not in VOID:
            self.depth += 1

    def handle_startendtag(self, tag, attrs):
        self.elements.append((self.depth, tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.depth -= 1


def elements(path: Path) -> Iterator[tuple[str, dict[str, str | None]]]:
    return ((tag, attributes) for _, tag, attributes in Outline(path).elements)


@pytest.mark.rule("TRU-15")
@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_carries_script_or_style(path):
    inline = [
        (tag, attribute)
        for tag, attributes in elements(path)
        for attribute in [*attributes, ""]
        if attribute == "style"
        or attribute.startswith(("on", "hx-on", "hx-vals-js"))
        or tag == "style"
        or (tag == "script" and "src" not in attributes)
        or (attributes.get(attribute) or "").strip().startswith(("javascript:", "js:"))
    ]

    assert inline == []


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_switches_escaping_off(path):
    tree = syntax(path)

    assert [node.lineno for node in tree.find_all(nodes.Filter) if node.name == "safe"] == []
    assert list(tree.find_all(nodes.ScopedEvalContextModifier)) == []


@pytest.mark.parametrize("path", FRAGMENTS, ids=name_of)
def test_a_fragment_says_first_what_it_needs(path):
    first = path.read_text("utf-8").partition("\n")[0]

    assert re.fullmatch(r"\{#-? needs: .+ -?#\}", first)


@pytest.mark.parametrize("path", FRAGMENTS, ids=name_of)
def test_a_fragment_has_one_root_with_an_id(path):
    outline = Outline(path)

    roots = [attributes for depth, _, attributes in outline.elements if depth == 0]

    assert outline.depth == 0
    assert len(roots) == 1
    assert roots[0].get("id")


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_what_htmx_sends_works_without_it_and_names_its_target_itself(path):
    sending = [
        (tag, attributes) for tag, attributes in elements(path) if {"hx-get", "hx-post"} & set(attributes)
    ]

    # The layout switches inheritance off: a target further up would not be seen.
    assert [found for found in sending if "hx-target" not in found[1]] == []
    forms = [attributes for tag, attributes in sending if tag == "form"]
    assert [form for form in forms if not {"method", "action"} <= set(form)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_asks_for_bootstraps_script_which_is_not_loaded(path):
    asking = [
        name
        for _, attributes in elements(path)
        for name in attributes
        if re.match(r"data-bs-(?!theme)", name)
    ]

    assert asking == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_icon_is_in_the_sprite(path):
    sprite = (HOUSE / "static" / "vendor" / "icons.svg").read_text("utf-8")
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))

    assert set(icons(path)) <= drawn


def icons(path: Path) -> Iterator[str]:
    for call in syntax(path).find_all(nodes.Call):
        place = ICON_ARGUMENT.get(getattr(call.node, "name", ""))
        if place is None:
            continue
        named = [argument.value for argument in call.kwargs if argument.key == "icon_name"]
        for argument in [*call.args[place : place + 1], *named]:
            if isinstance(argument, nodes.Const) and argument.value is not None:
                yield argument.value


def test_the_template_linter_finds_nothing():
    linter = [sys.executable, "-m", "djlint", "--lint", "--quiet", "templates"]

    found = subprocess.run(linter, cwd=HOUSE, capture_output=True, text=True, check=False)

    assert found.returncode == 0, found.stdout
