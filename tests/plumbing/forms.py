"""The forms of a page, filled in and sent as a browser does."""

from werkzeug.datastructures import MultiDict

_CONTROLS = {"input", "select", "textarea", "button"}
_BUTTONS = {"submit", "image"}
_NEVER_SENT = {"button", "reset", "submit", "image"}


class Form:
    """A form and the controls that belong to it."""

    def __init__(self, root, element):
        """Collect the controls inside `element`, and those elsewhere that name its id."""
        self.action = element.get("action", "")
        self.method = element.get("method", "get").upper()
        self.multipart = element.get("enctype") == "multipart/form-data"
        inside = {id(control) for control in element.iter()}
        self._controls = [
            control
            for control in root.iter()
            if control.tag in _CONTROLS
            and (
                id(control) in inside
                if control.get("form") is None
                else control.get("form") == element.get("id")
            )
        ]
        self._disabled = {
            id(control)
            for fieldset in root.iter("fieldset")
            if fieldset.get("disabled") is not None
            for control in fieldset.iter()
        }

    @property
    def names(self):
        """Return the names of all controls that can be sent."""
        return {control.get("name") for control in self._usable()}

    def values(self, changed=None, button=None):
        """Return what the form sends, in its order, with `changed` filled in and `button` pressed.

        A value of `changed` is a text, a file as `(stream, name)`, a list (ticks of boxes, `[]` for none), or
        True or False for one box. A name that the form does not have fails, and so does a choice that it does
        not offer.
        """
        changed = {name: self._as_list(name, value) for name, value in (changed or {}).items()}
        if missing := set(changed) - self.names:
            raise AssertionError(
                f"the form has no {sorted(missing)}; it has {sorted(filter(None, self.names))}"
            )
        sent = MultiDict()
        for control in self._usable():
            _fill(sent, control, changed)
        if left := {name: values for name, values in changed.items() if values}:
            raise AssertionError(f"the form offers no such choice: {left}")
        self._press(sent, button)
        return sent

    def _as_list(self, name, value):
        if value is True:
            return [control.get("value", "on") for control in self._usable() if control.get("name") == name]
        if value is False:
            return []
        if isinstance(value, (list, set, frozenset)):
            return [each if isinstance(each, tuple) else str(each) for each in value]
        return [value if isinstance(value, tuple) else str(value)]

    def _usable(self):
        return [
            control
            for control in self._controls
            if control.get("name")
            and control.get("disabled") is None
            and id(control) not in self._disabled
            and control.tag != "button"
            and not (control.tag == "input" and control.get("type") in _NEVER_SENT)
        ]

    def _press(self, sent, button):
        buttons = [
            control
            for control in self._controls
            if control.get("disabled") is None
            and (control.tag == "button" or control.get("type") in _BUTTONS)
            and control.get("type", "submit") in _BUTTONS
        ]
        if button is None:
            pressed = buttons[:1]
        else:
            pressed = [
                each for each in buttons if button in (each.get("name"), each.get("value"), each.get("id"))
            ]
            if not pressed:
                raise AssertionError(f"the form has no button {button!r}")
        for each in pressed[:1]:
            if each.get("name"):
                sent.add(each.get("name"), each.get("value", ""))
            self.action = each.get("formaction", self.action)


def _fill(sent, control, changed):
    """Add what `control` sends; values of `changed` that found their place are taken out of it."""
    name = control.get("name")
    kind = control.get("type", "text") if control.tag == "input" else control.tag
    if kind in ("checkbox", "radio"):
        own = control.get("value", "on")
        ticked = own in changed[name] if name in changed else control.get("checked") is not None
        if ticked:
            sent.add(name, own)
            if name in changed:
                changed[name].remove(own)
        return
    if kind == "select":
        _choose(sent, control, changed)
        return
    if kind == "textarea":
        offered = [_first_line_end_removed("".join(control.itertext()))]
    else:
        offered = [control.get("value", "")]
    wanted = changed.get(name)
    values = offered if wanted is None else wanted[:]
    if wanted is not None:
        wanted.clear()
    for value in values:
        if kind != "file" or value:
            sent.add(name, value)


def _choose(sent, control, changed):
    name = control.get("name")
    options = list(control.iter("option"))
    offered = [option.get("value", "".join(option.itertext())) for option in options]
    if name in changed:
        chosen = [value for value in offered if value in changed[name]]
        changed[name] = [value for value in changed[name] if value not in chosen]
    else:
        chosen = [
            value
            for value, option in zip(offered, options, strict=True)
            if option.get("selected") is not None
        ]
        if not chosen and control.get("multiple") is None:
            chosen = offered[:1]
    for value in chosen:
        sent.add(name, value)


def _first_line_end_removed(text):
    # The parser has removed it already where the page wrote one; CRLF is what a browser sends.
    return text.replace("\r\n", "\n").replace("\n", "\r\n")
