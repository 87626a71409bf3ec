// A browser, a city, and what is checked on every page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
// Nothing but the city is talked to; the sandbox needs rights that containers do not give.
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
const APP = "es.madrid.movil:/login";
const PATIENCE_MS = 10_000;

export const LIGHT = "http://eidas.europa.eu/LoA/low";
export const STRONG = "http://eidas.europa.eu/LoA/substantial";
export const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/** The window sizes a page must bear: a phone, 200 % zoom of a laptop, and 320 pixels, which is 400 % of it (WCAG 1.4.10). */
export const SIZES = [
  { name: "phone", viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 },
  { name: "zoom200", viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  { name: "narrow320", viewport: { width: 320, height: 640 }, deviceScaleFactor: 1 },
];

export class Browser {
  static async start(city) {
    const executablePath = process.env.MADRID_CHROMIUM ?? "/usr/bin/chromium";
    const program = await chromium.launch({ executablePath, args: FLAGS });
    return new Browser(city, program);
  }

  constructor(city, program) {
    Object.assign(this, { city, program, contexts: [] });
  }

  /** The city as it was: other tests have moved its clock, switched faults on, locked people out. */
  async reset() {
    await this.ask("DELETE", "/admin/faults");
    await this.ask("PUT", "/admin/idp", { state: "ok" });
    await this.ask("PUT", "/admin/clock", { advance_s: 3600 });
  }

  async ask(method, path, body) {
    const headers = body ? { "content-type": "application/json" } : {};
    const answer = await fetch(this.city + path, { method, headers, body: body && JSON.stringify(body) });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
    return answer.status === 204 ? null : answer.json();
  }

  async persona(alias) {
    const all = await this.ask("GET", "/admin/personas");
    return all.find((persona) => persona.id === `p-${alias}`);
  }

  /** A new window with nothing in it. Whatever the browser complains about fails the test when the window is closed. */
  async window(options = {}) {
    const context = await this.program.newContext({ viewport: { width: 390, height: 780 }, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.complaints = [];
    page.on("console", (message) => page.complaints.push(message.text()));
    page.on("pageerror", (error) => page.complaints.push(String(error)));
    this.contexts.push(context);
    return page;
  }

  async closePages() {
    for (const context of this.contexts.splice(0)) {
      await context.close();
    }
  }

  async stop() {
    await this.program.close();
  }

  async login(page, { acr = LIGHT, locale } = {}) {
    await page.goto(`${this.city}/idp/authorize?${question(acr, locale)}`);
  }
}

function question(acr, locale) {
  return new URLSearchParams({
    response_type: "code",
    client_id: "madrid-en-tu-movil",
    redirect_uri: APP,
    scope: "openid offline_access",
    state: "a state",
    nonce: "a nonce",
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
    acr_values: acr,
    ...(locale && { ui_locales: locale }),
  });
}

/** Does something that leads to the app, and gives what the app would get: the browser itself goes to its address. */
export async function toTheApp(page, act) {
  const leaving = page.waitForRequest((request) => request.url().startsWith(`${APP}?`));
  await act();
  const answer = new URL((await leaving).url()).searchParams;
  assert.equal(answer.get("state"), "a state");
  assert.deepEqual(page.complaints, [], "the browser complained");
  return answer;
}

/** Presses Tab until this has the focus, as somebody without a mouse does. Each stop on the way has to be visible. */
export async function tabTo(page, selector) {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate((selector) => document.activeElement?.matches(selector), selector);
    if (found) {
      await assertFocusVisible(page);
      return;
    }
  }
  assert.fail(`Tab does not reach ${selector}`);
}

export async function assertFocusVisible(page) {
  const seen = await page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const shown = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return { name: element.outerHTML.slice(0, 80), outline: style.outlineStyle, width: parseFloat(style.outlineWidth), shown };
  });
  assert.ok(seen.outline !== "none" && seen.width >= 2 && seen.shown, `the focus cannot be seen on ${seen.name}`);
}

export async function focused(page) {
  return page.evaluate(() => document.activeElement?.className || document.activeElement?.id || document.activeElement?.tagName);
}

/** What is checked on every page in every state: axe, no sideways scrolling, targets a thumb can hit. And a picture. */
export async function inspect(page, name) {
  await assertNoSidewaysScrolling(page, name);
  await assertTargets(page, name);
  await assertAccessible(page, name);
  if (process.env.MADRID_SHOTS) {
    await page.screenshot({ path: join(process.env.MADRID_SHOTS, `${name}.png`), fullPage: true });
  }
}

/** The same in each size and in the dark; `open` brings a window to the state. */
export async function inspectEverywhere(browser, name, open) {
  for (const size of SIZES) {
    const page = await browser.window({ viewport: size.viewport, deviceScaleFactor: size.deviceScaleFactor });
    await open(page);
    await inspect(page, `${name}-${size.name}`);
  }
  const dark = await browser.window({ colorScheme: "dark" });
  await open(dark);
  await inspect(dark, `${name}-dark`);
}

async function assertAccessible(page, name) {
  await page.evaluate(AXE);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), tags);
  const told = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(told, [], `axe on ${name}`);
  assert.ok(found.passes.length > 10, `axe looked at nothing on ${name}`);
}

async function assertNoSidewaysScrolling(page, name) {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  assert.ok(content <= window, `${name} is ${content} wide in a window of ${window}`);
}

async function assertTargets(page, name) {
  const small = await page.evaluate(() => {
    const targets = document.querySelectorAll("button, input:not([type=hidden]), select, a.way");
    const low = [...targets].filter((target) => target.getBoundingClientRect().height < 44);
    return low.map((target) => target.outerHTML.slice(0, 60));
  });
  assert.deepEqual(small, [], `too small to hit on ${name}`);
}
