"""The Word engine: a `.docx` template compiled once (`compiling`), filled many times (`template`)."""
