// The page of the sandbox in a real browser, while the client of this workspace and customerio-node send.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { attack } from "./attacks.mjs";
import { refusedRequests } from "./refused.mjs";
import { start } from "./sandbox.mjs";
import cio from "customerio-node";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const HOSTILE = `<img src=x onerror="window.hacked=5">`;
const begun = Date.now();
const step = (name) => console.log(`${String(Date.now() - begun).padStart(6)} ms  ${name}`);

const sandbox = await start(["--workspace", "marketing"]);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });

try {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  const wrong = [];
  const asked = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("request", (request) => asked.push(request.url()));
  page.on("dialog", (dialog) => { wrong.push("a dialog"); dialog.dismiss(); });

  await page.goto(sandbox.page);
  await page.locator("#live", { hasText: "Live" }).waitFor();
  assert(await page.getByText("No request yet").isVisible());
  step("the page is open and empty");

  await clients(page);
  await everyRefusal(page);
  await keyboard(page);
  await filterAndCopy(page);
  await people(page);
  await messages(page);
  await faults(page);
  await clear(page);
  await accessible(context, page);
  await narrow(context);
  await picture(context);

  const own = new URL(sandbox.page).origin;
  const elsewhere = asked.filter((url) => !url.startsWith(own) && !url.startsWith("data:"));
  assert.deepEqual(elsewhere, [], "nothing is fetched from elsewhere");
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  // The browser says that it blocked the scripts of an e-mail, and what a status was; both are meant.
  const meant = /sandboxed|Content Security Policy|status of 40/;
  assert.deepEqual(wrong.filter((text) => !meant.test(text)), [], "no error on the page");
  step("nothing ran and nothing was fetched from elsewhere");

  await attack(browser, sandbox, step);
} finally {
  await browser.close();
  await sandbox.stop();
}
console.log(`ok: the page in ${Math.round((Date.now() - begun) / 1000)} s`);

async function clients(page) {
  const sent = spawnSync(process.env.SENDER, { env: { ...process.env, SANDBOX: sandbox.line }, encoding: "utf8" });
  assert.equal(sent.status, 0, sent.stderr);
  const { track, app, credentials, workspaces } = sandbox.us;
  const node = new cio.TrackClient(credentials.site_id, credentials.track_api_key, { url: `${track}/api/v1` });
  await node.identify("grace", { email: "grace@example.com", name: HOSTILE });
  await node.track("grace", { name: `bought ${HOSTILE}`, data: { price: 5 } });
  const other = new cio.TrackClient(workspaces.marketing.site_id, workspaces.marketing.track_api_key, { url: `${track}/api/v1` });
  await other.identify("linus", { plan: "free" });
  const api = new cio.APIClient(credentials.app_api_key, { url: `${app}/v1` });
  await api.sendPush(new cio.SendPushRequest({ transactional_message_id: 7, identifiers: { id: "grace" } }));

  await page.locator("#request-list > li").nth(7).waitFor();
  const list = await page.locator("#request-list").innerText();
  for (const text of ["/api/v1/customers/ada", "/v1/send/email", "/v1/send/push", "workspace marketing", "accepted"]) {
    assert(list.includes(text), `${text} is listed: ${list}`);
  }
  step("what both clients sent appears while the page is open");
}

async function everyRefusal(page) {
  for (const { name, send, verdict, why, fix } of refusedRequests(sandbox)) {
    const before = await page.locator("#request-list > li").count();
    await send();
    await page.waitForFunction((count) => document.querySelectorAll("#request-list > li").length > count, before);
    const text = await page.locator("#request-list > li").first().innerText();
    assert(text.includes(verdict) && why.test(text) && fix.test(text), `${name}: ${text}`);
  }
  step("each refused request has its reason and what to do");
}

async function keyboard(page) {
  await page.locator("#request-list .row").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const row = page.locator("#request-list .row").nth(1);
  assert.equal(await row.getAttribute("aria-expanded"), "true");
  const focused = await page.evaluate(() => document.activeElement.getAttribute("aria-controls"));
  assert.equal(focused, await row.getAttribute("aria-controls"));
  // A request that arrives leaves focus and what is open where they are.
  await fetch(`${sandbox.us.track}/api/v1/nothing`);
  await page.getByText("GET /api/v1/nothing").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-controls")), focused);
  await page.keyboard.press("Enter");
  step("rows open by keyboard, and focus stays");
}

