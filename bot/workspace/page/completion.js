// A list of suggestions above a text field, worked with the arrow keys, Enter, Tab and Escape.

import { el } from "./dom.js";

export class Completion {
  #choices = [];
  #from = 0;
  #at = 0;
  #closed = false;

  constructor(field, list, suggest) {
    this.field = field;
    this.list = list;
    this.suggest = suggest;
    field.addEventListener("blur", () => this.#show([]));
  }

  update() {
    const { from, choices } = this.suggest();
    this.#from = from;
    this.#at = 0;
    this.#closed = false;
    this.#show(document.activeElement === this.field ? choices : []);
  }

  // Answers whether the key was meant for the list.
  key(event) {
    if (this.#choices.length === 0 || this.#closed || event.isComposing) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#at = (this.#at + step + this.#choices.length) % this.#choices.length;
      this.#show(this.#choices);
    } else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") {
      this.#take(this.#at);
    } else if (event.key === "Escape") {
      this.#closed = true;
      this.#show([]);
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  #take(index) {
    const { text } = this.#choices[index];
    const rest = this.field.value.slice(this.field.selectionStart).replace(/^\s/, "");
    const head = `${this.field.value.slice(0, this.#from)}${text} `;
    this.field.value = head + rest;
    this.field.setSelectionRange(head.length, head.length);
    this.field.dispatchEvent(new Event("input"));
    this.field.focus();
  }

  #show(choices) {
    this.#choices = choices;
    this.list.hidden = choices.length === 0;
    this.list.replaceChildren(
      ...choices.map((choice, index) =>
        el(
          "li",
          {
            id: `choice-${index}`,
            role: "option",
            "aria-selected": index === this.#at ? "true" : "false",
            onmousedown: (event) => {
              event.preventDefault();
              this.#take(index);
            },
          },
          el("strong", {}, choice.text),
          " ",
          el("small", {}, choice.note),
        ),
      ),
    );
    if (choices.length) this.field.setAttribute("aria-activedescendant", `choice-${this.#at}`);
    else this.field.removeAttribute("aria-activedescendant");
  }
}
