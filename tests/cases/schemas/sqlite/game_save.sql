-- A game's saves: columns without any type, flags, inventory by slot, a table with one row, triggers that keep limits, many small tables.
CREATE TABLE player(id INTEGER PRIMARY KEY CHECK(id=1),name,x REAL,y REAL,hp INT DEFAULT 100,gold INT DEFAULT 0 CHECK(gold>=0),flags DEFAULT 0,blob);
CREATE TABLE item(id INTEGER PRIMARY KEY,kind,name,value DEFAULT 1,weight DEFAULT 0.1,data);
CREATE TABLE slot(bag,n,item_id REFERENCES item ON DELETE CASCADE,count DEFAULT 1,PRIMARY KEY(bag,n))WITHOUT ROWID;
CREATE TABLE quest(code TEXT PRIMARY KEY,state DEFAULT'open',step INT DEFAULT 0,after REFERENCES quest)WITHOUT ROWID;
CREATE TABLE world(chunk_x INT,chunk_y INT,chunk_z INT,blocks BLOB DEFAULT(zeroblob(4096)),PRIMARY KEY(chunk_x,chunk_y,chunk_z));
CREATE TABLE a(b);CREATE TABLE c(d UNIQUE);CREATE TABLE e(f PRIMARY KEY);
CREATE INDEX item_kind ON item(kind);CREATE INDEX slot_item ON slot(item_id)WHERE count>0;
CREATE TRIGGER player_dies AFTER UPDATE OF hp ON player WHEN new.hp<=0 BEGIN UPDATE player SET hp=100,gold=gold/2,x=0,y=0 WHERE id=1;END;
CREATE TRIGGER slot_full BEFORE INSERT ON slot WHEN(SELECT count(*)FROM slot WHERE bag=new.bag)>=20 BEGIN SELECT RAISE(IGNORE);END;
CREATE VIEW wealth AS SELECT(SELECT gold FROM player)+coalesce((SELECT sum(value*count)FROM slot JOIN item ON item.id=item_id),0)AS total;
