"""HTML answers, read strictly, with their forms as a browser would send them."""

from collections import Counter

import html5lib
from html5lib.constants import E as PARSE_ERRORS

from plumbing.forms import Form


class Page:
    """One HTML document, or a fragment of one. Building it fails when the text is not what a page may be."""

    def __init__(self, text, *, fragment=False):
        """Parse `text`; `fragment` is the answer to htmx, which is no whole document."""
        self.text = text
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.root = parser.parseFragment(text, container=_container(text)) if fragment else parser.parse(text)
        faults = [_in_words(error, text) for error in parser.errors] + list(_unwanted(self.root))
        if faults:
            raise AssertionError("the page is not clean:\n" + "\n".join(faults))

    def find(self, path):
        """Return the first element of an ElementTree path such as `.//h1`; fail when there is none."""
        element = self.root.find(path)
        if element is None:
            raise AssertionError(f"nothing at {path} in\n{self.text}")
        return element

    def all(self, path):
        """Return every element of an ElementTree path."""
        return self.root.findall(path)

    def words(self, path="."):
        """Return the visible words at `path`, white space as single spaces."""
        return " ".join("".join(self.find(path).itertext()).split())

    def form(self, name=None):
        """Return the form with this id or action; without a name the only one in the main part that posts."""
        forms = self.all(".//form")
        if name is None:
            inside = self.all(".//main//form") if self.root.find(".//main") is not None else forms
            found = [form for form in inside if form.get("method", "get").lower() == "post"]
        else:
            found = [form for form in forms if name in (form.get("id"), form.get("action"))]
        if len(found) != 1:
            known = [form.get("id") or form.get("action") for form in forms]
            raise AssertionError(f"{len(found)} forms for {name!r}; the page has {known}")
        return Form(self.root, found[0])


def _container(text):
    """Return the element that an htmx answer is parsed in: table parts need a table around them."""
    opening = text.lstrip().lower()
    for tag, container in (("<tr", "tbody"), ("<tbody", "table"), ("<td", "tr"), ("<option", "select")):
        if opening.startswith(tag) and not opening[len(tag)].isalpha():
            return container
    return "div"


def _in_words(error, text):
    (line, column), code, details = error
    shown = text.splitlines()[line - 1].strip() if 0 < line <= len(text.splitlines()) else ""
    return f"line {line}, column {column}: {PARSE_ERRORS[code] % details}: {shown}"


def _unwanted(root):
    """Yield what the content security policy would block, and what no page may have twice."""
    ids = Counter()
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.get("id"):
            ids[element.get("id")] += 1
        if element.tag == "script" and not element.get("src"):
            yield "a script inside the page"
        if element.tag == "style" or element.get("style"):
            yield f"a style inside the page, at <{element.tag}>"
        for name in element.attrib:
            if name.startswith(("on", "hx-on")):
                yield f"an event handler inside the page: <{element.tag} {name}>"
    yield from (f"the id {name!r} is there {count} times" for name, count in ids.items() if count > 1)
