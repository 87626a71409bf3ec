// Runs issuer, verifiers and judges against a reference wallet of the same libraries, over https with a test root: the peers work,
// and they refuse what they have to, before another wallet meets them. A line per check and one at the end; exit code 1 on any failure.
//
//   MADRID_PYTHON   the Python with what requirements.txt names (default: python3)

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makePki } from "./certs.mjs";
import { ACCEPTED, ANSWERED, FAULT_CHECKS, LENIENT, MISANSWERED, MISTAKES, RECEIVED } from "./checks.mjs";
import { trusting } from "./http.mjs";
import { readPki, thumbprint } from "./keys.mjs";
import { present, understand } from "./present.mjs";
import { Wallet, steer } from "./wallet.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const PYTHON = process.env.MADRID_PYTHON ?? "python3";
const FORMATS = { "dc+sd-jwt": "parking_card", mso_mdoc: "parking_card_mdoc" };
const SLIPS = [TypeError, ReferenceError, RangeError];
const NETWORK = /fetch failed|Invalid keyData/;
const tally = { passed: 0, failed: 0, accepted: 0, refused: 0 };
const processes = [];

/** Starts a peer and waits for the line that says where it is. It ends when its standard input does. */
async function start(program, file, folder, ...more) {
  const child = spawn(program, [join(HERE, file), "--pki", folder, "--hold", "stdin", ...more], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  processes.push(child);
  return new Promise((ready, failed) => {
    let text = "";
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`${file} ended with ${code}`)));
    child.stdout.on("data", (chunk) => {
      text += chunk;
      if (text.includes("\n")) ready(JSON.parse(text.split("\n")[0]));
    });
  });
}

async function check(kind, name, act) {
  try {
    const why = await act();
    tally.passed += 1;
    tally[kind] += 1;
    console.log(`ok      ${kind}: ${name}${why ? ` (${why.split("\n")[0].trim().slice(0, 120)})` : ""}`);
  } catch (error) {
    tally.failed += 1;
    console.log(`FAILED  ${kind}: ${name}: ${told(error).split("\n").slice(0, 3).join(" | ")}`);
  }
}

const told = (error) =>
  `${error.message} ${JSON.stringify(error.errorResponse ?? error.response?.credentialErrorResponseResult ?? "")}`;

/** Why it is refused. A slip of the reference wallet itself is no refusal. */
async function refuses(act) {
  const outcome = await act().then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  assert.ok(outcome.error, "it was accepted");
  assert.ok(!SLIPS.some((slip) => outcome.error instanceof slip) || NETWORK.test(outcome.error.message), outcome.error.stack);
  return told(outcome.error);
}

async function issuance({ pki, control }) {
  const receive = async (offer, how, wrong) => {
    const wallet = new Wallet({ pki, control, wrong, signed: how.signed, redirect: how.redirect });
    return { wallet, received: await wallet.receive(await steer("POST", `${control}/offers`, offer), how) };
  };
  for (const [name, offer, how] of RECEIVED) {
    await check("accepted", `cards ${name}`, async () => {
      await steer("POST", `${control}/reset`);
      const { wallet, received } = await receive(offer, how);
      assert.equal(received.cards.length, how.count ?? 2);
      const log = await steer("GET", `${control}/log`);
      assert.equal(log.issued.at(-1).keys.length, received.cards.length);
      assert.equal(log.issued.at(-1).encrypted, how.encrypt ?? false);
      assert.equal(log.notifications.at(-1)?.notification_id, log.issued.at(-1).notification_id);
      assert.notEqual(await wallet.refresh(), wallet.pass.accessToken);
    });
  }
  await check("refused", "a server below a root that is not trusted", async () => {
    assert.match(await refuses(() => receive({ by: "reference" }, {}, { untrusting: true })), /fetch failed/);
  });
  for (const [name, wrong, word, offer = {}, how = {}, faults = {}] of MISTAKES) {
    await check("refused", `a wallet: ${name}`, async () => {
      await steer("POST", `${control}/reset`);
      await steer("PUT", `${control}/faults`, faults);
      assert.match(await refuses(() => receive(offer, how, wrong)), new RegExp(`"${word}"|${word}`));
      const { refusals } = await steer("GET", `${control}/log`);
      assert.equal(refusals.at(-1).error, word);
    });
  }
  await check("refused", "a nonce that was used before", async () => {
    await steer("POST", `${control}/reset`);
    const { wallet } = await receive({}, {});
    assert.match(await refuses(() => receive({}, {}, { nonce: { used: wallet.nonce } })), /invalid_nonce/);
  });
  for (const [name, faults, expected, offer, how] of FAULT_CHECKS) {
    await check(expected === "refuses" ? "refused" : "accepted", `an issuer's fault: ${name}`, async () => {
      await steer("POST", `${control}/reset`);
      await steer("PUT", `${control}/faults`, faults);
      if (expected === "refuses") return refuses(() => receive(offer, how));
      await receive(offer, how);
      return "";
    });
  }
  await check("refused", "an issuer that refuses every nonce", async () => {
    await steer("PUT", `${control}/faults`, { nonce_refused: true });
    assert.match(await refuses(() => receive({}, {})), /invalid_nonce/);
  });
  await steer("POST", `${control}/reset`);
}

