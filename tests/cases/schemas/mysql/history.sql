-- Temporal tables: system versioning, own period columns, application time, history partitions.
CREATE TABLE contract (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer varchar(100) NOT NULL,
  price decimal(10,2) NOT NULL,
  cached_total decimal(10,2) WITHOUT SYSTEM VERSIONING
) WITH SYSTEM VERSIONING;
CREATE TABLE salary (
  employee_id int NOT NULL,
  amount decimal(12,2) NOT NULL,
  row_start timestamp(6) GENERATED ALWAYS AS ROW START,
  row_end timestamp(6) GENERATED ALWAYS AS ROW END,
  PERIOD FOR SYSTEM_TIME (row_start, row_end),
  PRIMARY KEY (employee_id, row_end)
) WITH SYSTEM VERSIONING
PARTITION BY SYSTEM_TIME (
  PARTITION p_history HISTORY,
  PARTITION p_current CURRENT
);
CREATE TABLE booking (
  room_id int NOT NULL,
  guest varchar(100) NOT NULL,
  check_in date NOT NULL,
  check_out date NOT NULL,
  PERIOD FOR stay (check_in, check_out),
  UNIQUE KEY room_stay (room_id, stay WITHOUT OVERLAPS)
);
CREATE TABLE tariff (
  code varchar(10) NOT NULL,
  valid_from date,
  valid_until date,
  CONSTRAINT in_order CHECK (valid_from < valid_until),
  PRIMARY KEY (code, valid_from)
);
