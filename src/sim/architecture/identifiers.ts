import { sha1 } from '../../ground/sha1.ts'

/**
 * What a real cluster makes up at random. Ours is made from the names, so that it is the same at every look; nothing
 * can be concluded from it.
 */
export interface MadeUp {
  /** The sandbox container's id: 64 hexadecimal digits. */
  readonly sandbox: string
  /** The path of the pod's network namespace. */
  readonly netns: string
  readonly uid: string
  /** A locally administered hardware address for one of its interfaces. */
  mac(of: string): string
  /** Some hexadecimal digits for a name; at most 40. */
  digits(of: string, length: number): string
}

/** What is made up for this pod. */
export function madeUpFor(namespace: string, pod: string): MadeUp {
  const digest = (of: string) => sha1(`${of} of ${namespace}/${pod}`)
  return {
    sandbox: `${digest('sandbox')}${digest('rest of the sandbox').slice(0, 24)}`,
    netns: `/var/run/netns/cni-${uuid(digest('netns'))}`,
    uid: uuid(digest('uid')),
    mac: (of) => macFrom(digest(`mac ${of}`)),
    digits: (of, length) => digest(of).slice(0, length),
  }
}

/** Version 4: random. */
function uuid(digits: string): string {
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`
}

/** The second lowest bit of the first byte says that nobody was assigned it, the lowest that it is one interface. */
function macFrom(digits: string): string {
  const first = ((parseInt(digits.slice(0, 2), 16) & 0xfc) | 0x02).toString(16).padStart(2, '0')
  return [first, ...[2, 4, 6, 8, 10].map((at) => digits.slice(at, at + 2))].join(':')
}

/**
 * The characters that Kubernetes makes names of: no vowels, so no words. Source:
 * https://github.com/kubernetes/apimachinery/blob/master/pkg/util/rand/rand.go
 */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789'

/**
 * The hash that the Deployment controller puts into the name of a ReplicaSet; ours is made from the Deployment's name.
 */
export function templateHash(namespace: string, deployment: string): string {
  return [...sha1(`template of ${namespace}/${deployment}`).slice(0, 20).matchAll(/../g)]
    .map(([pair]) => SAFE[parseInt(pair, 16) % SAFE.length])
    .join('')
}
