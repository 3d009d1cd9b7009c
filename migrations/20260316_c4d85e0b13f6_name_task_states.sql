-- name task states
-- revision: c4d85e0b13f6
-- down_revision: 9b2e77a01c55
-- created: 2026-03-16T13:00:00Z

-- migrate:up
ALTER TABLE task ADD COLUMN state varchar(20) NOT NULL DEFAULT 'new';

UPDATE task SET state = CASE
  WHEN done = 1 THEN 'done'
  WHEN assignee_id IS NOT NULL THEN 'started'
  ELSE 'new'
END;

CREATE INDEX ix_task_state ON task (state);

-- migrate:verify
SELECT count(*) = 0 FROM task WHERE state NOT IN ('new', 'started', 'done');

-- migrate:down
DROP INDEX ix_task_state;
ALTER TABLE task DROP COLUMN state;

-- migrate:down dialect:mysql
DROP INDEX ix_task_state ON task;
ALTER TABLE task DROP COLUMN state;
