-- show open tasks
-- revision: 0a6f2be7d98c
-- down_revision: c4d85e0b13f6
-- created: 2026-03-30T15:30:00Z

-- migrate:up
CREATE VIEW open_task AS
SELECT task.id, task.title, task.priority, task.state, project.name AS project, person.handle AS assignee
FROM task
JOIN project ON project.id = task.project_id
LEFT JOIN person ON person.id = task.assignee_id
WHERE task.state <> 'done';

-- migrate:down
DROP VIEW open_task;
