// What the page knows, as the workspace told it.

export class State {
  users = new Map();
  channels = new Map();
  messages = new Map(); // by channel and ts
  notices = [];
  unread = new Map();
  room = null;

  load(everything) {
    Object.assign(this, {
      person: everything.person,
      bot: everything.bot,
      locale: everything.locale,
      locales: everything.locales,
      command: everything.command,
      examples: everything.examples,
      notices: everything.notices,
      users: new Map(everything.users.map((user) => [user.id, user])),
      channels: new Map(everything.channels.map((channel) => [channel.id, channel])),
      messages: new Map(everything.messages.map((message) => [key(message), message])),
    });
  }

  put(message) {
    const isNew = !this.messages.has(key(message));
    this.messages.set(key(message), message);
    if (isNew && message.channel !== this.room && message.user !== this.person) {
      this.unread.set(message.channel, (this.unread.get(message.channel) ?? 0) + 1);
    }
    return isNew;
  }

  remove(place) {
    this.messages.delete(key(place));
  }

  // The open conversation: its threads (or single messages) and the notices, in order of time.
  items() {
    const here = [...this.messages.values()].filter((message) => message.channel === this.room);
    here.sort(byTime);
    const stamps = new Set(here.map((message) => message.ts));
    const isRoot = (message) =>
      !message.thread_ts || message.thread_ts === message.ts || !stamps.has(message.thread_ts);
    const threads = here.filter(isRoot).map((root) => ({
      ts: root.ts,
      message: root,
      replies: here.filter((message) => message.thread_ts === root.ts && message.ts !== root.ts),
    }));
    return [...threads, ...this.notices.map((notice) => ({ ts: notice.ts, notice }))].sort(byTime);
  }

  hasAsked() {
    return [...this.messages.values()].some(
      (message) => message.user === this.person || message.visible_to !== null,
    );
  }

  get botName() {
    return this.users.get(this.bot)?.name ?? "";
  }

  names = {
    user: (id) => this.users.get(id)?.name,
    channel: (id) => this.channels.get(id)?.name,
  };
}

export const key = ({ channel, ts }) => `${channel} ${ts}`;

// Stamps have six decimals each, so that text of the same length sorts as time does.
const byTime = (one, other) => Number(one.ts) - Number(other.ts) || (one.ts < other.ts ? -1 : 1);
