-- Types of every kind: domains over enums and arrays, composites in composites, ranges, comments on them.
CREATE SCHEMA kinds;
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy', 'it''s "complicated"', '😀', '');
CREATE TYPE kinds.mood AS ENUM ();
CREATE DOMAIN good_mood AS mood NOT NULL DEFAULT 'ok' CONSTRAINT not_sad CHECK (VALUE <> 'sad') CHECK (VALUE IS DISTINCT FROM ''::mood);
CREATE DOMAIN kinds.posint AS integer CHECK (VALUE > 0);
CREATE DOMAIN kinds.small_posint AS kinds.posint CHECK (VALUE < 100);
ALTER DOMAIN kinds.posint ADD CONSTRAINT not_thirteen CHECK (VALUE <> 13) NOT VALID;
CREATE DOMAIN email AS text COLLATE "C" CHECK (VALUE ~ '^[^@]+@[^@]+$');
CREATE DOMAIN tags AS text[] DEFAULT '{}' CHECK (array_length(VALUE, 1) < 10);
CREATE DOMAIN code AS varchar(8);
CREATE TYPE kinds.address AS (street text COLLATE "C", zip code, "Number" kinds.posint[]);
CREATE TYPE kinds.person AS (name text, home kinds.address, others kinds.address[]);
CREATE FUNCTION float8_diff(float8, float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT $1 - $2';
CREATE TYPE floatrange AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8_diff);
CREATE TYPE kinds."Text Range" AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops);
CREATE TABLE everything (
  id kinds.posint PRIMARY KEY, feeling mood DEFAULT 'happy', better good_mood, feelings mood[] NOT NULL DEFAULT '{ok,"it''s \"complicated\""}', mail email, tags tags, who kinds.person, home kinds.address DEFAULT ROW('a', 'b', NULL),
  span floatrange CHECK (NOT isempty(span)), words kinds."Text Range", small kinds.small_posint, codes code[], made mood GENERATED ALWAYS AS (CASE WHEN feeling = 'sad'::mood THEN 'ok'::mood ELSE feeling END) STORED,
  a "char", b name, c oid, d regproc, e bit varying, f bit(3) DEFAULT B'101', h time with time zone, i int4range DEFAULT '[1,5)', j tstzrange[], k jsonpath, l timestamp(3), m varchar, n char, o interval year to month, p char(5)[][], q numeric(3,3)
);
CREATE INDEX everything_street ON everything (((home).street), ((who).home));
CREATE INDEX everything_feeling ON everything (feeling) WHERE feeling IN ('sad', 'ok') AND better::mood = 'ok';
CREATE TABLE kinds.holder (one public.mood, other kinds.mood, rows public.everything, few everything[]);
COMMENT ON TYPE mood IS 'how it goes';
COMMENT ON DOMAIN email IS 'not "validated"';
COMMENT ON TYPE kinds.address IS 'where';
COMMENT ON COLUMN kinds.address."Number" IS 'of the house';
COMMENT ON TYPE floatrange IS 'floats';
COMMENT ON CONSTRAINT not_sad ON DOMAIN good_mood IS 'never';
