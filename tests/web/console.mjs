// The console, with the keyboard.

import assert from "node:assert/strict";
import { focused, inspectEverywhere, tabTo } from "./harness.mjs";

async function open(browser) {
  const page = await browser.window({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${browser.city}/console`);
  return page;
}

async function press(page, selector) {
  await tabTo(page, selector);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#said");
  assert.equal(await focused(page), "said", "what was done is read first");
  return page.textContent("#said");
}

async function moveClock(browser) {
  const page = await open(browser);
  const before = Date.parse(await page.getAttribute("#clock ~ p time", "datetime"));
  assert.match(await press(page, "button[value='86400']"), /The clock was moved/);
  const after = Date.parse(await page.getAttribute("#clock ~ p time", "datetime"));
  const days = (after - before) / 86_400_000;
  assert.ok(days >= 1 && days < 1.01, `${days} days`);
  assert.deepEqual(page.complaints, []);
}

async function setClock(browser) {
  const page = await open(browser);
  await page.fill("#to", "2027-01-15T08:30");
  await tabTo(page, "#to + button");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#said");
  assert.match(await page.textContent("#clock ~ p time"), /Fri 15 Jan 2027, 08:30/);
}

async function faults(browser) {
  const page = await open(browser);
  await tabTo(page, "#fault");
  await page.keyboard.type("status");
  await tabTo(page, "#times");
  await page.keyboard.type("1");
  await tabTo(page, "#status");
  await page.keyboard.type("503");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#said");
  assert.match(await page.textContent(".rules"), /status on \/v1\/, times left: 1, status 503/);
  assert.equal((await fetch(`${browser.city}/v1/places`)).status, 503);
  assert.equal((await fetch(`${browser.city}/v1/places`)).status, 200);
  await page.reload();
  const row = await page.textContent("tr.bad");
  assert.match(row, /GET.*\/v1\/places.*503.*status/s);
  assert.match(await press(page, "form[action$='clear'] button"), /All faults were cleared/);
  assert.match(await page.textContent("main"), /None: everything works/);
  assert.deepEqual((await browser.ask("GET", "/admin/faults")).rules, []);
}

async function refusedFault(browser) {
  const page = await open(browser);
  await page.fill("#status", "lots");
  await page.focus("#status");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#said.refused");
  assert.match(await page.textContent("#said"), /No fault was added/);
  assert.deepEqual((await browser.ask("GET", "/admin/faults")).rules, []);
}

async function systems(browser) {
  const page = await open(browser);
  await tabTo(page, "#system-tax");
  await page.keyboard.type("down");
  assert.match(await press(page, "#systems ~ form button"), /as you chose/);
  assert.equal((await browser.ask("GET", "/admin/sectors")).tax, "down");
  await browser.ask("PUT", "/admin/sectors", { tax: "ok" });
}

async function sessions(browser) {
  const page = await open(browser);
  const button = "input[value='p-lucia'] ~ .row button[value=revoke]";
  assert.match(await press(page, button), /The sessions were changed/);
  const name = await page.textContent(button);
  assert.match(name, /Revoke: Lucía/, "a button says whose sessions it ends");
}

async function otherSites(browser) {
  const page = await browser.window();
  // A page of another origin, with a button that means the console.
  await page.route("http://localhost:1/*", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<form method=post action="${browser.city}/console/clock"><button name=seconds value=86400>Win a prize</button></form>`,
    }),
  );
  await page.goto("http://localhost:1/evil");
  const before = await browser.ask("GET", "/admin/clock");
  const [answer] = await Promise.all([page.waitForResponse(/console\/clock/), page.click("button")]);
  assert.equal(answer.status(), 404);
  const after = await browser.ask("GET", "/admin/clock");
  assert.ok(Date.parse(after.now) - Date.parse(before.now) < 3_600_000, "somebody else moved the clock");
}

async function gateway(browser) {
  const page = await browser.window({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${browser.city}/console/gateway`);
  await tabTo(page, "#outcome");
  await page.keyboard.type("Refused");
  await tabTo(page, "#notification");
  await page.keyboard.type("Sent twice");
  assert.match(await press(page, "form[action='/console/gateway'] button"), /fare as you chose/);
  const { next } = await browser.ask("GET", "/admin/gateway");
  assert.deepEqual([next.outcomes, next.notifications], [["0190"], ["duplicated"]]);
  assert.match(await page.textContent("main"), /Refused \(0190\)/);
  await page.fill("#times", "10");
  await page.focus("#times");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#said.refused");
  await inspectEverywhere(browser, "console-gateway", (one) => one.goto(`${browser.city}/console/gateway?said=planned`));
  assert.match(await press(page, "form[action$='clear'] button"), /as usual again/);
  assert.deepEqual((await browser.ask("GET", "/admin/gateway")).next, { outcomes: [], notifications: [], questions: [] });
}

async function everySize(browser) {
  await browser.ask("PUT", "/admin/faults", {
    rules: [{ fault: "drop_before", path: "/v1/me", times: 3 }, { fault: "busy", path: "/idp/token", status: 503 }],
  });
  await fetch(`${browser.city}/idp/token`, { method: "POST" });
  const show = (page) => page.goto(`${browser.city}/console?said=fault_added`);
  await inspectEverywhere(browser, "console", show);
  const wide = await open(browser);
  await wide.setViewportSize({ width: 1280, height: 900 });
  if (process.env.MADRID_SHOTS) {
    await wide.screenshot({ path: `${process.env.MADRID_SHOTS}/console-wide.png`, fullPage: true });
  }
}

export const consoleTests = [
  ["the console moves the clock by a day, by keyboard", moveClock],
  ["the console sets the clock", setClock],
  ["the console adds a fault and clears it, by keyboard", faults],
  ["the console refuses a fault that cannot be", refusedFault],
  ["the console takes a system down, by keyboard", systems],
  ["the console ends the sessions of one person", sessions],
  ["the console makes the next payment fail, by keyboard", gateway],
  ["another site cannot press the console's buttons", otherSites],
  ["the console is accessible at 200 %, at 320 px and in the dark", everySize],
];
