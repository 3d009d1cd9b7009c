-- log finished tasks
--
-- Each engine has its own way to write a trigger, so each has its own section.
-- revision: e02b96d1f4c5
-- down_revision: b7710fe5c2a8
-- created: 2026-02-16T16:20:00Z

-- migrate:up dialect:sqlite
CREATE TABLE task_event (
  id       integer PRIMARY KEY,
  task_id  integer NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  what     varchar(40) NOT NULL,
  at       timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TRIGGER task_finished AFTER UPDATE OF done ON task WHEN new.done = 1 AND old.done = 0
BEGIN
  INSERT INTO task_event (task_id, what) VALUES (new.id, 'finished');
END;

-- migrate:up dialect:postgres
CREATE TABLE task_event (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task_id  integer NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  what     varchar(40) NOT NULL,
  at       timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE FUNCTION log_finished_task() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  INSERT INTO task_event (task_id, what) VALUES (new.id, 'finished');
  RETURN new;
END
$body$;

CREATE TRIGGER task_finished AFTER UPDATE OF done ON task
  FOR EACH ROW WHEN (new.done = 1 AND old.done = 0) EXECUTE FUNCTION log_finished_task();

-- migrate:up dialect:mysql
CREATE TABLE task_event (
  id       bigint AUTO_INCREMENT PRIMARY KEY,
  task_id  integer NOT NULL,
  what     varchar(40) NOT NULL,
  at       timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT fk_task_event_task FOREIGN KEY (task_id) REFERENCES task (id) ON DELETE CASCADE
);

DELIMITER $$
CREATE TRIGGER task_finished AFTER UPDATE ON task FOR EACH ROW
BEGIN
  IF new.done = 1 AND old.done = 0 THEN
    INSERT INTO task_event (task_id, what) VALUES (new.id, 'finished');
  END IF;
END$$
DELIMITER ;

-- migrate:down
DROP TRIGGER task_finished;
DROP TABLE task_event;

-- migrate:down dialect:postgres
DROP TRIGGER task_finished ON task;
DROP FUNCTION log_finished_task();
DROP TABLE task_event;
