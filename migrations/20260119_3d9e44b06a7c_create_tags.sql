-- create tags
-- revision: 3d9e44b06a7c
-- down_revision: 8f3a1c9be2d4
-- created: 2026-01-19T14:05:00Z

-- migrate:up
CREATE TABLE tag (
  id    integer PRIMARY KEY,
  name  varchar(60) NOT NULL UNIQUE
);

CREATE TABLE task_tag (
  task_id  integer NOT NULL,
  tag_id   integer NOT NULL,
  PRIMARY KEY (task_id, tag_id),
  CONSTRAINT fk_task_tag_task FOREIGN KEY (task_id) REFERENCES task (id) ON DELETE CASCADE,
  CONSTRAINT fk_task_tag_tag FOREIGN KEY (tag_id) REFERENCES tag (id) ON DELETE CASCADE
);

-- migrate:down
DROP TABLE task_tag;
DROP TABLE tag;
