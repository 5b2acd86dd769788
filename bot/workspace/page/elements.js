// Draws what can be clicked or picked, and sends what was.

import { el } from "./dom.js";
import { plain } from "./mrkdwn.js";

const label = (text) => plain(text.text, { emoji: text.emoji !== false });

// `act(actionId, value)` sends the action and resolves once the bot has taken it.
export function drawElement(element, act) {
  const draw = DRAWN[element.type];
  if (draw !== undefined) return draw(element, act);
  return el("span", { class: "unsupported" }, `${element.type}: not shown in the local workspace`);
}

function button(element, act) {
  const properties = {
    class: `button ${element.style ?? ""}`,
    "aria-label": element.accessibility_label,
    dir: "auto",
  };
  const run = (event) => underWay(event.currentTarget, element, () => act(element.action_id));
  if (element.url !== undefined) {
    const target = { href: element.url, target: "_blank", rel: "noopener noreferrer", onclick: run };
    return el("a", { ...properties, ...target }, label(element.text));
  }
  return el("button", { ...properties, type: "button", onclick: run }, label(element.text));
}

function iconButton(element, act) {
  const name = element.accessibility_label ?? element.text.text;
  const run = (event) => underWay(event.currentTarget, element, () => act(element.action_id));
  return el("button", { class: "button icon", type: "button", "aria-label": name, title: name, onclick: run }, "🗑");
}

function feedback(element, act) {
  const one = (choice, sign) => {
    const run = async ({ currentTarget: pressed }) => {
      await underWay(pressed, element, () => act(element.action_id, choice.value));
      for (const each of pressed.parentNode.children) each.setAttribute("aria-pressed", String(each === pressed));
    };
    const properties = { class: "button feedback", type: "button", "aria-label": choice.accessibility_label, onclick: run };
    return el("button", properties, el("span", { "aria-hidden": true }, sign), " ", label(choice.text));
  };
  const buttons = [one(element.positive_button, "👍"), one(element.negative_button, "👎")];
  return el("span", { class: "feedback-buttons" }, ...buttons);
}

function select(element, act) {
  const shown = element.initial_option?.text ?? element.placeholder ?? { text: "Choose an option" };
  const title = el("summary", { class: "button", dir: "auto" }, label(shown));
  const groups = element.option_groups ?? [{ options: element.options }];
  const choices = groups.flatMap((group) => [
    group.label && el("p", { class: "group", dir: "auto" }, label(group.label)),
    ...group.options.map((option) => choice(option, element, title, act)),
  ]);
  return menu(title, choices, "select");
}

function overflow(element, act) {
  const title = el("summary", { class: "button icon", "aria-label": "More actions", title: "More actions" }, "⋯");
  return menu(title, element.options.map((option) => choice(option, element, null, act)), "overflow");
}

function choice(option, element, title, act) {
  const pick = (event) => {
    const details = event.currentTarget.closest("details");
    const summary = details.querySelector("summary");
    details.open = false;
    summary.focus();
    if (title !== null) title.replaceChildren(label(option.text));
    if (option.url !== undefined) window.open(option.url, "_blank", "noopener,noreferrer");
    underWay(summary, element, () => act(element.action_id, option.value));
  };
  const note = option.description && el("small", { dir: "auto" }, label(option.description));
  return el("button", { class: "choice", type: "button", dir: "auto", onclick: pick }, label(option.text), note);
}

function menu(title, choices, kind) {
  const list = el("div", { class: "choices" }, ...choices.filter(Boolean));
  const details = el("details", { class: `menu ${kind}` }, title, list);
  const close = (event) => {
    if (!details.contains(event.target)) details.open = false;
  };
  details.addEventListener("toggle", () => {
    if (details.open) {
      document.addEventListener("pointerdown", close);
      list.scrollIntoView({ block: "nearest" });
    } else {
      document.removeEventListener("pointerdown", close);
    }
  });
  details.addEventListener("keydown", (event) => {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "Escape") {
      details.open = false;
      title.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      details.open = true;
      const next = event.key === "ArrowDown" ? at + 1 : at - 1;
      buttons[(next + buttons.length) % buttons.length].focus();
      event.preventDefault();
    }
  });
  return details;
}

// Shows that an action is on its way; asks first where the bot wants that.
async function underWay(node, element, send) {
  const { confirm } = element;
  if (confirm && !window.confirm(`${confirm.title.text}\n\n${confirm.text.text}`)) return;
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  try {
    await send();
  } finally {
    node.removeAttribute("aria-busy");
  }
}

const DRAWN = {
  button,
  icon_button: iconButton,
  feedback_buttons: feedback,
  static_select: select,
  overflow,
};
