#!/usr/bin/env python3
"""Makes the table of widget models: widget-models.py jupyterwidgetmodels.latest.json > models.tsv

The input is the JSON that ipywidgets publishes in its packages/schema. One line names a model, indented lines its
attributes: name, type, default as JSON, and the values that a text may have.
"""
import json
import sys

IMPLIED = {'_model_module', '_model_module_version', '_model_name', '_view_module', '_view_module_version', '_view_name'}


def type_of(attribute):
    if 'union_attributes' in attribute:
        text = '|'.join(each.get('enum', [each['type']])[0] for each in attribute['union_attributes'])
    elif attribute['type'] == 'reference':
        text = 'reference:' + attribute['widget']
    elif attribute['type'] == 'array':
        items = attribute.get('items', {})
        text = 'array' + (':' + items['type'] if 'type' in items else '')
    else:
        text = attribute['type'].lower()
    return text + ('?' if attribute.get('allow_none') else '')


def default_of(attribute):
    if attribute['type'] in ('bytes', 'reference'):
        return '""'
    return json.dumps(attribute['default'])


for model in json.load(open(sys.argv[1])):
    if model['model']['name'] == 'DOMWidgetModel':
        # Not a widget but what the media have in common.
        continue
    view = model['view']
    print(model['model']['name'], model['model']['module'], model['model']['version'], view['module'],
          view['name'] or '', sep='\t')
    for attribute in model['attributes']:
        if attribute['name'] not in IMPLIED:
            print('', attribute['name'], type_of(attribute), default_of(attribute),
                  *(['|'.join(attribute['enum'])] if 'enum' in attribute else []), sep='\t')
