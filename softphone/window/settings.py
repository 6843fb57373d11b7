"""The settings screens: drawn from the catalogue, a menu a page."""

from dataclasses import replace
from functools import partial

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from softphone.catalogue import Label
from softphone.document import ContactPoint, Number
from softphone.kinds import BadText
from softphone.reading import JsonObject
from softphone.settings import LISTS, SECRET, Fault, Item, NotChanged, Settings, settings_of
from softphone.softphone import Softphone
from softphone.window.fields import Field, field_of, hints, meant, places, typed_in
from softphone.window.language import language
from softphone.window.menus import Menu, menus_of
from softphone.window.page import phone_called, phone_page
from softphone.window.words import word_or

settings = Blueprint("settings", __name__, url_prefix="/phones/<string:name>/settings")


@settings.get("/")
def first(name: str) -> ResponseReturnValue:
    """Go to the first menu, if the catalogue is known."""
    phone = phone_called(name)
    menus = menus_of(phone.settings.known)
    if menus:
        return redirect(url_for(".shown", name=name, menu=menus[0].slug))
    return phone_page("settings.html", name, phone.state, menus=[], menu=None, fields=[], faults={})


@settings.get("/<string:menu>")
def shown(name: str, menu: str) -> ResponseReturnValue:
    """Show one menu's settings."""
    phone = phone_called(name)
    return _page(name, phone, _menu(phone.settings, menu))


@settings.post("/<string:menu>")
def save(name: str, menu: str) -> ResponseReturnValue:
    """Change the settings of one menu: all that was shown as changeable, or none and why."""
    phone = phone_called(name)
    chosen = _menu(phone.settings, menu)
    values, typed, faults = _read(phone.settings, chosen)
    outcome = NotChanged(faults) if faults else phone.change(values)
    if isinstance(outcome, NotChanged):
        return _page(name, phone, chosen, typed, outcome.faults)
    return redirect(url_for(".shown", name=name, menu=menu, said="saved"), 303)


def _menu(settings: Settings, slug: str) -> Menu:
    return next((menu for menu in menus_of(settings.known) if menu.slug == slug), None) or abort(404)


def _read(settings: Settings, menu: Menu) -> tuple[JsonObject, dict[str, tuple[str, ...]], dict[str, Fault]]:
    """Return the values that the form means, what was typed, and what means nothing; by key."""
    values: JsonObject = {}
    typed: dict[str, tuple[str, ...]] = {}
    faults: dict[str, Fault] = {}
    # An unticked box sends nothing, so the form says which settings it showed as changeable.
    for key in request.form.getlist("shown"):
        if key not in menu.keys:
            faults[key] = Fault.UNKNOWN
            continue
        item = settings.item(key)
        typed[key] = typed_in(item, request.form)
        if _left_alone(item, typed[key]):
            continue
        try:
            values[key] = meant(item, typed[key])
        except BadText:
            faults[key] = Fault.BAD_VALUE
    return values, typed, faults


def _left_alone(item: Item, typed: tuple[str, ...]) -> bool:
    cleared = f"{item.key}:clear" in request.form
    return item.setting.setting_class == SECRET and not any(typed) and not cleared


def _page(
    name: str,
    phone: Softphone,
    menu: Menu,
    typed: dict[str, tuple[str, ...]] | None = None,
    faults: dict[str, Fault] | None = None,
) -> ResponseReturnValue:
    state = phone.state
    current, wrong = settings_of(state), faults or {}
    fields = [_field(current, key) for key in menu.keys]
    fields = [
        replace(field, typed=(typed or {}).get(field.key, field.typed), fault=wrong.get(field.key))
        for field in fields
    ]
    return phone_page(
        "settings.html",
        name,
        state,
        _status(wrong),
        menus=menus_of(current.known),
        menu=menu,
        fields=fields,
        pages=_by_page(fields),
        faults=wrong,
        places=places,
        hints_of=partial(hints, language=language()),
    )


def _by_page(fields: list[Field]) -> list[tuple[Label | None, list[Field]]]:
    # A page's settings need not stand together in the catalogue; on the screen they do.
    pages: dict[Label | None, list[Field]] = {}
    for field in fields:
        pages.setdefault(field.item.setting.page, []).append(field)
    return list(pages.items())


def _status(faults: dict[str, Fault]) -> int:
    if not faults:
        return 200
    return 409 if Fault.LOCKED in faults.values() else 422


def _field(settings: Settings, key: str) -> Field:
    item = settings.item(key)
    return field_of(item, _lines(settings, key) if item.locked and key in LISTS else None)


def _lines(settings: Settings, key: str) -> list[str]:
    """Return what a delivered list holds, a line an entry."""
    if settings.controlled is None:
        return []
    delivered = settings.controlled.delivered
    if key == "display.contact_points":
        return [_contact_point(point) for point in delivered.display.contact_points or []]
    if key == "cti.numbers":
        return [_number(number) for number in (delivered.cti.numbers if delivered.cti else [])]
    return [_number(number) for number in delivered.display.numbers or []]


def _contact_point(point: ContactPoint) -> str:
    return " ".join(filter(None, (point.name, point.caller_number)))


def _number(number: Number) -> str:
    owner = word_or(f"owner.{number.owner.type}", number.owner.type, language=language())
    return f"{number.number} {number.name or ''} ({owner} {number.owner.name})".replace("  ", " ")
