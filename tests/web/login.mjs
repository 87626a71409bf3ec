// Signing in, as somebody does who has no mouse.

import assert from "node:assert/strict";
import { LIGHT, STRONG, VERIFIER, focused, inspectEverywhere, tabTo, toTheApp } from "./harness.mjs";

async function assertTokens(browser, answer, acr) {
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code: answer.get("code"),
    redirect_uri: "es.madrid.movil:/login",
    client_id: "madrid-en-tu-movil",
    code_verifier: VERIFIER,
  });
  const response = await fetch(`${browser.city}/idp/token`, { method: "POST", body: form });
  assert.equal(response.status, 200);
  const { id_token } = await response.json();
  const claims = JSON.parse(Buffer.from(id_token.split(".")[1], "base64url").toString());
  assert.equal(claims.acr, acr);
  assert.equal(answer.get("iss"), browser.city);
}

async function chooseWay(page, way) {
  await tabTo(page, `a.way[href*="method=${way}"]`);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#document");
}

async function typePassword(page, persona, password = persona.password) {
  await tabTo(page, "#document");
  await page.keyboard.type(persona.nif);
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "password");
  await page.keyboard.type(password);
}

async function byKeyboard(browser, locale, words) {
  const page = await browser.window();
  await browser.login(page, { locale });
  assert.equal(await page.getAttribute("html", "lang"), locale ?? "es");
  assert.match(await page.textContent("h1"), words.choose);
  await chooseWay(page, "password");
  assert.match(await page.textContent("h1"), words.password);
  await typePassword(page, await browser.persona("lucia"));
  const answer = await toTheApp(page, () => page.keyboard.press("Enter"));
  await assertTokens(browser, answer, LIGHT);
}

async function wrongPassword(browser) {
  const page = await browser.window();
  await browser.login(page);
  await chooseWay(page, "password");
  await typePassword(page, await browser.persona("lucia"), "equivocada");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".summary");
  assert.equal(await focused(page), "summary", "what went wrong is read first");
  assert.match(await page.title(), /^Error: /);
  assert.match(await page.textContent(".summary"), /El documento o la contraseña no son correctos/);
  assert.equal(await page.inputValue("#document"), (await browser.persona("lucia")).nif);
  assert.equal(await page.inputValue("#password"), "", "a password never comes back");
  const described = await page.getAttribute("#password", "aria-describedby");
  assert.match(await page.textContent(`#${described}`), /no son correctos/);
  await tabTo(page, ".summary a");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "password", "the mistake leads to its field");
  await page.keyboard.type((await browser.persona("lucia")).password);
  await toTheApp(page, () => page.keyboard.press("Enter"));
}

async function nothingTyped(browser) {
  const page = await browser.window();
  await browser.login(page, { locale: "en" });
  await chooseWay(page, "password");
  await tabTo(page, "button:not(.plain)");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".summary");
  const told = await page.$$eval(".summary a", (links) => links.map((link) => link.textContent));
  assert.deepEqual(told, ["Enter your DNI or NIE.", "Enter your password."]);
  assert.equal(await page.getAttribute("#document", "aria-invalid"), "true");
}

async function cancel(browser) {
  for (const way of [null, "password", "certificate"]) {
    const page = await browser.window();
    await browser.login(page);
    if (way) {
      await chooseWay(page, way);
    }
    await tabTo(page, "button[name=cancel]");
    const answer = await toTheApp(page, () => page.keyboard.press("Enter"));
    assert.equal(answer.get("error"), "access_denied");
    assert.equal(answer.get("code"), null);
  }
}

async function secondStep(browser) {
  const page = await browser.window();
  await browser.login(page, { acr: STRONG, locale: "en" });
  await chooseWay(page, "password");
  await typePassword(page, await browser.persona("marta"));
  await page.keyboard.press("Enter");
  await page.waitForSelector("#otp");
  assert.match(await page.textContent("#otp-hint"), /246810: this is a mock city/);
  await tabTo(page, "#otp");
  await page.keyboard.type("111111");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".summary");
  assert.match(await page.textContent("#otp-wrong"), /The code is not right/);
  await tabTo(page, "#otp");
  await page.keyboard.type("246810");
  const answer = await toTheApp(page, () => page.keyboard.press("Enter"));
  await assertTokens(browser, answer, STRONG);
}

