"""The impact on many targets, as the administrator has it counted and follows it."""

import pytest
from pages_in_words import alerts, rows
from sqlalchemy import delete, select, update

from factories import add_targets, make_ivr, make_profile, make_terminal, number_of
from importer.catalogue import catalogue
from portal.domain.impact import RunState
from portal.domain.selection import Ticked
from portal.domain.words import Part, Status
from portal.extensions import db
from portal.models import ImpactRun, ImpactTarget, TerminalTarget
from portal.services import drafts, impact_counting, impact_runs, profiles
from portal.services.drafts_tab import Tab
from portal.services.many_rows import insert_rows
from portal.web.profiles import impact_brief, preview_impact

TARGETS = 4


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    """Three targets are counted in passing, of four only a worker counts, two at a time."""
    monkeypatch.setattr(preview_impact, "MOST_AT_ONCE", TARGETS - 1)
    monkeypatch.setattr(impact_brief, "MOST_IN_PASSING", TARGETS - 1)
    monkeypatch.setattr(impact_counting, "STEP", 2)


@pytest.fixture
def terminals(organization):
    return [make_terminal(organization, f"{1001 + place}") for place in range(TARGETS)]


@pytest.fixture
def number(organization):
    make_ivr(organization, "3001", dial_in=["0312345678"])
    return number_of(organization, "0312345678")


@pytest.fixture
def profile(organization, terminals, number):
    return make_profile(organization, "営業部", targets=terminals, display_numbers=[number])


def of(profile):
    return f"/profiles/{profile.id}/impact"


def ask(browser, profile, action="disable"):
    """Have it counted: press the button of the page."""
    browser.get(of(profile), action=action)
    return browser.submit()


def work(steps=None):
    """Let a worker count what is asked, or some steps of it."""
    run_id = db.session.scalars(select(ImpactRun.id)).one()
    impact_runs.claim(run_id)
    db.session.commit()
    more = True
    while more and steps != 0:
        more = impact_counting.count_some(run_id, catalogue())
        db.session.commit()
        steps = None if steps is None else steps - 1


def keys(answer):
    """The targets that are listed."""
    listed = answer.page.all(".//table")[-1]
    return [next(row.iter("td")).text for row in listed.find("tbody").iter("tr")]


def text_of(answer, element_id):
    return answer.page.words(f".//*[@id='{element_id}']")


@pytest.mark.rule("STA-2")
def test_of_many_targets_the_page_offers_to_count_and_asking_for_it_writes_nothing(portal, profile):
    answer = portal.get(of(profile))

    assert "There are 4 targets." in text_of(answer, "impact-counting")
    assert answer.page.all(".//table") == []
    assert db.session.scalars(select(ImpactRun)).all() == []


@pytest.mark.rule("STA-2")
def test_without_scripts_the_page_tells_the_progress_when_it_is_looked_at_again(portal, profile):
    asked = ask(portal, profile)
    link = asked.page.find(".//a[@id='impact-progress']").get("href")
    work(steps=1)
    half = portal.get(link)
    work()
    whole = portal.get(link)

    assert "begins in a moment" in text_of(asked, "impact-counting")
    assert "Counted 2 of 4 targets." in text_of(half, "impact-counting")
    assert half.page.find(".//progress").get("value") == "2"
    assert rows(whole)[0] == ["Is released", "4"]
    assert keys(whole) == ["1001", "1002", "1003", "1004"]


@pytest.mark.rule("STA-2")
def test_a_page_follows_it_ever_more_seldom_until_there_is_all_of_it(portal, profile):
    def wait_of(answer):
        return answer.page.find(".//*[@id='impact-counting']").get("hx-trigger")

    def follow(answer):
        return portal.htmx_get(answer.page.find(".//*[@id='impact-counting']").get("hx-get"))

    asked = ask(portal, profile)
    first = follow(asked)
    second = follow(first)
    work(steps=1)
    third = follow(second)
    work()
    last = follow(third)

    assert [wait_of(each) for each in (asked, first, second, third)] == [
        "load delay:1s",
        "load delay:2s",
        "load delay:4s",
        "load delay:1s",
    ]
    assert third.page.find(".//*[@data-announce]") is not None
    assert last.headers["HX-Retarget"] == "#impact"
    assert rows(last)[0] == ["Is released", "4"]


