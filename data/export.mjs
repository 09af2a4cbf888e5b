// data/export.mjs -- writes datagen.dat and the NOTICE of its sources: node export.mjs FOLDER
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PackWriter } from './pack_writer.mjs';
import { add_lists } from './lists.mjs';
import { add_geography } from './geography.mjs';
import { add_numbering } from './numbering.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const own = JSON.parse(readFileSync(join(here, 'package.json')));

function notice() {
  const lines = [`${own.name} ${own.version}`, '', 'datagen.dat is made from the following packages; their licences follow.', ''];
  const texts = [];
  for (const name of Object.keys(own.dependencies)) {
    const folder = join(here, 'node_modules', name);
    const { version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json')));
    const by = typeof author === 'object' ? author.name : author;
    lines.push(`${name} ${version}  ${license}${by ? `  ${by}` : ''}`);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file) texts.push('', `---- ${name} ----`, '', readFileSync(join(folder, file), 'utf8').trim());
  }
  lines.push('', 'Cities, their positions and their inhabitants: GeoNames, https://www.geonames.org, CC BY 4.0.',
    'Phone number patterns: libphonenumber, https://github.com/google/libphonenumber, Apache License 2.0.');
  return [...lines, ...texts, ''].join('\n');
}

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node export.mjs FOLDER');
  process.exit(2);
}
const pack = new PackWriter();
add_lists(pack);
add_geography(pack, add_numbering(pack));
const bytes = pack.bytes(own.version);
if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
for (const [name, content] of [['NOTICE', notice()], ['datagen.dat', bytes]]) {
  writeFileSync(join(folder, `${name}.tmp`), content);
  renameSync(join(folder, `${name}.tmp`), join(folder, name));
}
const { locales, values } = pack.count();
console.log(`datagen.dat: ${locales} locales, ${values} values, ${(bytes.length / 1e6).toFixed(1)} MB`);
