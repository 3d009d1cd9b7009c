/** Finds revisions by words that stand anywhere in them, and goes from one to the next. */
export class Search {
  #input;
  #output;
  #picture;
  #revisions;
  #texts;
  #matches = [];

  constructor(document, { revisions }, picture) {
    this.#revisions = revisions;
    this.#picture = picture;
    this.#input = document.getElementById("search");
    this.#output = document.getElementById("found");
    this.#input.addEventListener("input", () => this.#find());
    document.getElementById("next").addEventListener("click", () => this.step(1));
    document.getElementById("previous").addEventListener("click", () => this.step(-1));
  }

  begin() {
    this.#input.focus();
    this.#input.select();
  }

  has(element) {
    return element === this.#input;
  }

  clear() {
    this.#input.value = "";
    this.#find();
    this.#picture.focus();
  }

  /** To the next match, or the one before; round at the ends. */
  step(way) {
    const { chosen } = this.#picture;
    const rest = way > 0
      ? this.#matches.find((index) => index > chosen) ?? this.#matches[0]
      : this.#matches.findLast((index) => index < chosen) ?? this.#matches.at(-1);
    if (rest !== undefined) this.#picture.choose(rest);
    this.#tell();
  }

  #find() {
    const words = this.#input.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
    this.#matches = words.length === 0 ? [] : this.#indexesWith(words);
    this.#picture.mark(words.length === 0 ? undefined : this.#matches);
    const seen = this.#matches.includes(this.#picture.chosen);
    if (this.#matches.length > 0 && !seen) this.#picture.choose(this.#matches[0]);
    this.#tell();
  }

  #indexesWith(words) {
    this.#texts ??= this.#revisions.map(({ id, message, labels, notes, path, text }) =>
      [id, message, ...labels, ...notes, path, text].join("\n").toLowerCase()
    );
    return this.#texts.flatMap((text, index) => words.every((word) => text.includes(word)) ? [index] : []);
  }

  #tell() {
    const at = this.#matches.indexOf(this.#picture.chosen) + 1;
    const none = this.#input.value.trim() === "" ? "" : "nothing found";
    this.#output.textContent = this.#matches.length === 0 ? none : `${at} of ${this.#matches.length}`;
  }
}