@pytest.mark.rule("STA-2")
def test_what_was_counted_is_searched_and_filtered(portal, profile):
    ask(portal, profile)
    work()

    found = portal.get(of(profile), action="disable", search="1003")
    released = portal.get(of(profile), action="disable", effect="released", sort="key", descending="1")
    nobody = portal.get(of(profile), action="disable", effect="managed")

    assert keys(found) == ["1003"]
    assert keys(released) == ["1004", "1003", "1002", "1001"]
    assert "No target matches." in nobody.text


@pytest.mark.rule("STA-2")
def test_what_changed_since_is_said_and_counted_again(portal, profile):
    ask(portal, profile)
    work()
    fresh = portal.get(of(profile), action="delete")
    profiles.set_status(profile, Status.DISABLED, seen_revision=profile.revision, who="colleague")
    profiles.set_status(profile, Status.ENABLED, seen_revision=profile.revision, who="colleague")
    db.session.commit()

    stale = portal.get(of(profile), action="disable")
    again = portal.submit()

    assert "There are 4 targets." in text_of(fresh, "impact-counting")
    assert "were changed since" in text_of(stale, "stale")
    assert rows(stale)[0] == ["Is released", "4"]
    assert "begins in a moment" in text_of(again, "impact-counting")


@pytest.mark.rule("STA-2")
@pytest.mark.parametrize(
    ("state", "says"),
    [(RunState.GIVEN_UP, "every attempt failed"), (RunState.OUTDATED, "changed again and again")],
)
def test_what_was_not_finished_says_why_and_can_be_counted_again(portal, profile, state, says):
    ask(portal, profile)
    db.session.execute(update(ImpactRun).values(state=state))
    db.session.commit()

    answer = portal.get(of(profile), action="disable")
    again = portal.submit()

    assert says in alerts(answer)[0]
    assert "begins in a moment" in text_of(again, "impact-counting")


@pytest.mark.rule("STA-2")
def test_a_colleague_sees_nothing_of_what_somebody_else_had_counted(portal, theirs, profile):
    ask(portal, profile)
    work()

    page = theirs.get(of(profile), action="disable")
    followed = theirs.htmx_get(f"{of(profile)}/progress", action="disable")

    assert page.page.all(".//table") == []
    assert "There are 4 targets." in text_of(page, "impact-counting")
    assert followed.page.all(".//table") == []


@pytest.mark.rule("STA-2")
def test_a_few_targets_are_never_left_to_a_worker(portal, profile, terminals):
    portal.get(of(profile))
    remove_target(terminals[0])

    answer = portal.submit()

    assert rows(answer)[0] == ["Is released", "3"]
    assert db.session.scalars(select(ImpactRun)).all() == []


def remove_target(terminal):
    """Take a target away behind the page's back."""
    db.session.execute(delete(TerminalTarget).where(TerminalTarget.terminal_id == terminal.id))
    db.session.commit()


def tick_off(profile, admin, terminal):
    """Let the administrator be about to take a target away."""
    tab = Tab(profile, Part.TARGETS, admin.id)
    gone = Ticked(frozenset({terminal.id}), frozenset())
    drafts.tick(tab, {"": gone}, seen_revision=profile.revision)
    db.session.commit()


def take_off(profile, admin, number):
    """Let the administrator be about to take a number off the list."""
    tab = Tab(profile, Part.DISPLAY_NUMBERS, admin.id)
    gone = Ticked(frozenset({number.id}), frozenset())
    drafts.tick(tab, {"": gone}, seen_revision=profile.revision)
    db.session.commit()


def brief(browser, profile, **query):
    """What the dialog adds to its question."""
    return text_of(browser.htmx_get(f"{of(profile)}/brief", **query), "impact-brief")


