-- A federated microblog: time-ordered ids from a function, snowflakes, partial indexes, materialised counts.
CREATE EXTENSION IF NOT EXISTS pgcrypto;

CREATE FUNCTION timestamp_id(table_name text) RETURNS bigint AS
$$
  DECLARE
    time_part bigint;
    sequence_base bigint;
    tail bigint;
  BEGIN
    -- Only the middle of the hash -- nobody can guess it
    time_part := (date_part('epoch', now()) * 1000)::bigint << 16;
    sequence_base := ('x' || substr(md5(table_name || 'a secret' || time_part::text), 1, 4))::bit(16)::bigint;
    tail := (sequence_base + nextval(table_name || '_id_seq')) & 65535;
    RETURN time_part | tail;
  END
$$ LANGUAGE plpgsql VOLATILE;

CREATE SEQUENCE statuses_id_seq START 1;
CREATE SEQUENCE media_id_seq AS integer INCREMENT 5 MINVALUE 10 MAXVALUE 100000 START 20 CACHE 3 CYCLE;

CREATE TABLE accounts (
  id bigint PRIMARY KEY DEFAULT timestamp_id('accounts'),
  username varchar NOT NULL DEFAULT '',
  domain varchar,
  private_key text,
  public_key text NOT NULL DEFAULT '',
  created_at timestamp(6) NOT NULL,
  display_name varchar NOT NULL DEFAULT '',
  uri varchar NOT NULL DEFAULT '',
  locked bool NOT NULL DEFAULT false,
  memorial bool DEFAULT false NOT NULL,
  moved_to_account_id bigint REFERENCES accounts ON DELETE SET NULL,
  fields jsonb,
  also_known_as varchar[] DEFAULT '{}',
  requested_review_at timestamp,
  suspension_origin int
);
CREATE SEQUENCE accounts_id_seq OWNED BY accounts.id;
CREATE UNIQUE INDEX index_accounts_on_username_and_domain_lower ON accounts (lower(username::text), COALESCE(lower(domain::text), ''::text));
CREATE INDEX search_index ON accounts USING gin (
  (setweight(to_tsvector('simple', display_name), 'A') || setweight(to_tsvector('simple', username), 'B') || setweight(to_tsvector('simple', coalesce(domain, '')), 'C')));
CREATE INDEX index_accounts_on_uri ON accounts USING btree (uri text_pattern_ops) WHERE uri IS NOT NULL;
CREATE INDEX index_accounts_on_domain ON accounts USING hash (domain);

CREATE TABLE statuses (
  id bigint NOT NULL DEFAULT timestamp_id('statuses'::text),
  uri varchar,
  text text NOT NULL DEFAULT ''::text,
  created_at timestamp(6) NOT NULL,
  in_reply_to_id bigint,
  reblog_of_id bigint,
  sensitive boolean NOT NULL DEFAULT FALSE,
  visibility integer NOT NULL DEFAULT 0,
  spoiler_text text NOT NULL DEFAULT '',
  language varchar,
  account_id bigint NOT NULL,
  ordered_media_attachment_ids bigint[],
  deleted_at timestamp,
  CONSTRAINT statuses_pkey PRIMARY KEY (id),
  CONSTRAINT fk_reply FOREIGN KEY (in_reply_to_id) REFERENCES statuses (id) ON DELETE SET NULL,
  CONSTRAINT fk_reblog FOREIGN KEY (reblog_of_id) REFERENCES statuses (id) ON DELETE CASCADE,
  FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
);
ALTER SEQUENCE statuses_id_seq OWNED BY statuses.id;
CREATE INDEX index_statuses_20190820 ON statuses (account_id, id DESC, visibility) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX index_statuses_on_uri ON statuses (uri text_pattern_ops) WHERE uri IS NOT NULL;
CREATE INDEX index_statuses_local ON statuses (id DESC, account_id) WHERE (uri IS NULL) AND visibility = 0 AND reblog_of_id IS NULL;

CREATE TABLE media (
  id integer PRIMARY KEY DEFAULT nextval('media_id_seq'),
  status_id bigint REFERENCES statuses ON DELETE SET NULL,
  file_meta json,
  blurhash varchar,
  shortcode char(12) NOT NULL DEFAULT encode(gen_random_bytes(6), 'hex')
);

CREATE VIEW account_summaries_base AS
  SELECT accounts.id AS account_id, mode() WITHIN GROUP (ORDER BY t0.language) AS language, mode() WITHIN GROUP (ORDER BY t0.sensitive) AS sensitive
  FROM accounts CROSS JOIN LATERAL (
    SELECT statuses.account_id, statuses.language, statuses.sensitive FROM statuses
    WHERE statuses.account_id = accounts.id AND statuses.deleted_at IS NULL ORDER BY statuses.id DESC LIMIT 20) t0
  WHERE accounts.suspension_origin IS NULL GROUP BY accounts.id;
CREATE MATERIALIZED VIEW account_summaries AS SELECT * FROM account_summaries_base;
CREATE UNIQUE INDEX index_account_summaries_on_account_id ON account_summaries (account_id);
CREATE INDEX index_account_summaries_language ON account_summaries (account_id, language, sensitive);
CREATE MATERIALIZED VIEW follow_recommendations AS
  SELECT account_id, sum(rank) AS rank, array_agg(reason) AS reason FROM (
    SELECT s.account_id, count(*)::numeric / (1.0 + count(*)::numeric) AS rank, 'most_followed' AS reason
    FROM account_summaries s WHERE NOT (EXISTS (SELECT 1 FROM accounts a WHERE a.id = s.account_id AND a.memorial)) GROUP BY s.account_id HAVING count(*) >= 5
    UNION ALL
    SELECT s.account_id, 1.0, 'most_interactions' FROM account_summaries s) t0
  GROUP BY account_id ORDER BY (sum(rank)) DESC WITH NO DATA;
CREATE UNIQUE INDEX ON follow_recommendations (account_id);
COMMENT ON MATERIALIZED VIEW follow_recommendations IS 'Refreshed by a job 🕐';
