import { describe, expect, it } from 'vitest'
import { encodeExampleLink, readExampleLink } from '../../../../src/app/state/link/example-link.ts'
import { type Example, loadExamples } from '../../../../src/app/state/example/examples.ts'
import { decodeLink, encodeLink } from '../../../../src/app/state/link/codec.ts'
import { EXAMPLE_PREFIX } from '../../../../src/app/state/link/packed-link.ts'
import { QR_LIMIT } from '../../../../src/app/state/link/qr.ts'
import { EMPTY_WORK, type Work } from '../../../../src/app/state/work.ts'
import { settingOf } from '../../../../src/sim/cni/choice.ts'

const POLICY = 'kind: NetworkPolicy\nmetadata: {name: p}\nspec:\n  podSelector: {}\n'
const WORLD = {
  name: 'world',
  text: Array.from({ length: 200 }, (_, index) => `kind: Pod # ${index * 7919}\n`).join(''),
}
const exampleOf = (id: string, ...documents: Work['documents']): Example => ({
  id,
  title: `Example ${id}`,
  promise: '',
  group: '',
  order: 1,
  documents: [],
  question: null,
  view: null,
  cni: null,
  work: { ...EMPTY_WORK, documents, active: documents[0]!.name },
})
const EXAMPLES = [
  exampleOf('small', { name: 'policy', text: POLICY }),
  exampleOf('large', { name: 'policy', text: POLICY }, WORLD),
]
const EDITED: Work = {
  ...EMPTY_WORK,
  documents: [
    { name: 'policy', text: POLICY.replace('name: p', 'name: q') },
    WORLD,
    { name: 'mine', text: 'kind: Service\n' },
  ],
  active: 'mine',
  cursor: { line: 1, column: 4 },
  question: { from: 'a', to: 'b', port: 80 },
  view: 'matrix',
  baseline: [{ name: 'policy', text: POLICY }, WORLD],
  policyApi: 'v1alpha2',
  cni: settingOf({ name: 'calico' }),
  assertions: [{ question: 'a -> b', expect: 'deny' }],
}
const read = (fragment: string, examples = EXAMPLES) => readExampleLink(fragment.slice(EXAMPLE_PREFIX.length), examples)

