-- create people and projects
-- revision: 1f0c2a7b9d31
-- created: 2026-01-05T09:00:00Z

-- migrate:up
CREATE TABLE person (
  id          integer PRIMARY KEY,
  email       varchar(200) NOT NULL UNIQUE,
  full_name   varchar(200) NOT NULL,
  created_at  timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE project (
  id          integer PRIMARY KEY,
  name        varchar(120) NOT NULL,
  owner_id    integer NOT NULL,
  created_at  timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT fk_project_owner FOREIGN KEY (owner_id) REFERENCES person (id)
);

-- migrate:down
DROP TABLE project;
DROP TABLE person;
