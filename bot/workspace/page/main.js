// Puts the page together.

import { listen, send } from "./api.js";
import { Composer } from "./composer.js";
import { byId, el } from "./dom.js";
import { Messages } from "./messages.js";
import { State } from "./state.js";
import { Welcome } from "./welcome.js";

const state = new State();
const composer = new Composer(state);
const messages = new Messages(byId("messages"), state, { reply: (message) => composer.replyTo(message) });
const welcome = new Welcome(state, { open, submit: (text) => composer.submit(text) });
const scroll = byId("scroll");

function open(room) {
  if (room !== state.room) {
    state.room = room;
    composer.replyTo(null);
  }
  state.unread.delete(room);
  const channel = state.channels.get(room);
  history.replaceState(null, "", `#${channel.name}`);
  byId("room-name").textContent = channel.is_im ? channel.name : `# ${channel.name}`;
  byId("room-topic").textContent = channel.is_im ? "Your direct messages with the app" : channel.topic;
  composer.show();
  draw();
  scroll.scrollTop = scroll.scrollHeight;
  const panel = byId("welcome");
  if (!panel.hidden && panel.offsetHeight > scroll.clientHeight) panel.scrollIntoView();
}

function draw() {
  const wasAtEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  messages.draw();
  welcome.draw();
  drawRooms();
  if (wasAtEnd) scroll.scrollTop = scroll.scrollHeight;
}

function drawRooms() {
  const focused = document.activeElement?.dataset?.room;
  const button = (channel) => {
    const unread = state.unread.get(channel.id);
    const isOpen = channel.id === state.room;
    return el(
      "button",
      { type: "button", "data-room": channel.id, "aria-current": isOpen ? "page" : undefined, class: unread && "unread", onclick: () => open(channel.id) },
      el("span", { class: "sign", "aria-hidden": true }, channel.is_im ? "●" : "#"),
      channel.name,
      channel.is_im && el("span", { class: "badge" }, "App"),
      unread && el("span", { class: "count" }, String(unread), el("span", { class: "unseen" }, " unread")),
    );
  };
  const rooms = [...state.channels.values()];
  const group = (title, some) => [el("p", { class: "group" }, title), ...some.map(button)];
  byId("rooms").replaceChildren(
    ...group("Channels", rooms.filter((room) => !room.is_im)),
    ...group("Direct messages", rooms.filter((room) => room.is_im)),
  );
  if (focused) byId("rooms").querySelector(`[data-room="${focused}"]`)?.focus();
  const unread = [...state.unread.values()].reduce((sum, count) => sum + count, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${state.channels.get(state.room).name} · Local workspace`;
}

function drawLocales() {
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  const option = (code) =>
    el("option", { value: code, selected: code === state.locale }, `${names.of(code)} (${code})`);
  byId("locale").replaceChildren(...state.locales.map(option));
}

// A new answer is brought into view: its end, or its beginning when it is taller than the window.
function reveal(message) {
  const node = messages.nodeOf(message);
  if (node === undefined || message.channel !== state.room || message.user === state.person) return;
  const isTall = node.offsetHeight > scroll.clientHeight;
  node.scrollIntoView({ block: isTall ? "start" : "nearest" });
}

byId("locale").addEventListener("change", (event) => {
  send("locale", { locale: event.target.value }).catch((error) => composer.say(error.message, true));
});

listen({
  everything(body) {
    state.load(body);
    byId("connection").hidden = true;
    drawLocales();
    const wanted = decodeURIComponent(location.hash.slice(1));
    const rooms = [...state.channels.values()];
    const named = rooms.find((room) => room.name === wanted);
    open(state.channels.has(state.room) ? state.room : (named ?? rooms[0]).id);
  },
  message(body) {
    const isNew = state.put(body);
    draw();
    if (isNew) reveal(body);
  },
  removed(body) {
    state.remove(body);
    draw();
  },
  notice(body) {
    state.notices.push(body);
    draw();
    scroll.scrollTop = scroll.scrollHeight;
  },
  person(body) {
    state.users.get(body.id).locale = body.locale;
    if (body.id === state.person) state.locale = body.locale;
    drawLocales();
  },
  interrupted() {
    byId("connection").textContent = "The connection is lost. Trying again…";
    byId("connection").hidden = false;
  },
});
