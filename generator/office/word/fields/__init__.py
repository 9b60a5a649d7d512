"""Fields of a Word document: what they show is made anew from the filled text.

* `codes` reads fields and their instructions; `paragraphs` and `frames` say where they stand
* `outline` (styles), `list_numbers` and `numerals` tell what Word would print before a heading or a caption
* `captions` number themselves, `references` follow their bookmarks (`following`: their own copy in a loop)
* `contents` fills contents tables: `selection` of what is listed, `entries` as they look
* `completing` makes a template's fields whole; `results` is what a compiled part keeps of all this
* `page_numbers` takes in the pages that only a program which sets them can know
"""
