-- add priority to tasks
-- revision: 8f3a1c9be2d4
-- down_revision: 51c0d7a9e3b2
-- created: 2026-01-12T08:30:00Z

-- migrate:up
ALTER TABLE task ADD COLUMN priority varchar(20) NOT NULL DEFAULT 'medium';

-- migrate:down
ALTER TABLE task DROP COLUMN priority;