/** Servers that a wallet must not even talk to. */
async function strangers({ pki, folder }) {
  for (const [name, code] of [
    ["tls_foreign", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ["tls_expired", "CERT_HAS_EXPIRED"],
    ["tls_other_name", "ERR_TLS_CERT_ALTNAME_INVALID"],
  ]) {
    await check("refused", `a server's certificate: ${name}`, async () => {
      const { issuer } = await start(process.execPath, "issuer.mjs", folder, "--tls", name);
      await assert.rejects(trusting(pki.roots.tls.pem)(issuer), { code });
    });
  }
}

/** A card of each format, with its key. */
async function cardsOf({ pki, control }) {
  const cards = {};
  for (const [format, configuration] of Object.entries(FORMATS)) {
    const wallet = new Wallet({ pki, control });
    const offer = await steer("POST", `${control}/offers`, { configurations: [configuration] });
    const { cards: received, keys } = await wallet.receive(offer, { count: 1 });
    cards[format] = { card: received[0], deviceKey: wallet.ring.find(keys[0]), keys: keys.map(thumbprint) };
  }
  const { issued } = await steer("GET", `${control}/log`);
  const [index] = issued.find(({ configuration }) => configuration === "parking_card").indices;
  return { cards, setStatus: (value) => steer("PUT", `${control}/status`, { index, value }) };
}

async function presentations({ pki, verifier, second, cards, setStatus }) {
  const around = { pki, fetch: trusting(pki.roots.tls.pem) };
  const ask = async (desk, wanted, changes) => {
    const { id, request } = await steer("POST", `${desk}/requests`, wanted);
    const answer = await present({ request, cards, changes }, around);
    const { verdicts } = await steer("GET", `${desk}/requests?id=${encodeURIComponent(id)}`);
    return { answer, verdict: verdicts.at(-1) };
  };
  for (const [name, wanted] of ACCEPTED) {
    await check("accepted", `polaris-oid4vp: ${name}`, async () => {
      const { answer, verdict } = await ask(verifier, wanted);
      assert.deepEqual([answer.status, verdict.authentic, verdict.code], [200, true, ""]);
      assert.ok(answer.body.redirect_uri.startsWith("https://localhost:"));
      assert.equal((await around.fetch(answer.body.redirect_uri)).status, 200);
    });
  }
  for (const { code, changes, request, issuer, status = 400 } of JSON.parse(readFileSync(join(HERE, "refusals.json"), "utf8"))) {
    await check("refused", `polaris-oid4vp: ${code} ${JSON.stringify(changes)}`, async () => {
      if (issuer) await setStatus(issuer.status);
      const { answer, verdict } = await ask(verifier, request ?? {}, changes);
      if (issuer) await setStatus(0);
      assert.deepEqual([verdict.authentic, verdict.code, answer.status], [false, code, status]);
    });
  }
  const both = (name) => ({
    dcql: { credentials: ["dc+sd-jwt", "mso_mdoc"].map((format, at) => queryOf(format, `card${at}`, name)) },
  });
  for (const [name, wanted] of ANSWERED) {
    await check("accepted", `@openid4vc/openid4vp: ${name}`, async () => {
      const { answer, verdict } = await ask(second, wanted.both ? both("number") : wanted);
      assert.deepEqual([answer.status, verdict.accepted], [200, true], verdict.reason);
    });
  }
  for (const [name, wanted, changes] of MISANSWERED) {
    await check("refused", `@openid4vc/openid4vp: ${name}`, async () => {
      const { answer, verdict } = await ask(second, wanted, changes);
      assert.deepEqual([answer.status, verdict.accepted], [400, false]);
    });
  }
  for (const { name } of await steer("GET", `${second}/lies`)) {
    await check("refused", `a verifier's lie: ${name}`, async () => {
      const { id, request } = await steer("POST", `${second}/requests`, { lie: name });
      const why = await refuses(() => present({ request, cards }, around));
      assert.deepEqual(await steer("GET", `${second}/requests?id=${id}`), { verdicts: [] });
      return why;
    });
  }
}

function queryOf(format, id, name) {
  const isMdoc = format === "mso_mdoc";
  const doctype = "es.madrid.parking_card.1";
  const meta = isMdoc ? { doctype_value: doctype } : { vct_values: ["urn:es:madrid:parking-card:1"] };
  return { id, format, meta, claims: [{ path: isMdoc ? [doctype, name] : [name] }] };
}

/** Asks a judge, without standing still: peers are waiting at kept connections. */
async function run(file, command, folder, question) {
  const program = file.endsWith(".py") ? PYTHON : process.execPath;
  const child = spawn(program, [join(HERE, file), command, "--pki", folder], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(question));
  const chunks = [];
  for await (const chunk of child.stdout) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

/** What each maker makes, judged by each judge. */
async function judgements(folder, { cards, setStatus }) {
  const kinds = [
    ["sd-jwt", { configuration: "parking_card" }, { vct: "urn:es:madrid:parking-card:1" }, ["judge.mjs", "judge.py"]],
    ["mdoc-card", { configuration: "parking_card_mdoc" }, { doctype: "es.madrid.parking_card.1" }, ["judge.mjs"]],
  ];
  for (const [command, what, common, makers] of kinds) {
    for (const maker of makers) {
      const made = await run(maker, "make", folder, what);
      const questions = made.cards.map(({ card }) => ({ ...common, card, keys: [thumbprint(made.device_jwk)] }));
      for (const judge of ["judge.mjs", "judge.py"]) {
        const answers = await run(judge, command, folder, questions);
        for (const [at, { name, expect }] of made.cards.entries()) {
          const wanted = expect === "accepts" || (LENIENT[judge] ?? []).includes(name);
          await check(wanted ? "accepted" : "refused", `${judge}: ${name} ${command} of ${maker}`, async () => {
            assert.equal(answers[at].accepted, wanted, answers[at].reason);
          });
        }
      }
    }
  }
  for (const [value, wanted] of [
    [0, true],
    [1, false],
  ]) {
    await setStatus(value);
    for (const judge of ["judge.mjs", "judge.py"]) {
      await check(wanted ? "accepted" : "refused", `${judge}: a card of status ${value}`, async () => {
        const { accepted, reason } = await run(judge, "sd-jwt", folder, { card: cards["dc+sd-jwt"].card });
        assert.equal(accepted, wanted, reason);
      });
    }
  }
}

/** Presentations as the second verifier got them, judged by both judges: for the right request, and for another. */
async function presented({ folder, pki, second, cards }) {
  const around = { pki, fetch: trusting(pki.roots.tls.pem) };
  for (const format of Object.keys(FORMATS)) {
    const { request } = await steer("POST", `${second}/requests`, { format });
    const { asked } = await understand(request, around);
    const { vp_token } = await present({ request, cards }, around);
    const { client_id, nonce, response_uri } = asked;
    const [encryption_jwk] = asked.client_metadata.jwks.keys;
    const isMdoc = format === "mso_mdoc";
    const about = isMdoc
      ? { response: vp_token.card[0], client_id, response_uri, encryption_jwk }
      : { card: vp_token.card[0], audience: client_id };
    for (const judge of ["judge.mjs", "judge.py"]) {
      const questions = [nonce, "another"].map((one) => ({ ...about, nonce: one }));
      const answers = await run(judge, isMdoc ? "mdoc" : "sd-jwt", folder, questions);
      for (const [at, wanted] of [true, false].entries()) {
        await check(
          wanted ? "accepted" : "refused",
          `${judge}: a presentation of ${format}, ${wanted ? "for this" : "another"} nonce`,
          async () => {
            assert.equal(answers[at].accepted, wanted, answers[at].reason);
          },
        );
      }
    }
  }
}

const folder = mkdtempSync(join(tmpdir(), "madrid-wallet-peers-"));
try {
  await makePki(folder);
  const pki = readPki(folder);
  const [issuer, verifier, second] = await Promise.all([
    start(process.execPath, "issuer.mjs", folder),
    start(PYTHON, "verifier.py", folder),
    start(process.execPath, "verifier.mjs", folder),
  ]);
  const around = { pki, control: issuer.control };
  await issuance(around);
  await strangers({ pki, folder });
  const own = await cardsOf(around);
  await presentations({ pki, verifier: verifier.control, second: second.control, ...own });
  await presented({ folder, pki, second: second.control, ...own });
  await judgements(folder, own);
} catch (error) {
  tally.failed += 1;
  console.log(`FAILED  the self-check did not come to its end: ${error.stack}`);
} finally {
  for (const child of processes) child.removeAllListeners("exit").stdin.end();
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  `wallet peers: ${tally.passed} passed, ${tally.failed} failed; ${tally.accepted} accepted as they should be, ${tally.refused} refused`,
);
process.exitCode = tally.failed === 0 && tally.passed > 0 ? 0 : 1;
