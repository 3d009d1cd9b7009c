-- A discussion forum: read-only columns kept by triggers in a schema of functions, hstore, badge views, weighted search.
CREATE SCHEMA forum_functions;
CREATE EXTENSION hstore;
CREATE EXTENSION IF NOT EXISTS unaccent;

CREATE FUNCTION forum_functions.raise_views_readonly() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'Forum: views in topics is readonly';
  END
$$;
CREATE TYPE hotlinked_media_status AS ENUM ('downloaded', 'too_large', 'download_failed', 'upload_create_failed');

CREATE TABLE categories (
  id serial PRIMARY KEY,
  name character varying(50) NOT NULL,
  color character varying(6) NOT NULL DEFAULT '0088CC',
  topic_id integer,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  parent_category_id int,
  position int,
  minimum_required_tags integer DEFAULT 0 NOT NULL,
  auto_close_hours double precision,
  allowed_tag_groups text[] DEFAULT ARRAY['a'::text, 'b,c'::text, 'd"e'],
  reviewable_by_group_id int,
  CONSTRAINT unique_name UNIQUE (parent_category_id, name)
);
CREATE TABLE topics (
  id serial PRIMARY KEY,
  title varchar NOT NULL,
  last_posted_at timestamp,
  views integer NOT NULL DEFAULT 0,
  posts_count integer DEFAULT 0 NOT NULL,
  category_id integer REFERENCES categories (id),
  bumped_at timestamp NOT NULL DEFAULT (now() AT TIME ZONE 'utc'),
  archetype varchar NOT NULL DEFAULT 'regular',
  percent_rank double precision NOT NULL DEFAULT 1.0,
  subtype varchar,
  deleted_at timestamp,
  locale varchar(20),
  meta_data hstore DEFAULT ''::hstore,
  CONSTRAINT has_category_id CHECK (category_id IS NOT NULL OR archetype <> 'regular'),
  CONSTRAINT pm_has_no_category CHECK ((category_id IS NULL) OR ((archetype)::text <> 'private_message'::text))
);
ALTER TABLE categories ADD FOREIGN KEY (topic_id) REFERENCES topics (id);
CREATE INDEX idx_topics_front_page ON topics (deleted_at, (archetype <> 'private_message'), category_id, id);
CREATE INDEX idxlatestable ON topics USING btree (bumped_at DESC) WHERE deleted_at IS NULL AND archetype::text <> 'private_message'::text;
CREATE TRIGGER topics_views_readonly BEFORE INSERT OR UPDATE OF views ON topics FOR EACH ROW WHEN (new.views IS NOT NULL) EXECUTE FUNCTION forum_functions.raise_views_readonly();

CREATE TABLE posts (
  id serial PRIMARY KEY,
  topic_id int NOT NULL REFERENCES topics DEFERRABLE INITIALLY IMMEDIATE,
  post_number int NOT NULL,
  raw text NOT NULL,
  cooked text NOT NULL,
  score real,
  word_count int CHECK (word_count >= 0) CHECK (word_count < 1000000),
  self_edits int NOT NULL DEFAULT 0,
  image_upload_id bigint,
  UNIQUE (topic_id, post_number)
);
CREATE TABLE post_search_data (
  post_id integer PRIMARY KEY REFERENCES posts ON DELETE CASCADE,
  search_data tsvector,
  raw_data text,
  locale varchar,
  version int DEFAULT 0,
  private_message boolean NOT NULL
);
CREATE INDEX idx_search_post ON post_search_data USING gin (search_data);
CREATE INDEX idx_regular_post_search_data ON post_search_data USING gin (search_data) WHERE NOT private_message;
CREATE TABLE hotlinked_media (id bigserial PRIMARY KEY, url text NOT NULL, status hotlinked_media_status NOT NULL, upload_id bigint);
CREATE UNIQUE INDEX index_hotlinked_media_on_url ON hotlinked_media (md5(url));
CREATE TABLE email_logs (
  id bigserial PRIMARY KEY, to_address varchar NOT NULL, reply_key uuid, bounce_key uuid, raw_headers xml,
  cc_addresses text, smtp_group_id int, created_at timestamp NOT NULL, message_id varchar(512)
);
CREATE INDEX idx_email_logs_reply ON email_logs (reply_key) WHERE reply_key IS NOT NULL;
CREATE VIEW badge_posts AS
  SELECT p.id, p.topic_id, p.post_number, p.raw, p.cooked, p.score FROM posts p JOIN topics t ON t.id = p.topic_id JOIN categories c ON c.id = t.category_id
  WHERE t.deleted_at IS NULL AND c.parent_category_id IS DISTINCT FROM 3;
CREATE VIEW long_posts (id, words) AS SELECT id, array_length(regexp_split_to_array(raw, '\s+'), 1) FROM badge_posts WHERE raw LIKE '%''%' OR raw ~ 'a\\b';
COMMENT ON VIEW badge_posts IS 'What badges may see; "quotes", ''apostrophes'' and \backslashes\';
COMMENT ON COLUMN badge_posts.score IS 'of the post';
