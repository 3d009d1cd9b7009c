-- needs: unaccent
-- Text search of one's own: dictionaries, configurations, generated vectors; operator classes, families, languages.
CREATE SCHEMA ts;
CREATE EXTENSION unaccent SCHEMA ts;
CREATE TEXT SEARCH DICTIONARY ts.plain (TEMPLATE = pg_catalog.simple, STOPWORDS = english);
CREATE TEXT SEARCH DICTIONARY "German Stem" (TEMPLATE = snowball, LANGUAGE = german, STOPWORDS = german);
CREATE TEXT SEARCH CONFIGURATION ts.mixed (COPY = english);
ALTER TEXT SEARCH CONFIGURATION ts.mixed ALTER MAPPING FOR hword, hword_part, word WITH ts.unaccent, "German Stem", english_stem;
ALTER TEXT SEARCH CONFIGURATION ts.mixed DROP MAPPING FOR url, email;
CREATE TABLE page (id int PRIMARY KEY, title text, body text, lang regconfig NOT NULL DEFAULT 'ts.mixed'::regconfig, vector tsvector GENERATED ALWAYS AS (setweight(to_tsvector('ts.mixed', coalesce(title, '')), 'A') || setweight(to_tsvector('ts.mixed', coalesce(body, '')), 'D')) STORED, kept tsvector);
CREATE INDEX ON page USING gin (vector); CREATE INDEX page_lang ON page USING gin (to_tsvector(lang, body));
CREATE TRIGGER keep BEFORE INSERT OR UPDATE ON page FOR EACH ROW EXECUTE FUNCTION tsvector_update_trigger(kept, 'pg_catalog.english', title, body);
CREATE FUNCTION ts.cmp_abs(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT abs($1) - abs($2)';
CREATE FUNCTION ts.lt(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT abs($1) < abs($2)';
CREATE OPERATOR ts.<<< (LEFTARG = int, RIGHTARG = int, FUNCTION = ts.lt);
CREATE OPERATOR FAMILY ts.abs_family USING btree;
CREATE OPERATOR CLASS ts.abs_ops FOR TYPE int USING btree FAMILY ts.abs_family AS OPERATOR 1 ts.<<<, FUNCTION 1 ts.cmp_abs(int, int);
CREATE VIEW found AS SELECT id, ts_headline('ts.mixed', body, q) AS line, ts_rank(vector, q) AS rank FROM page, websearch_to_tsquery('ts.mixed', 'a or b') q WHERE vector @@ q AND page.id BETWEEN 1 AND 5 AND (title IS NOT NULL OR body LIKE 'x%' OR body BETWEEN SYMMETRIC 'b' AND 'a');
