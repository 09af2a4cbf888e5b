// bench/faker_rows.mjs -- rows of the realistic table as CSV, made with @faker-js/faker: node faker_rows.mjs ROWS SEED
import { faker } from '@faker-js/faker';
import { once } from 'node:events';

const [rows, seed] = process.argv.slice(2).map(Number);
faker.seed(seed);
const quoted = (text) => `"${String(text).replaceAll('"', '""')}"`;

function row(number) {
  const first = faker.person.firstName();
  const last = faker.person.lastName();
  const attributes = faker.datatype.boolean(0.95)
    ? JSON.stringify({ plan: faker.word.noun(), score: faker.number.int(100), amount: Number(faker.finance.amount({ max: 100 })) })
    : null;
  const tags = faker.datatype.boolean(0.95) ? `{${faker.helpers.multiple(() => `"${faker.word.noun()}"`, { count: 3 }).join(',')}}` : null;
  return [
    quoted(`${first} ${last}`),
    // Unique, as the table asks for.
    quoted(faker.internet.email({ firstName: first, lastName: last }).replace('@', `${number}@`)),
    faker.location.countryCode(),
    faker.finance.amount({ min: 0, max: 100000 }),
    faker.date.past({ years: 5 }).toISOString(),
    attributes === null ? '' : quoted(attributes),
    faker.datatype.boolean(),
    tags === null ? '' : quoted(tags),
  ].join(',');
}

const kChunk = 1000;
for (let first = 0; first < rows; first += kChunk) {
  let text = '';
  for (let i = first; i < Math.min(first + kChunk, rows); i++) text += row(i) + '\n';
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
