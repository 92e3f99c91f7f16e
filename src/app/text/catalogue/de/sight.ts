import { code, say } from '../../sentence.ts'
import type { SIGHT } from '../en/sight.ts'

export const sight: typeof SIGHT = {
  noAddress: 'keine Adresse',
  node: (node, address) => say`Node ${node} (${address})`,
  serviceAddress: (address) =>
    say`Dieses Tor sieht hin, ehe der Service übersetzt ist: Blöcke werden mit ${code(address)} verglichen.`,
  nodePort: (who, port) =>
    say`Der Port gehört einem anderen Node, der ihn übersetzt: Dieses Tor sieht ${who}${port === '' ? '' : `, Port ${port}`}, nicht den Pod dahinter.`,
  nodeAddress: (who) => say`Dieses Tor sieht ${who} statt des Clients.`,
  tunnelAddress: (node, address) => say`Dieses Tor sieht Node ${node} an der Adresse seines Tunnels, ${address}.`,
  address: (address) => say`Dieses Tor sieht ${address}.`,
  nobody: say`Dieses Tor sieht, dass jemand draußen es sendet, und keine Adresse: Nur ein Block aller Adressen passt.`,
  probe: (address) =>
    say`Das Mesh setzt ${address} an die Stelle der eigenen Adresse des Nodes: Für dieses Plugin ist es jemand draußen. Eine Policy mit diesem Block lässt seine Probes herein.`,
  byIdentity: {
    pod: say`Cilium kennt Pods an ihrer Identität: Ein Adressblock trifft nie einen.`,
    host: say`Cilium kennt Nodes an ihrer Identität: Ein Adressblock trifft nie einen.`,
  },
}
