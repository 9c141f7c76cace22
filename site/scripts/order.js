// The order in which a learner meets the options of a question: by SHA-256, the same as in the notebook.

const primes = [];
for (let each = 2; primes.length < 64; each++) if (primes.every((prime) => each % prime)) primes.push(each);
const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;
const ROUNDS = primes.map((prime) => fraction(Math.cbrt(prime)));
const FIRST = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

/** The SHA-256 of a text, as 64 digits. (What the browser has for this is not there on every page.) */
function sha256(said) {
  const bytes = new TextEncoder().encode(said);
  const blocks = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
  bytes.forEach((byte, place) => blocks.setUint8(place, byte));
  blocks.setUint8(bytes.length, 0x80);
  blocks.setUint32(blocks.byteLength - 4, bytes.length * 8);
  const turned = (word, by) => (word >>> by) | (word << (32 - by));
  const state = [...FIRST];
  for (let start = 0; start < blocks.byteLength; start += 64) {
    const w = Array.from({ length: 16 }, (_, i) => blocks.getInt32(start + 4 * i));
    for (let i = 16; i < 64; i++) {
      const s0 = turned(w[i - 15], 7) ^ turned(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      const s1 = turned(w[i - 2], 17) ^ turned(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
      const one = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i]) | 0;
      const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = (state[i] + word) | 0));
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** Options in an order that hangs on nothing but them and the seed. */
function shuffled(texts, seed) {
  const key = (option) => sha256(`${seed}\0${option}`);
  const keyed = texts.map((option) => [key(option), option]);
  return keyed.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, option]) => option);
}
