// The desks of cards: the counter that gives one, the page where people take one, and the desk that looks at one.

import assert from "node:assert/strict";
import { focused, inspectEverywhere, tabTo } from "./harness.mjs";

const COUNTER = "/mostrador";
const SELF_SERVICE = "/tarjetas";
const DESK = "/comprobar-tarjetas";

async function choose(page, browser, question, language = "es") {
  await page.goto(`${browser.city}${DESK}?lang=${language}`);
  await page.selectOption("#question", question);
  await page.click("button[type=submit]");
  await page.waitForSelector("#question");
}

/** A wallet that fetches the question and says no. */
async function decline(page) {
  const link = new URL((await page.getAttribute("a#question", "href")).replace("openid4vp://", "https://wallet.example/"));
  const request = await fetch(link.searchParams.get("request_uri"), { method: "POST", body: new URLSearchParams({ wallet_nonce: "n" }) });
  const said = JSON.parse(Buffer.from((await request.text()).split(".")[1], "base64url").toString("utf8"));
  const answer = { method: "POST", body: new URLSearchParams({ error: "access_denied", state: said.state }) };
  assert.equal((await fetch(said.response_uri, answer)).status, 200);
}

async function byKeyboardWithoutScript(browser) {
  const page = await browser.window({ javaScriptEnabled: false });
  await page.goto(browser.city + DESK);
  await page.focus("#question");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForSelector("a#question");
  assert.equal(await page.textContent("h1"), "¿Tiene tarjeta de estacionamiento?");
  await decline(page);
  await page.click("text=Mirar si ha llegado algo");
  assert.match(await page.textContent("main"), /la persona ha dicho que no/);
  await page.click("text=Borrar y empezar otra vez");
  assert.match(await page.textContent("h1"), /Comprobar una tarjeta/);
}

async function looksByItself(browser) {
  const page = await browser.window();
  await choose(page, browser, "library", "en");
  await decline(page);
  await page.waitForSelector("text=Nothing has come");
}

async function whatIsMissingIsReadFirst(browser) {
  for (const address of [DESK, COUNTER]) {
    const page = await browser.window();
    await page.goto(browser.city + address);
    await page.evaluate(() => document.querySelectorAll("select").forEach((one) => one.removeAttribute("required")));
    await tabTo(page, "button[type=submit]");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".summary");
    assert.equal(await focused(page), "summary");
    assert.match(await page.title(), /^Error: /);
  }
}

async function looks(browser) {
  const open = (address) => (page) => page.goto(browser.city + address);
  await inspectEverywhere(browser, "card-counter", open(COUNTER));
  await inspectEverywhere(browser, "card-self-service", open(SELF_SERVICE));
  await inspectEverywhere(browser, "card-offer", open(`${SELF_SERVICE}?card=library_card_sd_jwt`));
  await inspectEverywhere(browser, "card-desk", open(DESK));
  await inspectEverywhere(browser, "card-question", (page) => choose(page, browser, "parking"));
  await inspectEverywhere(browser, "card-declined", async (page) => {
    await choose(page, browser, "library");
    await decline(page);
    await page.waitForSelector(".refused");
  });
}

export const cardTests = [
  ["an official asks for a card by keyboard and without script", byKeyboardWithoutScript],
  ["the page of a question looks by itself whether something has come", looksByItself],
  ["what is missing at the desks of cards is read first", whatIsMissingIsReadFirst],
  ["the desks of cards are accessible in every size", looks],
];