async function filterAndCopy(page) {
  await page.locator("#verdict").selectOption("refused");
  const verdicts = await page.locator("#request-list > li:visible").evaluateAll((rows) => rows.map((row) => row.dataset.verdict));
  assert(verdicts.length >= 8 && verdicts.every((verdict) => verdict === "refused"), String(verdicts));
  await page.locator("#verdict").selectOption("");
  await page.locator("#find").fill("send/email");
  const row = page.locator("#request-list > li:visible", { hasText: "accepted" }).first();
  await row.locator(".row").click();
  await row.getByRole("button", { name: "Copy as curl" }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert(command.includes('"Authorization: Bearer $CUSTOMERIO_APP_API_KEY"'), command);
  assert(command.includes(`${sandbox.us.app}/v1/send/email`), command);
  const all = [...Object.values(sandbox.us.credentials), ...Object.values(sandbox.eu.credentials)];
  assert(all.every((key) => !command.includes(key)), "a command holds no key");
  // With the key in the variable the command is the request: the sandbox takes it.
  const env = { ...process.env, CUSTOMERIO_APP_API_KEY: sandbox.us.credentials.app_api_key };
  const run = spawnSync("sh", ["-c", `${command} -s -o /dev/null -w '%{http_code}'`], { env, encoding: "utf8" });
  assert.equal(run.stdout, "200", run.stderr);
  await page.locator("#find").fill("");
  step("the filter filters, and a copied command has placeholders and works");
}

async function people(page) {
  await page.locator("#to-people").click();
  const row = page.locator("#people .list > li", { hasText: "ada@example.com" });
  await row.locator(".row").click();
  const text = await row.innerText();
  assert(text.includes(`<img src=x onerror="window.hacked=1">`), text);
  assert(/Timeline.*bought/s.test(text) && text.includes("cio_id"), text);
  const named = page.locator("#people .list > li", { hasText: "<script>window.hacked=2</script>" });
  assert((await named.count()) >= 2, "a hostile name is text");
  assert.equal(await page.locator("#people script, #people img, #request-list script, #request-list img").count(), 0);
  assert((await page.locator("#people").innerText()).includes("US, workspace marketing"));
  step("people have attributes and a timeline, and hostile text is text");
}

async function messages(page) {
  await page.locator("#to-messages").click();
  const row = page.locator("#messages .list > li", { hasText: "email to ada@example.com" }).first();
  await row.locator(".row").click();
  const frame = row.frameLocator("iframe");
  await frame.getByRole("heading", { name: "Hello Ada" }).waitFor();
  assert.equal(await row.locator("iframe").getAttribute("sandbox"), "");
  const color = await frame.locator("h1").evaluate((h1) => getComputedStyle(h1).color).catch(() => "no script runs there");
  assert(["rgb(0, 100, 0)", "no script runs there"].includes(color), color);
  await row.getByLabel("Webhook that would be sent").selectOption("bounced");
  await row.locator("pre", { hasText: '"metric": "bounced"' }).waitFor();
  const push = page.locator("#messages .list > li", { hasText: "push to grace" });
  await push.locator(".row").click();
  assert((await push.innerText()).includes("template 7"));
  step("an e-mail is shown in a frame without scripts, other messages by their data");
}

async function faults(page) {
  await page.locator("#to-faults").click();
  await page.locator("#fault [name=symptom]").selectOption("503");
  await page.getByRole("button", { name: "Add fault" }).click();
  await page.locator("#fault-list", { hasText: "503, and the request was not carried out" }).waitFor();
  const answer = await fetch(`${sandbox.us.app}/v1/info/ip_addresses`);
  assert.equal(answer.status, 503);
  await page.locator("#no-faults").waitFor({ state: "visible" });
  await page.locator("#fault [name=times]").selectOption("always");
  await page.getByRole("button", { name: "Add fault" }).click();
  await page.locator("#fault-list > li").waitFor();
  await page.getByRole("button", { name: "Recover" }).click();
  await page.locator("#no-faults").waitFor({ state: "visible" });
  await page.locator("#settings [name=rates]").selectOption("seconds");
  await page.getByRole("button", { name: "Set" }).click();
  const bearer = { authorization: `Bearer ${sandbox.us.credentials.app_api_key}` };
  const statuses = [];
  for (let count = 0; count < 14; count += 1) {
    statuses.push((await fetch(`${sandbox.us.app}/v1/workspaces`, { headers: bearer })).status);
  }
  assert(statuses.includes(429), String(statuses));
  await page.locator("#settings [name=rates]").selectOption("off");
  await page.getByRole("button", { name: "Set" }).click();
  step("faults and rates are switched from the page");
}

async function clear(page) {
  await page.getByRole("button", { name: "Clear" }).click();
  await page.locator("#to-requests").click();
  await page.getByText("No request yet").waitFor();
  step("clear clears");
}

// What a page of each kind holds, for axe and for the picture.
async function refill(page) {
  spawnSync(process.env.SENDER, { env: { ...process.env, SANDBOX: sandbox.line } });
  for (const { send } of refusedRequests(sandbox)) await send();
  await page.locator("#request-list > li").nth(10).waitFor();
}

async function accessible(context, page) {
  await refill(page);
  let rules = 0;
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const view of ["requests", "people", "messages", "objects", "faults", "connect"]) {
      await page.locator(`#to-${view}`).click();
      await page.locator(`#${view}`).waitFor({ state: "visible" });
      const first = page.locator(`#${view} .row[aria-expanded="false"]`).first();
      if (await first.count()) await first.click();
      // The page's policy lets no script in; axe comes by the debugger, as a tool of the browser does.
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      const said = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
      assert.deepEqual(said, [], `axe-core in ${view}, ${colorScheme}`);
      rules += found.passes.length;
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  assert(rules > 100, `${rules} rules applied`);
  step(`axe-core: 0 violations in 6 views, light and dark (${rules} passes)`);
}

async function narrow(context) {
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 740 });
  for (const view of ["requests", "people", "messages", "objects", "faults", "connect"]) {
    await page.goto(`${sandbox.page}#/${view}`);
    await page.locator("#live", { hasText: "Live" }).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert(wide <= 360, `${view} is ${wide} px wide at 360 px`);
  }
  await page.close();
  step("every view fits in 360 px");
}

async function picture(context) {
  const page = await context.newPage();
  await page.setViewportSize({ width: 960, height: 640 });
  await page.goto(sandbox.page);
  await page.locator("#request-list > li").nth(10).waitFor();
  await page.screenshot({ path: process.env.SCREENSHOT });
  await page.close();
  const bytes = readFileSync(process.env.SCREENSHOT).length;
  assert(bytes < 150_000, `the picture has ${bytes} bytes`);
  step(`the picture has ${bytes} bytes`);
}
