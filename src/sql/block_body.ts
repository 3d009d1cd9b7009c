import type { BodyTracker } from "./body_tracker.ts";
import type { TokenKind } from "./lexer.ts";

type State = "start" | "create" | "begin" | "header" | "body" | "plain";

const ROUTINES: ReadonlySet<string> = new Set(["PROCEDURE", "FUNCTION", "TRIGGER", "EVENT"]);
const BEFORE_ROUTINE: ReadonlySet<string> = new Set([
  ..."OR REPLACE AGGREGATE DEFINER CURRENT_USER CURRENT_ROLE = @ ( )".split(" "),
]);
/** What opens a part that an END closes, where a statement may start. */
const OPENERS: ReadonlySet<string> = new Set(["BEGIN", "IF", "CASE", "LOOP", "WHILE", "REPEAT", "FOR"]);
/** Openers that are followed by statements at once, with no condition between. */
const BARE_OPENERS: ReadonlySet<string> = new Set(["BEGIN", "LOOP", "REPEAT"]);
/** First words of statements that hold no other: a routine or handler with such a body ends with it. */
const SIMPLE: ReadonlySet<string> = new Set(
  ("SET SELECT INSERT UPDATE DELETE REPLACE CALL RETURN SIGNAL RESIGNAL DO WITH VALUES TRUNCATE CREATE DROP ALTER " +
    "GET EXECUTE PREPARE DEALLOCATE OPEN FETCH CLOSE LEAVE ITERATE LOCK UNLOCK RENAME ANALYZE COMMIT ROLLBACK START")
    .split(" "),
);
const EXPRESSION = "expression";

/**
 * MariaDB's and MySQL's stored programs where no DELIMITER command protects them: CREATE PROCEDURE, FUNCTION,
 * TRIGGER and EVENT, and MariaDB's anonymous blocks (BEGIN NOT ATOMIC, IF, CASE, LOOP, WHILE, REPEAT, FOR).
 * The syntax of `sql_mode=ORACLE` is not followed.
 */
export class BlockBody implements BodyTracker {
  #state: State = "start";
  #routine = "";
  #previous = "";
  #parentheses = 0;
  /** Whether the header is so far that a body may start. */
  #headed = false;
  /** What waits for its END, the innermost last. */
  #open: string[] = [];
  /** Whether the next token is the first of a statement. */
  #fresh = false;
  /** Inside DECLARE … HANDLER FOR: "declare", then "handler", then "conditions". */
  #handler = "";
  /** Inside the condition of UNTIL, which the END of its REPEAT follows without a semicolon. */
  #until = false;

  get idle(): boolean {
    return this.#state === "plain";
  }

  get ends(): boolean {
    return this.#open.length === 0;
  }

  get pending(): boolean {
    return this.#open.length > 0;
  }

  reset(): void {
    this.#state = "start";
    this.#routine = "";
    this.#previous = "";
    this.#parentheses = 0;
    this.#headed = false;
    this.#open = [];
    this.#fresh = false;
    this.#handler = "";
    this.#until = false;
  }

  take(kind: TokenKind, text: string): void {
    switch (this.#state) {
      case "start":
        this.#start(text);
        break;
      case "create":
        this.#create(kind, text);
        break;
      case "begin":
        this.#state = text === "NOT" ? "body" : "plain";
        this.#open = text === "NOT" ? ["BEGIN"] : [];
        break;
      case "header":
        this.#header(text);
        break;
      case "body":
        this.#body(text);
        break;
    }
    this.#previous = text;
  }

  #start(text: string): void {
    if (text === "CREATE" || text === "ALTER") this.#state = "create";
    else if (text === "BEGIN") this.#state = "begin";
    else if (OPENERS.has(text)) this.#enter(text);
    else this.#state = "plain";
  }

  #create(kind: TokenKind, text: string): void {
    const named = this.#previous === "=" || this.#previous === "@";
    if (ROUTINES.has(text) && !named) {
      this.#state = "header";
      this.#routine = text;
    } else if (!named && kind !== "string" && kind !== "quotedIdentifier" && !BEFORE_ROUTINE.has(text)) {
      this.#state = "plain";
    }
  }

  #header(text: string): void {
    if (this.#parenthesis(text)) {
      if (this.#parentheses === 0 && (this.#routine === "PROCEDURE" || this.#routine === "FUNCTION")) {
        this.#headed = true;
      }
      return;
    }
    if (!this.#headed) {
      this.#headed = (this.#routine === "TRIGGER" && text === "ROW") ||
        (this.#routine === "EVENT" && text === "DO");
      return;
    }
    const named = /^(?:\.|FOLLOWS|PRECEDES|RETURNS|CHARACTER)$/.test(this.#previous);
    if (named) return;
    if (OPENERS.has(text)) this.#enter(text);
    else if (SIMPLE.has(text)) this.#state = "plain";
  }

  #enter(opener: string): void {
    this.#state = "body";
    this.#push(opener);
  }

  #push(opener: string): void {
    this.#open.push(opener);
    this.#fresh = BARE_OPENERS.has(opener);
    this.#handler = "";
  }

  /** Counts parentheses; true where nothing else matters about the token. */
  #parenthesis(text: string): boolean {
    if (text === "(") this.#parentheses++;
    else if (text === ")" && this.#parentheses > 0) this.#parentheses--;
    else return this.#parentheses > 0;
    this.#fresh = false;
    return true;
  }

  #body(text: string): void {
    if (text === ";") {
      this.#fresh = true;
      this.#handler = "";
      this.#parentheses = 0;
    } else if (this.#parenthesis(text)) {
      return;
    } else if (this.#fresh) {
      this.#fresh = false;
      this.#first(text);
    } else {
      this.#further(text);
    }
  }

  /** A token that starts a statement. */
  #first(text: string): void {
    const inner = this.#open.at(-1);
    if (OPENERS.has(text)) this.#push(text);
    else if (text === "END") this.#open.pop();
    else if (text === "ELSE") this.#fresh = true;
    else if (text === "DECLARE") this.#handler = "declare";
    else if (text === "UNTIL" && inner === "REPEAT") this.#until = true;
  }

  /** Any other token of a statement. */
  #further(text: string): void {
    const inner = this.#open.at(-1);
    if (this.#handler === "conditions") this.#conditions(text);
    else if (text === ":") this.#fresh = true;
    else if (text === "CASE" && this.#previous !== "END" && this.#previous !== ".") {
      this.#open.push(EXPRESSION);
    } else if (text === "END") this.#end(inner);
    else if (text === "THEN") this.#fresh = inner !== EXPRESSION;
    else if (text === "DO") this.#fresh = inner === "WHILE" || inner === "FOR";
    else if (text === "ATOMIC" && this.#previous === "NOT") this.#fresh = true;
    else if (this.#handler === "declare" && text === "HANDLER") this.#handler = "handler";
    else if (this.#handler === "handler" && text === "FOR") this.#handler = "conditions";
  }

  #end(inner: string | undefined): void {
    if (inner === EXPRESSION) {
      this.#open.pop();
    } else if (inner === "REPEAT" && this.#until) {
      this.#open.pop();
      this.#until = false;
    }
  }

  /** What stands after DECLARE … HANDLER FOR: conditions, then any statement. */
  #conditions(text: string): void {
    if (OPENERS.has(text)) this.#push(text);
    else if (SIMPLE.has(text)) this.#handler = "";
  }
}
