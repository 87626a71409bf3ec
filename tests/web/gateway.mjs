// The payment gateway's pages, as a payer meets them: by keyboard, going back, reloading, closing the window and coming
// again. The shop is this file: it signs what Redsys' rules say, with code of its own.

import assert from "node:assert/strict";
import { createCipheriv, createHmac } from "node:crypto";
import { createServer } from "node:http";
import { focused, inspectEverywhere, tabTo } from "./harness.mjs";

const KEY = Buffer.from("Mk9m98IfEblmPfrpsawt7BmxObt98Jev", "base64");
const CARDS = { good: "4548812049400004", asks: "4548817212493017", refused: "4111111111111111" };
let orders = 0;

function sign(order, message) {
  const cipher = createCipheriv("des-ede3-cbc", KEY, Buffer.alloc(8));
  cipher.setAutoPadding(false);
  const padded = Buffer.alloc(Math.ceil(order.length / 8) * 8);
  padded.write(order);
  const key = Buffer.concat([cipher.update(padded), cipher.final()]);
  return createHmac("sha256", key).update(message).digest("base64");
}

/** A shop with one order: its page with the button, where people come back to, and what it was told. */
async function openShop(browser, changes = {}) {
  orders += 1;
  const shop = { order: `2611${String(Date.now()).slice(-6)}${String(orders).padStart(2, "0")}`, told: [], listeners: [] };
  const server = createServer((request, answer) => serve(shop, request, answer));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  shop.url = `http://127.0.0.1:${server.address().port}`;
  shop.close = () => new Promise((done) => server.close(done).closeAllConnections());
  const parameters = {
    DS_MERCHANT_AMOUNT: "10000",
    DS_MERCHANT_ORDER: shop.order,
    DS_MERCHANT_MERCHANTCODE: "999008881",
    DS_MERCHANT_CURRENCY: "978",
    DS_MERCHANT_TRANSACTIONTYPE: "0",
    DS_MERCHANT_TERMINAL: "1",
    DS_MERCHANT_MERCHANTURL: `${shop.url}/hear`,
    DS_MERCHANT_URLOK: `${shop.url}/ok`,
    DS_MERCHANT_URLKO: `${shop.url}/ko`,
    DS_MERCHANT_PAYMETHODS: "C",
    DS_MERCHANT_PRODUCTDESCRIPTION: "Multa 482190375: exceso de velocidad en la calle de Alcalá",
    DS_MERCHANT_CONSUMERLANGUAGE: "1",
    ...changes,
  };
  const message = Buffer.from(JSON.stringify(parameters)).toString("base64");
  const fields = { Ds_SignatureVersion: "HMAC_SHA256_V1", Ds_MerchantParameters: message, Ds_Signature: sign(shop.order, message) };
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
  shop.page = `<form method="post" action="${gateway(browser)}/sis/realizarPago">${inputs.join("")}<button>Pagar</button></form>`;
  return shop;
}

function serve(shop, request, answer) {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    if (request.url === "/hear") {
      hear(shop, new URLSearchParams(Buffer.concat(chunks).toString()));
    }
    const page = request.url === "/start" ? shop.page : `<h1>${request.url}</h1>`;
    answer.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
  });
}

function hear(shop, form) {
  const message = form.get("Ds_MerchantParameters");
  const { Ds_Order, Ds_Response } = JSON.parse(Buffer.from(message, "base64url"));
  const expected = sign(Ds_Order, message).replaceAll("+", "-").replaceAll("/", "_");
  assert.equal(form.get("Ds_Signature"), expected, "the gateway's signature");
  shop.told.push(Ds_Response);
  shop.listeners.splice(0).forEach((listener) => listener());
}

/** What the shop was told in the end: waits until it is something. */
async function told(shop) {
  if (shop.told.length === 0) {
    await new Promise((heard) => shop.listeners.push(heard));
  }
  return shop.told;
}

/** Inside the city, unless it runs alone. */
const gateway = (browser) => process.env.MADRID_GATEWAY ?? `${browser.city}/gateway`;

async function charged(browser, shop) {
  const answer = await fetch(new URL("/admin/gateway/charges", gateway(browser)));
  const { charges } = await answer.json();
  return charges.find(({ order }) => order === shop.order)?.charged_cents ?? 0;
}

async function withShop(browser, act, changes) {
  const shop = await openShop(browser, changes);
  try {
    await act(shop);
  } finally {
    await browser.closePages();
    await shop.close();
  }
}

async function come(page, shop) {
  await page.goto(`${shop.url}/start`);
  await page.click("button");
}

async function payBy(page, card) {
  await page.fill("#number", card);
  await page.fill("#expiry", "12/34");
  await page.fill("#cvv", "123");
  await page.click("button[type=submit]:not([name])");
}

async function title(page, text) {
  await page.waitForFunction((text) => document.querySelector("h1")?.textContent === text, text);
}

