-- Views that read one another or themselves, functions that take a view's rows and are called by it, and types whose
-- functions need the type.
CREATE TABLE item (id integer PRIMARY KEY, label text COLLATE "C" NOT NULL, price numeric(8, 2));

CREATE VIEW lower_half AS SELECT id, label FROM item;
CREATE VIEW upper_half AS SELECT id, label FROM item;
CREATE OR REPLACE VIEW lower_half AS SELECT upper_half.id, upper_half.label FROM upper_half;
CREATE OR REPLACE VIEW upper_half AS SELECT lower_half.id, lower_half.label FROM lower_half;
COMMENT ON VIEW upper_half IS 'reads lower_half';

CREATE VIEW mirror WITH (security_barrier = true) AS SELECT id, price FROM item;
CREATE OR REPLACE VIEW mirror WITH (security_barrier = true) AS SELECT mirror.id, mirror.price FROM mirror;

CREATE VIEW reader AS SELECT id FROM upper_half;

CREATE VIEW priced AS SELECT id, price, NULL::text AS shown FROM item;
CREATE FUNCTION shown(priced) RETURNS text LANGUAGE sql STABLE AS $$ SELECT $1.id || ': ' || $1.price $$;
CREATE OR REPLACE VIEW priced AS SELECT p.id, p.price, shown(p.*) AS shown FROM priced p;

CREATE TYPE code;
CREATE FUNCTION code_in(cstring) RETURNS code LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION code_out(code) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE code (INPUT = code_in, OUTPUT = code_out, LIKE = text, CATEGORY = 'S', DEFAULT = 'none', COLLATABLE = true);
COMMENT ON TYPE code IS 'a word';
CREATE TYPE undecided;
CREATE FUNCTION code_of(integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1::text $$;
CREATE CAST (text AS code) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (integer AS code) WITH FUNCTION code_of(integer) AS ASSIGNMENT;
CREATE TABLE coded (of code DEFAULT 'x'::code, several code[]);
