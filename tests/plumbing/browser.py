"""A browser without a screen: keeps cookies, reads every page strictly, fills in forms from the page."""

from urllib.parse import urlencode, urljoin, urlsplit

from plumbing.pages import Page


class Answer:
    """What the portal answered: the response, and the page when it is HTML."""

    def __init__(self, response, *, fragment):
        """Read `response`; an HTML answer that is not clean fails here."""
        self.response = response
        self.status_code = response.status_code
        self.headers = response.headers
        self.text = response.text
        self.path = urlsplit(response.request.url).path
        self.url = response.request.url
        self.page = (
            Page(self.text, fragment=fragment) if self.text and response.mimetype == "text/html" else None
        )

    @property
    def location(self):
        """Return where the answer sends the browser, as a path."""
        return urlsplit(self.headers["Location"]).path


class Browser:
    """One person's browser. `answer` is what it shows now."""

    def __init__(self, app, language="en"):
        """Open a browser without cookies, in `language` (`ja` or `en`)."""
        self.client = app.test_client()
        self.language = language
        self.answer = None

    def get(self, path, *, follow=True, headers=None, **query):
        """Open a page; `query` becomes its query string."""
        if query:
            path = f"{path}?{urlencode(query, doseq=True)}"
        return self._request("GET", path, follow=follow, headers=headers)

    def submit(self, form=None, *, button=None, follow=True, forged=None, headers=None, **values):
        """Fill in a form of the shown page and send it.

        `form` is its id or action, needed when several forms of the page post. What is not named in `values`
        is sent as the page has it, the CSRF token too. `forged` replaces or adds what the form never offers;
        a value of None in it leaves a field out.
        """
        filled = self.answer.page.form(form)
        sent = filled.values(values, button)
        for name, value in (forged or {}).items():
            sent.poplist(name)
            if value is not None:
                sent.setlist(name, value if isinstance(value, list) else [value])
        target = urljoin(self.answer.url, filled.action or self.answer.url)
        if filled.method == "GET":
            query = urlencode(list(sent.items(multi=True)))
            return self._request("GET", f"{target.partition('?')[0]}?{query}", follow=follow, headers=headers)
        kind = "multipart/form-data" if filled.multipart else "application/x-www-form-urlencoded"
        return self._request("POST", target, follow=follow, headers=headers, data=sent, content_type=kind)

    def enter(self, token):
        """Go on in a session that was begun elsewhere, by the token that its cookie holds."""
        show_session(self.client, token)

    def sign_in(self, organization, login, password):
        """Sign in by the page for it; the answer is the page that comes then, or the same with a refusal."""
        self.get("/sign-in")
        return self.submit("/sign-in", organization=organization, login=login, password=password)

    def htmx_get(self, path, target=None, **query):
        """Ask for a page's fragment as htmx does."""
        return self.get(path, headers=_as_htmx(target), **query)

    def htmx_submit(self, form=None, target=None, **how):
        """Send a form as htmx does; it follows redirects with the same headers."""
        return self.submit(form, headers=_as_htmx(target), **how)

    def _request(self, method, path, *, follow, headers, **body):
        sent = {"Accept": "text/html", "Accept-Language": self.language, **(headers or {})}
        if method == "POST":
            sent |= {"Origin": self._origin, "Sec-Fetch-Site": "same-origin", "Referer": self.answer.url}
        response = self.client.open(self._relative(path), method=method, headers=sent, **body)
        if follow and response.status_code in (301, 302, 303):
            target = urljoin(response.request.url, response.headers["Location"])
            return self._request("GET", target, follow=True, headers=headers)
        self.answer = Answer(response, fragment="HX-Request" in sent)
        return self.answer

    @property
    def _origin(self):
        return self.client.application.config["SETTINGS"].base_url

    def _relative(self, url):
        parts = urlsplit(url)
        if parts.netloc and f"{parts.scheme}://{parts.netloc}" != self._origin:
            raise AssertionError(f"the portal sends the browser elsewhere: {url}")
        return parts.path + (f"?{parts.query}" if parts.query else "")


def show_session(client, token):
    """Give the client the cookie of the session with this token."""
    with client.session_transaction(base_url=client.application.config["SETTINGS"].base_url) as session:
        session["_user_id"] = token


def _as_htmx(target):
    return {"HX-Request": "true", **({"HX-Target": target} if target else {})}