@pytest.mark.rule("STA-2", "PRF-10")
def test_the_question_before_deleting_says_what_is_known(portal, profile, monkeypatch):
    button = portal.get(f"/profiles/{profile.id}/").page.find(".//button[@data-confirm-danger]")
    asked = portal.htmx_get(button.get("data-confirm-more"))
    unknown = text_of(asked, "impact-brief")
    ask(portal, profile, "delete")
    work()
    counted = brief(portal, profile, action="delete")
    monkeypatch.setattr(impact_brief, "MOST_IN_PASSING", TARGETS)
    portal.get(f"/profiles/{profile.id}/")
    without_script = text_of(portal.submit(f"/profiles/{profile.id}/delete"), "confirm-page")

    assert unknown == "See what it does first"
    assert counted == "Is released: 4 Softphone by softphone"
    assert "4 softphones will be released" in without_script
    assert "Is released: 4 Softphone by softphone" in without_script


@pytest.mark.rule("STA-2", "PRF-8")
def test_the_question_before_saving_a_tab_says_what_this_tab_changes(
    portal, profile, admin, terminals, number
):
    tick_off(profile, admin, terminals[0])
    remove_target(terminals[3])
    take_off(profile, admin, number)

    edit = portal.get(f"/profiles/{profile.id}/targets/edit")
    more = edit.page.find(".//button[@name='save']").get("data-confirm-more")
    in_dialog = text_of(portal.htmx_get(more), "impact-brief")
    portal.get(f"/profiles/{profile.id}/targets/edit")
    asked = portal.submit("checklist", button="1")

    assert in_dialog == "Is released: 1, Stays the same: 2 Softphone by softphone"
    assert in_dialog in text_of(asked, "confirm-page")


@pytest.mark.rule("STA-2")
def test_what_was_counted_of_all_drafts_is_told_of_a_tab_that_has_the_only_one(
    portal, profile, admin, terminals, number
):
    tick_off(profile, admin, terminals[0])
    ask(portal, profile, "save")
    work()
    alone = brief(portal, profile, action="save", tab="targets")
    take_off(profile, admin, number)
    ask(portal, profile, "save")
    work()

    assert alone == "Is released: 1, Stays the same: 3 Softphone by softphone"
    assert brief(portal, profile, action="save", tab="targets") == "See what it does first"


@pytest.mark.rule("STA-2")
def test_what_was_counted_is_told_only_while_it_holds(portal, profile, admin, terminals):
    ask(portal, profile, "delete")
    work()
    profiles.set_status(profile, Status.DISABLED, seen_revision=profile.revision, who="colleague")
    profiles.set_status(profile, Status.ENABLED, seen_revision=profile.revision, who="colleague")
    db.session.commit()

    assert brief(portal, profile, action="delete") == "See what it does first"


@pytest.mark.rule("STA-2")
def test_the_sentences_alone_are_no_page(portal, profile):
    answer = portal.get(f"{of(profile)}/brief", follow=False, action="delete")

    assert answer.location == of(profile)


@pytest.mark.rule("STA-2")
def test_progress_and_questions_in_japanese(admin, sign_in, profile):
    browser = sign_in(admin, "ja")
    offered = browser.get(of(profile))
    ask(browser, profile)
    work(steps=1)

    assert "配信先は 4 件あります。" in text_of(offered, "impact-counting")
    assert "配信先 4 件中 2 件を集計しました。" in text_of(
        browser.get(of(profile), action="disable"), "impact-counting"
    )


@pytest.mark.rule("STA-2")
def test_what_was_counted_costs_the_same_for_few_targets_and_many(portal, profile, organization, statements):
    ask(portal, profile)
    work()

    def cost():
        with statements() as sent:
            assert portal.get(of(profile), action="disable").status_code == 200
        return len(sent)

    few = cost()
    row = dict(db.session.execute(select(*ImpactTarget.__table__.c)).mappings().first())
    insert_rows(
        ImpactTarget, [row | {"target_id": 10**6 + place, "key": f"2{place}"} for place in range(5_000)]
    )
    add_targets(profile, *(make_terminal(organization) for _ in range(20)))
    db.session.commit()

    assert cost() == few
    assert few <= 20
