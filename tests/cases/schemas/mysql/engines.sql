-- Engines and what only they understand.
CREATE TABLE a_myisam (id int, v varchar(20), KEY (id)) ENGINE=MyISAM;
CREATE TABLE b_myisam (id int, v varchar(20), KEY (id)) ENGINE=MyISAM;
CREATE TABLE fixed_rows (id int, v varchar(20)) ENGINE=MyISAM ROW_FORMAT=FIXED;
CREATE TABLE all_of_them (id int, v varchar(20), KEY (id)) ENGINE=MRG_MyISAM UNION=(a_myisam, b_myisam) INSERT_METHOD=LAST;
CREATE TABLE an_aria (id int PRIMARY KEY) ENGINE=Aria PAGE_CHECKSUM=1 TRANSACTIONAL=1 ROW_FORMAT=PAGE COMMENT='crash-safe';
CREATE TABLE a_csv (id int NOT NULL, v varchar(20) NOT NULL) ENGINE=CSV;
CREATE TABLE a_memory (id int PRIMARY KEY, v varchar(20)) ENGINE=MEMORY MAX_ROWS=1000;
CREATE TABLE innodb_options (id int PRIMARY KEY) STATS_PERSISTENT=1 STATS_AUTO_RECALC=0 STATS_SAMPLE_PAGES=50 ROW_FORMAT=REDUNDANT;
CREATE TABLE innodb_plain (id int PRIMARY KEY) ENGINE=InnoDB ENCRYPTED=NO;
