// What pdf.js reads in PDFs, as one line of JSON for each: the text of all pages in the order of the file, the text
// that is in no element of the tree, and the figures that its viewer does not take for an image with an alternative
// text: those that do not begin with one piece of content, besides which there is nothing but a caption.
// Usage: node pdfjs_text.mjs PATH-OF-pdf.mjs FILE.pdf…
import fs from "node:fs";

const [library, ...files] = process.argv.slice(2);
const { getDocument } = await import(library);

/** The numbers of all marked content in an element. */
function contents(element) {
  if (element.type === "content") return [element.id];
  return (element.children ?? []).flatMap(contents);
}

/** Whether a figure is one piece of content, with or without a caption after it. */
function isImage({ children: [first, ...others] }) {
  return first?.type === "content" && others.length <= 1 && others.every((other) => other.role === "Caption");
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
    parted.push(...figures.filter((figure) => !isImage(figure)).map((figure) => figure.alt));
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
