// data/pack_writer.mjs -- lists of texts by locale and path, laid out as the file that src/core/data/pack.hpp reads
import { createHash } from 'node:crypto';

export const MAGIC = 'datagen pack\0\0\0\0';
export const FORMAT = 1;
const HEADER = 128;
const CHAIN = 6; // a locale and those it falls back to, in order
const NONE = 0xffffffff;

/** Bits of a list's flags; the same as in src/core/data/pack.hpp. */
export const FLAG = { absent: 1, template: 2, digits: 4 };

const order = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

export class PackWriter {
  #lists = new Map(); // locale -> path -> {values, weights, flags}
  #chains = new Map();

  locale(name, chain) {
    this.#chains.set(name, chain);
    this.#lists.set(name, new Map());
  }

  list(locale, path, values, { weights = null, flags = 0 } = {}) {
    if (weights && weights.some((w) => !Number.isInteger(w) || w < 1)) throw new Error(`weights of ${path} must be positive integers`);
    this.#lists.get(locale).set(path, { values, weights, flags });
  }

  /** The value is known not to exist in this locale: nothing is looked up further down its chain. */
  absent(locale, path) {
    this.list(locale, path, [], { flags: FLAG.absent });
  }

  count() {
    let values = 0;
    for (const paths of this.#lists.values()) for (const list of paths.values()) values += list.values.length;
    return { locales: this.#chains.size, values };
  }

  bytes(version) {
    const names = [...this.#chains.keys()].sort(order);
    const pool = [];
    const places = new Map();
    let end = 0;
    const place = (text) => {
      if (places.has(text)) return places.get(text);
      const bytes = Buffer.from(text, 'utf8');
      if (bytes.length > 0xffff) throw new Error(`too long: ${text.slice(0, 60)}`);
      const record = Buffer.alloc(2 + bytes.length);
      record.writeUInt16LE(bytes.length);
      bytes.copy(record, 2);
      pool.push(record);
      places.set(text, end);
      end += record.length;
      return end - record.length;
    };
    const locales = [];
    const lists = [];
    const entries = [];
    const weights = [];
    names.forEach((name, index) => {
      const chain = this.#chains.get(name).map((other) => names.indexOf(other));
      if (chain.length > CHAIN || chain.includes(-1)) throw new Error(`the chain of ${name} is not possible`);
      locales.push(place(name), ...chain, ...Array(CHAIN - chain.length).fill(NONE), 0);
      for (const path of [...this.#lists.get(name).keys()].sort(order)) {
        const list = this.#lists.get(name).get(path);
        let sum = 0;
        lists.push(index, place(path), entries.length, list.values.length, list.weights ? weights.length : NONE, list.flags);
        list.values.forEach((value) => entries.push(place(value)));
        list.weights?.forEach((weight) => weights.push((sum += weight)));
        if (sum > NONE) throw new Error(`the weights of ${path} are too large`);
      }
    });
    const sections = [locales, lists, entries, weights].map((numbers) => {
      const bytes = Buffer.alloc(numbers.length * 4);
      numbers.forEach((number, i) => bytes.writeUInt32LE(number, i * 4));
      return bytes;
    });
    const body = Buffer.concat([...sections, ...pool]);
    const header = Buffer.alloc(HEADER);
    header.write(MAGIC, 0, 'latin1');
    const fields = [FORMAT, HEADER + body.length, locales.length / 8, lists.length / 6, entries.length, weights.length, end];
    fields.forEach((field, i) => header.writeUInt32LE(field, 16 + i * 4));
    createHash('sha256').update(body).digest().copy(header, 48);
    header.write(version, 80, 31, 'latin1');
    return Buffer.concat([header, body]);
  }
}
