// People, messages, objects and addresses.
import { element, learn, opening, pretty, time } from "./view.js";

const LAST = 200;

const value = (it) => (typeof it === "string" ? it : JSON.stringify(it));

const table = (caption, pairs) =>
  element("table", {},
    element("caption", {}, caption),
    element("tbody", {}, ...pairs.map(([name, it]) =>
      element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, value(it))))));

const region = (title, text) => element("pre", { tabindex: "0", role: "group", "aria-label": title }, text);

// Replaces what changed and leaves the rest, so that what is open stays open and focus stays where it is.
const fill = (list, things, key, make) => {
  const before = new Map([...list.children].map((item) => [item.dataset.key, item]));
  const items = things.map((thing) => {
    const name = key(thing);
    const print = JSON.stringify(thing);
    const known = before.get(name);
    if (known && known.dataset.print === print) return known;
    const item = element("li", { "data-key": name, "data-print": print }, ...make(thing));
    if (known?.querySelector(".row")?.getAttribute("aria-expanded") === "true") item.querySelector(".row")?.click();
    return item;
  });
  const same = items.length === list.children.length && items.every((item, at) => item === list.children[at]);
  if (!same) list.replaceChildren(...items);
  const none = list.previousElementSibling;
  if (none?.classList.contains("empty")) none.hidden = things.length > 0;
};

const workspaceName = (summary, one) => {
  const found = summary.workspaces[one.region].find((workspace) => workspace.id === one.workspace);
  return found?.name ? `${one.region.toUpperCase()}, workspace ${found.name}` : one.region.toUpperCase();
};

const timeline = (requests) => {
  const items = requests.map((one) => {
    const name = one.route ?? `${one.method} ${one.path}`;
    return element("li", {}, `${time(one.at)} `, element("strong", { class: one.verdict }, one.verdict), ` ${name}`,
      one.host === "track" || one.host === "pipelines" ? happened(one) : "");
  });
  return element("ol", { class: "timeline" }, ...items);
};

const happened = (one) => {
  try {
    const body = JSON.parse(one.body);
    const name = body.name ?? body.event;
    return typeof name === "string" ? `: ${name}` : "";
  } catch {
    return "";
  }
};

export const people = async (section, ask, lines, summary) => {
  const found = await ask(`people?last=${LAST}`);
  const shown = found.map((person) => {
    const names = [person.id, person.attributes.id, person.attributes.email, `cio_${person.cio_id}`, person.cio_id];
    const known = new Set(names.filter((name) => name !== undefined).map(String));
    const theirs = lines.filter((one) => (one.workspace_id ?? person.workspace) === person.workspace
      && one.people.some((name) => known.has(name)));
    return { person, theirs: theirs.reverse().slice(0, 50) };
  });
  fill(section.querySelector(".list"), shown, ({ person }) => `${person.workspace} ${person.cio_id}`, ({ person, theirs }) => opening([
    element("strong", {}, person.id),
    element("span", { class: "soft" }, String(person.attributes.email ?? "")),
    element("span", { class: "soft" }, workspaceName(summary, person)),
    element("span", { class: "soft" }, `${Object.keys(person.attributes).length} attributes`),
  ], () => [
    table(`Attributes of ${person.id}`, [["cio_id", person.cio_id], ...Object.entries(person.attributes)]),
    element("h3", {}, "Devices"),
    Object.keys(person.devices).length ? table("Devices by token", Object.entries(person.devices)) : element("p", {}, "none"),
    element("h3", {}, "Segments"),
    element("p", {}, person.segments.join(", ") || "none"),
    element("h3", {}, "Timeline, the newest first"),
    theirs.length ? timeline(theirs) : element("p", {}, "nothing in the requests that are kept"),
  ]));
};

const METRICS = ["sent", "delivered", "opened", "clicked", "bounced", "failed"];

const webhooks = (sent, ask) => {
  const out = region("Webhook", "");
  const choose = element("select", {}, ...METRICS.map((metric) => element("option", {}, metric)));
  const show = async () => {
    out.textContent = JSON.stringify(await ask(`sent/${encodeURIComponent(sent.delivery_id)}/webhook?metric=${choose.value}`), null, 2);
  };
  choose.addEventListener("change", show);
  show();
  return [element("label", {}, "Webhook that would be sent ", choose), out];
};

