-- Tables that refer to each other in a circle, with numbered and named keys.
CREATE TABLE department (id int PRIMARY KEY, name varchar(50) NOT NULL UNIQUE, head int, deputy int, parent int);
CREATE TABLE employee (
  id int PRIMARY KEY, department int NOT NULL, boss int, office int,
  FOREIGN KEY (department) REFERENCES department (id),
  CONSTRAINT boss FOREIGN KEY (boss) REFERENCES employee (id)
);
CREATE TABLE office (id int PRIMARY KEY, keeper int, CONSTRAINT keeper_is_employee FOREIGN KEY (keeper) REFERENCES employee (id));
ALTER TABLE department ADD FOREIGN KEY (head) REFERENCES employee (id), ADD FOREIGN KEY (deputy) REFERENCES employee (id),
  ADD FOREIGN KEY (parent) REFERENCES department (id);
ALTER TABLE employee ADD FOREIGN KEY (office) REFERENCES office (id);
CREATE TABLE badge (id int PRIMARY KEY, employee int UNIQUE, FOREIGN KEY (employee) REFERENCES employee (id) ON DELETE CASCADE);
