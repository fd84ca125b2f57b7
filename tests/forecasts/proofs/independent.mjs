// A verifier written from the specifications alone (RFC 6962, c2sp.org), to hold ours against.
// Each line of standard input is {record, path, key, witnesses}; each line printed is "proven" or the fault.
import { createHash, createPublicKey, verify } from "node:crypto";
import { createInterface } from "node:readline";

const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest();
const must = (truth, fault) => { if (!truth) throw new Error(fault); };
const strict64 = text => { const data = Buffer.from(text, "base64"); must(data.toString("base64") === text, "base64"); return data; };

function vkey(text, type) {
  const first = text.indexOf("+"), second = text.indexOf("+", first + 1);
  const name = text.slice(0, first), id = text.slice(first + 1, second), material = strict64(text.slice(second + 1));
  must(material.length === 33 && material[0] === type, "key type");
  must(hash(name, "\n", material).subarray(0, 4).toString("hex") === id, "key id");
  const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), material.subarray(1)]);
  return { name, id, public: createPublicKey({ key: der, format: "der", type: "spki" }) };
}

// The root of leaves [start, end) as the leaf `index` and its path give it; the path is used up from its end.
function climb(index, start, end, leaf, path) {
  if (end - start === 1) return leaf;
  let half = 1;
  while (2 * half < end - start) half *= 2;
  must(path.length > 0, "path too short");
  const top = path.pop(), middle = start + half;
  return index < middle
    ? hash(Buffer.of(1), climb(index, start, middle, leaf, path), top)
    : hash(Buffer.of(1), top, climb(index, middle, end, leaf, path));
}

function check({ record, path, key, witnesses }) {
  const log = vkey(key, 1), proof = JSON.parse(record), lines = path.split("\n");
  must(lines[0] === "c2sp.org/tlog-proof@v1", "first line");
  const from = lines[1].startsWith("extra ") ? 2 : 1, gap = lines.indexOf("");
  must(/^index (0|[1-9][0-9]*)$/.test(lines[from]), "index");
  const index = Number(lines[from].slice(6)), steps = lines.slice(from + 1, gap).map(strict64);
  must(steps.every(step => step.length === 32), "steps");
  const note = lines.slice(gap + 1).join("\n"), end = note.lastIndexOf("\n\n") + 1, body = note.slice(0, end);
  const [origin, size, root] = body.split("\n");
  must(origin === log.name && /^(0|[1-9][0-9]*)$/.test(size), "origin");
  const made = note.slice(end + 1).split("\n");
  must(made.pop() === "", "last line");
  const signatures = made.map(line => {
    const [dash, name, coded, ...more] = line.split(" ");
    must(dash === "—" && name && coded && !more.length, "signature line");
    const blob = strict64(coded);
    return { name, id: blob.subarray(0, 4).toString("hex"), blob: blob.subarray(4) };
  });
  const by = one => { const line = signatures.find(s => s.name === one.name && s.id === one.id); must(line, "unsigned"); return line.blob; };
  must(verify(null, Buffer.from(body), log.public, by(log)), "signature");
  for (const text of witnesses) {
    const witness = vkey(text, 4), blob = by(witness);
    must(blob.length === 72, "cosignature");
    const seen = `cosignature/v1\ntime ${blob.readBigUInt64BE(0)}\n${body}`;
    must(verify(null, Buffer.from(seen), witness.public, blob.subarray(8)), "cosignature");
  }
  must(proof.format === "trackrecord-proof/1", "format");
  const { sequence, recorded_at, recorded_by, action, reason, signed_in } = proof.entry;
  must(sequence - 1 === index && index < Number(size), "index");
  must([recorded_at, recorded_by, action].every(part => typeof part === "string"), "header");
  must([proof.previous, ...proof.digests].every(digest => /^[0-9a-f]{64}$/.test(digest)), "digests");
  for (const at of [proof.position, ...(proof.further ?? [])]) must(Number.isInteger(at) && proof.bodies[at] !== undefined, "position");
  for (const [at, text] of Object.entries(proof.bodies)) must(hash(text).toString("hex") === proof.digests[at - 1], "words");
  for (const kept of proof.texts) must(hash(kept.salt, "\n", kept.text).toString("hex") === kept.digest, "text");
  const header = JSON.stringify([sequence, recorded_at, recorded_by, action, reason].concat(signed_in === undefined ? [] : [signed_in]));
  const digest = hash([proof.previous, header, ...proof.digests].join("\n"));
  const found = climb(index, 0, Number(size), hash(Buffer.of(0), digest), steps);
  must(!steps.length && found.equals(strict64(root)), "root");
}

for await (const line of createInterface({ input: process.stdin })) {
  try { check(JSON.parse(line)); console.log("proven"); } catch (fault) { console.log(fault.message); }
}
