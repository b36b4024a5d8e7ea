from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def text_of_block(context, name):
    """What a page has put into a block, once more, without tags and quotes: for attributes such as Open Graph’s."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    text = strip_tags(block.render(context)).replace('"', "&quot;").strip()
    return mark_safe(text)  # noqa: S308 -- the block has escaped what it prints