async function certificate(browser) {
  const page = await browser.window();
  await browser.login(page, { acr: STRONG });
  await chooseWay(page, "certificate");
  await tabTo(page, "#document");
  await page.keyboard.type((await browser.persona("diego")).nif);
  const answer = await toTheApp(page, () => page.keyboard.press("Enter"));
  await assertTokens(browser, answer, STRONG);
}

async function withoutScript(browser) {
  const page = await browser.window({ javaScriptEnabled: false });
  await browser.login(page, { acr: STRONG });
  const persona = await browser.persona("pablo");
  await page.click("a.way >> nth=0");
  await page.fill("#document", persona.nif);
  await page.fill("#password", persona.password);
  await page.click("button >> nth=0");
  await page.fill("#otp", persona.otp);
  const answer = await toTheApp(page, () => page.click("button >> nth=0"));
  assert.ok(answer.get("code"));
}

async function otherLanguage(browser) {
  const page = await browser.window();
  await browser.login(page);
  await chooseWay(page, "certificate");
  await page.click("a[hreflang=en]");
  assert.equal(await page.getAttribute("html", "lang"), "en");
  assert.match(await page.textContent("h1"), /Sign in with your certificate/);
  await page.click("main a");
  assert.match(await page.textContent("h1"), /^Sign in$/);
}

async function autofill(browser) {
  const page = await browser.window();
  await browser.login(page);
  await chooseWay(page, "password");
  for (const [field, purpose] of [["#document", "username"], ["#password", "current-password"]]) {
    assert.equal(await page.getAttribute(field, "autocomplete"), purpose);
  }
}

async function everyPage(browser) {
  const persona = await browser.persona("amina");
  const submit = async (page, document, password) => {
    await page.click("a.way >> nth=0");
    await page.fill("#document", document);
    await page.fill("#password", password);
    await page.click("button >> nth=0");
  };
  const states = {
    choose: (page) => browser.login(page),
    "choose-strong-en": (page) => browser.login(page, { acr: STRONG, locale: "en" }),
    password: async (page) => {
      await browser.login(page);
      await page.click("a.way >> nth=0");
    },
    certificate: async (page) => {
      await browser.login(page);
      await page.click("a.way >> nth=1");
    },
    wrong: async (page) => {
      await browser.login(page);
      await submit(page, "123", "");
      await page.waitForSelector(".summary");
    },
    code: async (page) => {
      await browser.login(page, { acr: STRONG });
      await submit(page, persona.nif, persona.password);
      await page.waitForSelector("#otp");
    },
    "broken-link": (page) => page.goto(`${browser.city}/idp/authorize?client_id=other`),
  };
  for (const [name, open] of Object.entries(states)) {
    await inspectEverywhere(browser, `login-${name}`, open);
  }
}

async function closed(browser) {
  await browser.ask("PUT", "/admin/idp", { state: "down" });
  await inspectEverywhere(browser, "login-closed", async (page) => {
    await browser.login(page);
    assert.match(await page.textContent("h1"), /Ahora no se puede entrar/);
  });
}

const SPANISH = { choose: /Identifícate/, password: /Entra con Cl@ve Permanente/ };
const ENGLISH = { choose: /Sign in/, password: /Sign in with Cl@ve Permanente/ };

export const loginTests = [
  ["sign in with the keyboard alone, in Spanish", (browser) => byKeyboard(browser, undefined, SPANISH)],
  ["sign in with the keyboard alone, in English", (browser) => byKeyboard(browser, "en", ENGLISH)],
  ["a wrong password is told, read first, and leads to its field", wrongPassword],
  ["what is left empty is told field by field", nothingTyped],
  ["cancel leads back to the app from every page", cancel],
  ["the second step: a wrong code, then the right one", secondStep],
  ["sign in with a certificate", certificate],
  ["sign in without script", withoutScript],
  ["the other language is one link away", otherLanguage],
  ["password managers know the fields", autofill],
  ["every login page is accessible at 200 %, at 320 px and in the dark", everyPage],
  ["a closed provider has a page too", closed],
];
