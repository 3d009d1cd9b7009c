/** Below this scale the text cannot be read, and is left out. */
const READABLE = 0.45;
const SCALES = { least: 0.05, most: 3, step: 1.25 };

/** A character of a caption, roughly. */
const CHARACTER = 8;

/** A press that moves further is a drag. Pixels. */
const STILL = 4;

const SVG = "http://www.w3.org/2000/svg";

/** The rows that are in sight, drawn anew whenever something moves: so ten thousand cost no more than fifty. */
export class Picture {
  #document;
  #revisions;
  #sizes;
  #scroller;
  #svg;
  #indexes;
  #onChoose;
  #matches = new Set();
  #searching = false;
  #scale = 1;
  #asked = false;
  /** The row that is looked at; -1 for none. */
  chosen = -1;

  constructor(document, { revisions, sizes }, onChoose) {
    this.#document = document;
    this.#revisions = revisions;
    this.#sizes = sizes;
    this.#onChoose = onChoose;
    this.#scroller = document.getElementById("scroller");
    this.#svg = document.getElementById("picture");
    this.#indexes = new Map(revisions.map(({ id }, index) => [id, index]));
    this.#scroller.addEventListener("scroll", () => this.draw(), { passive: true });
    new document.defaultView.ResizeObserver(() => this.draw()).observe(this.#scroller);
    this.#listenToMouse();
    for (const [id, factor] of [["zoom-in", SCALES.step], ["zoom-out", 1 / SCALES.step]]) {
      document.getElementById(id).addEventListener("click", () => this.zoomBy(factor));
    }
    document.getElementById("zoom-reset").addEventListener("click", () => this.zoomBy(1 / this.#scale));
    this.#measure();
  }

  /** Draws once before the next picture is shown, however often it is asked. */
  draw() {
    if (this.#asked) return;
    this.#asked = true;
    this.#document.defaultView.requestAnimationFrame(() => {
      this.#asked = false;
      this.#drawNow();
    });
  }

  /** Shows which rows were found; `undefined` when nothing is looked for. */
  mark(matches) {
    this.#searching = matches !== undefined;
    this.#matches = new Set(matches);
    this.draw();
  }

  chooseId(id) {
    const index = this.#indexes.get(id);
    if (index !== undefined && index !== this.chosen) this.choose(index);
  }

  /** Looks at a row: it comes into sight, and the address of the page leads to it. */
  choose(index) {
    this.chosen = Math.min(index, this.#revisions.length - 1);
    const revision = this.#revisions[this.chosen];
    this.#onChoose(revision);
    const hash = revision === undefined ? "" : `r=${encodeURIComponent(revision.id)}`;
    this.#document.location.replace(`#${hash}`);
    if (revision !== undefined) this.#reveal(this.chosen);
    this.draw();
  }

  /** Goes up or down by rows. */
  move(rows) {
    const from = this.chosen < 0 ? this.#rowsInSight().first - Math.sign(rows) : this.chosen;
    this.choose(Math.max(0, Math.min(this.#revisions.length - 1, from + rows)));
  }

  /** Goes along a line: to the first of `parents`, `children`, … */
  follow(relation) {
    this.chooseId(this.#revisions[this.chosen]?.[relation][0]);
  }

  get page() {
    return Math.max(1, Math.floor(this.#scroller.clientHeight / this.#rowHeight) - 1);
  }

  /** Zooms, and keeps a point where it is: the middle, if none is given. */
  zoomBy(factor, at = { x: this.#scroller.clientWidth / 2, y: this.#scroller.clientHeight / 2 }) {
    const scroller = this.#scroller;
    const scale = Math.max(SCALES.least, Math.min(SCALES.most, this.#scale * factor));
    const moved = scale / this.#scale;
    this.#scale = scale;
    this.#measure();
    scroller.scrollTop = (scroller.scrollTop + at.y) * moved - at.y;
    scroller.scrollLeft = (scroller.scrollLeft + at.x) * moved - at.x;
    this.#document.getElementById("zoom-reset").textContent = `${Math.round(scale * 100)} %`;
    this.draw();
  }

  focus() {
    this.#scroller.focus();
  }

  get #rowHeight() {
    return this.#sizes.row * this.#scale;
  }

  #measure() {
    const widest = this.#revisions.reduce((most, revision) => Math.max(most, widthOf(revision)), 0);
    const spacer = this.#document.getElementById("spacer");
    spacer.style.width = `${widest * this.#scale}px`;
    spacer.style.height = `${this.#revisions.length * this.#rowHeight}px`;
  }

  #rowsInSight() {
    const { scrollTop, clientHeight } = this.#scroller;
    const first = Math.floor(scrollTop / this.#rowHeight);
    return { first, last: Math.ceil((scrollTop + clientHeight) / this.#rowHeight) };
  }

  #reveal(index) {
    const scroller = this.#scroller;
    const top = index * this.#rowHeight;
    const hidden = top < scroller.scrollTop ||
      top + this.#rowHeight > scroller.scrollTop + scroller.clientHeight;
    if (hidden) scroller.scrollTop = top - (scroller.clientHeight - this.#rowHeight) / 2;
  }

  #drawNow() {
    const sight = this.#rowsInSight();
    // The lines of the row above lead into the first one.
    const first = Math.max(0, sight.first - 1);
    const last = Math.min(this.#revisions.length, sight.last + 1);
    const spacer = this.#document.getElementById("spacer");
    const width = Math.max(this.#scroller.clientWidth, spacer.offsetWidth);
    this.#svg.setAttribute("width", width);
    this.#svg.setAttribute("height", Math.max(1, (last - first) * this.#rowHeight));
    this.#svg.style.transform = `translateY(${first * this.#rowHeight}px)`;
    const all = this.#element("g", { transform: `scale(${this.#scale})` });
    // A row's ground must not hide the lines that come into it.
    for (let index = first; index < last; index++) all.append(this.#ground(index, index - first, width));
    for (let index = first; index < last; index++) all.append(this.#row(index, index - first));
    this.#svg.replaceChildren(all);
    this.#scroller.setAttribute("aria-activedescendant", this.chosen < 0 ? "" : `row-${this.chosen}`);
  }

  #ground(index, place, width) {
    const { row } = this.#sizes;
    const marks = ["ground", index === this.chosen ? "chosen" : this.#matches.has(index) ? "found" : ""];
    const size = { width: width / this.#scale, height: row };
    return this.#element("rect", { class: marks.join(" "), y: place * row, ...size });
  }

  #row(index, place) {
    const revision = this.#revisions[index];
    const { row, dot } = this.#sizes;
    const missed = this.#searching && !this.#matches.has(index);
    const group = this.#element("g", {
      id: `row-${index}`,
      role: "option",
      "aria-selected": index === this.chosen,
      class: missed ? `${revision.state} missed` : revision.state,
      transform: `translate(0 ${place * row})`,
    });
    for (const [colour, path] of revision.lines) {
      group.append(this.#element("path", { class: `lane-${colour}`, d: path }));
    }
    const lane = `lane-${revision.colour}`;
    group.append(this.#element("circle", { class: lane, cx: revision.x, cy: row / 2, r: dot }));
    if (this.#scale >= READABLE) group.append(this.#caption(revision));
    return group;
  }

  #caption(revision) {
    const text = this.#element("text", { x: revision.textX, y: this.#sizes.row / 2 });
    const part = (className, words) => {
      const span = this.#element("tspan", { class: className });
      span.textContent = words;
      text.append(span);
    };
    part("id", revision.id);
    for (const note of revision.notes) part("note", ` (${note})`);
    part("title", ` ${revision.title}`);
    return text;
  }

  #element(name, attributes) {
    const element = this.#document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  #listenToMouse() {
    const scroller = this.#scroller;
    let press;
    scroller.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.offsetX > scroller.scrollWidth) return;
      const { scrollLeft, scrollTop } = scroller;
      press = { x: event.clientX, y: event.clientY, scrollLeft, scrollTop, dragged: false };
    });
    scroller.addEventListener("pointermove", (event) => {
      if (press === undefined || event.pointerType === "touch") return;
      const [x, y] = [event.clientX - press.x, event.clientY - press.y];
      if (!press.dragged && Math.hypot(x, y) <= STILL) return;
      if (!press.dragged) scroller.setPointerCapture(event.pointerId);
      press.dragged = true;
      scroller.classList.add("dragged");
      scroller.scrollTo(press.scrollLeft - x, press.scrollTop - y);
    });
    const end = (event) => {
      if (event.type === "pointerup" && press?.dragged === false) this.#chooseAt(event.clientY);
      press = undefined;
      scroller.classList.remove("dragged");
    };
    scroller.addEventListener("pointerup", end);
    scroller.addEventListener("pointercancel", end);
    scroller.addEventListener("wheel", (event) => this.#zoomByWheel(event), { passive: false });
  }

  #chooseAt(clientY) {
    const y = clientY - this.#scroller.getBoundingClientRect().top + this.#scroller.scrollTop;
    const index = Math.floor(y / this.#rowHeight);
    if (index < this.#revisions.length) this.choose(index);
  }

  #zoomByWheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = this.#scroller.getBoundingClientRect();
    this.zoomBy(Math.exp(-event.deltaY / 300), { x: event.clientX - left, y: event.clientY - top });
  }
}

function widthOf({ textX, id, notes, title }) {
  return textX + ([id, ...notes, title].join(" () ").length + 2) * CHARACTER;
}
