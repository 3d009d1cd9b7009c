-- Routines in odd modes, packages, aggregates, order of triggers, handlers and cursors.
CREATE TABLE account (id int PRIMARY KEY, balance decimal(10,2) NOT NULL DEFAULT 0, name varchar(50));
CREATE TABLE log (id int AUTO_INCREMENT PRIMARY KEY, what varchar(200), at timestamp DEFAULT current_timestamp());
DELIMITER $$
CREATE PROCEDURE transfer (IN source int, IN target int, IN amount decimal(10,2))
BEGIN
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    ROLLBACK;
    RESIGNAL;
  END;
  START TRANSACTION;
  UPDATE account SET balance = balance - amount WHERE id = source;
  UPDATE account SET balance = balance + amount WHERE id = target; # plus
  COMMIT;
END$$
CREATE PROCEDURE walk()
BEGIN
  DECLARE done int DEFAULT 0;
  DECLARE n varchar(50);
  DECLARE c CURSOR FOR SELECT name FROM account;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
  OPEN c;
  each_one: LOOP
    FETCH c INTO n;
    IF done THEN LEAVE each_one; END IF;
    CASE WHEN n = '' THEN ITERATE each_one; ELSE INSERT INTO log (what) VALUES (concat('saw "', n, '";')); END CASE;
  END LOOP;
  CLOSE c;
END$$
CREATE FUNCTION `add one`(x int) RETURNS int DETERMINISTIC NO SQL RETURN x + 1$$
CREATE AGGREGATE FUNCTION product(x double) RETURNS double
BEGIN
  DECLARE result double DEFAULT 1;
  DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN result;
  LOOP
    FETCH GROUP NEXT ROW;
    SET result = result * x;
  END LOOP;
END$$
CREATE TRIGGER first_one BEFORE UPDATE ON account FOR EACH ROW SET new.name = trim(new.name)$$
CREATE TRIGGER a_second BEFORE UPDATE ON account FOR EACH ROW FOLLOWS first_one SET new.name = lower(new.name)$$
CREATE TRIGGER `then logged` AFTER UPDATE ON account FOR EACH ROW BEGIN INSERT INTO log (what) VALUES ('updated'); END$$
SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT'$$
CREATE FUNCTION greet("who" varchar(20)) RETURNS varchar(40) DETERMINISTIC RETURN 'Hello ' || "who"$$
SET sql_mode = 'ORACLE'$$
CREATE PACKAGE bank AS
  FUNCTION total RETURN number;
  PROCEDURE note(what varchar2);
END$$
CREATE PACKAGE BODY bank AS
  FUNCTION total RETURN number AS
    s number;
  BEGIN
    SELECT sum(balance) INTO s FROM account;
    RETURN s;
  END;
  PROCEDURE note(what varchar2) AS
  BEGIN
    INSERT INTO log (what) VALUES (what);
  END;
END$$
SET sql_mode = DEFAULT$$
DELIMITER ;
CREATE VIEW doubled AS SELECT id, `add one`(id) AS next_id, greet(name) AS greeting FROM account;
