// data/numbering.mjs -- identifiers with rules of their own: IBAN structures, currencies, media types, user agents
import { createRequire } from 'node:module';
import { FLAG } from './pack_writer.mjs';

const require = createRequire(import.meta.url);
const { countrySpecs } = require('ibantools');
const currencies = require('currency-codes').data;

// Market data systems trade these, but nobody is paid in them: metals, baskets, tests.
const NO_MONEY = /^X(?!AF|CD|OF|PF)|^(BOV|CHE|CHW|CLF|COU|MXV|USN|UYI|UYW|VED|ZWL)$/;
// How often payments are made in them, roughly; all others count 1.
const SHARE = { USD: 400, EUR: 300, GBP: 90, JPY: 60, CAD: 40, AUD: 40, CHF: 40, CNY: 40, SEK: 15, NOK: 12, DKK: 12, PLN: 12, BRL: 15, INR: 25, MXN: 12 };

const MEDIA = { 'application/pdf': ['pdf', 20], 'image/jpeg': ['jpg', 25], 'image/png': ['png', 25], 'text/plain': ['txt', 8], 'text/csv': ['csv', 8],
  'application/zip': ['zip', 6], 'application/json': ['json', 6], 'text/html': ['html', 6], 'video/mp4': ['mp4', 5], 'audio/mpeg': ['mp3', 4], 'image/gif': ['gif', 5],
  'image/svg+xml': ['svg', 3], 'image/webp': ['webp', 5], 'application/xml': ['xml', 3],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx', 9],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx', 9],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx', 4] };

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/[100-139].0.[4000-6999].[10-199]';
const AGENTS = [[`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36`, 36], [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROME} Safari/537.36`, 12],
  [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36`, 5], [`Mozilla/5.0 (Linux; Android [10-15]; K) ${CHROME} Mobile Safari/537.36`, 22],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS [15-18]_[0-7] like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/[15-18].[0-6] Mobile/15E148 Safari/604.1', 17],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/[15-18].[0-6] Safari/605.1.15', 9],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/[100-139].0.[1000-2999].[10-99]`, 7],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:[110-139].0) Gecko/20100101 Firefox/[110-139].0', 6], ['Mozilla/5.0 (X11; Linux x86_64; rv:[110-139].0) Gecko/20100101 Firefox/[110-139].0', 3]];

/** Returns the codes of the currencies in use. */
export function add_numbering(pack) {
  for (const [country, spec] of Object.entries(countrySpecs).sort(([a], [b]) => (a < b ? -1 : 1)))
    if (spec.chars && spec.bban_regexp && spec.IBANRegistry) pack.list('base', `iban.${country}`, [spec.bban_regexp.replace(/^\^|\$$/g, '')]);
  const money = currencies.filter(({ code }) => !NO_MONEY.test(code));
  pack.list('base', 'finance.currency', money.map(({ code, currency, digits }) => [code, currency, digits].join('\t')),
    { weights: money.map(({ code }) => SHARE[code] ?? 1) });
  pack.list('base', 'file.media', Object.entries(MEDIA).map(([type, [extension]]) => `${type}\t${extension}`), { weights: Object.values(MEDIA).map(([, weight]) => weight) });
  pack.list('base', 'internet.user_agent', AGENTS.map(([agent]) => agent), { weights: AGENTS.map(([, weight]) => weight), flags: FLAG.digits });
  return new Set(money.map(({ code }) => code));
}
