-- needs: btree_gin
-- A workflow engine: composite keys over shards, blobs with their encoding, visibility columns computed from JSON.
CREATE EXTENSION btree_gin;
CREATE FUNCTION convert_ts(s varchar) RETURNS timestamp AS $$ BEGIN RETURN s::timestamptz at time zone 'UTC'; END $$ LANGUAGE plpgsql IMMUTABLE RETURNS NULL ON NULL INPUT;
CREATE TABLE namespaces (
  partition_id integer NOT NULL, id bytea NOT NULL, name varchar(255) UNIQUE NOT NULL, notification_version bigint NOT NULL, data bytea NOT NULL, data_encoding varchar(16) NOT NULL, is_global boolean NOT NULL, PRIMARY KEY (partition_id, id)
);
CREATE TABLE shards (shard_id integer NOT NULL, range_id bigint NOT NULL, data bytea NOT NULL, data_encoding varchar(16) NOT NULL, PRIMARY KEY (shard_id));
CREATE TABLE executions (
  shard_id integer NOT NULL, namespace_id bytea NOT NULL, workflow_id varchar(255) NOT NULL, run_id bytea NOT NULL, next_event_id bigint NOT NULL, last_write_version bigint NOT NULL,
  data bytea NOT NULL, data_encoding varchar(16) NOT NULL, state bytea NOT NULL, db_record_version bigint NOT NULL DEFAULT 0, PRIMARY KEY (shard_id, namespace_id, workflow_id, run_id)
);
CREATE TABLE history_node (
  shard_id integer NOT NULL, tree_id bytea NOT NULL, branch_id bytea NOT NULL, node_id bigint NOT NULL, txn_id bigint NOT NULL, prev_txn_id bigint NOT NULL DEFAULT 0, data bytea NOT NULL,
  PRIMARY KEY (shard_id, tree_id, branch_id, node_id, txn_id)
);
CREATE TABLE executions_visibility (
  namespace_id char(64) NOT NULL, run_id char(64) NOT NULL, start_time timestamp NOT NULL, execution_time timestamp NOT NULL, workflow_id varchar(255) NOT NULL, status integer NOT NULL,
  close_time timestamp NULL, search_attributes jsonb NULL,
  change_version jsonb GENERATED ALWAYS AS (search_attributes -> 'ChangeVersion') STORED,
  build_id varchar(255) GENERATED ALWAYS AS (search_attributes ->> 'BuildId') STORED,
  start_by timestamp GENERATED ALWAYS AS (convert_ts((search_attributes ->> 'StartBy')::varchar)) STORED,
  paused boolean GENERATED ALWAYS AS ((search_attributes ->> 'Paused')::boolean) STORED,
  bool01 boolean GENERATED ALWAYS AS ((search_attributes->'Bool01')::boolean) STORED,
  double01 decimal(20,5) GENERATED ALWAYS AS ((search_attributes->'Double01')::decimal) STORED,
  int01 bigint GENERATED ALWAYS AS ((search_attributes->'Int01')::bigint) STORED,
  text01 tsvector GENERATED ALWAYS AS ((search_attributes->>'Text01')::tsvector) STORED,
  keywordlist01 jsonb GENERATED ALWAYS AS (search_attributes->'KeywordList01') STORED,
  PRIMARY KEY (namespace_id, run_id)
);
CREATE INDEX default_idx ON executions_visibility (namespace_id, (coalesce(close_time, '9999-12-31 23:59:59')) DESC, start_time DESC, run_id);
CREATE INDEX by_build_id ON executions_visibility (namespace_id, build_id, (COALESCE(close_time, '9999-12-31 23:59:59'::timestamp)) DESC, start_time DESC, run_id);
CREATE INDEX by_keyword_list ON executions_visibility USING gin (namespace_id, keywordlist01 jsonb_path_ops);
CREATE INDEX by_text ON executions_visibility USING gin (namespace_id, text01);

CREATE TABLE dag (dag_id varchar(250) PRIMARY KEY, is_paused boolean, fileloc varchar(2000), schedule_interval text, timetable_description varchar(1000), owners varchar(2000), next_dagrun timestamp with time zone);
CREATE TABLE dag_run (id serial PRIMARY KEY, dag_id varchar(250) NOT NULL, run_id varchar(250) NOT NULL, state varchar(50) DEFAULT 'queued', conf bytea, execution_date timestamptz NOT NULL, UNIQUE (dag_id, execution_date), CONSTRAINT dag_run_dag_id_run_id_key UNIQUE (dag_id, run_id));
CREATE INDEX idx_dag_run_running_dags ON dag_run (state, dag_id) WHERE state::text = 'running'::text;
CREATE TABLE task_instance (
  task_id varchar(250) NOT NULL, dag_id varchar(250) NOT NULL, run_id varchar(250) NOT NULL, map_index integer NOT NULL DEFAULT '-1'::integer, state varchar(20), try_number int DEFAULT 0, duration float, "queue" varchar(256), priority_weight int,
  CONSTRAINT task_instance_pkey PRIMARY KEY (dag_id, task_id, run_id, map_index),
  CONSTRAINT task_instance_dag_run_fkey FOREIGN KEY (dag_id, run_id) REFERENCES dag_run (dag_id, run_id) ON DELETE CASCADE
);
CREATE TABLE xcom (dag_run_id int NOT NULL, task_id varchar(250) NOT NULL, map_index int DEFAULT -1 NOT NULL, key varchar(512) NOT NULL, dag_id varchar(250) NOT NULL, run_id varchar(250) NOT NULL, value jsonb, "timestamp" timestamptz NOT NULL,
  CONSTRAINT xcom_pkey PRIMARY KEY (dag_run_id, task_id, map_index, key), CONSTRAINT xcom_task_instance_fkey FOREIGN KEY (dag_id, task_id, run_id, map_index) REFERENCES task_instance (dag_id, task_id, run_id, map_index) MATCH SIMPLE ON DELETE CASCADE);
CREATE TABLE slot_pool (id serial PRIMARY KEY, pool varchar(256) UNIQUE, slots int, description text, include_deferred boolean NOT NULL);
CREATE TABLE job (id serial PRIMARY KEY, latest_heartbeat timestamp(3) with time zone, hostname varchar(500), at time(0), at_tz time(3) with time zone, took interval(2), took_days interval day to second(1), bits bit(8) DEFAULT B'00000001', more bit varying(16));
CREATE INDEX job_heart ON job (latest_heartbeat) ;
