"""The words by which a form is drawn and read."""

MARK, REQUIRED = "■", "＊"
"""What stands before the title of a block, and behind the label of what has to be filled in."""
ITEM, VALUE, GUIDE = "项目", "填写内容", "说明"
"""The heads of a card, the last one also that of the explanations of a table."""
WAITING = "【待填"
LISTS, GUIDES = "名单", "说明文字"
"""The hidden sheet of lists to choose from, and its column of all explanations that the form shows."""
