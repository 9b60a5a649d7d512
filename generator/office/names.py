"""Which names a template prints, told from its tags alone: `targets[].owner.name`.

A loop variable stands for the list it runs over, with `[]` behind it. What is computed in the tag has no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.office.tags import PlacedTag, Tag, TagKind

Scope = Mapping[str, str]
_DOTTED = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")


def printed_names(placed: Iterable[PlacedTag], environment: Environment) -> tuple[str, ...]:
    """Return the names that these tags print, each once, in the order of the template."""
    scopes: list[Scope] = [{}]
    names: dict[str, None] = {}
    for each in placed:
        if isinstance(each.tag, Tag):
            names.update(dict.fromkeys(_names(each.tag, environment, scopes)))
    return tuple(names)


def _names(tag: Tag, environment: Environment, scopes: list[Scope]) -> Iterator[str]:
    """Yield what one tag prints; a loop's tags open and close the scope of its variable."""
    if tag.kind is TagKind.OUTPUT and _DOTTED.fullmatch(tag.body):
        first, dot, rest = tag.body.partition(".")
        yield scopes[-1].get(first, first) + dot + rest
    elif tag.kind is TagKind.OUTPUT:
        yield from _printed(_parse(f"{{{{ {tag.body} }}}}", environment), scopes[-1])
    elif tag.word == "for":
        scopes.append({**scopes[-1], **_variables(tag, environment, scopes[-1])})
    elif tag.word == "endfor" and len(scopes) > 1:
        scopes.pop()


def _parse(source: str, environment: Environment) -> nodes.Template:
    try:
        return environment.parse(source)
    except TemplateSyntaxError:  # told when the template is compiled
        return nodes.Template([])


def _variables(tag: Tag, environment: Environment, scope: Scope) -> Scope:
    loop = _parse(f"{{% {tag.body} %}}{{% endfor %}}", environment).find(nodes.For)
    if loop is None or not isinstance(loop.target, nodes.Name):
        return {}
    source = _chain(loop.iter, scope)
    return {loop.target.name: f"{source}[]"} if source else {}


def _printed(node: nodes.Node, scope: Scope) -> Iterator[str]:
    name = _chain(node, scope)
    if name is not None:
        yield name
        return
    for child in node.iter_child_nodes():
        yield from _printed(child, scope)


def _chain(node: nodes.Node, scope: Scope) -> str | None:
    """Return the dotted name that an expression is, through its filters; None when it is something else."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, node.name)
    if isinstance(node, nodes.Filter) and node.node is not None:
        return _chain(node.node, scope)
    if isinstance(node, nodes.Getattr):
        owner = _chain(node.node, scope)
        return owner and f"{owner}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        owner = _chain(node.node, scope)
        return owner and f"{owner}.{node.arg.value}"
    return None
