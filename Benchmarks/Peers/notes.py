"""Writes pages of about 5 KB of Markdown, and a Hugo site around the same pages.

    notes.py COUNT FOLDER        FOLDER/pages for Heatpress, FOLDER/hugo for Hugo
"""

import os
import random
import shutil
import sys

WORDS = (
    "margin funding open interest long short pool price close venue liquidation leverage book map "
    "zone range forecast score day week bar candle rate shock sweep"
).split()
LAYOUT = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    "<body><header>{{ site.Title }}</header><main>{{ .Content }}</main></body></html>\n"
)


def note(number, source):
    text = [f"---\ntitle: Note {number}\ndescription: Page {number} of a benchmark\n---\n"]
    size = 0
    while size < 5_000:
        words = [source.choice(WORDS) for _ in range(60)]
        line = " ".join(words)
        form = source.randrange(4)
        head = ""
        if form == 0:
            head = "## " + " ".join(words[:4]) + "\n\n"
        elif form == 1:
            head = f"- **{line[:40]}**\n- *{line[41:80]}*\n- [a link](https://example.org/)\n\n"
        paragraph = head + line.capitalize() + f" `code {number}`.\n\n"
        text.append(paragraph)
        size += len(paragraph)
    return "".join(text)


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    source = random.Random(1)
    for name in ("pages", "hugo/content", "hugo/layouts/_default"):
        os.makedirs(f"{folder}/{name}")
    for number in range(count):
        path = f"{folder}/pages/note-{number}.md"
        with open(path, "w") as file:
            file.write(note(number, source))
        shutil.copy(path, f"{folder}/hugo/content/")
    with open(f"{folder}/hugo/hugo.toml", "w") as file:
        file.write('baseURL = "https://example.org/"\ntitle = "Notes"\n')
        file.write('disableKinds = ["taxonomy", "term", "RSS"]\n')
    for name in ("single", "list"):
        with open(f"{folder}/hugo/layouts/_default/{name}.html", "w") as file:
            file.write(LAYOUT)


if __name__ == "__main__":
    main()