export const messages = async (section, ask, summary) => {
  const found = (await ask(`sent?last=${LAST}`)).reverse();
  fill(section.querySelector(".list"), found, (sent) => sent.delivery_id, (sent) => {
    const { request } = sent;
    const to = sent.to ?? Object.values(sent.identifiers).map(value).join(", ");
    const template = request.transactional_message_id;
    const title = typeof request.subject === "string" ? request.subject : `template ${value(template ?? "none")}`;
    const kind = sent.kind.replace("_", " ");
    const frame = () => element("iframe", {
      sandbox: "", loading: "lazy", referrerpolicy: "no-referrer", title: `E-mail to ${to}`,
      src: `sent/${encodeURIComponent(sent.delivery_id)}/body`,
    });
    const body = typeof request.body === "string" && sent.kind === "email"
      ? [element("h3", {}, "As a mail program shows it, without scripts and remote images"), frame()]
      : [element("p", {}, `The text is in template ${value(template ?? "none")}, which only Customer.io has; the data is below.`)];
    return opening([
      element("strong", {}, title),
      element("span", {}, `${kind} to ${to}`),
      element("span", { class: "soft" }, workspaceName(summary, sent)),
      element("span", { class: "soft" }, time(sent.queued_at * 1000)),
    ], () => [
      element("div", { class: "beside" },
        element("div", {}, ...body),
        element("div", {},
          element("h3", {}, "Data for the template"),
          region("Data for the template", JSON.stringify(request.message_data ?? {}, null, 2)))),
      element("h3", {}, "Whole request"),
      region("Whole request", JSON.stringify(request, null, 2)),
      element("h3", {}, "Webhooks"),
      ...webhooks(sent, ask),
    ]);
  });
};

export const objects = async (section, ask, summary) => {
  const list = (name) => section.querySelector(`[data-of="${name}"]`);
  fill(list("objects"), await ask(`objects?last=${LAST}`), (it) => `${it.workspace} ${it.id}`, (object) => opening([
    element("strong", {}, object.id),
    element("span", { class: "soft" }, workspaceName(summary, object)),
    element("span", { class: "soft" }, `${Object.keys(object.people).length} people`),
  ], () => [
    table(`Attributes of ${object.id}`, [["cio_object_id", object.cio_object_id], ...Object.entries(object.attributes)]),
    table("People and relationship attributes", Object.entries(object.people)),
  ]));
  const segments = new Map();
  for (const person of await ask(`people?last=${LAST}`)) {
    for (const segment of person.segments) {
      const key = `${person.workspace} ${segment}`;
      const known = segments.get(key) ?? { ...person, segment, members: [] };
      known.members.push(person.id);
      segments.set(key, known);
    }
  }
  const plain = [...segments].map(([key, { region: at, workspace, segment, members }]) => ({ key, region: at, workspace, segment, members }));
  fill(list("segments"), plain, (it) => it.key, (it) => [
    element("p", { class: "row" }, element("strong", {}, `Segment ${it.segment}`),
      element("span", { class: "soft" }, workspaceName(summary, it)), element("span", {}, it.members.join(", "))),
  ]);
  fill(list("suppressed"), await ask(`suppressed?last=${LAST}`), (it) => `${it.workspace} ${it.id}`, (it) => [
    element("p", { class: "row" }, element("strong", {}, it.id), element("span", { class: "soft" }, workspaceName(summary, it))),
  ]);
};

export const connect = async (section, ask, summary) => {
  const found = await ask("addresses");
  learn(found);
  const print = JSON.stringify(found);
  if (section.dataset.print === print) return;
  section.dataset.print = print;
  const one = (at) => {
    const { credentials, workspaces = {}, ...roots } = found[at];
    const name = (prefix, key) => `CUSTOMERIO_${prefix}${key.toUpperCase()}`;
    const lines = [...Object.entries(credentials).map(([key, it]) => `${name("", key)}=${it}`), `CUSTOMERIO_REGION=${at}`];
    for (const [workspace, keys] of Object.entries(workspaces)) {
      lines.push(...Object.entries(keys).map(([key, it]) => `${name(`${workspace.toUpperCase()}_`, key)}=${it}`));
    }
    const names = summary.workspaces[at].map((workspace) => workspace.name || "the first, without a name").join(", ");
    return [
      element("h3", {}, at === "us" ? "US account" : "EU account"),
      table("Addresses", [...Object.entries(roots), ["workspaces", names]]),
      element("h4", {}, "Variables"),
      region(`Variables of the ${at.toUpperCase()} account`, lines.join("\n")),
    ];
  };
  section.replaceChildren(...one("us"), ...one("eu"));
};

export { pretty };
