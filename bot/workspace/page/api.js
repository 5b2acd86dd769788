// Talks to the workspace that serves this page.

export async function send(verb, body) {
  let response;
  try {
    response = await fetch(`/page-api/${verb}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error("The workspace could not be reached. Is it still running?");
  }
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

// Calls `on[kind](body)` for everything that happens; comes back by itself after an interruption,
// and then begins with everything anew.
export function listen(on) {
  const source = new EventSource("/page-api/stream");
  for (const kind of ["everything", "message", "removed", "notice", "person"]) {
    source.addEventListener(kind, (event) => on[kind](JSON.parse(event.data)));
  }
  source.addEventListener("error", () => {
    on.interrupted();
    if (source.readyState === EventSource.CLOSED) {
      source.close();
      setTimeout(() => listen(on), 1000);
    }
  });
}
