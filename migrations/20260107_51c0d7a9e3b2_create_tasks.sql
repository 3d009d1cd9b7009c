-- create tasks
-- revision: 51c0d7a9e3b2
-- down_revision: 1f0c2a7b9d31
-- created: 2026-01-07T10:12:00Z

-- migrate:up
CREATE TABLE task (
  id           integer PRIMARY KEY,
  project_id   integer NOT NULL,
  assignee_id  integer,
  title        varchar(200) NOT NULL,
  done         integer NOT NULL DEFAULT 0,
  CONSTRAINT fk_task_project FOREIGN KEY (project_id) REFERENCES project (id) ON DELETE CASCADE,
  CONSTRAINT fk_task_assignee FOREIGN KEY (assignee_id) REFERENCES person (id) ON DELETE SET NULL
);

-- Foreign keys are looked up from both ends.
CREATE INDEX ix_task_project ON task (project_id);
CREATE INDEX ix_task_assignee ON task (assignee_id);

-- migrate:down
DROP TABLE task;
