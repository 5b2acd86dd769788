// Draws rich_text blocks, which carry their formatting as data.

import { directionOf, el } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { link } from "./mrkdwn.js";

const PARTS = {
  rich_text_section: (part, names) => el("div", { dir: "auto" }, ...pieces(part, names)),
  rich_text_quote: (part, names) => el("blockquote", { dir: "auto" }, ...pieces(part, names)),
  rich_text_preformatted: (part, names) => el("pre", { dir: "auto" }, ...pieces(part, names)),
  rich_text_list: list,
};
const STYLES = [["code", "code"], ["strike", "s"], ["italic", "em"], ["bold", "strong"], ["underline", "u"]];

export function richText(block, names) {
  return block.elements.map((part) => PARTS[part.type]?.(part, names)).filter(Boolean);
}

function list(part, names) {
  const items = part.elements.map((item) => el("li", { dir: "auto" }, ...pieces(item, names)));
  const words = part.elements.flatMap((item) => item.elements.map((element) => element.text ?? "")).join("");
  const node = el(part.style === "ordered" ? "ol" : "ul", { dir: directionOf(words), class: `indent-${part.indent ?? 0}` }, ...items);
  if (part.offset) node.setAttribute("start", String(part.offset + 1));
  return node;
}

const pieces = (part, names) => part.elements.map((element) => styled(piece(element, names), element.style));

function piece(element, names) {
  switch (element.type) {
    case "text":
      return document.createTextNode(element.text);
    case "link":
      return link(element.url, element.text || element.url);
    case "user":
      return el("span", { class: "mention" }, `@${names.user(element.user_id) ?? element.user_id}`);
    case "channel":
      return el("span", { class: "mention" }, `#${names.channel(element.channel_id) ?? element.channel_id}`);
    case "broadcast":
      return el("span", { class: "mention broadcast" }, `@${element.range}`);
    case "emoji":
      return document.createTextNode(emojiFor(element.name) ?? `:${element.name}:`);
    case "date":
      return document.createTextNode(element.fallback ?? new Date(element.timestamp * 1000).toLocaleString());
    default:
      return document.createTextNode(element.text ?? element.value ?? "");
  }
}

function styled(node, style = {}) {
  return STYLES.reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node);
}
