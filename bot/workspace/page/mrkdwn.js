// Draws Slack's mrkdwn as DOM nodes.

import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";

const FENCE = /```\n?([\s\S]+?)\n?```/;
const QUOTE = /^(?:&gt;|>) ?/;
const ADDRESS = /^https?:\/\/[^\s<>]*[^\s<>.,;:!?"')\]]/;
const WRAPPERS = { "*": "strong", _: "em", "~": "s" };
// A marker beside a letter is no marker. Invisible characters count as letters here: what Slack's
// clients make of a marker beside one is not known, and a card should not depend on it.
const LETTER = /[\p{L}\p{N}\p{M}\p{Cf}]/u;

export function decode(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

// `names` answers what to show for a person, and for a channel without a label.
export function mrkdwn(text, names, { verbatim = false } = {}) {
  const context = { names, verbatim };
  const drawn = document.createDocumentFragment();
  let rest = text;
  for (let fence = FENCE.exec(rest); fence !== null; fence = FENCE.exec(rest)) {
    drawn.append(...paragraphs(trimBreak(rest.slice(0, fence.index)), context));
    drawn.append(el("pre", { dir: "auto" }, plainOf(fence[1], context)));
    rest = rest.slice(fence.index + fence[0].length).replace(/^\n/, "");
  }
  drawn.append(...paragraphs(rest, context));
  return drawn;
}

export function plain(text, { emoji = true } = {}) {
  const decoded = decode(text);
  return document.createTextNode(emoji ? withEmoji(decoded) : decoded);
}

// The text of a message as its author typed it, for editing.
export function asTyped(text, names) {
  return plainOf(text, { names });
}

const trimBreak = (text) => text.replace(/\n$/, "");

function paragraphs(text, context) {
  if (text === "") return [];
  const drawn = [];
  let quoted = null;
  text.split("\n").forEach((line, index) => {
    if (QUOTE.test(line)) {
      if (quoted === null) {
        quoted = el("blockquote", { dir: "auto" });
        drawn.push(quoted);
      } else {
        quoted.append(el("br"));
      }
      quoted.append(...inline(line.replace(QUOTE, ""), context));
      return;
    }
    if (index > 0 && quoted === null) drawn.push(el("br"));
    quoted = null;
    drawn.push(...inline(line, context));
  });
  return drawn;
}

function inline(text, context) {
  const drawn = [];
  let written = "";
  const flush = () => {
    if (written !== "") drawn.push(document.createTextNode(withEmoji(decode(written))));
    written = "";
  };
  let at = 0;
  while (at < text.length) {
    const found = special(text, at, context);
    if (found === null) {
      written += text[at];
      at += 1;
    } else {
      flush();
      drawn.push(found.node);
      at = found.end;
    }
  }
  flush();
  return drawn;
}

// What starts here other than plain text, with the place where it ends; or null.
function special(text, at, context) {
  const character = text[at];
  if (character === "`") return code(text, at, context);
  if (character === "<") return token(text, at, context);
  if (character in WRAPPERS) return wrapped(text, at, context);
  if (character === "h" && !context.verbatim) return address(text, at);
  return null;
}

function code(text, at, context) {
  const end = text.indexOf("`", at + 1);
  if (end <= at + 1) return null;
  const node = el("code", { dir: "auto" }, plainOf(text.slice(at + 1, end), context));
  return { node, end: end + 1 };
}

function wrapped(text, at, context) {
  const marker = text[at];
  const opens = isEdge(before(text, at)) && /[^\s]/.test(text[at + 1] ?? " ");
  if (!opens || text[at + 1] === marker || isInvisible(text[at + 1])) return null;
  for (let end = text.indexOf(marker, at + 1); end !== -1; end = text.indexOf(marker, end + 1)) {
    const last = text[end - 1];
    if (/\s/.test(last) || last === marker || isInvisible(last)) continue;
    if (!isEdge(after(text, end)) || isInsideToken(text, at, end)) continue;
    const inner = inline(text.slice(at + 1, end), context);
    return { node: el(WRAPPERS[marker], {}, ...inner), end: end + 1 };
  }
  return null;
}

const isEdge = (character) => character === undefined || !LETTER.test(character);
const isInvisible = (character) => /\p{Cf}/u.test(character);
const before = (text, at) => [...text.slice(Math.max(0, at - 2), at)].at(-1);
const after = (text, at) => [...text.slice(at + 1, at + 3)][0];

// A star inside <...> or inside `...` does not end what began outside.
function isInsideToken(text, from, to) {
  const between = text.slice(from + 1, to);
  const open = between.lastIndexOf("<");
  if (open !== -1 && between.indexOf(">", open) === -1) return true;
  return between.split("`").length % 2 === 0;
}

function address(text, at) {
  const match = ADDRESS.exec(text.slice(at));
  if (match === null || !isEdge(before(text, at))) return null;
  const href = decode(match[0]);
  return { node: link(href, href), end: at + match[0].length };
}

function token(text, at, context) {
  const end = text.indexOf(">", at);
  if (end === -1) return null;
  const inner = text.slice(at + 1, end);
  const [target, label] = splitLabel(inner);
  const node = reference(target, label, context) ?? document.createTextNode(decode(label ?? target));
  return { node, end: end + 1 };
}

function splitLabel(inner) {
  const bar = inner.indexOf("|");
  return bar === -1 ? [inner, undefined] : [inner.slice(0, bar), inner.slice(bar + 1)];
}

function reference(target, label, { names }) {
  if (target.startsWith("@")) {
    return el("span", { class: "mention" }, `@${names.user(target.slice(1)) ?? label ?? target.slice(1)}`);
  }
  if (target.startsWith("#")) {
    return el("span", { class: "mention" }, `#${names.channel(target.slice(1)) ?? label ?? target.slice(1)}`);
  }
  if (target.startsWith("!date^")) return document.createTextNode(decode(label ?? ""));
  if (target.startsWith("!")) {
    return el("span", { class: "mention broadcast" }, `@${label ?? target.slice(1)}`);
  }
  if (/^(https?:\/\/|mailto:)/i.test(target)) {
    return link(decode(target), withEmoji(decode(label ?? target)));
  }
  return null;
}

export function link(href, label) {
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, label);
}

// The same text with its markup tokens as words and nothing drawn.
function plainOf(text, context) {
  return decode(
    text.replace(/<([^<>]+)>/g, (_, inner) => {
      const [target, label] = splitLabel(inner);
      const node = reference(target, label, context);
      return node?.textContent ?? label ?? target;
    }),
  );
}
