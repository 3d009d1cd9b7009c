-- seed the first project
-- revision: b7710fe5c2a8
-- down_revision: 3d9e44b06a7c
-- created: 2026-02-02T11:45:00Z

-- migrate:up
INSERT INTO person (id, email, full_name) VALUES
  (1, 'ada@example.org', 'Ada Lovelace'),
  (2, 'grace@example.org', 'Grace Hopper'),
  (3, 'edsger@example.org', 'Edsger W. Dijkstra');

INSERT INTO project (id, name, owner_id) VALUES (1, 'Analytical engine', 1);

INSERT INTO task (id, project_id, assignee_id, title, priority) VALUES
  (1, 1, 1, 'Write the first programme; mind the semicolons', 'high'),
  (2, 1, 2, 'Find the moth', 'low');

INSERT INTO tag (id, name) VALUES (1, 'hardware'), (2, 'software');
INSERT INTO task_tag (task_id, tag_id) VALUES (1, 2), (2, 1);

-- migrate:down
DELETE FROM task_tag WHERE task_id IN (1, 2);
DELETE FROM tag WHERE id IN (1, 2);
DELETE FROM task WHERE id IN (1, 2);
DELETE FROM project WHERE id = 1;
DELETE FROM person WHERE id IN (1, 2, 3);
