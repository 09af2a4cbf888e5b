-- test/oracle/numbers.sql -- what check_numbers.mjs judges: numbers of every kind, in locales of more than twenty countries
SET datagen.seed = '1';
SELECT concat_ws(E'\t', kind, country, value) FROM (
  SELECT kind, countries[1] AS country,
         CASE kind WHEN 'iban' THEN datagen.iban(locale) WHEN 'bic' THEN datagen.bic(locale) WHEN 'phone' THEN datagen.phone(locale)
                   WHEN 'postcode' THEN datagen.postcode(locale) END AS value
  FROM datagen.locales(), unnest(ARRAY['iban', 'bic', 'phone', 'postcode']) kind, generate_series(1, 200)
  WHERE cardinality(countries) = 1
  UNION ALL
  SELECT kind, '', CASE kind WHEN 'credit_card' THEN datagen.credit_card() WHEN 'ean13' THEN datagen.ean13() ELSE datagen.isbn() END
  FROM unnest(ARRAY['credit_card', 'ean13', 'isbn']) kind, generate_series(1, 2000)
) s WHERE value IS NOT NULL;
