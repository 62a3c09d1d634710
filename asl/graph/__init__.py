"""Pictures of machines: SVG without external programs, Mermaid, DOT, and a page that explains itself.

`drawing` says what is drawn (nodes, edges, nested scopes), `marks` what is said about it (executed, covered), `layout`
where it goes; `svg`, `html`, `mermaid` and `dot` write it down. Nothing here knows an execution: an executed path is read
from events shaped as GetExecutionHistory gives them (`executed`).
"""
