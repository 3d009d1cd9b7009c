import { pageData, type PageSubject } from "./page_data.ts";
import style from "./graph_page.css" with { type: "text" };
import body from "./graph_page.html" with { type: "text" };
import main from "./graph_page.js" with { type: "text" };
import panel from "./panel.js" with { type: "text" };
import picture from "./picture.js" with { type: "text" };
import search from "./search.js" with { type: "text" };

/**
 * The history as one HTML page that needs nothing else: to pan, zoom and search, with each revision's file and what
 * the database recorded of it. Nothing in a revision can become markup, and the page's policy lets no other script run
 * and nothing be loaded.
 */
export async function graphPage(subject: PageSubject): Promise<string[]> {
  const code = pageScript();
  const policy = [
    "default-src 'none'",
    `script-src '${await sourceHash(code)}'`,
    `style-src '${await sourceHash(style)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return [
    "<!DOCTYPE html>\n",
    '<html lang="en">\n<head>\n<meta charset="utf-8">\n',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">\n`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
    '<link rel="icon" href="data:,">\n',
    `<title>Revisions</title>\n<style>${style}</style>\n</head>\n`,
    `${body}<script type="application/json" id="data">`,
    scriptSafe(JSON.stringify(pageData(subject))),
    `</script>\n<script type="module">${code}</script>\n</html>\n`,
  ];
}

/** The modules of the page's script as one: a page has no others to import from. */
function pageScript(): string {
  const modules = [picture, panel, search, main].map((source) => source.replace(/^import .*\n/gm, ""));
  return `${modules.join("\n")}\nopenGraphPage(document);\n`;
}

/** JSON that an HTML parser reads as text to its end: it has no `<` that could close or open anything. */
function scriptSafe(json: string): string {
  return json.replaceAll("<", "\\u003c");
}

/** How a page's policy names a script or a style that stands in it. */
async function sourceHash(source: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(source));
  return `sha256-${new Uint8Array(digest).toBase64()}`;
}
