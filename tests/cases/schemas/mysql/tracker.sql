-- An issue tracker in an ORM's handwriting: generated constraint names, join tables, self-references, booleans as bit and tinyint.
CREATE TABLE project (
  id char(36) NOT NULL DEFAULT (uuid()),
  `key` varchar(10) NOT NULL,
  lead_id bigint DEFAULT NULL,
  archived bit(1) NOT NULL DEFAULT b'0',
  settings json NOT NULL DEFAULT '{}',
  created_date datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  last_modified_date datetime(6) DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  CONSTRAINT UK_5p1e2kcn3k8h8kq3h3q8y7v0d UNIQUE (`key`)
);
CREATE TABLE app_user (
  id bigint NOT NULL AUTO_INCREMENT,
  version bigint NOT NULL,
  email varchar(254) NOT NULL,
  manager_id bigint,
  locale varchar(5) DEFAULT 'en-US',
  role enum('ADMIN','AGENT','VIEWER') NOT NULL DEFAULT 'VIEWER',
  PRIMARY KEY (id),
  UNIQUE KEY UK_email (email),
  CONSTRAINT FKk1wn1d8n8pxlv5m4d8n6kq0h2 FOREIGN KEY (manager_id) REFERENCES app_user (id)
);
ALTER TABLE project ADD CONSTRAINT FK7r8h2vwyq0q0m0l5b4wbyfkq5 FOREIGN KEY (lead_id) REFERENCES app_user (id) ON DELETE SET NULL;
CREATE TABLE issue (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  project_id char(36) NOT NULL,
  number int NOT NULL,
  parent_id bigint,
  title varchar(500) NOT NULL,
  points double,
  due date,
  estimate time(3),
  fiscal_year year,
  state enum('open','in progress','won''t fix','done') CHARACTER SET ascii NOT NULL DEFAULT 'open',
  labels set('bug','feature','chore','it''s') DEFAULT NULL,
  title_lower varchar(500) AS (lower(title)) VIRTUAL,
  reference varchar(600) GENERATED ALWAYS AS (concat(title, '-', number)) STORED,
  UNIQUE (project_id, number),
  INDEX (title_lower(100)),
  KEY by_state_due (state, due DESC),
  CONSTRAINT points_positive CHECK (points >= 0),
  CHECK (due IS NULL OR due > '2000-01-01'),
  FOREIGN KEY fk_parent (parent_id) REFERENCES issue (id) ON DELETE CASCADE,
  FOREIGN KEY (project_id) REFERENCES project (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE issue_watchers (
  issue_id bigint NOT NULL,
  user_id bigint NOT NULL,
  PRIMARY KEY (issue_id, user_id),
  FOREIGN KEY (issue_id) REFERENCES issue (id) ON DELETE CASCADE,
  FOREIGN KEY (user_id) REFERENCES app_user (id) ON DELETE CASCADE
);
CREATE VIEW open_issues AS
SELECT i.id, i.number, p.`key`, concat(p.`key`, '-', i.number) AS code,
  (SELECT count(*) FROM issue_watchers w WHERE w.issue_id = i.id) AS watchers
FROM issue i INNER JOIN project p ON p.id = i.project_id
WHERE i.state NOT IN ('won''t fix', 'done') AND NOT p.archived
ORDER BY i.due IS NULL, i.due;
