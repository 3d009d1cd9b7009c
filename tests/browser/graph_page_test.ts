import assert from "node:assert/strict";
import { type BrowserPage, withBrowser } from "../support/browser.ts";
import { retort, ROOT } from "../support/retort.ts";
import { writeScripts } from "../support/write_scripts.ts";

/** Runs `use` in a folder that goes away. */
async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retort_page_" });
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Writes what `retort graph` draws into a file and gives its address. */
async function draw(folder: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await retort(["graph", ...args], { cwd: folder });
  assert.equal(code, 0, stderr);
  const path = `${folder}/history.${args.includes("svg") ? "svg" : "html"}`;
  await Deno.writeTextFile(path, stdout);
  return `file://${path}`;
}

/** The page of the sample, of which a database has all but the last two. */
async function withSample(use: (page: BrowserPage) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    const flags = ["--dir", `${ROOT}/migrations`, "--url", `sqlite:${folder}/app.db`];
    const { code, stderr } = await retort([...flags, "upgrade", "9b2e77a01c55"], { cwd: folder });
    assert.equal(code, 0, stderr);
    const url = await draw(folder, [...flags, "--format", "html", "-i"]);
    await withBrowser(async (page) => {
      await page.open(url);
      await page.until("document.querySelectorAll('#picture [role=option]').length === 9");
      await use(page);
      assert.deepEqual(page.complaints, []);
    });
  });
}

/** What an element of the page says, as an expression. */
function text(id: string): string {
  return `document.getElementById("${id}").textContent`;
}

/** What a row says. */
function rowText(row: number): string {
  return `document.querySelector("#row-${row} text").textContent`;
}

/** Where an element is. */
function middleOf(selector: string): string {
  return `(({ left, top, width, height }) => ({ x: left + width / 2, y: top + height / 2 }))
    (document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect())`;
}

async function click(page: BrowserPage, selector: string): Promise<void> {
  await page.until(`document.querySelector(${JSON.stringify(selector)}) !== null`);
  await page.drag(await page.evaluate(middleOf(selector)));
}

Deno.test("the page of a history shows a revision's SQL and when it was applied, at a click", async () => {
  await withSample(async (page) => {
    assert.match(await page.evaluate(text("about")), /9 in .*sqlite:.*app\.db · 7 applied, 2 pending/);
    assert.equal(await page.evaluate(rowText(0)), "0a6f2be7d98c (head) show open tasks");
    assert.equal(await page.evaluate("document.getElementById('panel').hidden"), true);
    await click(page, "#row-2 circle");
    await page.until(`${text("panel-id")} === "9b2e77a01c55 (current)"`, text("panel-id"));
    assert.match(await page.evaluate(text("panel-text")), /export async function upgrade/);
    assert.match(await page.evaluate(text("panel-facts")), /Applied20\d\d-\d\d-\d\dT\S+Z by .*Took\d+ ms/);
    await click(page, "#row-0 text");
    await page.until(`${text("panel-id")} === "0a6f2be7d98c (head)"`, text("panel-id"));
    assert.match(await page.evaluate(text("panel-facts")), /Appliedno, pending/);
    assert.match(await page.evaluate(text("panel-text")), /-- migrate:up\nCREATE VIEW open_task/);
    await click(page, "#panel-facts button");
    await page.until(`${text("panel-id")} === "c4d85e0b13f6"`, text("panel-id"));
    assert.equal(await page.evaluate("location.hash"), "#r=c4d85e0b13f6");
    await click(page, "#close");
    await page.until("document.getElementById('panel').hidden");
  });
});

Deno.test("the page of a history is searched and read with the keyboard alone", async () => {
  await withSample(async (page) => {
    await page.press("/");
    await page.type("INSERT into");
    await page.until(`${text("found")} === "1 of 2"`, text("found"));
    await page.until("document.querySelectorAll('.missed').length === 7");
    const first = await page.evaluate<string>(text("panel-id"));
    await page.press("Enter");
    await page.until(`${text("found")} === "2 of 2"`, text("found"));
    assert.notEqual(await page.evaluate(text("panel-id")), first);
    await page.type(" nowhere");
    await page.until(`${text("found")} === "nothing found"`, text("found"));
    await page.press("Escape");
    await page.until("document.querySelectorAll('.missed').length === 0");
    await page.press("Home");
    await page.until(`${text("panel-id")} === "0a6f2be7d98c (head)"`, text("panel-id"));
    await page.press("ArrowDown");
    await page.press("j");
    await page.press("p");
    await page.press("c");
    await page.until(`${text("panel-id")} === "9b2e77a01c55 (current)"`, text("panel-id"));
    await page.until(
      "document.getElementById(document.getElementById('scroller').getAttribute('aria-activedescendant'))" +
        ".getAttribute('aria-selected') === 'true'",
    );
    await page.press("Escape");
    await page.until("document.getElementById('panel').hidden");
  });
});

