-- An identity server: 36-character keys, constraints with names of their own, a web of foreign keys between realms and clients.
CREATE TABLE realm (id varchar(36) NOT NULL, enabled boolean DEFAULT false NOT NULL, name varchar(255), ssl_required varchar(255), access_token_lifespan integer, default_role varchar(255), master_admin_client varchar(36),
  CONSTRAINT constraint_4a PRIMARY KEY (id), CONSTRAINT uk_orvsdmla56612eaefiq6wl5oi UNIQUE (name));
CREATE TABLE client (id varchar(36) NOT NULL, enabled bool DEFAULT FALSE NOT NULL, client_id varchar(255), secret varchar(255), realm_id varchar(36), node_rereg_timeout int DEFAULT 0, protocol varchar(255),
  CONSTRAINT constraint_7 PRIMARY KEY (id), CONSTRAINT uk_b71cjlbenv945rb6gcon438at UNIQUE (realm_id, client_id));
CREATE TABLE keycloak_role (id varchar(36) NOT NULL CONSTRAINT constraint_a PRIMARY KEY, client_realm_constraint varchar(255), client_role bool DEFAULT false NOT NULL, description varchar(255), name varchar(255), realm_id varchar(255), client varchar(36), realm varchar(36),
  CONSTRAINT "UK_J3RWUVD56ONTGSUHOGM184WW2-2" UNIQUE (name, client_realm_constraint), CONSTRAINT fk_6vyqfe4cn4wlq8r6kt5vdsj5c FOREIGN KEY (realm) REFERENCES realm);
CREATE TABLE composite_role (composite varchar(36) NOT NULL, child_role varchar(36) NOT NULL, CONSTRAINT constraint_composite_role PRIMARY KEY (composite, child_role),
  CONSTRAINT fk_a63wvekftu8jo1pnj81e7mce2 FOREIGN KEY (composite) REFERENCES keycloak_role (id), CONSTRAINT fk_gr7thllb9lu8q4vqa4524jjy8 FOREIGN KEY (child_role) REFERENCES keycloak_role(id));
CREATE INDEX idx_composite_child ON composite_role (child_role);
CREATE TABLE user_entity (id varchar(36) NOT NULL, email varchar(255), email_constraint varchar(255), email_verified bool DEFAULT false NOT NULL, realm_id varchar(255), username varchar(255), created_timestamp bigint, not_before int DEFAULT 0 NOT NULL,
  CONSTRAINT constraint_fb PRIMARY KEY (id), CONSTRAINT uk_dykn684sl8up1crfei6eckhd7 UNIQUE (realm_id, email_constraint), CONSTRAINT uk_ru8tt6t700s9v50bu18ws5ha6 UNIQUE (realm_id, username));
CREATE TABLE user_attribute (name varchar(255) NOT NULL, value varchar(255), user_id varchar(36) NOT NULL, id varchar(36) DEFAULT 'sybase-needs-something-here'::varchar NOT NULL, long_value_hash bytea, long_value text,
  CONSTRAINT constraint_user_attribute_pk PRIMARY KEY (id), CONSTRAINT fk_5hrm2vlf9ql5fu043kqepovbr FOREIGN KEY (user_id) REFERENCES user_entity (id));
CREATE INDEX user_attr_long_values ON user_attribute (long_value_hash, name);
CREATE TABLE user_role_mapping (role_id varchar(255) NOT NULL, user_id varchar(36) NOT NULL, CONSTRAINT constraint_c PRIMARY KEY (role_id, user_id), CONSTRAINT fk_c4fqv34p1mbylloxang7b1q3l FOREIGN KEY (user_id) REFERENCES user_entity);
CREATE TABLE resource_server (id varchar(36) NOT NULL, allow_rs_remote_mgmt boolean DEFAULT false NOT NULL, policy_enforce_mode smallint NOT NULL, decision_strategy smallint DEFAULT 1 NOT NULL, CONSTRAINT pk_resource_server PRIMARY KEY (id), FOREIGN KEY (id) REFERENCES client(id));
CREATE TABLE resource_server_policy (id varchar(36) NOT NULL PRIMARY KEY, name varchar(255) NOT NULL, type varchar(255) NOT NULL, resource_server_id varchar(36) REFERENCES resource_server, owner varchar(255) CHECK (owner <> ''), UNIQUE (name, resource_server_id));
CREATE TABLE associated_policy (policy_id varchar(36) REFERENCES resource_server_policy, associated_policy_id varchar(36) REFERENCES resource_server_policy (id), PRIMARY KEY (policy_id, associated_policy_id));
ALTER TABLE realm ADD CONSTRAINT fk_traf444kk6qrkms7n56aiwq5y FOREIGN KEY (master_admin_client) REFERENCES client (id);
ALTER TABLE client ADD CONSTRAINT fk_realm FOREIGN KEY (realm_id) REFERENCES realm (id) MATCH FULL;
CREATE TABLE offline_user_session (user_session_id varchar(36) NOT NULL, offline_flag varchar(4) NOT NULL, data text, last_session_refresh integer DEFAULT 0 NOT NULL, broker_session_id varchar(1024), version int DEFAULT 0, CONSTRAINT constraint_offl_us_ses_pk2 PRIMARY KEY (user_session_id, offline_flag));
CREATE INDEX idx_offline_uss_by_broker_session_id ON offline_user_session (broker_session_id, user_session_id);
CREATE TABLE databasechangelog (id varchar(255) NOT NULL, author varchar(255) NOT NULL, dateexecuted timestamp NOT NULL, orderexecuted int NOT NULL, md5sum varchar(35));
