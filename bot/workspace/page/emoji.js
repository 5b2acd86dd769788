// The emoji codes that the page knows; others stay as they are written.

const EMOJI = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", wave: "👋", pray: "🙏", clap: "👏",
  raised_hands: "🙌", point_right: "👉", point_left: "👈", ok_hand: "👌", muscle: "💪",
  slightly_smiling_face: "🙂", smile: "😄", grinning: "😀", wink: "😉", thinking_face: "🤔",
  sweat_smile: "😅", joy: "😂", cry: "😢", heart: "❤️", tada: "🎉", fire: "🔥", star: "⭐",
  sparkles: "✨", zap: "⚡", rocket: "🚀", eyes: "👀", bulb: "💡", bell: "🔔", lock: "🔒",
  key: "🔑", mag: "🔍", link: "🔗", pushpin: "📌", memo: "📝", pencil: "✏️", pencil2: "✏️",
  book: "📖", books: "📚", bookmark: "🔖", label: "🏷️", page_facing_up: "📄", clipboard: "📋",
  speech_balloon: "💬", globe_with_meridians: "🌐", earth_africa: "🌍", bar_chart: "📊",
  chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉", triangular_ruler: "📐",
  straight_ruler: "📏", dart: "🎯", white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌",
  warning: "⚠️", no_entry: "⛔", question: "❓", grey_question: "❔", exclamation: "❗",
  information_source: "ℹ️", arrow_right: "➡️", arrow_left: "⬅️", arrows_counterclockwise: "🔄",
  repeat: "🔁", hourglass: "⌛", clock3: "🕒", calendar: "📆", email: "📧", ticket: "🎫",
  one: "1️⃣", two: "2️⃣", three: "3️⃣", robot_face: "🤖", seedling: "🌱", handshake: "🤝",
  "flag-pl": "🇵🇱", "flag-se": "🇸🇪", "flag-pt": "🇵🇹", "flag-br": "🇧🇷", "flag-gb": "🇬🇧",
};

const CODE = /:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/g;

export const emojiFor = (name) => EMOJI[name];

export function withEmoji(text) {
  return text.replace(CODE, (code, name) => EMOJI[name] ?? code);
}
