CREATE SCHEMA app;
CREATE TEXT SEARCH DICTIONARY simple2 (TEMPLATE = simple, STOPWORDS = 'english', ACCEPT = false);
CREATE TEXT SEARCH CONFIGURATION app.mine (COPY = english);
ALTER TEXT SEARCH CONFIGURATION app.mine ALTER MAPPING FOR word, asciiword WITH simple2, english_stem;
COMMENT ON TEXT SEARCH CONFIGURATION app.mine IS 'ts';
CREATE TABLE doc (body text, words tsvector GENERATED ALWAYS AS (to_tsvector('app.mine', body)) STORED);
CREATE INDEX doc_words ON doc USING gin (words);