describe('a short link', () => {
  it('brings back exactly what was shared, from the example that has most of it', async () => {
    const link = (await encodeExampleLink(EDITED, EXAMPLES))!
    expect(link.title).toBe('Example large')
    expect(link.fragment).toMatch(/^#v2\.[A-Za-z0-9_-]+$/)
    expect(link.fragment.length).toBeLessThan((await encodeLink(EDITED))!.length / 2)
    expect(await read(link.fragment)).toEqual({ ok: true, value: EDITED })
  })

  it('is not made where no example has any of the work', async () => {
    expect(
      await encodeExampleLink(
        { ...EDITED, documents: [{ name: 'policy', text: 'other\n' }], active: 'policy' },
        EXAMPLES,
      ),
    ).toBeNull()
    expect(await encodeExampleLink(EMPTY_WORK, EXAMPLES)).toBeNull()
  })

  it('says so where the example is another, or is gone', async () => {
    const { fragment } = (await encodeExampleLink(EDITED, EXAMPLES))!
    expect(await read(fragment, [EXAMPLES[0]!])).toEqual({ ok: false, problem: 'other-example' })
    expect(await read(fragment, [exampleOf('large', { name: 'policy', text: `${POLICY}\n` }, WORLD)])).toEqual({
      ok: false,
      problem: 'other-example',
    })
  })

  it('that was cut or made up opens nothing', async () => {
    const { fragment } = (await encodeExampleLink(EDITED, EXAMPLES))!
    expect(await read(fragment.slice(0, -1))).toEqual({ ok: false, problem: 'incomplete' })
    expect(await read('')).toEqual({ ok: false, problem: 'incomplete' })
  })

  it('of our own examples fits into a QR code, with an edit in it', async () => {
    for (const { work, title } of await loadExamples()) {
      const [first, ...others] = work.documents
      const edited = {
        ...work,
        documents: [{ ...first!, text: `${first!.text}# one more line of text, of a usual length\n` }, ...others],
      }
      // One document alone has nothing that stays as it was.
      const link = others.length === 0 ? null : await encodeExampleLink(edited, await loadExamples())
      if (link) expect(link.fragment.length, title).toBeLessThan(QR_LIMIT - 60)
    }
  })
})

/**
 * Links as they were once handed out. They must open for ever; a new version of the format gets a new line here, and
 * none is ever taken out.
 */
const KEPT: readonly (readonly [string, string, Partial<Work>])[] = [
  [
    'v1, a work of its own',
    '#v1.AX76VERVjjFOAzEQRa9i_dpF0qHpcgGERMlSON5BWLFnjD1Ogla-e7Shon7v6_0Nq8ZRWKyDPjZIKAxC1ZziLzyM7wbCJclK7pXtpu3y9oSLFLawBgvktn1Grs5FeuVIizhXdX3nzNG0kdvmIpifHiFauv4rxNG6NtCGnIRBR4-oeRQBHafHz-BuSWUXvpoWEML-S0E4w6NqM9DLYXpcE99AKMFauj_RnjjVtKtq3_A4h85_GRk5zwc',
    { active: 'policy', view: 'matrix', question: { from: 'a', to: 'b', port: 80 } },
  ],
  [
    'v1, with a baseline, a plugin and an assertion',
    '#v1.AY6IL8VlkDFPAzEMhf9K9OYwlNEDUndASIy9Dm5iRNScEy65a6tT_jtKWyQQmy37e_Z7K3xy8yhaC2i3QnkUEHKKwV1gUeVcQTgG9WRepZ7SdHy7DgcdpbLnymTWjpHJbdCSxdGgxuTk3yWKq2kis7ZB0fYW7GpY_lxw81TSBFoRgwpoY-FSnEcFbZrF1yylhqQgnWO0WIKcfuqbxjYHEJYNx_zJj11RQ5e7W3Ecg0uwGJPvfcghwyKUl-RlW8o8igd9cCxikXK_VTreneXIemMqH6IUWHDOMTjua898kQmEpGjNgkuR6Y7v1l-Pg83DkznAQs5ZXM_Ti16ueRy4yM33v_Dbvn0D',
    {
      policyApi: 'v1alpha2',
      cni: settingOf({ name: 'calico' }),
      assertions: [{ question: 'a -> b', expect: 'deny' }],
      baseline: [{ name: 'policy', text: POLICY }],
    },
  ],
]

describe('links that were handed out', () => {
  it.each(KEPT)('%s', async (_, link, holds) => {
    expect(await decodeLink(link)).toMatchObject({ ok: true, value: holds })
  })

  it('v2, of an example as it was then', async () => {
    expect(
      await read(
        '#v2.AfIPK91tUctOJDEM_JVWnYM0zc7uohyQuLOrlThOz8GTGIjIiyQ9D7Xy7ysPCA2Co-0qu1y1wCYzB46tQm8WRAoMjZy8MycomGeKTwy9GdXVqBC4kaVGelgEqYfXPkWo621XH9xDKt7iohFcZCg0PjZovLho9fDAZe8MTxF9q0Cmuf0F1MylpgK9wEtDjwom-TlE6HVXeJ25NpeiAB5LCtAgOZCgsYNCTqVB36y6wt7xQfZSK-54Hsljd9lBYz-Sz890LQejk2Xvgg15ZxIUQrJSu-wyFFz9kyzf1ToHttCP5CsrpCxSqtDFmewpvnEa7TxXKFDO3hkS2D2duEAjRfSuQLVyeadvlou_QMPV7SC_8DGzEd8sx9PZrB1VfrPlm7w-mfyX2yGVl3_n4RS_hJf7FGtmo6c4DDnZB_ZsWip6WCTWr5luRQ-F7KXnqTxJWLWR2P1jtb75vfq1_jn2_w',
      ),
    ).toEqual({ ok: true, value: EDITED })
  })
})
