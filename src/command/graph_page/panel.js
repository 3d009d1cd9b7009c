/** What is known of one revision. */
export class Panel {
  #document;
  #revisions;
  #goTo;

  constructor(document, { revisions }, goTo, close) {
    this.#document = document;
    this.#revisions = new Map(revisions.map((revision) => [revision.id, revision]));
    this.#goTo = goTo;
    document.getElementById("close").addEventListener("click", close);
  }

  show(revision) {
    this.#part("panel").hidden = revision === undefined;
    if (revision === undefined) return;
    this.#part("panel-id").textContent = [revision.id, ...revision.notes.map((note) => `(${note})`)].join(
      " ",
    );
    this.#part("panel-message").textContent = revision.message;
    this.#part("panel-facts").replaceChildren(...facts(revision).flatMap((fact) => this.#fact(fact)));
    const cut = revision.cut === 0 ? "" : `\n… ${revision.cut} more characters in ${revision.path}`;
    this.#part("panel-text").textContent = revision.text + cut;
    this.#part("panel").scrollTop = 0;
  }

  #part(id) {
    return this.#document.getElementById(id);
  }

  #fact({ name, text, ids = [], bad = false }) {
    const [term, meaning] = [this.#document.createElement("dt"), this.#document.createElement("dd")];
    term.textContent = name;
    meaning.append(text ?? "", ...ids.map((id) => this.#link(id)));
    meaning.classList.toggle("bad", bad);
    return [term, meaning];
  }

  /** What is not on the page cannot be gone to. */
  #link(id) {
    if (!this.#revisions.has(id)) return `${id} `;
    const button = this.#document.createElement("button");
    button.textContent = id;
    button.title = this.#revisions.get(id).title;
    button.addEventListener("click", () => this.#goTo(id));
    return button;
  }
}

function facts(revision) {
  const { ledger, state, created, path, labels } = revision;
  return [
    ...(state === "pending" ? [{ name: "Applied", text: "no, pending" }] : []),
    ...(ledger === undefined ? [] : ledgerFacts(ledger)),
    ...(revision.parents.length === 0 ? [] : [{ name: "Parents", ids: revision.parents }]),
    ...(revision.children.length === 0 ? [] : [{ name: "Children", ids: revision.children }]),
    ...(revision.needs.length === 0 ? [] : [{ name: "Depends on", ids: revision.needs }]),
    ...(revision.neededBy.length === 0 ? [] : [{ name: "Needed by", ids: revision.neededBy }]),
    ...(labels.length === 0 ? [] : [{ name: "Branch", text: labels.join(", ") }]),
    ...(created === null ? [] : [{ name: "Created", text: created }]),
    { name: "File", text: path },
  ];
}

function ledgerFacts({ state, origin, at, by, durationMs, statementsDone }) {
  if (state !== "applied") {
    return [{ name: "Half-done", text: `${state}, ${statementsDone} statements done, ${at}`, bad: true }];
  }
  const how = origin === "run" ? "" : ` (${origin})`;
  return [
    { name: "Applied", text: `${at} by ${by}${how}` },
    ...(durationMs === null ? [] : [{ name: "Took", text: `${durationMs} ms` }]),
  ];
}
