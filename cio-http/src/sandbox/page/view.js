// One request in the list. All that was sent becomes text: nothing here writes HTML.

export const element = (name, properties = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

const HOSTS = { track: "Track", app: "App", pipelines: "Pipelines" };

export const time = (at) => new Date(at).toLocaleTimeString([], { hour12: false });

export const pretty = (text) => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

const place = (one) => {
  const workspace = one.workspace ? `, workspace ${one.workspace}` : "";
  return `${HOSTS[one.host]} API ${one.region.toUpperCase()}${workspace}`;
};

let count = 0;

// A row with what there is more of it below, which is made when it is opened.
export const opening = (summary, more) => {
  const id = `more-${count += 1}`;
  const below = element("div", { class: "more", id, hidden: true });
  const row = element("button", { type: "button", class: "row", "aria-expanded": "false", "aria-controls": id }, ...summary);
  row.addEventListener("click", () => {
    const opens = below.hidden;
    below.hidden = !opens;
    row.setAttribute("aria-expanded", String(opens));
    if (opens) below.replaceChildren(...more(below));
  });
  return [row, below];
};

const part = (title, text) => [element("h3", {}, title), element("pre", { tabindex: "0", "aria-label": title, role: "group" }, text)];

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

// With placeholders where the keys were.
export const curl = (one) => {
  const variable = { track: "CUSTOMERIO_SITE_ID:$CUSTOMERIO_TRACK_API_KEY", pipelines: "CUSTOMERIO_CDP_API_KEY:" }[one.host];
  const parts = [`curl -X ${one.method} ${quoted(`${addressOf(one)}${one.path}`)}`];
  if (one.host === "app") parts.push(`-H "Authorization: Bearer $CUSTOMERIO_APP_API_KEY"`);
  else parts.push(`-u "$${variable}"`);
  const skipped = ["host", "content-length", "accept", "accept-encoding", "connection", "user-agent", "transfer-encoding"];
  for (const [name, value] of one.headers) {
    if (!skipped.includes(name)) parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  }
  if (one.body) parts.push(`--data-raw ${quoted(one.body)}`);
  return parts.join(" \\\n  ");
};

const addresses = {};
const addressOf = (one) => addresses[one.region]?.[one.host] ?? location.origin;
export const learn = (known) => Object.assign(addresses, known);

const details = (one, copied) => (below) => {
  const row = (name, value) => element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, value));
  const facts = [
    row("time", new Date(one.at).toLocaleString()),
    row("sent to", place(one)),
    row("operation", one.route ?? "no route matches"),
    row("signed by", one.signed_by ?? "no key that may"),
    row("answered", String(one.status)),
    row("about", one.people.join(", ") || "nobody"),
  ];
  const headers = one.headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  const copy = element("button", { type: "button", onclick: () => copied(curl(one), "curl command") }, "Copy as curl");
  const nodes = [
    element("table", {}, element("caption", {}, `Request ${one.number}`), element("tbody", {}, ...facts)),
    ...part("Body", one.body ? pretty(one.body) : "none"),
    ...part("Answer", one.answer ? pretty(one.answer) : "none"),
    ...part("Headers", headers || "none"),
    element("p", {}, copy),
  ];
  if (one.bytes > new TextEncoder().encode(one.body).length) {
    const all = element("button", { type: "button" }, `Show all ${one.bytes} bytes`);
    all.addEventListener("click", async () => {
      const answer = await fetch(`received/${one.number}`);
      if (answer.ok) below.querySelector("pre").textContent = pretty((await answer.json()).body);
    });
    nodes.push(all);
  }
  return nodes;
};

export const line = (one, copied) => {
  const [row, below] = opening([
    element("span", { class: `badge ${one.verdict}` }, one.verdict),
    element("code", {}, `${one.method} ${one.path}`),
    element("span", { class: "soft" }, place(one)),
    element("span", { class: "soft" }, `${one.status}`),
    element("span", { class: "soft" }, time(one.at)),
  ], details(one, copied));
  const why = one.reason
    ? element("dl", { class: "why" },
      element("dt", {}, "Why"), element("dd", { class: one.verdict }, one.reason),
      ...(one.fix ? [element("dt", {}, "What to do"), element("dd", {}, one.fix)] : []))
    : null;
  return element("li", { "data-number": one.number, "data-verdict": one.verdict }, row, why, below);
};

export const matches = (one, { find, verdict, api }) => {
  const fits = verdict === "" || verdict === one.verdict || (verdict === "not accepted" && one.verdict !== "accepted");
  if (!fits || (api && api !== one.host)) return false;
  if (!find) return true;
  const text = [one.method, one.path, one.route, one.reason, one.workspace, one.body, one.status, ...one.people];
  return text.join("\n").toLowerCase().includes(find);
};

// Arrows go from row to row.
export const lineKey = (list) => {
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.classList.contains("row")) return;
    const rows = [...list.querySelectorAll("li:not([hidden]) > .row")];
    const next = rows[rows.indexOf(event.target) + step];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
};
