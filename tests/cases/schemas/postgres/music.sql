-- needs: cube, earthdistance, unaccent
-- A music encyclopedia: several schemas, a collation and a search configuration of its own, aggregates, date checks.
CREATE SCHEMA cover_art;
CREATE SCHEMA report;
CREATE EXTENSION cube;
CREATE EXTENSION earthdistance;
CREATE EXTENSION unaccent SCHEMA report;
CREATE COLLATION mb_sort (provider = icu, locale = 'root');
CREATE COLLATION report."Deutsch" (LOCALE = 'C');
CREATE TEXT SEARCH CONFIGURATION mb_simple (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION mb_simple ADD MAPPING FOR asciiword, word, numword WITH simple;
COMMENT ON COLLATION mb_sort IS 'the way names are sorted';
CREATE TYPE fluency AS ENUM ('basic', 'intermediate', 'advanced', 'native');
CREATE TYPE edit_note_status AS ENUM ('deleted', 'edited');
CREATE TYPE taggable AS ENUM ('area', 'artist', 'event');
CREATE TYPE report.row_summary AS (entity taggable, total bigint, last_seen timestamptz, names text[]);

CREATE AGGREGATE median(double precision) (SFUNC = array_append, STYPE = double precision[], INITCOND = '{}');
CREATE FUNCTION first_agg(anyelement, anyelement) RETURNS anyelement LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1 $$;
CREATE AGGREGATE first_of (anyelement) (SFUNC = first_agg, STYPE = anyelement, PARALLEL = SAFE);
COMMENT ON AGGREGATE first_of(anyelement) IS 'of each group, whichever comes first';
CREATE FUNCTION padded(text) RETURNS boolean AS $$ SELECT btrim($1) <> $1 $$ LANGUAGE sql IMMUTABLE SET search_path = public;
CREATE FUNCTION controlled_for_whitespace(text) RETURNS boolean AS $$ SELECT NOT padded($1) $$ LANGUAGE sql IMMUTABLE SET search_path = public;

CREATE TABLE language (
  id SERIAL PRIMARY KEY,
  iso_code_2t CHAR(3),
  name VARCHAR(100) NOT NULL COLLATE mb_sort,
  frequency SMALLINT NOT NULL DEFAULT 0,
  CONSTRAINT iso_code_check CHECK (iso_code_2t IS NOT NULL OR frequency > 0)
);
CREATE TABLE area (
  id serial PRIMARY KEY, gid uuid NOT NULL, name varchar NOT NULL,
  edits_pending integer NOT NULL DEFAULT 0 CHECK (edits_pending >= 0), last_updated timestamptz DEFAULT now(),
  begin_date_year smallint, end_date_year smallint,
  ended boolean NOT NULL DEFAULT FALSE CHECK ((end_date_year IS NOT NULL AND ended = TRUE) OR (end_date_year IS NULL)),
  comment varchar(255) NOT NULL DEFAULT '', coordinates point, CHECK (controlled_for_whitespace(comment))
);
ALTER TABLE area ADD CONSTRAINT only_non_empty CHECK (name <> '');
CREATE UNIQUE INDEX area_idx_gid ON area (gid);
CREATE INDEX area_idx_name_txt ON area USING gin (to_tsvector('mb_simple'::regconfig, name));
CREATE INDEX area_idx_null_comment ON area (name) WHERE comment IS NULL;
CREATE INDEX area_idx_geo ON area USING gist (ll_to_earth(coordinates[0], coordinates[1])) WHERE coordinates IS NOT NULL;
CREATE TABLE artist (
  id serial CONSTRAINT artist_pkey PRIMARY KEY, gid uuid NOT NULL, name varchar NOT NULL,
  sort_name varchar COLLATE report."Deutsch" NOT NULL, area integer, begin_area integer, gender integer, languages fluency[],
  CONSTRAINT group_type_implies_null_gender CHECK ((gender IS NULL AND area = ANY ('{2, 5, 6}'::int[])) OR area <> ALL ('{2,5,6}'::int[])),
  CONSTRAINT control_for_whitespace CHECK (controlled_for_whitespace(name))
);
CREATE INDEX artist_idx_sort_name ON artist (sort_name);
CREATE INDEX artist_idx_name_collate ON artist (name COLLATE mb_sort, sort_name COLLATE "C" text_pattern_ops DESC);
CREATE UNIQUE INDEX artist_idx_uniq ON artist (name, COALESCE(area, 0)) WHERE begin_area IS NOT NULL;
ALTER TABLE artist ADD CONSTRAINT artist_fk_area FOREIGN KEY (area) REFERENCES area (id),
  ADD CONSTRAINT artist_fk_begin_area FOREIGN KEY (begin_area) REFERENCES area (id) ON UPDATE SET NULL ON DELETE SET DEFAULT;
CREATE TABLE artist_tag (artist integer NOT NULL REFERENCES artist, tag integer NOT NULL, count integer NOT NULL, PRIMARY KEY (artist, tag));
ALTER TABLE artist_tag CLUSTER ON artist_tag_pkey;
CREATE TABLE cover_art.image_type (mime_type text NOT NULL PRIMARY KEY, suffix text NOT NULL);
CREATE TABLE cover_art.cover (
  id bigint PRIMARY KEY, artist integer NOT NULL REFERENCES public.artist ON DELETE CASCADE,
  mime_type text NOT NULL REFERENCES cover_art.image_type, ordering int CHECK (ordering > 0),
  date_uploaded timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE FUNCTION cover_art.resequence() RETURNS trigger AS $$
BEGIN
  UPDATE cover_art.cover SET ordering = 1 WHERE artist = coalesce((CASE TG_OP WHEN 'DELETE' THEN OLD.artist ELSE NEW.artist END), 0);
  RETURN NULL;
END $$ LANGUAGE plpgsql;
CREATE CONSTRAINT TRIGGER resquence_art AFTER INSERT OR UPDATE OR DELETE ON cover_art.cover DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE PROCEDURE cover_art.resequence();
CREATE TRIGGER search_hint AFTER UPDATE ON cover_art.cover REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION cover_art.resequence();
CREATE VIEW report.artists AS
  SELECT artist.*, first_of(cover.id) OVER w AS first_cover, median(artist.area) OVER (PARTITION BY artist.gender)
  FROM artist LEFT JOIN cover_art.cover ON cover.artist = artist.id WINDOW w AS (PARTITION BY artist.area ORDER BY artist.sort_name COLLATE "C");
CREATE MATERIALIZED VIEW cover_art.counts WITH (fillfactor = 50) AS
  SELECT c.mime_type, i.suffix, count(*) FILTER (WHERE c.ordering = 1) AS n
  FROM cover_art.cover c NATURAL JOIN cover_art.image_type i GROUP BY GROUPING SETS ((c.mime_type, i.suffix), ());
CREATE FUNCTION report.summarise(a integer DEFAULT 3, VARIADIC kinds taggable[] DEFAULT ARRAY['area', 'artist']::taggable[],
    OUT "row" report.row_summary, OUT n integer)
  RETURNS SETOF record LANGUAGE plpgsql STABLE ROWS 42 SECURITY DEFINER SET search_path TO 'report', 'public', 'pg_temp'
  AS 'BEGIN RETURN; END';
