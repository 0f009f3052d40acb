"""Readers that know nothing of this program, over what it writes: exchange.py CHECK DIR [HTML]."""
import csv
import glob
import html.parser
import json
import os
import sys


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        return f.read()


def wanted(folder, member):
    found = glob.glob(os.path.join(folder, "*." + member))
    return {os.path.basename(p).rsplit(".", 1)[0]: read(p) for p in found}


def same(got, want, what):
    if got != want:
        sys.exit(f"{what}: {got!r}, not {want!r}")


def check_csv(folder):
    with open(os.path.join(folder, "quotes.readwise"), encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f, strict=True))
    same(rows[0], "Highlight,Title,Author,URL,Note,Location,Date".split(","), "header")
    same({len(row) for row in rows}, {7}, "columns")
    same(sorted(row[0] for row in rows[1:]), sorted(wanted(folder, "exact").values()), "highlights")
    same(sorted({row[1] for row in rows[1:]}), sorted(set(wanted(folder, "title").values())), "titles")


def check_w3c(folder):
    top = json.loads(read(os.path.join(folder, "quotes.w3c")))
    exact, note, start = (wanted(folder, m) for m in ("exact", "note", "start"))
    items = top["first"]["items"]
    same(top["total"], len(exact), "total")
    same(len(items), len(exact), "items")
    for item in items:
        uuid = item["id"].removeprefix("urn:uuid:")
        quote, *place = item["target"]["selector"]
        notes = [b["value"] for b in item.get("body", []) if b["purpose"] == "commenting"]
        same(quote["exact"], exact[uuid], "exact")
        same("".join(notes), note[uuid], "note")
        same(str(place[0]["start"]) if place else "-1", start[uuid], "start")


def check_readers(folder):
    exact = wanted(folder, "exact").values()
    books = json.loads(read(os.path.join(folder, "quotes.koreader")))["documents"]
    same(sorted(e["text"] for b in books for e in b["entries"]), sorted(exact), "KOReader's texts")
    book = json.loads(read(os.path.join(folder, "quotes.foliate")))
    same(len(book["annotations"]), 1, "Foliate's annotations")
    same(book["annotations"][0]["text"] in exact, True, "Foliate's text")


class Quotations(html.parser.HTMLParser):
    """The paragraphs of each block quotation; anything in one but plain paragraphs is a fault."""

    def __init__(self):
        super().__init__()
        self.found, self.inside = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "blockquote":
            self.inside = True
            self.found.append([])
        elif self.inside and tag == "p":
            self.found[-1].append("")
        elif self.inside:
            sys.exit(f"<{tag}> in a quotation, behind {self.found[-1]!r}")

    def handle_endtag(self, tag):
        if tag == "blockquote":
            self.inside = False

    def handle_data(self, data):
        if self.inside and self.found[-1]:
            self.found[-1][-1] += data

    def handle_comment(self, data):
        if self.inside:
            sys.exit("a comment in a quotation")


def lines_of(text):
    return [line for line in (part.strip(" \t") for part in text.split("\n")) if line]


def check_html(folder, page):
    parser = Quotations()
    parser.feed(read(page))
    got = sorted([p.strip("\n") for p in paragraphs] for paragraphs in parser.found)
    same(got, sorted(lines_of(t) for t in wanted(folder, "exact").values() if lines_of(t)), "quotations")


CHECKS = {"csv": check_csv, "w3c": check_w3c, "readers": check_readers, "html": check_html}
CHECKS[sys.argv[1]](*sys.argv[2:])
