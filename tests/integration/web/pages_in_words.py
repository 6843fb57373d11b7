"""What pages say, read as a person does."""


def rows(answer, path=".//table"):
    """Return the rows of a table's body, each cell as its words."""
    table = answer.page.find(path)
    return [[_words(cell) for cell in row.iter("td")] for row in table.find("tbody").iter("tr")]


def column(answer, place):
    """Return the cells of one column."""
    return [row[place] for row in rows(answer)]


def facts(answer):
    """Return names and values of the lists of facts."""
    return {
        _words(pair.find("dt")): _words(pair.find("dd"))
        for listed in answer.page.all(".//dl[@class='facts']")
        for pair in listed.findall("div")
    }


def ticked(answer):
    """Return the values of the boxes that are ticked."""
    boxes = answer.page.all(".//input[@name='chosen']")
    return [box.get("value") for box in boxes if box.get("checked") is not None]


def selected_rows(answer):
    """Return the rows that a list shows as selected, without the mark."""
    return [
        [_words(cell) for cell in list(row.iter("td"))[1:]]
        for row in answer.page.find(".//tbody").iter("tr")
        if any(mark.get("aria-label") in ("Selected", "選択済み") for mark in row.iter())
    ]


def alerts(answer):
    """Return the notes that stand in the page; passing messages are none."""
    classes = {f"note note-{kind}" for kind in ("info", "success", "warning", "danger")}
    return [_words(note) for note in answer.page.root.iter("div") if note.get("class") in classes]


def refusals(answer):
    """Return what stands in the summary of errors."""
    return [_words(item) for item in answer.page.all(".//div[@class='error-summary']//li")]


def tabs(answer):
    """Return the labels of the profile's tabs."""
    return [_words(link) for link in answer.page.all(".//nav[@class='tabs']//a")]


def save(browser, form=None, **how):
    """Press the form's save button without JavaScript, and OK on the page that asks."""
    asked = browser.submit(form, **how)
    assert asked.page.find(".//*[@id='confirm-page']") is not None, asked.text
    return browser.submit(button="1")


def tick(browser, *values, go=None):
    """Tick exactly these boxes of the shown page, then press the button called `go`, or save."""
    if go is None:
        return save(browser, "checklist", chosen=[*values], button="save")
    return browser.submit("checklist", chosen=[*values], button=go)


def post(browser, path, **values):
    """Send to `path` what no form of the shown page offers, with the token of that page."""
    token = browser.answer.page.find(".//input[@name='csrf_token']").get("value")
    data = {"csrf_token": token, **values}
    return browser._request("POST", path, follow=False, headers=None, data=data)


def _words(element):
    return " ".join("".join(element.itertext()).split())
