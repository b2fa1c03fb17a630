// The page: asks for what is new whenever the sandbox says that something changed, and shows the view of the address.
import { learn, line, lineKey, matches } from "./view.js";
import { connect, messages, objects, people } from "./more.js";

const VIEWS = ["requests", "people", "messages", "objects", "faults", "connect"];
const MOST = 500;
const by = (id) => document.getElementById(id);

const state = { next: 0, ever: 0, rows: new Map(), asking: false, again: false };

const ask = async (path, options) => {
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
};

const tell = (text) => {
  by("said").textContent = text;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { by("said").textContent = ""; }, 4000);
};

const post = async (path, method, body) => {
  const answer = await fetch(path, { method, body: body && JSON.stringify(body) });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error ?? answer.status);
};

// Requests

const showRequests = async () => {
  const feed = await ask(`feed?after=${state.next}`);
  const list = by("request-list");
  for (const one of feed.lines) {
    const item = line(one, copied);
    item.hidden = !matches(one, filter());
    state.rows.set(one.number, { one, item });
    list.prepend(item);
    state.next = one.number + 1;
  }
  while (state.rows.size > MOST) {
    const [oldest, { item }] = state.rows.entries().next().value;
    // A row that somebody reads stays, with its focus.
    if (item.contains(document.activeElement)) break;
    item.remove();
    state.rows.delete(oldest);
  }
  countShown();
};

const filter = () => ({ find: by("find").value.toLowerCase(), verdict: by("verdict").value, api: by("api").value });

const countShown = () => {
  const all = [...state.rows.values()];
  const shown = all.filter(({ item }) => !item.hidden).length;
  by("shown").textContent = all.length ? `${shown} of the last ${all.length} shown` : "";
  by("no-requests").hidden = all.length > 0;
};

const applyFilter = () => {
  const wanted = filter();
  for (const { one, item } of state.rows.values()) item.hidden = !matches(one, wanted);
  countShown();
};

const copied = async (text, what) => {
  try {
    await navigator.clipboard.writeText(text);
    tell(`${what} copied`);
  } catch {
    tell("The browser did not let the page copy; select the text instead");
  }
};

const empty = () => {
  state.rows.clear();
  by("request-list").replaceChildren();
  countShown();
};

// Everything else

const showSummary = async () => {
  const summary = await ask("summary");
  for (const place of document.querySelectorAll("[data-count]")) {
    const value = summary[place.dataset.count];
    place.textContent = Array.isArray(value) ? value.length : value;
  }
  for (const place of document.querySelectorAll("[data-pace]")) {
    const [, api, at] = place.dataset.pace.match(/^([a-z]+)(\d)$/);
    place.textContent = summary.pace[api][at];
  }
  const faults = by("fault-list");
  faults.replaceChildren(...summary.faults.map((fault) => {
    const item = document.createElement("li");
    item.textContent = fault;
    return item;
  }));
  by("no-faults").hidden = summary.faults.length > 0;
  const settings = by("settings");
  if (!settings.contains(document.activeElement)) {
    settings.rates.value = summary.rates;
    settings.latency.value = summary.latency_ms;
  }
  // A sandbox that was started again or cleared elsewhere counts from the start.
  if (summary.ever < state.next || (summary.kept === 0 && state.rows.size > 0)) {
    state.next = summary.ever < state.next ? 0 : state.next;
    empty();
  }
  return summary;
};

const view = () => {
  const name = location.hash.slice(2);
  return VIEWS.includes(name) ? name : "requests";
};

const refresh = async () => {
  if (state.asking) {
    state.again = true;
    return;
  }
  state.asking = true;
  try {
    do {
      state.again = false;
      const summary = await showSummary();
      await showRequests();
      const shown = view();
      if (shown === "people") await people(by("people"), ask, [...state.rows.values()].map(({ one }) => one), summary);
      if (shown === "messages") await messages(by("messages"), ask, summary);
      if (shown === "objects") await objects(by("objects"), ask, summary);
      if (shown === "connect") await connect(by("places"), ask, summary);
    } while (state.again);
    by("live").textContent = "Live";
  } catch {
    by("live").textContent = "The sandbox does not answer";
  } finally {
    state.asking = false;
  }
};

const switchView = () => {
  const shown = view();
  for (const name of VIEWS) {
    by(name).hidden = name !== shown;
    if (name === shown) by(`to-${name}`).setAttribute("aria-current", "page");
    else by(`to-${name}`).removeAttribute("aria-current");
  }
  refresh();
};

// Faults and settings

const SYMPTOMS = {
  503: { before: { status: 503 } },
  500: { before: { status: 500 } },
  429: { before: { status: 429, retry_after: 2 } },
  401: { before: { status: 401 } },
  reset: { before: "reset" },
  "reset-after": { after: "reset" },
  silence: { after: "silence" },
  cut: { after: "cut_off" },
  html: { before: { html: 502 } },
  late: { late_ms: 3000 },
};

const attempt = async (what, done) => {
  try {
    await what();
    tell(done);
  } catch (error) {
    tell(`Not done: ${error.message}`);
  }
  refresh();
};

by("fault").addEventListener("submit", (event) => {
  event.preventDefault();
  const { symptom, host, times } = event.target.elements;
  const fault = { ...SYMPTOMS[symptom.value] };
  if (host.value) fault.host = host.value;
  if (times.value === "always") fault.always = true;
  else fault.times = Number(times.value);
  attempt(() => post("faults", "POST", fault), "Fault added");
});
by("recover").addEventListener("click", () => attempt(() => post("faults", "DELETE"), "All faults are off"));
by("settings").addEventListener("submit", (event) => {
  event.preventDefault();
  const { rates, latency } = event.target.elements;
  attempt(() => post("settings", "POST", { rates: rates.value, latency_ms: Number(latency.value) }), "Set");
});
by("clear").addEventListener("click", () => attempt(async () => { await post("received", "DELETE"); empty(); }, "Cleared"));
by("filter").addEventListener("submit", (event) => event.preventDefault());
by("filter").addEventListener("input", applyFilter);

ask("addresses").then(learn, () => {});
addEventListener("hashchange", switchView);
lineKey(by("request-list"));
switchView();

const events = new EventSource("changes");
events.onmessage = refresh;
events.onerror = () => { by("live").textContent = "Reconnecting"; };
