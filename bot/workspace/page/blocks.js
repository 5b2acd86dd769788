// Draws Block Kit blocks.

import { directionOf, el } from "./dom.js";
import { drawElement } from "./elements.js";
import { link, mrkdwn, plain } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

// `names` tells what people and channels are called, `act` sends an action.
export function drawBlocks(blocks, names, act) {
  return blocks.map((block) => {
    const draw = DRAWN[block.type] ?? unsupported;
    const properties = { class: `block ${block.type}`, dir: lineDirection(block) };
    return el("div", properties, ...draw(block, names, act));
  });
}

// A line of small texts runs the way its first one reads. Nothing else is mirrored: Slack leaves
// columns, buttons and accessories where they are.
function lineDirection(block) {
  if (block.type !== "context") return undefined;
  return directionOf(block.elements.map((element) => element.text ?? "").join(" "));
}

function text(object, names, tag = "div", properties = {}) {
  const drawn =
    object.type === "mrkdwn"
      ? mrkdwn(object.text, names, { verbatim: object.verbatim })
      : plain(object.text, { emoji: object.emoji !== false });
  return el(tag, { class: "text", dir: "auto", ...properties }, drawn);
}

function section(block, names, act) {
  const words = el("div", { class: "words" });
  if (block.text) words.append(text(block.text, names));
  if (block.fields) {
    words.append(el("div", { class: "fields" }, ...block.fields.map((field) => text(field, names))));
  }
  const accessory = block.accessory && el("div", { class: "accessory" }, part(block.accessory, names, act));
  return [words, accessory];
}

function part(element, names, act) {
  if (element.type === "image") return picture(element);
  return drawElement(element, act);
}

// The page loads nothing from elsewhere: an image is shown as what it says.
function picture(image) {
  const address = image.image_url && link(image.image_url, "open");
  return el("span", { class: "picture" }, el("span", { "aria-hidden": true }, "🖼 "), `${image.alt_text} `, address);
}

function context(block, names) {
  return block.elements.map((element) =>
    element.type === "image" ? picture(element) : text(element, names, "span"),
  );
}

function table(block, names) {
  const cell = (value, row, column) => {
    const align = block.column_settings?.[column]?.align;
    const content = value.type === "rich_text" ? richText(value, names) : [value.text ?? String(value.value ?? "")];
    const properties = { dir: "auto", class: align && `align-${align}`, scope: row === 0 ? "col" : undefined };
    return el(row === 0 ? "th" : "td", properties, ...content);
  };
  const rows = block.rows.map((cells, row) => el("tr", {}, ...cells.map((value, column) => cell(value, row, column))));
  return [el("table", {}, ...rows)];
}

function image(block, names) {
  return [block.title && text(block.title, names), el("div", { class: "placeholder" }, picture(block))];
}

const elements = (block, names, act) => block.elements.map((element) => part(element, names, act));
const unsupported = (block) => [
  el("span", { class: "unsupported" }, `${block.type}: not shown in the local workspace`),
];

const DRAWN = {
  header: (block, names) => [text(block.text, names, "h3")],
  section,
  context,
  divider: () => [el("hr")],
  actions: elements,
  context_actions: elements,
  image,
  rich_text: (block, names) => richText(block, names),
  table,
  markdown: (block) => [el("div", { class: "text written", dir: "auto" }, block.text)],
};
