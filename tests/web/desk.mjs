// The desks of cards in a browser, led by another test: a line of JSON says what the official does, a line of JSON what is seen then.
// Its user is the Kotlin shell's test, which reads the pictures of the codes as a phone's camera would.

import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import { Browser } from "./harness.mjs";

const SIZE = { viewport: { width: 900, height: 1000 } };

/** What an official can do. Each leaves a picture of what is on the screen. */
const acts = {
  async counter(page, city, { person, card }) {
    await page.goto(`${city}/mostrador`);
    await page.selectOption("#person", person);
    await page.selectOption("#card", card);
    await page.click("button[type=submit]");
    await page.waitForSelector("figure svg");
    return { code: await page.textContent("#tx-code") };
  },

  async ask(page, city, { question }) {
    await page.goto(`${city}/comprobar-tarjetas`);
    await page.selectOption("#question", question);
    await page.click("button[type=submit]");
    await page.waitForSelector("figure svg");
    return {};
  },

  /** The page of a question looks by itself whether something has come. */
  async answer(page) {
    await page.waitForSelector(".said");
    return { said: await page.innerText("main") };
  },

  async revoke(page, city) {
    await page.goto(`${city}/console`);
    await page.click("section:has(#cards) button[value=revoke]");
    await page.locator("section:has(#cards) tr.bad").first().scrollIntoViewIfNeeded();
    return { said: await page.innerText("section:has(#cards) tr.bad") };
  },
};

const browser = await Browser.start(process.env.MADRID_CITY);
try {
  const page = await browser.window(SIZE);
  for await (const line of createInterface({ input: process.stdin })) {
    const wanted = JSON.parse(line);
    const seen = await acts[wanted.act](page, browser.city, wanted);
    await page.screenshot({ path: wanted.picture });
    assert.deepEqual(page.complaints, [], "the browser complained");
    process.stdout.write(`${JSON.stringify(seen)}\n`);
  }
} finally {
  await browser.stop();
}
