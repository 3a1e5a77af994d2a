// What pdf.js reads in PDFs, as one line of JSON for each: the text of all pages in the order of the file, the text
// that is in no element of the tree, and the figures of more than one piece of content, of which its viewer hides
// all but the last from those who hear the alternative text.
// Usage: node pdfjs_text.mjs PATH-OF-pdf.mjs FILE.pdf…
import fs from "node:fs";

const [library, ...files] = process.argv.slice(2);
const { getDocument } = await import(library);

/** The numbers of all marked content in an element. */
function contents(element) {
  if (element.type === "content") return [element.id];
  return (element.children ?? []).flatMap(contents);
}

/** All elements of a role in an element. */
function elements(element, role) {
  if (element.role === role) return [element];
  return (element.children ?? []).flatMap((child) => elements(child, role));
}

for (const file of files) {
  const data = new Uint8Array(fs.readFileSync(file));
  const document = await getDocument({ data, verbosity: 0 }).promise;
  let text = "";
  let stray = "";
  const parted = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const tree = await page.getStructTree();
    const figures = tree ? elements(tree, "Figure") : [];
    parted.push(...figures.filter((figure) => contents(figure).length > 1).map((figure) => figure.alt));
    const owned = new Set(tree ? contents(tree) : []);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const open = [];
    for (const item of items) {
      if (item.type === "endMarkedContent") open.pop();
      else if (item.type) open.push(item);
      else {
        text += item.str + (item.hasEOL ? "\n" : "");
        const tagged = open.filter((mark) => mark.id);
        const known = tagged.some((mark) => owned.has(mark.id));
        if (tagged.length > 0 && !known) stray += item.str;
      }
    }
    text += "\n";
  }
  console.log(JSON.stringify({ text, stray, parted }));
  await document.destroy();
}
