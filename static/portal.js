// Haishin's own script. Every page works without it; it asks before saving, counts, announces, and warns.
// Pages switch it on by attributes: data-confirm, data-guard, data-count-for, data-tick-all, data-changes,
// data-confirm-more, data-saved, data-unsaved, data-draft, data-ticks, data-unasked, data-when, data-announce, data-focus, data-close.

const dialog = document.getElementById("confirm");
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// ---- Announcements -------------------------------------------------------------------------------------------

const announcer = document.getElementById("announcer");

function announce(text) {
  if (announcer.textContent !== text) announcer.textContent = text;
}

// Once, however often what it says is true again: lists that follow their state ask every few seconds.
function show(template) {
  const messages = document.getElementById("messages");
  const text = template.content.textContent.trim();
  if ([...messages.children].every((shown) => shown.textContent.trim() !== text)) messages.append(template.content.cloneNode(true));
}

// ---- Asking before something happens (PRF-8) -----------------------------------------------------------------

const confirmed = new WeakSet();

// Ask `question` in the dialog; resolves to true for OK. Focus returns by itself to where it was.
function ask(question, { danger = false, detail = null, more = null } = {}) {
  dialog.querySelector("#confirm-question").textContent = question;
  const said = [detail?.content.cloneNode(true), more && lookedUp(more)].filter(Boolean);
  dialog.querySelector("#confirm-detail").replaceChildren(...said);
  const ok = dialog.querySelector("[data-ok]");
  ok.className = danger ? "btn btn-danger" : "btn btn-primary";
  ok.autofocus = !danger;
  dialog.querySelector("[data-cancel]").autofocus = danger;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "ok"), { once: true });
  });
}

// What is looked up only when somebody is asked. In a place of its own: it may come when another question is open.
function lookedUp(url) {
  const place = document.createElement("div");
  place.setAttribute("aria-live", "polite");
  htmx.ajax("GET", url, { target: place, swap: "innerHTML" });
  return place;
}

// The template that explains what OK will do, if there is one and its condition holds.
function detailOf(asker, form) {
  const detail = document.getElementById(asker.dataset.confirmDetail ?? "");
  return detail && holds(detail.dataset.when, form) ? detail : null;
}

function submitConfirmed(form, button) {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "confirmed", value: "1" });
  form.append(field);
  confirmed.add(form);
  form.requestSubmit(button);
  confirmed.delete(form);
  field.remove();
}

// In the capture phase: before htmx, which listens on the form itself.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const asker = event.submitter?.dataset.confirm ? event.submitter : form;
  if (!asker.dataset.confirm || confirmed.has(form) || "unasked" in (event.submitter?.dataset ?? {})) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const danger = "confirmDanger" in asker.dataset;
  if (await ask(asker.dataset.confirm, { danger, detail: detailOf(asker, form), more: asker.dataset.confirmMore })) {
    submitConfirmed(form, event.submitter);
  }
}, true);

// ---- Unsaved changes -----------------------------------------------------------------------------------------

let leaving = false;

// A tick that came along from another page of the list is as the person left it, not as it is saved.
function wasChecked(box) {
  return box.dataset.saved ? box.dataset.saved === "true" : box.defaultChecked;
}

function changed(control) {
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== wasChecked(control);
  if (control.options) {
    const first = [...control.options].findIndex((option) => option.defaultSelected);
    return control.selectedIndex !== Math.max(first, 0);
  }
  return "defaultValue" in control && control.type !== "hidden" && control.value !== control.defaultValue;
}

// A form that came back with errors was typed in, though its controls are as the server sent them.
function dirty(form) {
  return form.querySelector("[data-focus]") !== null || "unsaved" in form.dataset || [...form.elements].some(changed);
}

// Ticks go to the server at once: unsaved is only what it has not acknowledged yet.
const unsaved = (root) => all("form[data-guard]", root).some(dirty) || all("form[data-draft][data-pending]", root).length > 0;

addEventListener("beforeunload", (event) => {
  if (!leaving && unsaved(document)) event.preventDefault();
});
addEventListener("pageshow", () => { leaving = false; });
document.addEventListener("submit", (event) => {
  leaving ||= !event.defaultPrevented && event.target.method !== "dialog";
});

// A link that htmx follows can replace a form as well.
document.addEventListener("htmx:confirm", async (event) => {
  const { verb, target, issueRequest } = event.detail;
  if (verb !== "get" || !(target instanceof Element) || !unsaved(target)) return;
  event.preventDefault();
  if (await ask(dialog.dataset.discard)) issueRequest(true);
});

// ---- Counting ------------------------------------------------------------------------------------------------

// As the server counts: code points after NFC, a line end is one, white space around does not count (PRF-3).
function lengthOf(text) {
  return [...text.replace(/\r\n?/g, "\n").normalize("NFC").trim()].length;
}

function count(counter) {
  const { countFor, countMost, countOver } = counter.dataset;
  const length = lengthOf(document.getElementById(countFor).value);
  const over = length > Number(countMost);
  counter.textContent = `${length} / ${countMost}`;
  if (over && !counter.classList.contains("over")) announce(countOver);
  counter.classList.toggle("over", over);
}

