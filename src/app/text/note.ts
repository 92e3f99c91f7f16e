import { assertNever } from '../../ground/result.ts'
import type { Note } from '../../world/answer.ts'
import { NOTE } from './catalogue/en/note.ts'
import { endpointName } from './endpoint.ts'
import { remarkText } from './plugin-remark.ts'
import type { Sentence } from './sentence.ts'

/** What is worth knowing beside a verdict, one sentence each. */
export function noteText(note: Note): Sentence {
  switch (note.note) {
    case 'port-not-declared':
      return NOTE.portNotDeclared(endpointName(note.endpoint), `${note.port}/${note.protocol}`)
    case 'address-assumed':
      return NOTE.addressAssumed(endpointName(note.endpoint), note.address)
    case 'no-road':
      return NOTE.noRoad
    case 'hairpin-undefined':
      return NOTE.hairpin
    case 'protocol-undefined':
      return NOTE.protocol(note.protocol)
    case 'through-service':
      return NOTE.throughService(
        endpointName(note.service),
        note.servicePort,
        note.port,
        endpointName(note.endpoint),
        note.seenAs === 'service',
      )
    case 'through-host-port':
      return NOTE.throughHostPort(note.node, note.hostPort, endpointName(note.endpoint), note.port)
    case 'source-may-be-node':
      return NOTE.sourceMayBeNode(endpointName(note.service))
    case 'service-not-exposed':
      return NOTE.notExposed(endpointName(note.service))
    case 'lookup-not-modelled':
      return NOTE.lookup(note.name)
    case 'node-unknown':
      return NOTE.nodeUnknown(endpointName(note.endpoint))
    case 'no-ready-endpoints':
      return NOTE.noReady(endpointName(note.service))
    case 'no-local-endpoints':
      return NOTE.noLocal(endpointName(note.service), note.node, note.nodePort === null)
    case 'source-not-admitted':
      return NOTE.notAdmitted(endpointName(note.service), note.ranges)
    case 'authorizer-assumed':
      return NOTE.authorizer(note.authorizer)
    case 'service-port-undeclared':
      return NOTE.portUndeclared(endpointName(note.service), note.servicePort)
    case 'same-priority':
      return NOTE.samePriority([note.first, ...note.others], note.tier, note.priority)
    case 'matched-by-name':
      return NOTE.byName(note.name)
    case 'plugin-remark':
      return remarkText(note)
    default:
      return assertNever(note)
  }
}
