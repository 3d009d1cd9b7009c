-- A wiki: everything binary, tinyint flags, timestamps as digits, a full-text table on another engine.
CREATE TABLE page (
  page_id int unsigned NOT NULL AUTO_INCREMENT,
  page_namespace int NOT NULL,
  page_title varbinary(255) NOT NULL,
  page_is_redirect tinyint unsigned NOT NULL DEFAULT 0,
  page_random double unsigned NOT NULL,
  page_touched binary(14) NOT NULL,
  page_links_updated binary(14) DEFAULT NULL,
  page_latest int unsigned NOT NULL,
  page_content_model varbinary(32) DEFAULT NULL,
  PRIMARY KEY (page_id),
  UNIQUE INDEX page_name_title (page_namespace, page_title),
  INDEX page_random (page_random),
  INDEX page_redirect_namespace_len (page_is_redirect, page_namespace)
) DEFAULT CHARSET=binary;

CREATE TABLE revision (
  rev_id bigint unsigned NOT NULL AUTO_INCREMENT,
  rev_page int unsigned NOT NULL,
  rev_comment_id bigint unsigned NOT NULL DEFAULT 0,
  rev_actor bigint unsigned NOT NULL DEFAULT 0,
  rev_timestamp binary(14) NOT NULL,
  rev_minor_edit tinyint unsigned NOT NULL DEFAULT 0,
  rev_sha1 varbinary(32) NOT NULL DEFAULT '',
  PRIMARY KEY (rev_id),
  INDEX rev_timestamp (rev_timestamp),
  INDEX rev_page_actor_timestamp (rev_page, rev_actor, rev_timestamp)
) MAX_ROWS=10000000 AVG_ROW_LENGTH=1024 DEFAULT CHARSET=binary;

CREATE TABLE searchindex (
  si_page int unsigned NOT NULL,
  si_title varchar(255) NOT NULL DEFAULT '',
  si_text mediumtext NOT NULL,
  UNIQUE INDEX si_page (si_page),
  FULLTEXT INDEX si_title (si_title),
  FULLTEXT INDEX si_text (si_text)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3;

CREATE TABLE image (
  img_name varbinary(255) NOT NULL DEFAULT '',
  img_size bigint unsigned NOT NULL DEFAULT 0,
  img_metadata mediumblob NOT NULL,
  img_media_type enum('UNKNOWN','BITMAP','DRAWING','AUDIO','VIDEO','MULTIMEDIA','OFFICE','TEXT','EXECUTABLE','ARCHIVE','3D') DEFAULT NULL,
  img_major_mime enum('unknown','application','audio','image','text','video','message','model','multipart','chemical') NOT NULL DEFAULT 'unknown',
  img_sha1 varbinary(32) NOT NULL DEFAULT '',
  PRIMARY KEY (img_name),
  INDEX img_sha1 (img_sha1(10))
) DEFAULT CHARSET=binary;

CREATE TABLE objectcache (
  keyname varbinary(255) NOT NULL DEFAULT '' PRIMARY KEY,
  value mediumblob,
  exptime binary(14) NOT NULL,
  KEY (exptime)
) ENGINE=InnoDB ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