function countChanges(output) {
  const boxes = [...output.closest("form").elements].filter((box) => box.type === "checkbox" && box.name && changed(box));
  const ticked = boxes.filter((box) => box.checked).length;
  // What is not saved yet on the list's other pages.
  const added = ticked + Number(output.dataset.added ?? 0);
  const removed = boxes.length - ticked + Number(output.dataset.removed ?? 0);
  const { none, changes } = output.dataset;
  const some = added + removed > 0;
  output.querySelector("[data-digits]").textContent = some ? `+${added} −${removed}` : none;
  output.querySelector("[data-words]").textContent = some ? changes.replace("{added}", added).replace("{removed}", removed) : none;
  const link = output.querySelector("a");
  if (some) link.href = link.dataset.href;
  else link.removeAttribute("href");
}

// ---- Ticks, and parts that depend on a choice ----------------------------------------------------------------

const boxesBelow = (tickAll) => all("tbody .tick input[type=checkbox]", tickAll.closest("table"));

function showTickAll(tickAll) {
  const boxes = boxesBelow(tickAll);
  const ticked = boxes.filter((box) => box.checked).length;
  tickAll.checked = ticked > 0 && ticked === boxes.length;
  tickAll.indeterminate = ticked > 0 && ticked < boxes.length;
}

// `condition` is "name=value": whether that is what the form would send. No condition always holds.
function holds(condition, form) {
  if (!condition) return true;
  const [name, value] = condition.split("=");
  return new FormData(form).getAll(name).includes(value);
}

// A box that was touched always differs from what the page says that it was, so that the server takes it.
function tick(box, checked) {
  box.checked = checked;
  const was = box.closest("td").querySelector("input[name=was]");
  if (was) was.disabled = checked;
}

// With Shift, all boxes from the one that was clicked before become as this one.
let lastBox = null;

document.addEventListener("click", ({ target, shiftKey }) => {
  if (!target.matches("tbody .tick input[type=checkbox]")) return;
  const boxes = all("tbody .tick input[type=checkbox]", target.closest("table"));
  const [from, to] = [boxes.indexOf(lastBox), boxes.indexOf(target)].sort((one, other) => one - other);
  if (shiftKey && from >= 0) boxes.slice(from, to + 1).forEach((box) => tick(box, target.checked));
  lastBox = target;
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-tick-all]")) {
    boxesBelow(target).filter((box) => box.checked !== target.checked).forEach((box) => tick(box, target.checked));
  }
  if (target.matches(".tick input[type=checkbox]")) {
    if (!target.matches("[data-tick-all]")) tick(target, target.checked);
    if (target.closest("form[data-draft]")) target.form.dataset.pending = "waiting";
  }
  if (target.matches("form[role=search] select")) target.form.requestSubmit();
  if (target.form) refresh(target.form);
});

document.addEventListener("input", ({ target }) => {
  if (target.id) all(`[data-count-for="${CSS.escape(target.id)}"]`).forEach(count);
});

// Bring everything that is derived from controls up to date, in a new page or fragment or after a change.
function refresh(root) {
  all("[data-count-for]", root).forEach(count);
  all("[data-changes]", root).forEach(countChanges);
  all("[data-tick-all]", root).forEach(showTickAll);
  all("[data-when]:not(template)", root).forEach((part) => { part.hidden = !holds(part.dataset.when, part.closest("form")); });
}

// ---- Menus and messages --------------------------------------------------------------------------------------

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-close]")) target.closest(".toast-note").remove();
  all("details.menu[open]").forEach((menu) => { menu.open = menu.contains(target); });
});

document.addEventListener("keydown", ({ key }) => {
  const menu = document.querySelector("details.menu[open]");
  if (key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("animationend", ({ target }) => {
  if (target.matches(".toast-fades")) target.remove();
});

// ---- htmx ----------------------------------------------------------------------------------------------------

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") detail.headers["X-CSRFToken"] = document.querySelector("meta[name=csrf-token]").content;
});

// What was ticked after a tick was sent is not acknowledged by its answer.
document.addEventListener("htmx:beforeSend", ({ target }) => {
  if (target.matches("[data-ticks]")) target.closest("form").dataset.pending = "sent";
});
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  const form = target.matches("[data-ticks]") && target.closest("form");
  if (form && detail.successful && form.dataset.pending === "sent") delete form.dataset.pending;
});

document.addEventListener("htmx:load", ({ target }) => refresh(target));

// What somebody opened stays open when its region refreshes itself.
let opened = [];
document.addEventListener("htmx:beforeSwap", ({ target }) => {
  opened = all("details[open] > summary", target).map((summary) => summary.textContent);
});

// A session that ended leads to sign-in at once (HX-Redirect); asking would only hide that.
document.addEventListener("htmx:beforeOnLoad", ({ detail }) => { leaving ||= detail.xhr.status === 401; });

document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  all("details > summary", target).filter(({ textContent }) => opened.includes(textContent)).forEach((summary) => { summary.parentElement.open = true; });
  all("[data-announce]", target).forEach((part) => announce(part.textContent));
  // Only after what the person did: a region that refreshes itself must not take the focus.
  if (["click", "submit"].includes(detail.requestConfig?.triggeringEvent?.type)) moveFocus(target);
});

function moveFocus(root) {
  const wanted = root.querySelector("[data-focus]");
  if (wanted) wanted.focus();
  else if (document.activeElement === document.body) {
    root.tabIndex = -1;
    root.focus();
  }
}

document.addEventListener("htmx:responseError", () => show(document.getElementById("request-refused")));
for (const lost of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(lost, () => show(document.getElementById("request-lost")));
}

document.querySelector("[data-focus]")?.focus();
