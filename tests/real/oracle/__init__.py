"""The oracle: random sheets, filled by the engine and written out by hand at full length, must be the same.

`axis` says which lines there are and which copies they get; `references` are references by their meaning;
`sheets` describes a case; `drawing` writes it both ways; `comparing` reads both and says what differs;
`strategies` draws cases. Nothing here uses the engine but `drawing.fill`: its reading of the rules is its own.
"""
