import { describe, expect, it } from 'vitest'
import { isTemplate } from '../../../../src/app/state/import/text.ts'
import { leftOutText } from '../../../../src/app/text/import.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import { direct, folder, opened, POLICY, zipBytes } from './files.ts'

const CHART = {
  'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'shop/values.yaml': 'replicas: 2\n',
  'shop/values-prod.yaml': 'replicas: 9\n',
  'shop/templates/_helpers.tpl': '{{ define "x" }}',
  'shop/templates/deployment.yaml': 'kind: Deployment\nspec:\n  replicas: {{ .Values.replicas }}\n',
  'shop/templates/plain.yaml': POLICY,
  'shop/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\n',
  'shop/charts/db/templates/set.yaml': '{{ if .Values.on }}\nkind: StatefulSet\n{{ end }}\n',
  'shop/crds/crd.yaml': 'kind: CustomResourceDefinition\n',
  'other/pod.yaml': 'kind: Pod\n',
}

describe('a Helm chart', () => {
  it('is told apart, with its parts and its subcharts; manifests beside it open', async () => {
    for (const source of [folder(CHART), [direct('all.zip', zipBytes(CHART))]]) {
      const { documents, imported } = await opened(...source)
      expect(Object.keys(documents)).toEqual(['pod.yaml', 'crd.yaml', 'plain.yaml'])
      expect(imported.leftOut[0]).toEqual({ why: 'helm', folder: 'shop', templates: 1 })
    }
  })

  it('says which command renders it', () => {
    expect(plain(leftOutText({ why: 'helm', folder: 'shop', templates: 2 }))).toBe(
      'shop is a Helm chart. Two templates and the chart’s values were left out: they become manifests when Helm renders them. helm template shop > rendered.yaml writes them to a file that opens here.',
    )
    expect(plain(leftOutText({ why: 'helm', folder: '', templates: 2 }))).toContain('helm template . >')
  })

  it('cannot put anything into the command', () => {
    expect(plain(leftOutText({ why: 'helm', folder: "a'; rm -rf ~", templates: 1 }))).toContain(
      "helm template 'a'\\''; rm -rf ~' >",
    )
    expect(plain(leftOutText({ why: 'kustomize', folder: '-x', patches: [] }))).toContain('kubectl kustomize ./-x >')
  })
})

describe('a template', () => {
  it.each([
    ['a value', 'image: repo/{{ .Values.image }}\n'],
    ['a value alone', 'replicas: {{ .Values.replicas }}\n'],
    ['a line of control', '{{- if .Values.on }}\nkind: Pod\n{{- end }}\n'],
    ['a helper', 'labels:\n  {{- include "labels" . | nindent 2 }}\n'],
    ['a name with quotes beside it', 'name: "x"-{{ .Release.Name }}\n'],
  ])('has a directive as %s', (_, text) => expect(isTemplate(text)).toBe(true))

  it.each([
    ['an alert rule', 'summary: "{{ $labels.pod }} is down"\n'],
    ['a block of text', 'data:\n  note: |\n    {{ if .Values.x }}\n    {{ end }}\n  other: 1\n'],
    ['a list of blocks', 'args:\n  - >-\n    {{ .Release.Name }}\nkind: Pod\n'],
    ['JSON', '{"kind": "ConfigMap", "data": {"t": "{{ .Values.x }} \\" {{ .Values.y }}"}}'],
    ['a comment', '# {{ .Values.x }}\nkind: Pod\n'],
    ['an ApplicationSet', 'name: app-{{name}}\n'],
    ['no braces', POLICY],
  ])('is not what has braces in %s', (_, text) => expect(isTemplate(text)).toBe(false))

  it('outside a chart is left out by name', async () => {
    const { imported } = await opened(direct('t.yaml', 'kind: Pod\nname: {{ .Release.Name }}\n'))
    expect(imported.leftOut).toEqual([{ why: 'template', names: ['t.yaml'] }])
  })
})

describe('a kustomization', () => {
  const files = {
    'app/base/kustomization.yaml': 'resources:\n  - web.yaml\n',
    'app/base/web.yaml': POLICY,
    'app/prod/kustomization.yaml':
      'resources:\n- ../base\n- extra.yaml\npatches:\n  - path: replicas.yaml # more\n  - path: ./ports.yaml\n    target: {kind: Service}\nconfigMapGenerator:\n  - files: [settings.json]\n',
    'app/prod/extra.yaml': 'kind: Pod\n',
    'app/prod/replicas.yaml': 'kind: Deployment\n',
    'app/prod/ports.yaml': 'kind: Service\n',
    'app/prod/settings.json': '{"kind": "x"}',
  }

  it('is left out with its patches, its resources open', async () => {
    const { documents, imported } = await opened(...folder(files))
    expect(Object.keys(documents)).toEqual(['web.yaml', 'extra.yaml'])
    expect(imported.leftOut).toEqual([
      { why: 'kustomize', folder: 'app/base', patches: [] },
      {
        why: 'kustomize',
        folder: 'app/prod',
        patches: ['app/prod/replicas.yaml', 'app/prod/ports.yaml', 'app/prod/settings.json'],
      },
    ])
    expect(plain(leftOutText(imported.leftOut[1]!))).toContain(
      'and three patches, app/prod/replicas.yaml, app/prod/ports.yaml and app/prod/settings.json, were left out',
    )
    expect(plain(leftOutText(imported.leftOut[0]!))).toContain('kubectl kustomize app/base > rendered.yaml')
  })
})
