// data/lists.mjs -- faker's lists, with their fallback chains, templates and weights
import { allFakers, allLocales } from '@faker-js/faker';
import { isDeepStrictEqual } from 'node:util';
import { FLAG } from './pack_writer.mjs';

// Names of real works, authors and makers stay out, and so does what only names faker's own machinery.
const SKIPPED = [/^metadata\./, /^music\.(album|artist|song_name)/, /^book\.(author|publisher|series|title)/, /^airline\.(airline|airplane)/,
  /^vehicle\.(manufacturer|model)/, /^app\./, /^hacker\.phrase/, /^internet\.(user_agent_pattern|emoji)/, /^database\.column/,
  /^system\.mime_type/, /^cell_phone/, /^phone_number/, /^date\.time_zone/, /^location\.time_zone/, /^location\.(city_pattern|country_code)/, /^finance\.currency/, /^commerce\.product_description/, /^finance\.transaction_description_pattern/, /^food\./, /^location\.postcode_by_state/];
// Their # and ! are digits; elsewhere these are plain characters.
const DIGITS = [/^location\.(building_number|secondary_address|postcode)/, /^finance\.credit_card/];
const NUMBERED = /^location\.(building_number|secondary_address)/;
const RANGE = /\[\d+-\d+\]/;
// Records become one text, its fields separated by tabs, in this order.
const FIELDS = {
  'airline.airport': ['iataCode', 'name'],
  'location.language': ['alpha2', 'alpha3', 'name'],
  'science.chemical_element': ['symbol', 'name', 'atomicNumber'],
  'science.unit': ['symbol', 'name'],
};
// Calls that faker's templates make, as paths of lists or names of generators.
const CALLS = { 'person.firstName': 'person.first_name', 'person.lastName': 'person.last_name', 'company.name': 'company.name',
  'location.buildingNumber': 'location.building_number', 'location.secondaryAddress': 'location.secondary_address',
  'location.cityName': 'location.city_name', 'location.street': 'location.street', 'person.jobDescriptor': 'person.job_descriptor',
  'person.jobArea': 'person.job_area', 'person.jobType': 'person.job_type', 'location.streetSuffix': 'location.street_suffix', 'word.noun': 'word.noun', 'location.state': 'location.state', 'location.city': 'location.city_name',
  'person.bioPart': 'person.bio_part', 'person.prefix': 'person.prefix', 'person.suffix': 'person.suffix', 'person.middleName': 'person.middle_name' };

const skipped = (path) => SKIPPED.some((pattern) => pattern.test(path));

/** All lists of one locale's definitions as [path, value]: an array, a text, or null. */
function* leaves(node, path = '') {
  for (const [key, value] of Object.entries(node)) {
    const here = path ? `${path}.${key}` : key;
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) yield* leaves(value, here);
    else yield [here, value];
  }
}

/** The locales that faker itself falls back to, told from what it has merged. */
export function chain_of(name) {
  if (name === 'base') return ['base'];
  const parents = name.split('_').map((_, i, parts) => parts.slice(0, parts.length - i).join('_')).filter((p) => p in allLocales);
  const tails = name === 'en' || parents.includes('en') ? [['base']] : [['en', 'base']];
  for (const chain of [[...parents, ...tails[0]], [name, ...tails[0]], [name, 'base']]) {
    const merged = {};
    for (const locale of chain)
      for (const [module, entries] of Object.entries(allLocales[locale])) merged[module] = { ...entries, ...merged[module] };
    if (isDeepStrictEqual(merged, { ...allFakers[name].rawDefinitions })) return chain;
  }
  throw new Error(`no fallback chain explains the locale ${name}`);
}

function renamed(template, known) {
  let whole = true;
  const text = template.replace(/\{\{\s*(.*?)\s*\}\}/g, (_, call) => {
    const range = /^number\.int\(\{(?=.*"min":\s*(\d+))(?=.*"max":\s*(\d+))/.exec(call);
    if (range) return `[${range[1]}-${range[2]}]`;
    const name = CALLS[call] ?? call.replace(/\(\)$/, '').replace(/\.generic$/, '');
    if (!known(name)) whole = false;
    return `{{${name}}}`;
  });
  return whole ? text : null;
}

export function add_lists(pack) {
  const locales = Object.keys(allLocales).sort();
  const paths = new Set(['location.street', 'company.name']);
  for (const name of locales)
    for (const [path, value] of leaves(allLocales[name])) if (value !== null && !skipped(path)) paths.add(path.replace(/\.(generic|female|male|normal|full)$/, '')).add(path);
  for (const name of locales) pack.locale(name, chain_of(name));
  for (const name of locales) {
    for (const [path, value] of leaves(allLocales[name])) {
      if (skipped(path)) continue;
      if (value === null) {
        pack.absent(name, path);
        continue;
      }
      const entries = new Map(); // in their order, without repetition
      for (const entry of [value].flat()) {
        const weighted = entry !== null && typeof entry === 'object' && 'weight' in entry;
        const bare = weighted ? entry.value : entry;
        const fields = FIELDS[path] ?? (typeof bare === 'object' ? ['name'] : null);
        let text = renamed(String(fields ? fields.map((field) => bare[field]).join('\t') : bare), (p) => paths.has(p));
        // Numbers of houses and flats do not begin with 0.
        if (NUMBERED.test(path)) text = text?.replace('#', '[1-9]') ?? null;
        if (text === null || text === '' || text === 'undefined') continue;
        entries.set(text, (entries.get(text) ?? 0) + (weighted ? Math.max(1, Math.round(entry.weight * 100)) : 100));
      }
      if (entries.size === 0) continue;
      const values = [...entries.keys()];
      const weights = [...entries.values()];
      const flags = (values.some((v) => v.includes('{{')) ? FLAG.template : 0) | (DIGITS.some((p) => p.test(path)) || values.some((v) => RANGE.test(v)) ? FLAG.digits : 0);
      pack.list(name, path, values, { weights: new Set(weights).size > 1 ? weights : null, flags });
    }
  }
}
