"""No macro, import or icon stays behind that no page uses any more."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

HOUSE = Path(__file__).parents[2]
TEMPLATES = sorted((HOUSE / "templates").rglob("*.html"))


def name_of(path):
    return str(path.relative_to(HOUSE / "templates"))


def syntax(path):
    return Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(path.read_text("utf-8"))


def read_names(tree):
    return {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}


def imported(tree):
    """Yield the template, the macro and the name that it has here."""
    for statement in tree.find_all(nodes.FromImport):
        for name in statement.names:
            macro, alias = name if isinstance(name, tuple) else (name, name)
            yield statement.template.value, macro, alias


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_uses_every_macro_that_it_imports(path):
    tree = syntax(path)

    assert [alias for _, _, alias in imported(tree) if alias not in read_names(tree)] == []


def test_every_macro_is_used():
    trees = {name_of(path): syntax(path) for path in TEMPLATES}
    defined = {(name, macro.name) for name, tree in trees.items() for macro in tree.find_all(nodes.Macro)}
    elsewhere = {(source, macro) for tree in trees.values() for source, macro, _ in imported(tree)}
    at_home = {(name, read) for name, tree in trees.items() for read in read_names(tree)}

    assert sorted(defined - elsewhere - at_home) == []


def test_every_icon_is_drawn():
    sprite = (HOUSE / "static" / "vendor" / "icons.svg").read_text("utf-8")
    texts = [path.read_text("utf-8") for path in [*TEMPLATES, *(HOUSE / "portal" / "web").rglob("*.py")]]
    words = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", " ".join(texts)))

    assert [name for name in re.findall(r'<symbol id="([^"]+)"', sprite) if name not in words] == []
