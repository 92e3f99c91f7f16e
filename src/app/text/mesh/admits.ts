import type { Answer } from '../../../world/answer.ts'

/** The policies of a mesh of which a rule lets it pass, each once; none where no proxy had to be asked. */
export function admittedInMesh({ mesh }: Answer): readonly string[] {
  const stages = (mesh?.legs ?? []).flatMap(({ client, proxies }) => [
    ...client,
    ...proxies.flatMap((proxy) => proxy.stages),
  ])
  return [
    ...new Set(
      stages.flatMap(({ policies }) =>
        policies.flatMap(({ policy, rules }) =>
          rules.some(({ decides, action }) => decides && action === 'allow') ? [policy.name] : [],
        ),
      ),
    ),
  ]
}