Deno.test("the page of a history zooms, pans, and is light or dark", async () => {
  await withSample(async (page) => {
    const height = "document.getElementById('row-3').getBoundingClientRect().height";
    const before = await page.evaluate<number>(height);
    for (let press = 0; press < 5; press++) await page.press("+");
    await page.until(`${height} > ${before * 2.9}`, height);
    assert.equal(await page.evaluate(text("zoom-reset")), "300 %");
    const at = await page.evaluate<number>("document.getElementById('scroller').scrollTop");
    await page.drag({ x: 300, y: 600 }, { x: 300, y: 620 });
    const scroller = "document.getElementById('scroller')";
    assert.equal(await page.evaluate(`${scroller}.scrollTop`), at - 20);
    assert.equal(await page.evaluate("document.getElementById('panel').hidden"), true, "a drag is no click");
    for (let press = 0; press < 9; press++) await page.press("-");
    await page.until("document.querySelector('#picture text') === null");
    await page.press("0");
    await page.until(`${text("zoom-reset")} === "100 %"`);
    const ground = "getComputedStyle(document.body).backgroundColor";
    await page.prefer("light");
    assert.equal(await page.evaluate(ground), "rgb(255, 255, 255)");
    await page.prefer("dark");
    assert.equal(await page.evaluate(ground), "rgb(13, 17, 23)");
    await page.press("t");
    assert.equal(await page.evaluate(ground), "rgb(255, 255, 255)");
    await page.press("t");
    assert.equal(await page.evaluate(ground), "rgb(13, 17, 23)");
  });
});

const ATTACK =
  `</script><script>globalThis.harmed = 1</script><img src=x onerror="globalThis.harmed = 1"><!--<script>`;

Deno.test("what revisions say stays text, in the page and in the picture", async () => {
  await inFolder(async (folder) => {
    await writeScripts(`${folder}/migrations`, {
      "a.sql": `-- ${ATTACK} ]]> & \u0001\n-- revision: a1\n\n-- migrate:up\n` +
        `INSERT INTO page VALUES ('${ATTACK}', 'password=hunter2secret');\n`,
    });
    await withBrowser(async (page) => {
      await page.open(await draw(folder, ["--format", "html"]));
      await click(page, "#row-0 text");
      await page.until(`${text("panel-id")} === "a1 (head)"`, text("panel-id"));
      assert.ok((await page.evaluate<string>(rowText(0))).includes(ATTACK));
      assert.ok((await page.evaluate<string>(text("panel-message"))).includes(ATTACK));
      assert.ok((await page.evaluate<string>(text("panel-text"))).includes(`('${ATTACK}', 'password=***')`));
      assert.equal(await page.evaluate("document.scripts.length"), 2);
      assert.equal(await page.evaluate("globalThis.harmed"), undefined);
      assert.deepEqual(page.complaints, []);
      await page.open(await draw(folder, ["--format", "svg"]));
      assert.ok((await page.evaluate<string>("document.querySelector('text').textContent")).includes(ATTACK));
      assert.equal(await page.evaluate("document.querySelector('parsererror')"), null);
      assert.equal(await page.evaluate("globalThis.harmed"), undefined);
      assert.deepEqual(page.complaints, []);
    });
  });
});

Deno.test("a page of ten thousand revisions draws only what is in sight", async () => {
  await inFolder(async (folder) => {
    const scripts: Record<string, string> = {};
    for (let index = 0; index < 10_000; index++) {
      const down = index === 0 ? "" : `-- down_revision: r${index - 1}\n`;
      scripts[`${index}.sql`] =
        `-- change ${index}\n-- revision: r${index}\n${down}\n-- migrate:up\nSELECT ${index};\n`;
    }
    await writeScripts(`${folder}/migrations`, scripts);
    await withBrowser(async (page) => {
      await page.open(await draw(folder, ["--format", "html"]));
      await page.press("End");
      await page.until(`${text("panel-id")} === "r0"`, text("panel-id"));
      await page.until("document.getElementById('row-9999') !== null");
      assert.ok(await page.evaluate<number>("document.querySelectorAll('#picture *').length") < 500);
      await page.press("/");
      await page.type("SELECT 4321;");
      await page.until(`${text("panel-id")} === "r4321"`, text("panel-id"));
      await page.until(`${text("found")} === "1 of 1"`, text("found"));
      await page.until("document.getElementById('row-5678') !== null");
      assert.deepEqual(page.complaints, []);
    });
  });
});
