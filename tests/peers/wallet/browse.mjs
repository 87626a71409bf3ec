// A browser that goes to one page and says where it is sent: `node browse.mjs URL --pki FOLDER` prints `{ "location" }`.

import { readPki } from "./keys.mjs";
import { options, trusting } from "./http.mjs";

const given = options({ pki: undefined }, 1);
const answer = await trusting(readPki(given.pki).roots.tls.pem)(process.argv[2], { redirect: "manual" });
console.log(JSON.stringify({ location: answer.headers.get("location") }));