function payByKeyboard(browser) {
  return withShop(browser, async (shop) => {
    const page = await browser.window({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
    await come(page, shop);
    for (const [field, text] of [["#number", CARDS.asks], ["#expiry", "12/34"], ["#cvv", "123"]]) {
      await tabTo(page, field);
      await page.keyboard.type(text);
    }
    await page.keyboard.press("Enter");
    await title(page, "Confirma que eres tú");
    await tabTo(page, "#code");
    await page.keyboard.type("123456");
    await page.keyboard.press("Enter");
    await title(page, "Pago hecho");
    await tabTo(page, "a.way");
    await page.keyboard.press("Enter");
    await title(page, "/ok");
    assert.deepEqual([await told(shop), await charged(browser, shop)], [["0000"], 10_000]);
    assert.deepEqual(page.complaints, []);
  });
}

function refused(browser) {
  return withShop(browser, async (shop) => {
    const page = await browser.window();
    await come(page, shop);
    await payBy(page, CARDS.refused);
    await title(page, "No se ha pagado");
    assert.match(await page.textContent("main"), /Tu banco no ha aceptado el pago\. No se te ha cobrado nada\./);
    await page.click("a.way");
    await title(page, "/ko");
    assert.deepEqual([await told(shop), await charged(browser, shop)], [["0190"], 0]);
  });
}

function slips(browser) {
  return withShop(browser, async (shop) => {
    const page = await browser.window();
    await come(page, shop);
    await payBy(page, "4548812049400014");
    await page.waitForSelector(".summary");
    assert.equal(await focused(page), "summary", "what is wrong is read first");
    assert.equal(await page.inputValue("#number"), "", "a card is not sent back");
    await payBy(page, CARDS.good);
    await title(page, "Pago hecho");
    assert.deepEqual(await told(shop), ["0000"]);
  });
}

function backAndReload(browser) {
  return withShop(browser, async (shop) => {
    const page = await browser.window();
    await come(page, shop);
    await payBy(page, CARDS.good);
    await title(page, "Pago hecho");
    await page.reload();
    await title(page, "Pago hecho");
    await page.goBack();
    // Whatever the browser kept, the gateway shows the payment as it stands.
    await page.waitForLoadState();
    assert.equal(await page.locator("#number").count(), 0, "the form is gone");
    await page.goto(`${shop.url}/start`);
    await page.click("button");
    await title(page, "Este pago ya se abrió");
    assert.match(await page.textContent("main"), /SIS0051/);
    await page.click("a.way");
    await title(page, "Pago hecho");
    assert.deepEqual([await told(shop), await charged(browser, shop)], [["0000"], 10_000]);
  });
}

function closedAndComeAgain(browser) {
  return withShop(browser, async (shop) => {
    const first = await browser.window();
    await come(first, shop);
    await payBy(first, CARDS.asks);
    await title(first, "Confirma que eres tú");
    await first.close();
    const page = await browser.window();
    await come(page, shop);
    await title(page, "Este pago ya se abrió");
    await page.click("a.way");
    await title(page, "Confirma que eres tú");
    await page.fill("#code", "000000");
    await page.click("button[type=submit]:not([name])");
    await page.waitForSelector(".summary");
    assert.match(await page.textContent(".summary"), /Te quedan 2 intentos/);
    await page.fill("#code", "123456");
    await page.click("button[type=submit]:not([name])");
    await title(page, "Pago hecho");
    assert.deepEqual([await told(shop), await charged(browser, shop)], [["0000"], 10_000]);
  });
}

function cancelled(browser) {
  return withShop(browser, async (shop) => {
    const page = await browser.window({ javaScriptEnabled: false });
    await come(page, shop);
    await page.click("button[name=cancel]");
    assert.match(await page.textContent("main"), /Has cancelado el pago/);
    assert.deepEqual([await told(shop), await charged(browser, shop)], [["9915"], 0]);
  });
}

/** Each page in each size: what brings a window there. */
const PAGES = {
  card: async (page, shop) => come(page, shop),
  slips: async (page, shop) => {
    await come(page, shop);
    await page.click("button[type=submit]:not([name])");
  },
  challenge: async (page, shop) => {
    await come(page, shop);
    await payBy(page, CARDS.asks);
    await page.fill("#code", "000000");
    await page.click("button[type=submit]:not([name])");
  },
  done: async (page, shop) => {
    await come(page, shop);
    await payBy(page, CARDS.good);
  },
  refused: async (page, shop) => {
    await come(page, shop);
    await payBy(page, CARDS.refused);
  },
  repeated: async (page, shop) => {
    await come(page, shop);
    await come(page, shop);
  },
};

async function looks(browser) {
  for (const [name, open] of Object.entries(PAGES)) {
    await inspectEverywhere(browser, `gateway-${name}`, (page) => withOneOrder(browser, page, open));
  }
  const bizum = { DS_MERCHANT_PAYMETHODS: "z", DS_MERCHANT_CONSUMERLANGUAGE: "2" };
  await inspectEverywhere(browser, "gateway-bizum", (page) => withOneOrder(browser, page, come, bizum));
  const changed = { DS_MERCHANT_ORDER: "wrong" };
  await inspectEverywhere(browser, "gateway-unusable", (page) => withOneOrder(browser, page, come, changed));
}

/** The shop is gone when the page is looked at: the page is the gateway's alone. */
async function withOneOrder(browser, page, open, changes) {
  const shop = await openShop(browser, changes);
  try {
    await open(page, shop);
    await page.waitForSelector("main h1");
  } finally {
    await shop.close();
  }
}

export const gatewayTests = [
  ["a card with a code is paid by keyboard at 200 %", payByKeyboard],
  ["a refusal is said, with the way back", refused],
  ["slips are read first, and the card is not sent back", slips],
  ["back and reload after paying charge nothing", backAndReload],
  ["a closed window is come back to", closedAndComeAgain],
  ["cancelling works without script", cancelled],
  ["the gateway's pages are accessible in every size", looks],
];
