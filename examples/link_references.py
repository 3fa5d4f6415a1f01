"""DOIs for references, and references that no registry knows.

Against the real Crossref all it takes is ``Linker(mailto="you@example.org")``. So that the example
runs without a network, a registry of one record stands in here.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import refparse
from refparse.link import Linker

RECORD = {
    "DOI": "10.2307/2010183",
    "type": "journal-article",
    "title": ["The Security Dilemma in Alliance Politics"],
    "author": [{"family": "Snyder", "given": "Glenn H."}],
    "container-title": ["World Politics"],
    "volume": "36",
    "issue": "4",
    "page": "461-495",
    "issued": {"date-parts": [[1984, 7]]},
}


class Registry(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps({"message": {"items": [RECORD]}}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""


REFERENCES = [
    "Snyder G.H. The Security Dilemma in Alliance Politics. World Politics. 1984; 36(4):461–495.",
    "Snyder G.H. The Alliance Dilemma in Security Studies. World Politics. 1984; 36(4):461–495.",
]
server = HTTPServer(("127.0.0.1", 0), Registry)
threading.Thread(target=server.serve_forever, daemon=True).start()
registry = {"crossref": f"http://127.0.0.1:{server.server_port}"}
with Linker(urls=registry, rate=100, cache="") as linker:
    for found in linker.link_many(refparse.parse_many(REFERENCES)):
        told = found.to_dict()
        print(told["status"], told["doi"], told["score"], told["message"], sep=" | ")
server.shutdown()
server.server_close()
