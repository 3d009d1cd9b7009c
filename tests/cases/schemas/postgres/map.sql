-- needs: btree_gist
-- A map of the world: enums, generations of every element, composite keys, tiles counted by a function, geometric types.
CREATE EXTENSION btree_gist;
CREATE TYPE format_enum AS ENUM ('html', 'markdown', 'text');
CREATE TYPE nwr_enum AS ENUM ('Node', 'Way', 'Relation');
CREATE TYPE user_status_enum AS ENUM ('pending', 'active', 'confirmed', 'suspended', 'deleted');
CREATE FUNCTION tile_for_point(scaled_lat integer, scaled_lon integer) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
    DECLARE
      x int8; -- quantized x from lon,
      y int8; -- quantized y from lat,
    BEGIN
      x := round(((scaled_lon / 10000000.0) + 180.0) * 65535.0 / 360.0);
      y := round(((scaled_lat / 10000000.0) + 90.0) * 65535.0 / 180.0);
      RETURN ((x & 32768) << 16) | ((y & 32768) << 15);
    END;
    $$;
CREATE TABLE users (
  email varchar NOT NULL, id bigint NOT NULL, pass_crypt varchar NOT NULL,
  creation_time timestamp without time zone DEFAULT (now() AT TIME ZONE 'utc') NOT NULL, display_name varchar DEFAULT '' NOT NULL,
  home_lat float8, home_zoom smallint DEFAULT 3, description_format format_enum DEFAULT 'markdown'::format_enum NOT NULL,
  status user_status_enum DEFAULT 'pending'::user_status_enum NOT NULL, languages varchar
);
CREATE SEQUENCE users_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE users_id_seq OWNED BY users.id;
ALTER TABLE ONLY users ALTER COLUMN id SET DEFAULT nextval('users_id_seq'::regclass);
ALTER TABLE ONLY users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX users_display_name_idx ON users (display_name);
CREATE INDEX users_display_name_canonical_idx ON users (lower(NORMALIZE(display_name, NFKC)));
CREATE INDEX users_email_lower_idx ON users (lower((email)::text));
CREATE TABLE changesets (
  id bigserial PRIMARY KEY, user_id bigint NOT NULL, created_at timestamp NOT NULL, min_lat int, max_lat int, min_lon int, max_lon int,
  closed_at timestamp NOT NULL, num_changes int DEFAULT 0 NOT NULL
);
CREATE INDEX changesets_bbox_idx ON changesets USING gist (box(point(min_lon::float8, min_lat::float8), point(max_lon::float8, max_lat::float8)));
CREATE INDEX changesets_closed_at_idx ON changesets USING brin (closed_at) WITH (pages_per_range = 16, autosummarize = on);
ALTER TABLE changesets ADD CONSTRAINT changesets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
CREATE TABLE current_nodes (
  id bigserial PRIMARY KEY, latitude int NOT NULL, longitude int NOT NULL, changeset_id bigint NOT NULL REFERENCES changesets,
  visible boolean NOT NULL, tile bigint NOT NULL, version bigint NOT NULL
);
CREATE INDEX current_nodes_tile_idx ON current_nodes (tile);
CREATE INDEX current_nodes_computed_tile ON current_nodes (tile_for_point(latitude, longitude)) WHERE visible;
CREATE TABLE nodes (
  node_id bigint NOT NULL, changeset_id bigint NOT NULL REFERENCES changesets(id), visible boolean NOT NULL, "timestamp" timestamp NOT NULL,
  version bigint NOT NULL, CONSTRAINT nodes_pkey PRIMARY KEY (node_id, version)
);
CREATE TABLE node_tags (
  node_id bigint NOT NULL, version bigint NOT NULL, k varchar DEFAULT ''::varchar NOT NULL, v varchar DEFAULT '' NOT NULL,
  PRIMARY KEY (node_id, version, k), CONSTRAINT node_tags_id_fkey FOREIGN KEY (node_id, version) REFERENCES nodes(node_id, version)
);
CREATE TABLE relation_members (
  relation_id bigint NOT NULL DEFAULT 0, member_type nwr_enum NOT NULL, member_id bigint NOT NULL, member_role varchar NOT NULL,
  version bigint DEFAULT 0 NOT NULL, sequence_id int DEFAULT 0 NOT NULL,
  PRIMARY KEY (relation_id, version, member_type, member_id, member_role, sequence_id)
);
CREATE TABLE user_blocks (
  id serial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, span tsrange NOT NULL, area box, path path, shape polygon, round circle,
  line lseg, endless line, EXCLUDE USING gist (user_id WITH =, span WITH &&),
  EXCLUDE USING gist (area WITH &&, round WITH ~=) WHERE (span IS NOT NULL)
);
CREATE INDEX user_blocks_area ON user_blocks USING spgist (area);
CREATE TABLE oauth_tokens (
  id serial PRIMARY KEY, token varchar(50), invalidated_at timestamp without time zone, allow boolean DEFAULT FALSE NOT NULL,
  address cidr, mac macaddr, mac8 macaddr8, price money DEFAULT 0.0, lsn pg_lsn, snapshot txid_snapshot,
  relation regclass DEFAULT 'users'::regclass, query tsquery
);
