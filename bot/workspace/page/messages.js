// Draws the open conversation, and draws anew only what changed.

import { send } from "./api.js";
import { drawBlocks } from "./blocks.js";
import { arrange, el } from "./dom.js";
import { asTyped, mrkdwn } from "./mrkdwn.js";
import { key } from "./state.js";

export class Messages {
  #drawn = new Map(); // by key: the article, and what it was drawn from
  #threads = new Map();

  constructor(list, state, { reply }) {
    this.list = list;
    this.state = state;
    this.reply = reply;
  }

  draw() {
    const items = this.state.items();
    arrange(this.list, items.map((item) => (item.notice ? this.#notice(item.notice) : this.#thread(item))));
    this.list.setAttribute("aria-busy", "false");
  }

  nodeOf(message) {
    return this.#drawn.get(key(message))?.node;
  }

  #thread({ message, replies }) {
    const name = key(message);
    let parts = this.#threads.get(name);
    if (parts === undefined) {
      const answers = el("div", { class: "replies", role: "group", "aria-label": "Replies in the thread" });
      parts = { node: el("div", { class: "thread" }), answers };
      this.#threads.set(name, parts);
    }
    arrange(parts.answers, replies.map((reply) => this.#message(reply, true)));
    arrange(parts.node, [this.#message(message, false), ...(replies.length ? [parts.answers] : [])]);
    return parts.node;
  }

  #notice(notice) {
    const name = `notice ${notice.ts}`;
    const sign = { info: "ℹ️", warning: "⚠️", error: "⛔" }[notice.level];
    return this.#kept(name, notice, () =>
      el("div", { class: `notice ${notice.level}` }, el("span", { "aria-hidden": true }, sign), el("p", { dir: "auto" }, notice.text)),
    );
  }

  #message(message, isReply) {
    return this.#kept(key(message), { ...message, isReply }, () => this.#article(message, isReply));
  }

  // The node drawn before, unless what it shows has changed; the focus stays where it was.
  #kept(name, shown, draw) {
    const signature = JSON.stringify(shown);
    const old = this.#drawn.get(name);
    if (old?.signature === signature) return old.node;
    const node = draw();
    const hadFocus = old?.node.contains(document.activeElement);
    this.#drawn.set(name, { node, signature });
    if (hadFocus) setTimeout(() => node.focus());
    return node;
  }

  #article(message, isReply) {
    const author = this.state.users.get(message.user);
    const isPrivate = message.visible_to !== null;
    const failure = el("p", { class: "failure", role: "alert" });
    const act = async (actionId, value) => {
      failure.textContent = "";
      try {
        const { error } = await send("click", { channel: message.channel, ts: message.ts, action_id: actionId, value });
        if (error) failure.textContent = `That did not work: the app answered with the error "${error}".`;
      } catch (error) {
        failure.textContent = error.message;
      }
    };
    const content = message.blocks.length
      ? drawBlocks(message.blocks, this.state.names, act)
      : [el("div", { class: "text", dir: "auto" }, mrkdwn(message.text, this.state.names))];
    const kind = `message${isPrivate ? " private" : ""}${isReply ? " reply" : ""}`;
    return el(
      "article",
      { class: kind, tabindex: "-1", "aria-label": `${author.real_name}, ${timeOf(message)}`, "data-ts": message.ts },
      isPrivate && el("p", { class: "only-you" }, el("span", { "aria-hidden": true }, "👁 "), "Only visible to you"),
      el("div", { class: `avatar ${author.is_bot ? "app" : ""}`, "aria-hidden": true }, author.real_name[0].toUpperCase()),
      this.#byline(message, author, isReply),
      el("div", { class: "content" }, ...content, message.edited && el("span", { class: "edited" }, "(edited)")),
      failure,
    );
  }

  #byline(message, author, isReply) {
    const badge = author.is_bot || author.id === "USLACKBOT" ? el("span", { class: "badge" }, "App") : null;
    const when = new Date(Number(message.ts) * 1000);
    const time = el("time", { datetime: when.toISOString(), title: when.toLocaleString() }, timeOf(message));
    return el("div", { class: "byline" }, el("strong", {}, author.real_name), badge, time, this.#tools(message, isReply));
  }

  #tools(message, isReply) {
    const tools = el("span", { class: "message-tools" });
    const tool = (label, run) => tools.append(el("button", { type: "button", onclick: run }, label));
    if (!isReply && message.visible_to === null) tool("Reply", () => this.reply(message));
    if (message.user === this.state.person) {
      tool("Edit", () => this.#edit(message));
      tool("Delete", () => send("delete", { channel: message.channel, ts: message.ts }));
    }
    return tools;
  }

  #edit(message) {
    const typed = asTyped(message.text, this.state.names);
    const field = el("textarea", { dir: "auto", rows: "2", "aria-label": "Edit the message" });
    field.value = typed;
    const article = this.nodeOf(message);
    const content = article.querySelector(".content");
    const shown = [...content.childNodes];
    const stop = () => content.replaceChildren(...shown);
    const save = async () => {
      if (field.value.trim() === "" || field.value === typed) return stop();
      stop();
      return send("edit", { channel: message.channel, ts: message.ts, text: field.value });
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") stop();
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        save();
      }
    });
    const buttons = [
      el("button", { type: "button", class: "button primary", onclick: save }, "Save"),
      el("button", { type: "button", class: "button", onclick: stop }, "Cancel"),
    ];
    content.replaceChildren(el("div", { class: "editing" }, field, ...buttons));
    field.focus();
  }
}

function timeOf(message) {
  return new Date(Number(message.ts) * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
