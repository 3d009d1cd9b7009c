-- A bulletin board: mediumint ids, utf8mb3_bin, prefix keys on text, several engines.
CREATE TABLE phb_topics (
  topic_id mediumint(8) unsigned NOT NULL auto_increment,
  forum_id mediumint(8) unsigned DEFAULT '0' NOT NULL,
  topic_attachment tinyint(1) unsigned DEFAULT '0' NOT NULL,
  topic_title varchar(255) DEFAULT '' NOT NULL COLLATE utf8mb3_unicode_ci,
  topic_poster int(10) unsigned DEFAULT '0' NOT NULL,
  topic_time int(11) unsigned DEFAULT '0' NOT NULL,
  topic_type tinyint(3) DEFAULT '0' NOT NULL,
  poll_vote_change tinyint(1) unsigned DEFAULT '0' NOT NULL,
  PRIMARY KEY (topic_id),
  KEY forum_id (forum_id),
  KEY forum_id_type (forum_id, topic_type),
  KEY fid_time_moved (forum_id, topic_time, topic_poster)
) CHARACTER SET utf8mb3 COLLATE utf8mb3_bin;

CREATE TABLE phb_posts (
  post_id int(10) unsigned NOT NULL auto_increment,
  topic_id mediumint(8) unsigned DEFAULT '0' NOT NULL,
  poster_ip varchar(40) DEFAULT '' NOT NULL,
  post_subject varchar(255) DEFAULT '' NOT NULL COLLATE utf8mb3_unicode_ci,
  post_text mediumtext NOT NULL,
  bbcode_bitfield varchar(255) DEFAULT '' NOT NULL,
  PRIMARY KEY (post_id),
  KEY topic_id (topic_id),
  FULLTEXT KEY post_content (post_text),
  FULLTEXT KEY post_subject (post_subject)
) ENGINE=Aria TRANSACTIONAL=0 CHARACTER SET utf8mb3;

CREATE TABLE phb_confirm (
  confirm_id char(32) DEFAULT '' NOT NULL,
  session_id char(32) DEFAULT '' NOT NULL,
  confirm_type tinyint(3) DEFAULT '0' NOT NULL,
  code varchar(8) DEFAULT '' NOT NULL,
  attempts mediumint(8) unsigned DEFAULT '0' NOT NULL,
  PRIMARY KEY (session_id, confirm_id),
  KEY confirm_type (confirm_type)
) ENGINE=MEMORY;

CREATE TABLE phb_zebra (
  user_id int(10) unsigned DEFAULT '0' NOT NULL,
  zebra_id int(10) unsigned DEFAULT '0' NOT NULL,
  friend tinyint(1) unsigned DEFAULT '0' NOT NULL,
  foe tinyint(1) unsigned DEFAULT '0' NOT NULL,
  PRIMARY KEY (user_id, zebra_id)
) CHECKSUM=1 DELAY_KEY_WRITE=1 ENGINE=MyISAM PACK_KEYS=1;
