// The mock city's pages in a real browser: by keyboard, without script, large, narrow, and as assistive technology meets
// them. Prints a line per test and one line at the end.
//
//   MADRID_CITY      address of a running city (needed)
//   MADRID_GATEWAY   address of the payment gateway (default: /gateway of the city)
//   MADRID_CHROMIUM  the browser's program (default: chromium)
//   MADRID_SHOTS     a folder for pictures of every page (default: none are taken)

import { Browser } from "./harness.mjs";
import { cardTests } from "./cards.mjs";
import { consoleTests } from "./console.mjs";
import { fineTests } from "./fines.mjs";
import { gatewayTests } from "./gateway.mjs";
import { loginTests } from "./login.mjs";
import { paymentTests } from "./payments.mjs";
import { qualityTests } from "./quality.mjs";

const city = process.env.MADRID_CITY;
if (!city) {
  console.error("MADRID_CITY, the address of a running city, is not set");
  process.exit(2);
}
const browser = await Browser.start(city);
let passed = 0;
let failed = 0;
// Fines first: the console moves the clock, and with it what they cost.
for (const [name, test] of [...loginTests, ...fineTests, ...cardTests, ...consoleTests, ...qualityTests, ...gatewayTests, ...paymentTests]) {
  try {
    await browser.reset();
    await test(browser);
    passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}: ${String(error.message).split("\n").slice(0, 6).join(" | ")}`);
  } finally {
    await browser.closePages();
  }
}
await browser.reset();
await browser.stop();
console.log(`web: ${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
