-- sql/install/35_realistic.sql -- realistic values as functions: persons, addresses, companies, numbers with check digits

CREATE FUNCTION datagen.first_name(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.first_name(text) IS
'A given name.
Example: SELECT datagen.first_name() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.last_name(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.last_name(text) IS
'A family name.
Example: SELECT datagen.last_name() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.full_name(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.full_name(text) IS
'Given and family name, in the locale''s order.
Example: SELECT datagen.full_name() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.middle_name(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.middle_name(text) IS
'A second given name.
Example: SELECT datagen.middle_name() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.name_prefix(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.name_prefix(text) IS
'What stands before a name: Dr., Mrs.
Example: SELECT datagen.name_prefix() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.name_suffix(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.name_suffix(text) IS
'What stands after a name: Jr., PhD.
Example: SELECT datagen.name_suffix() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.gender(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.gender(text) IS
'female or male.
Example: SELECT datagen.gender() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.initials(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.initials(text) IS
'The first letters of given and family name.
Example: SELECT datagen.initials() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.birth_date(locale text DEFAULT NULL) RETURNS date
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.birth_date(text) IS
'A birth date of an adult.
Example: SELECT datagen.birth_date() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.age(locale text DEFAULT NULL) RETURNS integer
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.age(text) IS
'The age of an adult in years.
Example: SELECT datagen.age() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.job_title(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.job_title(text) IS
'What somebody does at work.
Example: SELECT datagen.job_title() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.bio(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.bio(text) IS
'A few words that somebody says about himself.
Example: SELECT datagen.bio() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.marital_status(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.marital_status(text) IS
'single, married, divorced or widowed.
Example: SELECT datagen.marital_status() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.national_id(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.national_id(text) IS
'A personal number like those of the USA, of a range that is not given out.
Example: SELECT datagen.national_id() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.passport_number(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.passport_number(text) IS
'A passport number.
Example: SELECT datagen.passport_number() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.address(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.address(text) IS
'A whole postal address on one line.
Example: SELECT datagen.address() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.street_address(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.street_address(text) IS
'A street with its number.
Example: SELECT datagen.street_address() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.secondary_address(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.secondary_address(text) IS
'A flat or suite.
Example: SELECT datagen.secondary_address() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.city(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.city(text) IS
'A city; large ones more often.
Example: SELECT datagen.city() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.state(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.state(text) IS
'A state or region.
Example: SELECT datagen.state() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.state_code(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.state_code(text) IS
'The short form of a state or region.
Example: SELECT datagen.state_code() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.county(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.county(text) IS
'A county or district.
Example: SELECT datagen.county() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.postcode(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.postcode(text) IS
'A postal code in the country''s format.
Example: SELECT datagen.postcode() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.country(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.country(text) IS
'A country, in the locale''s language.
Example: SELECT datagen.country() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.country_code(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.country_code(text) IS
'The two letters of ISO 3166.
Example: SELECT datagen.country_code() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.latitude(locale text DEFAULT NULL) RETURNS double precision
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.latitude(text) IS
'The latitude of a place near a city, in degrees.
Example: SELECT datagen.latitude() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.longitude(locale text DEFAULT NULL) RETURNS double precision
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.longitude(text) IS
'The longitude of a place near a city, in degrees.
Example: SELECT datagen.longitude() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.time_zone(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.time_zone(text) IS
'A time zone of the IANA database.
Example: SELECT datagen.time_zone() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.phone(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.phone(text) IS
'A phone number that is valid in its country, in international form.
Example: SELECT datagen.phone() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.mobile_phone(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.mobile_phone(text) IS
'A mobile phone''s number.
Example: SELECT datagen.mobile_phone() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.landline_phone(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.landline_phone(text) IS
'A landline''s number.
Example: SELECT datagen.landline_phone() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.email(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.email(text) IS
'A mail address made of a person''s name.
Example: SELECT datagen.email() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.username(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.username(text) IS
'A login made of a person''s name.
Example: SELECT datagen.username() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.password(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.password(text) IS
'A password.
Example: SELECT datagen.password() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.password_hash(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.password_hash(text) IS
'A text of the form of a password''s hash.
Example: SELECT datagen.password_hash() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.url(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.url(text) IS
'A web address.
Example: SELECT datagen.url() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.image_url(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.image_url(text) IS
'The web address of a picture.
Example: SELECT datagen.image_url() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.domain(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.domain(text) IS
'A host name.
Example: SELECT datagen.domain() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.ipv4(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.ipv4(text) IS
'An IPv4 address.
Example: SELECT datagen.ipv4() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.ipv6(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.ipv6(text) IS
'An IPv6 address.
Example: SELECT datagen.ipv6() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.mac_address(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.mac_address(text) IS
'A MAC address that no maker has.
Example: SELECT datagen.mac_address() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.port(locale text DEFAULT NULL) RETURNS integer
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.port(text) IS
'A TCP port; well-known ones more often.
Example: SELECT datagen.port() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.user_agent(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.user_agent(text) IS
'What a browser calls itself.
Example: SELECT datagen.user_agent() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.slug(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.slug(text) IS
'Words joined by hyphens, as in web addresses.
Example: SELECT datagen.slug() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.token(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.token(text) IS
'A random text of 32 hexadecimal digits.
Example: SELECT datagen.token() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.hash(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.hash(text) IS
'A text of the form of a SHA-256 digest.
Example: SELECT datagen.hash() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.http_method(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.http_method(text) IS
'An HTTP method; GET most often.
Example: SELECT datagen.http_method() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.http_status(locale text DEFAULT NULL) RETURNS integer
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.http_status(text) IS
'An HTTP status code; 200 most often.
Example: SELECT datagen.http_status() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.company(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.company(text) IS
'The name of a company.
Example: SELECT datagen.company() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.industry(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.industry(text) IS
'A branch of industry.
Example: SELECT datagen.industry() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.department(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.department(text) IS
'A department of a company.
Example: SELECT datagen.department() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.product(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.product(text) IS
'The name of a product.
Example: SELECT datagen.product() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.product_category(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.product_category(text) IS
'A department of a shop.
Example: SELECT datagen.product_category() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.brand(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.brand(text) IS
'An invented maker''s name.
Example: SELECT datagen.brand() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.price(locale text DEFAULT NULL) RETURNS numeric
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.price(text) IS
'What a product costs: log-normal, mostly ending in .99, .95 or .00.
Example: SELECT datagen.price() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.amount(locale text DEFAULT NULL) RETURNS numeric
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.amount(text) IS
'An amount of money that is paid.
Example: SELECT datagen.amount() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.quantity(locale text DEFAULT NULL) RETURNS integer
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.quantity(text) IS
'How many of a thing are ordered: few, mostly.
Example: SELECT datagen.quantity() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.rating(locale text DEFAULT NULL) RETURNS integer
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.rating(text) IS
'One to five stars.
Example: SELECT datagen.rating() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.sku(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.sku(text) IS
'A stock keeping unit.
Example: SELECT datagen.sku() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.ean13(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.ean13(text) IS
'A bar code''s number with its check digit, of the range for use within a shop.
Example: SELECT datagen.ean13() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.isbn(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.isbn(text) IS
'A book''s number with its check digit.
Example: SELECT datagen.isbn() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.order_number(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.order_number(text) IS
'The number of an order.
Example: SELECT datagen.order_number() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.product_code(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.product_code(text) IS
'A short code of a product.
Example: SELECT datagen.product_code() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.serial_number(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.serial_number(text) IS
'The serial number of a thing.
Example: SELECT datagen.serial_number() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.licence_key(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.licence_key(text) IS
'A software licence''s key.
Example: SELECT datagen.licence_key() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.tracking_number(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.tracking_number(text) IS
'A parcel''s tracking number.
Example: SELECT datagen.tracking_number() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.iban(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.iban(text) IS
'An account number with valid check digits.
Example: SELECT datagen.iban() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.bic(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.bic(text) IS
'A bank''s code.
Example: SELECT datagen.bic() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.credit_card(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.credit_card(text) IS
'A card''s number with its check digit.
Example: SELECT datagen.credit_card() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.card_type(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.card_type(text) IS
'The kind of a credit card.
Example: SELECT datagen.card_type() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.card_expiry(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.card_expiry(text) IS
'The month and year until which a card is good.
Example: SELECT datagen.card_expiry() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.currency_code(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.currency_code(text) IS
'The three letters of ISO 4217.
Example: SELECT datagen.currency_code() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.currency_name(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.currency_name(text) IS
'The name of a currency.
Example: SELECT datagen.currency_name() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.account_number(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.account_number(text) IS
'The number of an account.
Example: SELECT datagen.account_number() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.salary(locale text DEFAULT NULL) RETURNS numeric
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.salary(text) IS
'What somebody earns in a year.
Example: SELECT datagen.salary() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.vat_id(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.vat_id(text) IS
'A company''s tax number, with its check digit.
Example: SELECT datagen.vat_id() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.tax_rate(locale text DEFAULT NULL) RETURNS numeric
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.tax_rate(text) IS
'A tax rate in percent.
Example: SELECT datagen.tax_rate() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.word(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.word(text) IS
'A noun.
Example: SELECT datagen.word() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.words(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.words(text) IS
'An adjective and a noun.
Example: SELECT datagen.words() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.sentence(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.sentence(text) IS
'A sentence of words.
Example: SELECT datagen.sentence() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.paragraph(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.paragraph(text) IS
'Three to seven sentences.
Example: SELECT datagen.paragraph() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.body(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.body(text) IS
'A longer text of one to four paragraphs.
Example: SELECT datagen.body() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.title(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.title(text) IS
'A title.
Example: SELECT datagen.title() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.description(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.description(text) IS
'One to three sentences.
Example: SELECT datagen.description() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.comment(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.comment(text) IS
'One or two sentences.
Example: SELECT datagen.comment() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.tag(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.tag(text) IS
'A word in lower case.
Example: SELECT datagen.tag() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.thing_name(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.thing_name(text) IS
'A name for a thing of any kind.
Example: SELECT datagen.thing_name() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.past_date(locale text DEFAULT NULL) RETURNS date
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.past_date(text) IS
'A day in the five years before datagen.as_of.
Example: SELECT datagen.past_date() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.future_date(locale text DEFAULT NULL) RETURNS date
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.future_date(text) IS
'A day in the two years after datagen.as_of.
Example: SELECT datagen.future_date() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.past_time(locale text DEFAULT NULL) RETURNS timestamp with time zone
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.past_time(text) IS
'A moment in the five years before datagen.as_of, mostly by day.
Example: SELECT datagen.past_time() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.month_name(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.month_name(text) IS
'The name of a month.
Example: SELECT datagen.month_name() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.weekday_name(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.weekday_name(text) IS
'The name of a day of the week.
Example: SELECT datagen.weekday_name() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.color(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.color(text) IS
'The name of a colour.
Example: SELECT datagen.color() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.hex_color(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.hex_color(text) IS
'A colour as six hexadecimal digits.
Example: SELECT datagen.hex_color() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.vin(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.vin(text) IS
'A vehicle''s identification number with its check digit.
Example: SELECT datagen.vin() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.license_plate(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.license_plate(text) IS
'What a vehicle''s plate says.
Example: SELECT datagen.license_plate() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.vehicle_type(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.vehicle_type(text) IS
'The kind of a vehicle.
Example: SELECT datagen.vehicle_type() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.fuel(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.fuel(text) IS
'What a vehicle runs on.
Example: SELECT datagen.fuel() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.file_name(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.file_name(text) IS
'The name of a file.
Example: SELECT datagen.file_name() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.file_path(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.file_path(text) IS
'The path of a file.
Example: SELECT datagen.file_path() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.mime_type(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.mime_type(text) IS
'The media type of a file.
Example: SELECT datagen.mime_type() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.chemical_element(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.chemical_element(text) IS
'A chemical element.
Example: SELECT datagen.chemical_element() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.unit(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.unit(text) IS
'The sign of a unit of measurement.
Example: SELECT datagen.unit() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.doi(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.doi(text) IS
'A digital object identifier under the prefix for tests.
Example: SELECT datagen.doi() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.orcid(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.orcid(text) IS
'A researcher''s ORCID iD with its check digit.
Example: SELECT datagen.orcid() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.blood_type(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.blood_type(text) IS
'A blood group.
Example: SELECT datagen.blood_type() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.diagnosis_code(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.diagnosis_code(text) IS
'A code of the form of ICD-10.
Example: SELECT datagen.diagnosis_code() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.version(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.version(text) IS
'A version number.
Example: SELECT datagen.version() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.locale_code(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.locale_code(text) IS
'A locale: language and country.
Example: SELECT datagen.locale_code() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.language(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.language(text) IS
'The name of a language.
Example: SELECT datagen.language() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.airport_code(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.airport_code(text) IS
'An airport''s three letters.
Example: SELECT datagen.airport_code() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.flight_number(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.flight_number(text) IS
'The number of a flight.
Example: SELECT datagen.flight_number() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.genre(locale text DEFAULT NULL) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_realistic' LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.genre(text) IS
'A genre of books.
Example: SELECT datagen.genre() FROM generate_series(1, 3)';

CREATE FUNCTION datagen.template(template text, locale text DEFAULT NULL) RETURNS text
AS 'MODULE_PATHNAME', 'datagen_template'
LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.template(text, text) IS
'A text with values of other generators in it: {{name}} is the value of the generator of that name, or a text of the data
pack''s list at that path. # is a digit, ! a digit from 2 to 9, ? an upper-case letter, [220-720] a number of that range.
A malformed template is error 22023, with the position in its DETAIL.
Example: SELECT datagen.template(''{{first_name}} of {{company}}, ext. ###'')';

CREATE FUNCTION datagen.pattern(pattern text) RETURNS text
AS 'MODULE_PATHNAME', 'datagen_pattern'
LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.pattern(text) IS
'A text that a pattern describes: # is a digit; {d:N} are digits, {l:N} or {X:N} letters, {A:N} letters and digits, {H:N}
hexadecimal digits, N of each; [a,b,c] is one of the choices, {year} one of the five years up to datagen.as_of, {random:N} a
number of N digits; a backslash makes the next character stand for itself. A run of letters that is nothing but one repeated X,
A or H stands for as many letters, letters and digits, or hexadecimal digits; other letters stand for themselves.
A malformed pattern is error 22023, with the position in its DETAIL.
Example: SELECT datagen.pattern(''ORDER-{d:8}''), datagen.pattern(''[S,M,L]-XX-####'')';

CREATE FUNCTION datagen.regex(pattern text) RETURNS text
AS 'MODULE_PATHNAME', 'datagen_regex'
LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.regex(text) IS
'A text that matches a regular expression, as the operator ~ understands it; anchor it with ^ and $.
Example: SELECT datagen.regex(''^[A-Z]{2}-(19|20)\d\d$'')';

CREATE FUNCTION datagen.generators()
RETURNS TABLE (name text, family text, type text, description text)
AS 'MODULE_PATHNAME', 'datagen_generators'
LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION datagen.generators() IS
'The generators of realistic values; each is a function of this schema.
Example: SELECT name, description FROM datagen.generators() WHERE family = ''finance''';

CREATE FUNCTION datagen.locales()
RETURNS TABLE (locale text, countries text[], pack text)
AS 'MODULE_PATHNAME', 'datagen_locales'
LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION datagen.locales() IS
'The locales of the installed data pack, the countries their addresses are in, and the pack''s version.
Example: SELECT locale FROM datagen.locales() WHERE ''DE'' = ANY (countries)';
