// test/oracle/check_numbers.mjs -- judges generated numbers by other people's libraries: node check_numbers.mjs FOLDER < values
//
// FOLDER has node_modules. Each line is a kind, a country and a value, separated by tabs. The last line printed is
// `N passed, N failed`; a test is one kind in one country.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';

const require = createRequire(resolve(process.argv[2], 'oracle.js'));
const { isValidIBAN, isValidBIC } = require('ibantools');
const { PhoneNumberUtil } = require('google-libphonenumber');
const postal = require('postal-codes-js');
const phones = PhoneNumberUtil.getInstance();

const digits = (value) => [...value].map(Number);
const luhn = (value) => digits(value).reverse().reduce((sum, d, i) => sum + (i % 2 ? (d * 2 > 9 ? d * 2 - 9 : d * 2) : d), 0) % 10 === 0;
const gtin = (value) => digits(value).reverse().reduce((sum, d, i) => sum + d * (i % 2 ? 3 : 1), 0) % 10 === 0;

const JUDGES = {
  iban: (value) => isValidIBAN(value),
  bic: (value) => isValidBIC(value),
  credit_card: (value) => /^\d{15,16}$/.test(value) && luhn(value),
  ean13: (value) => /^\d{13}$/.test(value) && gtin(value),
  isbn: (value) => /^97[89]\d{10}$/.test(value) && gtin(value),
  phone: (value) => phones.isValidNumber(phones.parse(value)),
  postcode: (value, country) => postal.validate(country, value) === true,
};
// Phone patterns are the library's own, but numbers kept for fiction are not always in them.
const NEEDED = { phone: 0.99, postcode: 0.99 };

const results = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const [kind, country, value] = line.split('\t');
  const key = `${kind} ${country}`;
  const result = results.get(key) ?? { kind, all: 0, valid: 0, wrong: '' };
  result.all += 1;
  let valid = false;
  try {
    valid = JUDGES[kind](value, country);
  } catch {
    valid = false;
  }
  if (valid) result.valid += 1;
  else result.wrong = value;
  results.set(key, result);
}
let passed = 0;
let failed = 0;
for (const [key, { kind, all, valid, wrong }] of results) {
  const ok = all > 0 && valid / all >= (NEEDED[kind] ?? 1);
  if (ok) passed += 1;
  else failed += 1;
  if (!ok) console.log(`not valid: ${key}: ${all - valid} of ${all}, such as ${wrong}`);
}
if (passed === 0) failed += 1;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
