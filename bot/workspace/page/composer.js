// The field at the bottom: what is typed, where it goes, and what it may become.

import { send } from "./api.js";
import { byId } from "./dom.js";
import { Completion } from "./completion.js";

export class Composer {
  #thread = null; // the message that is replied to

  constructor(state) {
    this.state = state;
    this.field = byId("text");
    this.completion = new Completion(this.field, byId("completion"), () => this.#suggestions());
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit(this.field.value);
    });
    this.field.addEventListener("input", () => this.#changed());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    byId("insert-command").addEventListener("click", () => this.#start(`${state.command} `));
    byId("insert-mention").addEventListener("click", () => this.#start(`@${state.botName} `));
    byId("stop-replying").addEventListener("click", () => this.replyTo(null));
  }

  // Called when the workspace is known or the conversation changes.
  show() {
    const { state } = this;
    const room = state.channels.get(state.room);
    byId("insert-command").textContent = state.command;
    byId("insert-mention").textContent = `@${state.botName}`;
    const place = room.is_im ? room.name : `#${room.name}`;
    const hint = room.is_im ? `Ask ${room.name} a question` : `Message #${room.name}, or ${state.command} and a word`;
    this.field.placeholder = hint;
    this.field.setAttribute("aria-label", `Message to ${place}`);
    this.#changed();
  }

  replyTo(message) {
    this.#thread = message;
    byId("replying").hidden = message === null;
    if (message !== null) {
      const name = this.state.users.get(message.user).real_name;
      byId("replying-to").textContent = `Replying in the thread of ${name}`;
    }
    this.say("");
    if (message !== null || window.matchMedia("(pointer: fine)").matches) this.field.focus();
  }

  say(text, isError = false) {
    const status = byId("status");
    status.textContent = text;
    status.classList.toggle("error", isError);
  }

  async submit(typed) {
    const text = typed.trim();
    if (text === "") return;
    const request = text.startsWith("/") ? this.#command(text) : this.#message(text);
    if (request === null) return;
    this.field.value = "";
    this.#changed();
    this.say(request.waiting);
    try {
      await send(request.verb, request.body);
      this.say("");
    } catch (error) {
      if (this.field.value === "") this.field.value = typed;
      this.#changed();
      this.say(error.message, true);
    }
  }

  #message(text) {
    const body = { channel: this.state.room, text, thread_ts: this.#thread?.ts };
    return { verb: "say", body, waiting: "" };
  }

  #command(text) {
    const [, name, rest] = /^(\S+)\s*([\s\S]*)$/.exec(text);
    if (name !== this.state.command) {
      this.say(`${name} is not a valid command. In Slack, a message that starts with "/" is a command.`, true);
      return null;
    }
    if (this.#thread !== null) {
      this.say(`${name} is not supported in threads. Sorry!`, true);
      return null;
    }
    const body = { channel: this.state.room, command: name, text: rest };
    return { verb: "command", body, waiting: `${this.state.botName} is looking…` };
  }

  #start(prefix) {
    this.field.value = prefix + this.field.value.replace(/^(\/\S*|@\S*)\s*/, "");
    this.field.focus();
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
    this.#changed();
  }

  #changed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 160)}px`;
    byId("send").disabled = this.field.value.trim() === "";
    this.completion.update();
  }

  #key(event) {
    if (this.completion.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit(this.field.value);
    } else if (event.key === "Escape" && this.#thread !== null) {
      this.replyTo(null);
    }
  }

  // What the word at the caret may become.
  #suggestions() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    const { state } = this;
    if (/^\/\S*$/.test(before) && state.command.startsWith(before) && before !== state.command) {
      return { from: 0, choices: [{ text: state.command, note: "Look up a word; only you see the answer" }] };
    }
    const mention = /(^|\s)@(\S*)$/.exec(before);
    if (mention === null) return { from: 0, choices: [] };
    const users = [...state.users.values()].filter((user) => user.id !== "USLACKBOT" && user.id !== state.person);
    users.sort((one, other) => (other.id === state.bot) - (one.id === state.bot));
    const choices = users
      .filter((user) => user.name.startsWith(mention[2].toLowerCase()) && user.name !== mention[2])
      .map((user) => ({ text: `@${user.name}`, note: user.id === state.bot ? "Answers in the thread" : user.real_name }));
    return { from: before.length - mention[2].length - 1, choices };
  }
}
