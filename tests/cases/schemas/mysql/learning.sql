-- A learning platform: comments on tables and columns, many composite unique keys, deferred tables that point at each other.
CREATE TABLE mdl_course (
  id bigint(10) NOT NULL AUTO_INCREMENT,
  category bigint(10) NOT NULL DEFAULT 0,
  fullname varchar(254) NOT NULL DEFAULT '',
  shortname varchar(255) NOT NULL DEFAULT '',
  summary longtext,
  startdate bigint(10) NOT NULL DEFAULT 0,
  visible tinyint(1) NOT NULL DEFAULT 1,
  theme varchar(50) NOT NULL DEFAULT '',
  PRIMARY KEY (id),
  KEY mdl_cour_cat_ix (category),
  KEY mdl_cour_sho_ix (shortname)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=COMPRESSED COMMENT='Central course table';

CREATE TABLE mdl_grade_items (
  id bigint(10) NOT NULL AUTO_INCREMENT PRIMARY KEY,
  courseid bigint(10) DEFAULT NULL,
  itemname varchar(255) DEFAULT NULL,
  grademax decimal(10,5) NOT NULL DEFAULT 100.00000,
  grademin decimal(10,5) NOT NULL DEFAULT 0.00000,
  multfactor decimal(10,5) NOT NULL DEFAULT 1.00000,
  locked bigint(10) NOT NULL DEFAULT 0,
  KEY mdl_graditem_loc_ix (locked)
) COLLATE=utf8mb4_unicode_ci;
ALTER TABLE mdl_grade_items ADD CONSTRAINT mdl_graditem_cou_fk FOREIGN KEY (courseid) REFERENCES mdl_course (id);

CREATE TABLE mdl_user (
  id bigint(10) NOT NULL AUTO_INCREMENT PRIMARY KEY,
  auth varchar(20) NOT NULL DEFAULT 'manual',
  username varchar(100) NOT NULL,
  mnethostid bigint(10) NOT NULL DEFAULT 0,
  calendartype varchar(30) NOT NULL DEFAULT 'gregorian',
  lang varchar(30) NOT NULL DEFAULT 'en',
  descriptionformat tinyint(2) NOT NULL DEFAULT 1,
  mailformat tinyint(1) NOT NULL DEFAULT 1,
  UNIQUE KEY mdl_user_mneuse_uix (mnethostid, username)
) COLLATE=utf8mb4_unicode_ci;

-- Two that need one another.
CREATE TABLE mdl_quiz (
  id bigint(10) NOT NULL AUTO_INCREMENT PRIMARY KEY,
  first_attempt bigint(10) DEFAULT NULL,
  course bigint(10) NOT NULL
) COLLATE=utf8mb4_unicode_ci;
CREATE TABLE mdl_quiz_attempts (
  id bigint(10) NOT NULL AUTO_INCREMENT PRIMARY KEY,
  quiz bigint(10) NOT NULL,
  userid bigint(10) NOT NULL,
  attempt mediumint(6) NOT NULL DEFAULT 0,
  state varchar(16) NOT NULL DEFAULT 'inprogress',
  UNIQUE KEY (quiz, userid, attempt),
  FOREIGN KEY (quiz) REFERENCES mdl_quiz (id) ON DELETE CASCADE,
  FOREIGN KEY (userid) REFERENCES mdl_user (id)
) COLLATE=utf8mb4_unicode_ci;
ALTER TABLE mdl_quiz ADD FOREIGN KEY (first_attempt) REFERENCES mdl_quiz_attempts (id) ON DELETE SET NULL,
  ADD FOREIGN KEY (course) REFERENCES mdl_course (id);
