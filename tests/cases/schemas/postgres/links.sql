-- needs: ltree
-- A link aggregator: paths of comments by ltree, counts kept by triggers, ranks as functions that indexes use.
CREATE EXTENSION ltree;
CREATE EXTENSION pgcrypto;
CREATE SCHEMA utils;
CREATE SCHEMA r;
CREATE TYPE actor_type_enum AS ENUM ('site', 'community', 'person');
CREATE TYPE listing_type_enum AS ENUM ('All', 'Local', 'Subscribed', 'ModeratorView');
CREATE FUNCTION r.hot_rank(score numeric, published timestamptz) RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    hours_diff numeric := EXTRACT(EPOCH FROM (timezone('utc', now()) - published)) / 3600;
BEGIN
    IF (hours_diff > 0 AND hours_diff < 168) THEN
        RETURN greatest (0, log(greatest (2, score + 2)) / power((hours_diff + 2), 1.8));
    ELSE
        RETURN 0.0;
    END IF;
END;
$$;
CREATE FUNCTION r.controversy_rank(upvotes numeric, downvotes numeric) RETURNS float AS $_$
  SELECT CASE WHEN downvotes <= 0 OR upvotes <= 0 THEN 0
    ELSE (upvotes + downvotes) * CASE WHEN upvotes > downvotes THEN downvotes::float / upvotes::float ELSE upvotes::float / downvotes::float END END
$_$ LANGUAGE sql IMMUTABLE STRICT LEAKPROOF;
CREATE FUNCTION utils.reverse_timestamp_sort(t timestamptz) RETURNS bigint LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
  AS $$ BEGIN RETURN (-1000000 * EXTRACT(EPOCH FROM t))::bigint; END; $$;
CREATE SEQUENCE utils.changeme_seq CYCLE;
CREATE FUNCTION utils.generate_unique_changeme() RETURNS text LANGUAGE sql
  AS $$ SELECT 'http://changeme.invalid/seq/' || nextval('utils.changeme_seq')::text $$;
CREATE TABLE person (
  id serial PRIMARY KEY, name varchar(255) NOT NULL, published timestamptz DEFAULT now() NOT NULL,
  actor_id varchar(255) DEFAULT utils.generate_unique_changeme() NOT NULL UNIQUE, inbox varchar(255) NOT NULL DEFAULT utils.generate_unique_changeme(),
  matrix_user_id text, ban_expires timestamptz, listing listing_type_enum DEFAULT 'Local'::listing_type_enum NOT NULL,
  CONSTRAINT person_name_length CHECK (length(name) BETWEEN 1 AND 255), CONSTRAINT idx_person_inbox UNIQUE (inbox)
);
CREATE UNIQUE INDEX idx_person_lower_actor_id ON person (lower(actor_id::text));
CREATE INDEX idx_person_trigger ON person (lower(name)) INCLUDE (id, published);
CREATE TABLE community (
  id serial PRIMARY KEY, name varchar(255) NOT NULL, moderators_url varchar(255) UNIQUE,
  creator int REFERENCES person ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE TABLE post (
  id serial PRIMARY KEY, name varchar(200) NOT NULL, url varchar(2000),
  creator_id int NOT NULL REFERENCES person ON UPDATE CASCADE ON DELETE CASCADE,
  community_id int NOT NULL REFERENCES community ON UPDATE CASCADE ON DELETE CASCADE, published timestamptz NOT NULL DEFAULT now(),
  ap_id varchar(255) NOT NULL DEFAULT utils.generate_unique_changeme(), alt_text text, CONSTRAINT idx_post_ap_id UNIQUE (ap_id)
);
CREATE INDEX idx_post_url_hash ON post USING hash (url);
CREATE INDEX idx_post_newest ON post USING btree (community_id, published DESC NULLS LAST, name NULLS FIRST);
CREATE TABLE comment (
  id serial PRIMARY KEY, creator_id int NOT NULL REFERENCES person ON UPDATE CASCADE ON DELETE CASCADE,
  post_id int NOT NULL REFERENCES post ON UPDATE CASCADE ON DELETE CASCADE, content text NOT NULL,
  path ltree DEFAULT '0'::ltree NOT NULL, distinguished boolean DEFAULT false NOT NULL, parents ltree[], pattern lquery
);
CREATE INDEX idx_path_gist ON comment USING gist (path);
CREATE INDEX idx_path_gist_long ON comment USING gist (path gist_ltree_ops (siglen=100));
CREATE INDEX idx_nlevel ON comment (nlevel(path), subpath(path, 0, '-1'::integer));
CREATE TABLE post_aggregates (
  post_id int PRIMARY KEY NOT NULL REFERENCES post ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  upvotes bigint NOT NULL DEFAULT 0, downvotes bigint NOT NULL DEFAULT 0, published timestamptz NOT NULL DEFAULT now(),
  hot_rank double precision NOT NULL DEFAULT 0.0001, scaled_rank real DEFAULT 3.65
);
CREATE INDEX idx_post_aggregates_hot ON post_aggregates (hot_rank DESC, published DESC) WHERE hot_rank <> 0;
CREATE INDEX idx_post_aggregates_controversy
  ON post_aggregates (r.controversy_rank(upvotes::numeric, downvotes::numeric) DESC, utils.reverse_timestamp_sort(published) DESC, post_id DESC);
CREATE STATISTICS comment_stats ON creator_id, post_id FROM comment;
CREATE STATISTICS utils."Post stats" (mcv) ON creator_id, community_id FROM post;
CREATE FUNCTION r.post_aggregates_from_post() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN INSERT INTO post_aggregates (post_id, published) SELECT id, published FROM new_post; RETURN NULL; END; $$;
CREATE TRIGGER aggregates AFTER INSERT ON post REFERENCING NEW TABLE AS new_post FOR EACH STATEMENT EXECUTE FUNCTION r.post_aggregates_from_post();
CREATE TABLE login_token (token text PRIMARY KEY, user_id int NOT NULL, ip inet CHECK (ip << '10.0.0.0/8'::inet OR family(ip) = 6));
CREATE TABLE previously_run_sql (id boolean PRIMARY KEY, content text NOT NULL, CHECK (id));
