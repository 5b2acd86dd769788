// Tells a first-time visitor what to type, with examples that can be clicked.

import { byId, el } from "./dom.js";

export class Welcome {
  #wanted = null; // what the person chose with the button; null as long as it was not used

  constructor(state, { open, submit }) {
    this.state = state;
    this.open = open;
    this.submit = submit;
    byId("show-examples").addEventListener("click", () => {
      this.#wanted = byId("welcome").hidden;
      this.draw();
      if (this.#wanted) byId("welcome").scrollIntoView({ block: "end" });
    });
  }

  draw() {
    const { state } = this;
    const isShown = state.examples.length > 0 && (this.#wanted ?? !state.hasAsked());
    byId("welcome").hidden = !isShown;
    byId("show-examples").hidden = state.examples.length === 0;
    byId("show-examples").setAttribute("aria-expanded", String(isShown));
    if (!isShown || byId("examples").children.length > 0) return;
    byId("welcome-title").textContent = `Ask @${state.botName} what a word means`;
    byId("welcome-text").textContent =
      "Click an example, or type a question of your own below, in the language you think in.";
    byId("examples").replaceChildren(...state.examples.map((text) => el("li", {}, this.#example(text))));
  }

  #example(text) {
    const [room, note] = this.#place(text);
    const run = () => {
      this.#wanted = null;
      this.open(room());
      this.submit(text);
    };
    return el("button", { type: "button", onclick: run }, el("span", { dir: "auto" }, text), el("small", {}, note));
  }

  // A command works anywhere, a mention needs a channel, and a plain question a direct message.
  #place(text) {
    const { state } = this;
    const rooms = [...state.channels.values()];
    const direct = rooms.find((room) => room.is_im);
    const channel = rooms.find((room) => !room.is_im);
    if (text.startsWith("/")) return [() => state.room, "a command: only you see the answer"];
    if (text.includes(`@${state.botName}`)) return [() => channel.id, `a mention in #${channel.name}`];
    return [() => direct.id, "a direct message"];
  }
}
