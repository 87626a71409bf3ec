// From the app's address to the bank and back, and whether a receipt is real: the city's own pages around a payment.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { STRONG, VERIFIER, focused, inspectEverywhere, tabTo } from "./harness.mjs";

const CARDS = { good: "4548812049400004", refused: "4111111111111111" };

/** Somebody who has signed in, as their phone. */
export async function phone(browser, alias) {
  const persona = await browser.persona(alias);
  const form = new URLSearchParams({
    response_type: "code",
    client_id: "madrid-en-tu-movil",
    redirect_uri: "es.madrid.movil:/login",
    scope: "openid offline_access",
    state: "a state",
    nonce: "a nonce",
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
    acr_values: STRONG,
    method: "password",
    document: persona.nif,
    password: persona.password,
    otp: persona.otp,
  });
  const signed = await fetch(`${browser.city}/idp/authorize`, { method: "POST", body: form, redirect: "manual" });
  const code = new URL(signed.headers.get("location")).searchParams.get("code");
  const redemption = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: "es.madrid.movil:/login",
    client_id: "madrid-en-tu-movil",
    code_verifier: VERIFIER,
  });
  const given = await fetch(`${browser.city}/idp/token`, { method: "POST", body: redemption });
  const { access_token } = await given.json();
  return async (method, path, body) => {
    const headers = { authorization: `Bearer ${access_token}`, ...(body && { "content-type": "application/json" }) };
    const answer = await fetch(browser.city + path, { method, headers, body: body && JSON.stringify(body) });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
    return answer.json();
  };
}

/** A payment of the first thing that this person can pay. */
async function begin(browser, alias) {
  const ask = await phone(browser, alias);
  const { sections } = await ask("GET", "/v1/me/summaries");
  for (const [section, kind] of [["fines", "fine"], ["tax", "tax"]]) {
    for (const { id } of sections.find((one) => one.id === section).items) {
      const { state, debt, amount_cents } = await ask("GET", `/v1/me/debts/${kind}/${id}`);
      if (state === "payable") {
        const path = `/v1/payments/${randomBytes(16).toString("hex")}`;
        const wish = { debt, amount_cents, method: "card" };
        const payment = await ask("PUT", path, wish);
        return { url: payment.url, show: () => ask("GET", path), close: () => ask("POST", `${path}/close`, wish) };
      }
    }
  }
  return assert.fail(`${alias} owes nothing that can be paid`);
}

async function title(page, text) {
  await page.waitForFunction((text) => document.querySelector("h1")?.textContent === text, text);
}

async function payBy(page, card) {
  await page.fill("#number", card);
  await page.fill("#expiry", "12/34");
  await page.fill("#cvv", "123");
  await page.click("button[type=submit]:not([name])");
}

/** The city's page stays: its script has nothing to press. */
async function still(page) {
  await page.addInitScript(() => {
    HTMLFormElement.prototype.submit = () => {};
  });
}

async function paid(browser) {
  const payment = await begin(browser, "marta");
  const page = await browser.window();
  await page.goto(payment.url);
  await title(page, "Paga con tarjeta");
  await payBy(page, CARDS.good);
  await title(page, "Pago hecho");
  await page.click("a.way");
  await title(page, "Está pagado");
  await page.reload();
  await title(page, "Está pagado");
  // The app's address leads nowhere any more.
  await page.goto(payment.url);
  await title(page, "Está pagado");
  const { state, receipt } = await payment.show();
  assert.equal(state, "settled");
  assert.deepEqual(page.complaints, []);
  return receipt;
}

async function byKeyboardWithoutScript(browser) {
  const payment = await begin(browser, "carmen");
  const page = await browser.window({ javaScriptEnabled: false, viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
  await page.goto(payment.url);
  assert.match(await page.textContent("h1"), /^Pagar /);
  await page.focus("main button");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#number");
  await payBy(page, CARDS.refused);
  await page.click("a.way");
  assert.equal(await page.textContent("h1"), "No está pagado");
  assert.match(await page.textContent("main"), /No se ha cobrado nada/);
  assert.equal((await payment.show()).reason, "refused");
}

async function comeBackUnpaid(browser) {
  const payment = await begin(browser, "antonio");
  const page = await browser.window();
  await page.goto(`${payment.url}/ok`);
  await title(page, "Todavía no sabemos cómo ha ido");
  assert.equal((await payment.show()).state, "awaiting_payer", "coming back proves nothing");
  await payment.close();
  await page.reload();
  await title(page, "Este pago está cerrado");
}

async function checkReceipt(browser) {
  const { code, number } = await paid(browser);
  const page = await browser.window();
  await page.goto(`${browser.city}/recibos`);
  await tabTo(page, "#codigo");
  await page.keyboard.type("0000");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".summary");
  assert.equal(await focused(page), "summary", "what is wrong is read first");
  assert.match(await page.title(), /^Error: /);
  await page.fill("#codigo", code.toLowerCase());
  await page.keyboard.press("Enter");
  await title(page, "Este recibo es auténtico");
  assert.ok((await page.textContent("main")).includes(number));
  await inspectEverywhere(browser, "receipt", (window) => window.goto(`${browser.city}/recibos/${code}`));
}

async function looks(browser) {
  const payment = await begin(browser, "antonio");
  const { city } = browser;
  await inspectEverywhere(browser, "pay-start", async (page) => {
    await still(page);
    await page.goto(payment.url);
    assert.match(await page.textContent("h1"), /^Pagar /);
  });
  await inspectEverywhere(browser, "pay-unsure", (page) => page.goto(`${payment.url}/ok`));
  await payment.close();
  await inspectEverywhere(browser, "pay-closed", (page) => page.goto(payment.url));
  await inspectEverywhere(browser, "pay-unknown", (page) => page.goto(`${city}/pay/1`));
  await inspectEverywhere(browser, "receipts", (page) => page.goto(`${city}/recibos`));
  await inspectEverywhere(browser, "receipts-slip", (page) => page.goto(`${city}/recibos?codigo=1`));
}

export const paymentTests = [
  ["a payment goes to the bank by itself, and back to what the city knows", paid],
  ["without script a button leads to the bank, and a refusal is told on the way back", byKeyboardWithoutScript],
  ["coming back proves nothing", comeBackUnpaid],
  ["a receipt is checked by its code, by keyboard", checkReceipt],
  ["the pages around a payment are accessible in every size", looks],
];
