-- A home's hub as an object-relational mapper makes it: tabs, blanks before line ends, constraints in lines of their own, a chain of states.
CREATE TABLE device (
	device_id INTEGER NOT NULL, 
	label VARCHAR(64), 
	maker CHAR(0), 
	PRIMARY KEY (device_id)
);
CREATE TABLE sensor (
	sensor_id INTEGER NOT NULL, 
	device_id INTEGER, 
	entity VARCHAR(255), 
	unit VARCHAR(32), 
	PRIMARY KEY (sensor_id), 
	FOREIGN KEY(device_id) REFERENCES device (device_id)
);
CREATE TABLE attributes (
	attributes_id INTEGER NOT NULL, 
	hash BIGINT, 
	shared TEXT, 
	PRIMARY KEY (attributes_id)
);
CREATE TABLE state (
	state_id INTEGER NOT NULL, 
	value VARCHAR(255), 
	changed FLOAT, 
	before_id INTEGER, 
	attributes_id INTEGER, 
	origin SMALLINT, 
	sensor_id INTEGER, 
	PRIMARY KEY (state_id), 
	FOREIGN KEY(before_id) REFERENCES state (state_id), 
	FOREIGN KEY(attributes_id) REFERENCES attributes (attributes_id), 
	FOREIGN KEY(sensor_id) REFERENCES sensor (sensor_id)
);
CREATE TABLE run (
	run_id INTEGER NOT NULL, 
	start DATETIME NOT NULL, 
	"end" DATETIME, 
	crashed BOOLEAN NOT NULL, 
	PRIMARY KEY (run_id), 
	CONSTRAINT crashed_or_not CHECK (crashed IN (0, 1))
);
CREATE TABLE statistic (
	id INTEGER NOT NULL, 
	sensor_id INTEGER, 
	hour FLOAT, 
	mean DOUBLE PRECISION, 
	min DOUBLE PRECISION, 
	max DOUBLE PRECISION, 
	sum DOUBLE PRECISION, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_statistic_sensor UNIQUE (sensor_id, hour), 
	CONSTRAINT fk_statistic_sensor FOREIGN KEY(sensor_id) REFERENCES sensor (sensor_id) ON DELETE CASCADE
);
CREATE INDEX ix_attributes_hash ON attributes (hash);
CREATE UNIQUE INDEX ix_sensor_entity ON sensor (entity);
CREATE INDEX ix_state_sensor_id_changed ON state (sensor_id, changed);
CREATE INDEX ix_state_before_id ON state (before_id);
CREATE INDEX ix_run_start_end ON run (start, "end");
