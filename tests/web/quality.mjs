// The quality of the open data, as a page: the same as the document, and readable by everybody.

import assert from "node:assert/strict";
import { inspectEverywhere, tabTo } from "./harness.mjs";

async function open(browser) {
  const page = await browser.window({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${browser.city}/quality`);
  return page;
}

async function sameAsTheDocument(browser) {
  const { files } = await browser.ask("GET", "/v1/quality");
  assert.ok(files.length >= 2, "the city was started with files");
  const page = await open(browser);
  const rows = await page.$$eval("#files ~ .scroll tbody tr", (rows) =>
    rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())),
  );
  const expected = files.map((file) =>
    [file.file, file.format, file.rows, file.kept, file.repaired, file.flagged, file.rejected].map(String),
  );
  assert.deepEqual(rows, expected);
  for (const { reasons } of files) {
    for (const { reason, examples } of reasons) {
      const row = await page.textContent(`tr:has(code:text-is("${reason}"))`);
      assert.ok(examples.every(({ published }) => row.includes(published)), `the examples of ${reason}: ${row}`);
    }
  }
  assert.deepEqual(page.complaints, []);
}

async function fromTheConsole(browser) {
  const page = await browser.window({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${browser.city}/console`);
  await tabTo(page, "a[href='/quality']");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/quality$/);
  assert.equal(await page.textContent("h1"), "Quality of the open data");
  await tabTo(page, "a[href='#file-0'], a[href='#file-1']");
  await page.keyboard.press("Enter");
  assert.match(page.url(), /#file-\d$/);
}

async function everySize(browser) {
  await inspectEverywhere(browser, "quality", (page) => page.goto(`${browser.city}/quality`));
}

export const qualityTests = [
  ["the quality page says the same as the document", sameAsTheDocument],
  ["the quality page is reached from the console, by keyboard", fromTheConsole],
  ["the quality page is accessible at 200 %, at 320 px and in the dark", everySize],
];
