import { Panel } from "./panel.js";
import { Picture } from "./picture.js";
import { Search } from "./search.js";

/** Makes the page of retort's history live: draws what is in sight, and answers to mouse, touch and keys. */
export function openGraphPage(document) {
  const data = JSON.parse(document.getElementById("data").textContent);
  const panel = new Panel(document, data, (id) => picture.chooseId(id), () => picture.choose(-1));
  const picture = new Picture(document, data, (revision) => panel.show(revision));
  const search = new Search(document, data, picture);
  document.getElementById("about").textContent = about(data);
  document.getElementById("theme").addEventListener("click", () => switchTheme(document));
  listenToKeys(document, picture, search);
  const fromAddress = () => picture.chooseId(idInAddress(document));
  document.defaultView.addEventListener("hashchange", fromAddress);
  picture.draw();
  fromAddress();
}

function about({ revisions, directories, database }) {
  const count = (state) => revisions.filter((revision) => revision.state === state).length;
  const states = ["applied", "pending", "half-done"].filter((state) => count(state) > 0);
  return [
    `${revisions.length} in ${directories.join(", ")}`,
    ...(database === null ? [] : [database, states.map((state) => `${count(state)} ${state}`).join(", ")]),
  ].join(" · ");
}

function idInAddress(document) {
  const { hash } = document.location;
  return hash.startsWith("#r=") ? decodeURIComponent(hash.slice(3)) : "";
}

function switchTheme(document) {
  const root = document.documentElement;
  const dark = document.defaultView.getComputedStyle(root).colorScheme === "light dark"
    ? document.defaultView.matchMedia("(prefers-color-scheme: dark)").matches
    : root.style.colorScheme === "dark";
  root.style.colorScheme = dark ? "light" : "dark";
}

function listenToKeys(document, picture, search) {
  const keys = keysOf(document, picture, search);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = search.has(event.target) ? searchKey(event, picture, search) : keys[event.key];
    // In the panel, arrows and pages scroll the text.
    const moves = /^(?:Arrow|Page|Home|End)/.test(event.key);
    if (action === undefined || (moves && event.target.closest("#panel") !== null)) return;
    event.preventDefault();
    action();
  });
}

function searchKey({ key, shiftKey }, picture, search) {
  if (key === "Enter") return () => search.step(shiftKey ? -1 : 1);
  if (key === "Escape") return () => search.clear();
  return key === "ArrowDown" ? () => picture.focus() : undefined;
}

function keysOf(document, picture, search) {
  return {
    ArrowDown: () => picture.move(1),
    ArrowUp: () => picture.move(-1),
    j: () => picture.move(1),
    k: () => picture.move(-1),
    PageDown: () => picture.move(picture.page),
    PageUp: () => picture.move(-picture.page),
    Home: () => picture.move(-Infinity),
    End: () => picture.move(Infinity),
    p: () => picture.follow("parents"),
    c: () => picture.follow("children"),
    n: () => search.step(1),
    N: () => search.step(-1),
    "/": () => search.begin(),
    "+": () => document.getElementById("zoom-in").click(),
    "-": () => document.getElementById("zoom-out").click(),
    0: () => document.getElementById("zoom-reset").click(),
    t: () => switchTheme(document),
    Escape: () => picture.choose(-1),
  };
}
