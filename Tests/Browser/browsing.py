"""What the checks in a browser share: the site served on this machine, one page of each kind, what each complains about."""

import contextlib
import functools
import gzip
import http.server
import pathlib
import threading

CHROMIUM = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}

# Runs before the page's own script: what the browser complains about, and what moves.
WATCH = """
  window.complaints = [];
  window.shifted = 0;
  document.addEventListener("securitypolicyviolation", (event) => complaints.push(`policy: ${event.violatedDirective}`));
  window.addEventListener("unhandledrejection", (event) => complaints.push(`rejected: ${event.reason}`));
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""


class Host(http.server.SimpleHTTPRequestHandler):
    """Serves files as hosts of static sites do: texts compressed, connections kept open."""

    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        # A browser that leaves a page ends its requests as well.
        with contextlib.suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        path = pathlib.Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            return self.send_error(404)
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in (".html", ".css", ".js", ".json", ".svg", ".csv", ".xml"):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_) -> None:
        pass


def serve(site: pathlib.Path) -> str:
    """Serves the site until the program ends; returns its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def pages(site: pathlib.Path) -> list[pathlib.Path]:
    """One of each kind: every page that is no day, and of each market the first, middle and last day."""
    chosen = []
    days: dict[pathlib.Path, list[pathlib.Path]] = {}
    for page in sorted(site.rglob("*.html")):
        if (page.parent / "briefing.json").exists():
            days.setdefault(page.parent.parent, []).append(page)
        else:
            chosen.append(page)
    for market in days.values():
        chosen += sorted({market[0], market[len(market) // 2], market[-1]})
    return chosen
