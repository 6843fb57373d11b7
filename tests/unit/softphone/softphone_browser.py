"""A browser without a script: it reads pages strictly, and fills the forms that it finds on them."""

import html5lib

ADDRESS = "http://127.0.0.1:8001"


class Page:
    """One answer, parsed."""

    def __init__(self, response):
        self.response = response
        self.status = response.status_code
        self.text = response.text
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.tree = parser.parse(response.text)

    def all(self, testid):
        """Return the elements with that data-testid, in order."""
        return [one for one in self.tree.iter() if one.get("data-testid") == testid]

    def one(self, testid):
        """Return the only element with that data-testid."""
        (found,) = self.all(testid)
        return found

    def by_id(self, name):
        """Return the only element with that id."""
        (found,) = [one for one in self.tree.iter() if one.get("id") == name]
        return found

    def said(self, testid):
        """Return the text of the only element with that data-testid."""
        return text_of(self.one(testid))

    def form_with(self, testid):
        """Return the form that has, or is, the element with that data-testid."""
        for form in self.tree.iter("form"):
            if any(one.get("data-testid") == testid for one in form.iter()):
                return form
        raise AssertionError(f"no form with {testid}")


def text_of(element):
    """Return the text in `element`, white space as one sees it."""
    return " ".join("".join(element.itertext()).split())


def fields_of(form):
    """Return what a browser sends for `form` as it stands, as a list of pairs."""
    pairs = []
    for one in form.iter():
        if one.get("name") is None or one.get("disabled") is not None:
            continue
        if one.tag == "select":
            options = list(one.iter("option"))
            chosen = [option for option in options if option.get("selected") is not None] or options[:1]
            pairs += [(one.get("name"), option.get("value")) for option in chosen]
        elif one.tag == "textarea":
            pairs.append((one.get("name"), (one.text or "").replace("\n", "\r\n")))
        elif one.tag == "input" and (one.get("type") != "checkbox" or one.get("checked") is not None):
            pairs.append((one.get("name"), one.get("value", "")))
    return pairs


class Browser:
    """Goes to pages and sends their forms; follows redirects after a change as a browser does."""

    def __init__(self, app, language="ja"):
        self.client = app.test_client()
        self.headers = {"Accept-Language": language, "Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"}

    def get(self, path, **headers):
        """Open an address."""
        sent = {name: value for name, value in (self.headers | headers).items() if value is not None}
        return Page(self.client.get(path, headers=sent, base_url=ADDRESS, follow_redirects=True))

    def post(self, path, pairs, **headers):
        """Send a form as it is given."""
        sent = {name: value for name, value in (self.headers | headers).items() if value is not None}
        content = {}
        for name, value in pairs:
            content.setdefault(name, []).append(value)
        return self.client.post(path, data=content, headers=sent, base_url=ADDRESS)

    def submit(self, page, testid, **changes):
        """Send the form around `testid` with some fields filled in otherwise; None leaves one out."""
        form = page.form_with(testid)
        keys = {name.replace("__", "."): value for name, value in changes.items()}
        pairs = [(name, value) for name, value in fields_of(form) if name not in keys]
        for name, value in keys.items():
            values = value if isinstance(value, list) else [value]
            pairs += [(name, one) for one in values if one is not None]
        answer = self.post(form.get("action"), pairs)
        return self.get(answer.location) if answer.status_code == 303 else Page(answer)
