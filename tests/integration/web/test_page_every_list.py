"""What holds for every list of the portal: its order, its search and its pages go together."""

import io
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from factories import (
    make_account,
    make_call_center,
    make_ivr,
    make_label,
    make_profile,
    make_ring_group,
    make_snapshot_version,
    make_terminal,
    number_of,
)
from importer.directory import Mode
from portal.services import directory, directory_reviews
from portal.services.directory import Taking

NOTHING = "nothing is called so"
# Every list that can be put in order, with what finds something on it.
IN_ORDER = {
    "/directory/accounts/": "agent",
    "/directory/business-labels/": "L1",
    "/directory/call-centers/": "4001",
    "/directory/ivrs/": "3001",
    "/directory/numbers/": "0312",
    "/directory/ring-groups/": "2001",
    "/directory/roles/": "system",
    "/directory/terminals/": "1001",
    "/newly-added/": "1002",
    "/newly-added/{number}/": "営業",
    "/profiles/": "営業",
    "/profiles/{profile}/contact-points": "4001",
    "/profiles/{profile}/contact-points/{call_center}/not-members": "agent",
    "/profiles/{profile}/cti-numbers": "0312",
    "/profiles/{profile}/delivery/": "agent",
    "/profiles/{profile}/impact": "agent",
    "/profiles/{profile}/numbers": "0312",
    "/profiles/{profile}/targets": "agent",
    "/profiles/{profile}/targets/draft": "agent",
    "/profiles/{profile}/targets/upload/preview": "agent",
    "/snapshots/": "標準",
    "/snapshots/{snapshot}/profiles": "営業",
}
# The same where it is edited: its search and its order are buttons of one form.
IN_A_FORM = [
    "/profiles/{profile}/contact-points/edit",
    "/profiles/{profile}/cti-numbers/edit",
    "/profiles/{profile}/numbers/edit",
    "/profiles/{profile}/other/edit",
    "/profiles/{profile}/targets/edit",
]
# Lists whose order is their own.
SEARCHED_ONLY = ["/profiles/deleted/", "/snapshots/captures/", "/snapshots/compare"]


@pytest.fixture
def ids(organization, database):
    """What stands in the addresses of lists that each have a row at least."""
    people = [make_account(organization, f"agent{place}", agent_enabled=True) for place in range(3)]
    sales = make_call_center(organization, "4001", agents=people[:1], caller_number="0312345600")
    make_label(organization, "L1", caller_number="0312345601")
    make_ring_group(organization, "2001", dial_in=["0312345602"])
    make_ivr(organization, "3001", dial_in=["0312345603"])
    make_terminal(organization, "1001", dial_in=["0312345604"])
    version = make_snapshot_version(organization)
    profile = make_profile(
        organization,
        "営業部",
        targets=people[:2],
        pinned=version,
        display_numbers=["0312345603"],
        contact_points=[sales],
    )
    new = {"terminals": [{"extension": "1002", "name": "席", "type": "softphone"}]}
    directory.take(new, Taking(Mode.MERGE), slug=organization.slug)
    directory_reviews.review(organization.id)
    database.commit()
    return {
        "call_center": sales.id,
        "number": number_of(organization, "1002").id,
        "person": people[2].id,
        "profile": profile.id,
        "snapshot": version.snapshot_id,
    }


@pytest.fixture
def at_work(portal, ids):
    """The browser of an administrator who has a draft and a file that waits."""
    targets = f"/profiles/{ids['profile']}/targets"
    portal.get(f"{targets}/edit")
    portal.htmx_submit("checklist", target="draft-bar", chosen=[ids["person"]], forged={"go": "tick"})
    portal.get(f"{targets}/upload")
    portal.submit("targets-file", file=(io.BytesIO(b"agent2\n"), "targets.csv"))
    return portal


def sort_links(answer):
    return [link.get("href") for link in answer.page.all(".//a[@class='sort']")]


def sort_buttons(answer):
    return [button.get("formaction") for button in answer.page.all(".//button[@class='sort']")]


def asked(url):
    return dict(parse_qsl(urlsplit(url).query))


def order_of(url):
    return {name: value for name, value in asked(url).items() if name in ("sort", "descending")}


def hidden(form):
    """Return what a form sends besides what is typed."""
    fields = form.findall("input")
    return {field.get("name"): field.get("value") for field in fields if field.get("type") == "hidden"}


@pytest.mark.rule("PRF-1", "TGT-3")
def test_a_search_keeps_the_order_and_another_order_keeps_the_search(at_work, ids):
    for path, word in IN_ORDER.items():
        once = sort_links(at_work.get(path.format(**ids)))[-1]
        turned = sort_links(at_work.get(once))[-1]
        form = at_work.get(turned).page.find(".//main//form[@role='search']")
        found = at_work.get(path.format(**ids), search=word)

        assert set(order_of(turned)) == {"sort", "descending"}, path
        assert hidden(form).items() >= order_of(turned).items(), path
        assert {asked(link).get("search") for link in sort_links(found)} == {word}, path


@pytest.mark.rule("TGT-3")
def test_a_list_that_is_edited_sends_its_order_along(at_work, ids):
    for path in IN_A_FORM:
        once = sort_buttons(at_work.get(path.format(**ids)))[-1]
        turned = sort_buttons(at_work.get(once))[-1]
        form = at_work.get(turned).page.find(".//main//form[@novalidate]")

        assert hidden(form).items() >= order_of(turned).items(), path


@pytest.mark.rule("TRU-18")
def test_a_page_beyond_the_end_is_the_last(at_work, ids):
    for path in [*IN_ORDER, *IN_A_FORM]:
        answer = at_work.get(path.format(**ids), page="999")

        assert answer.status_code == 200, path
        assert answer.page.all(".//tbody/tr"), path


def test_where_nothing_is_found_a_link_leads_back_to_all(at_work, ids):
    for path in [*IN_ORDER, *IN_A_FORM, *SEARCHED_ONLY]:
        answer = at_work.get(path.format(**ids), search=NOTHING)

        assert [link.get("href") for link in answer.page.all(".//div[@class='empty']/a")], path


def test_where_filters_leave_nothing_a_link_leads_back_to_all(at_work, ids):
    for path in [*IN_ORDER, *SEARCHED_ONLY]:
        form = at_work.get(path.format(**ids)).page.find(".//main//form[@role='search']")
        last = {each.get("name"): each.findall("option")[-1].get("value") for each in form.iter("select")}
        answer = at_work.get(path.format(**ids), **last)

        assert answer.page.all(".//tbody/tr") or answer.page.all(".//div[@class='empty']/a"), path


def test_every_list_that_links_lead_to_is_looked_at_here(at_work, ids):
    in_order = {kind for kind, answer in walked(at_work, "/profiles/") if kind != "/" and sort_links(answer)}

    assert in_order == {kind_of(path.format(**ids)) for path in IN_ORDER}


def walked(browser, start):
    """Yield each kind of page that links lead to, with one page of it."""
    waiting, known = [start], {start}
    while waiting:
        path = waiting.pop()
        answer = browser.get(path)
        if answer.page is None:
            continue
        yield kind_of(path), answer
        for link in answer.page.all(".//a[@href]"):
            found = urlsplit(link.get("href")).path
            if link.get("download") is None and kind_of(found) not in known:
                known.add(kind_of(found))
                waiting.append(found)


def kind_of(path):
    return re.sub(r"/[0-9]+", "/N", path)
