// Is this fine real? Asked on the city's page by keyboard, without script and without signing in.

import assert from "node:assert/strict";
import { phone } from "./payments.mjs";
import { focused, inspectEverywhere, tabTo } from "./harness.mjs";

const PAGE = "/multas/comprobar";

/** A fine of Rafael's that costs half. */
async function fine(browser) {
  const ask = await phone(browser, "rafael");
  const { fines } = await ask("GET", "/v1/me/fines");
  return fines.find(({ state }) => state === "notified");
}

async function ask(page, browser, bulletin, plate) {
  await page.goto(browser.city + PAGE);
  await page.fill("#boletin", bulletin);
  await page.fill("#matricula", plate);
  await page.click("button[type=submit]");
}

async function byKeyboardWithoutScript(browser) {
  const { id, plate } = await fine(browser);
  const page = await browser.window({ javaScriptEnabled: false, viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
  await page.goto(browser.city + PAGE);
  await page.focus("#boletin");
  await page.keyboard.type(`${id.slice(0, 3)} ${id.slice(3)}`);
  await page.keyboard.press("Tab");
  await page.keyboard.type(plate.toLowerCase());
  await page.keyboard.press("Enter");
  await page.waitForSelector("dl");
  assert.equal(await page.textContent("h1"), "Esta multa es real");
  const said = await page.textContent("main");
  assert.match(said, /Hoy cuesta/);
  assert.doesNotMatch(said, /Rafael|Cano/, "never whose it is");
  assert.ok(!page.url().includes(id), "no address keeps the number");
}

async function whatIsWrongIsReadFirst(browser) {
  const page = await browser.window();
  await page.goto(browser.city + PAGE);
  await tabTo(page, "#boletin");
  await page.keyboard.type("12");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".summary");
  assert.equal(await focused(page), "summary");
  assert.match(await page.title(), /^Error: /);
  await ask(page, browser, "000000000", "1234BCD");
  await page.waitForSelector(".summary");
  assert.match(await page.textContent(".summary"), /no pagues/);
}

async function looks(browser) {
  const { id, plate } = await fine(browser);
  await inspectEverywhere(browser, "fine-check", (page) => page.goto(browser.city + PAGE));
  await inspectEverywhere(browser, "fine-check-slip", (page) => ask(page, browser, "12", ""));
  await inspectEverywhere(browser, "fine-real", async (page) => {
    await ask(page, browser, id, plate);
    await page.waitForSelector("dl");
  });
}

export const fineTests = [
  ["a fine is checked by keyboard, without script and without signing in", byKeyboardWithoutScript],
  ["what is wrong with a fine's numbers is read first", whatIsWrongIsReadFirst],
  ["the page that checks fines is accessible in every size", looks],
];
