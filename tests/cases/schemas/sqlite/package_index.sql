-- An index of packages: versions and dependencies, one-letter columns, comma-first layout, redundant words, unnamed and named constraints mixed.
CREATE TABLE package
  ( id integer not null primary key asc
  , name varchar not null constraint package_name unique on conflict abort
  , "summary" character varying(255) default null
  , downloads unsigned big int not null default (0)
  , constraint lower_name check (name = lower(name))
  );
CREATE TABLE version
  ( package_id integer not null constraint v_p references package on delete cascade on update no action not deferrable
  , v text not null
  , released text not null default (date())
  , yanked int not null default 0 check (yanked in (0,1)) constraint yanked_why check (yanked = 0 or why is not null)
  , why text
  , size int(11), sha blob(32) not null
  , primary key (package_id, v)
  , unique (sha)
  , check (length(sha) = 32) check (v glob '[0-9]*')
  );
CREATE TABLE dependency
  ( p integer, v text, on_package integer not null references package(id) match full, range text not null default '*', kind text default runtime
  , constraint fk_version foreign key (p, v) references version (package_id, v) on delete cascade deferrable initially immediate
    constraint no_self check (p <> on_package)
  );
CREATE UNIQUE INDEX dependency_once ON dependency (p, v, on_package, ifnull(kind, ''));
CREATE INDEX version_released ON version (released desc, package_id asc) where not yanked;
CREATE VIEW newest AS SELECT package_id, max(released) AS released, v FROM version WHERE yanked = 0 GROUP BY 1;
CREATE VIEW needs AS WITH RECURSIVE n AS (SELECT p AS root, on_package FROM dependency UNION SELECT n.root, d.on_package FROM n, dependency d WHERE d.p = n.on_package) SELECT root, name FROM n JOIN package ON package.id = n.on_package;
