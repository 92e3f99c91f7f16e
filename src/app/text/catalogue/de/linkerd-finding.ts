import { code, list, say, type Sentence } from '../../sentence.ts'
import type { LINKERD_FINDING } from '../en/linkerd-finding.ts'
import { anzahl } from './count.ts'

const pods = (amount: number) => anzahl(amount, { one: 'Pod', other: 'Pods' })
const port = (port: string | number) => code(String(port))
const genannt = (names: readonly string[], all: number) =>
  list(
    [
      ...names.map((name): Sentence => [code(name)]),
      ...(all > names.length ? [say`${all - names.length} weitere`] : []),
    ],
    'und',
  )

export const linkerdFinding: typeof LINKERD_FINDING = {
  'linkerd-lets-nobody-in': (facts) => ({
    message: say`Lässt niemanden zu Port ${port(facts.port)} von ${pods(facts.pods)} herein: Nichts öffnet diesen Server`,
    advice: say`Ergänze eine AuthorizationPolicy dafür, oder eine ${code('accessPolicy')}. Nur Probes kommen durch.`,
  }),
  'linkerd-no-proxy': (facts) => ({
    message: say`${genannt(facts.pods, facts.count)} ${facts.count === 1 ? 'hat' : 'haben'} keinen Proxy: ${facts.count === facts.of ? 'Dieser Server tut nichts' : 'Dort tut dieser Server nichts'}`,
    advice: say`Es ist der Proxy des Pods, der fragt. ${code('linkerd.io/inject: enabled')} gibt neuen Pods einen.`,
  }),
  'linkerd-server-late': (facts) => ({
    message: say`Zählt nicht für Port ${port(facts.port)} von ${pods(facts.pods)}: Server ${code(facts.by)} ist älter, oder sein Name steht weiter vorn`,
    advice: say`Für einen Port gilt ein Server. Was diesen öffnet, öffnet dort nichts.`,
  }),
  'linkerd-authentication-missing': (facts) => ({
    message: say`${code(facts.missing)} gibt es nicht: Diese Policy öffnet nichts`,
    advice: say`Ein Verweis, der ins Leere führt, und die ganze Policy wird übergangen.`,
  }),
  'linkerd-target-missing': (facts) => ({
    message: say`Öffnet nichts: In ${code(facts.namespace)} gibt es ${code(facts.target)} nicht`,
    advice: say`Eine Policy und das, wofür sie ist, sind im selben Namespace.`,
  }),
  'linkerd-open-to-all': (facts) => ({
    message: say`Öffnet ${code(facts.target)} für alle, im Mesh oder nicht`,
    advice: say`Verlangt wird nichts von ihnen.`,
  }),
  'linkerd-probe-closed': (facts) => ({
    message: say`Die Probe ${code(`GET ${facts.path}`)} des Kubelets auf Port ${port(facts.port)} von ${code(facts.pod)} wird mit ${facts.status} beantwortet: ${facts.status === 404 ? 'Keine Route nimmt sie' : 'Ihre Route ist für Aufrufer im Mesh'}`,
    advice: say`Ein Server mit Routen lässt Probes nicht mehr von selbst durch: Ergänze eine Route dafür und eine Policy mit einer NetworkAuthentication.`,
  }),
  'linkerd-proxy-port-closed': (facts) => ({
    message: say`Aufrufer im Mesh erreichen ${pods(facts.pods)} nicht: Port ${port(facts.port)} ist zu`,
    advice: say`Dort rufen Proxys einander an, welcher Port auch gemeint ist: Öffne ihn ebenfalls.`,
  }),
  'linkerd-word-unknown': (facts) => ({
    message: say`${code(facts.annotation)} kennt ${code(facts.value)} nicht: ${facts.annotation === 'linkerd.io/inject' ? 'Kein Proxy wird eingesetzt' : 'Es wird übergangen'}`,
    advice: say`Bekannt sind ${list(
      facts.words.map((word) => [code(word)]),
      'und',
    )}.`,
  }),
  'linkerd-port-skipped': (facts) => ({
    message: say`Tut nichts für Port ${port(facts.port)} von ${pods(facts.pods)}: Er geht am Proxy vorbei`,
    advice: say`${code('config.linkerd.io/skip-inbound-ports')} nennt ihn. Nimm ihn von dieser Liste, oder bewach ihn mit einer NetworkPolicy.`,
  }),
  'linkerd-policies-add-up': (facts) => ({
    message: say`Öffnet ${code(facts.target)} für diese Adressen ohne eine Identität, obwohl ${code(facts.other)} eine verlangt`,
    advice: say`Policies ergänzen einander: Eine genügt. Um beides zu verlangen, nenn beides in einer Policy.`,
  }),
  'linkerd-route-closed': (facts) => ({
    message: say`Jede Anfrage, die diese Route nimmt, wird mit 403 beantwortet: Nichts öffnet sie`,
    advice: say`Schreib eine AuthorizationPolicy für die Route, oder für den ganzen Server ${code(facts.server)}.`,
  }),
  'linkerd-route-opened-above': (facts) => ({
    message: say`Hält niemanden von ${code(facts.route)} fern: ${facts.by === null ? say`Die ${code('accessPolicy')} von Server ${code(facts.server)}` : code(facts.by)} öffnet den ganzen Server für alle`,
    advice: say`Was einen Server öffnet, öffnet jede seiner Routen.`,
  }),
  'linkerd-route-unread': (facts) => ({
    message: say`Tut nichts bei Server ${code(facts.server)}, der ${code(facts.protocol)} spricht`,
    advice:
      facts.reads === null
        ? say`Dort liest der Proxy keine Anfragen.`
        : say`Dort liest der Proxy Routen der Art ${code(facts.reads)}, und nicht ${code(facts.kind)}.`,
  }),
  'linkerd-parent-missing': (facts) =>
    facts.why === 'missing'
      ? {
          message: say`Ist für niemanden: In ${code(facts.namespace)} gibt es keinen Server ${code(facts.server)}`,
          advice: say`Eine Route und ihr Server sind im selben Namespace.`,
        }
      : {
          message: say`Wird als Ganzes übergangen: Ein Verweis auf einen Server hat kein ${code(facts.why)}${facts.why === 'namespace' ? ' außer dem eigenen der Route' : ''}`,
          advice:
            facts.why === 'namespace'
              ? say`Eine Route und ihr Server sind im selben Namespace.`
              : say`Der Server selbst sagt, für welchen Port er ist.`,
        },
  'linkerd-caller-unknown': (facts) => ({
    message:
      facts.why === 'nobody'
        ? say`Kein Pod läuft hier als ${code(facts.account)} von ${code(facts.namespace)}`
        : say`Kein Pod, der als ${code(facts.account)} von ${code(facts.namespace)} läuft, hat einen Proxy`,
    advice:
      facts.why === 'nobody' ? say`Niemand im Bild passt darauf.` : say`Ohne einen kann niemand sagen, wer er ist.`,
  }),
  'linkerd-cluster-networks': (facts) => ({
    message:
      facts.count > 0
        ? say`Lässt ${genannt(facts.pods, facts.count)} aus, außerhalb der Netze des Clusters`
        : say`Ist nur für Aufrufer aus den Netzen des Clusters, obwohl es von niemandem einen Namen verlangt`,
    advice:
      facts.word === null
        ? say`Ohne ${code('networks')} gilt eine ServerAuthorization für ${code('clusterNetworks')}; eine AuthorizationPolicy ohne NetworkAuthentication gilt für überall.`
        : say`Bei ${code(facts.word)} geht es um Adressen: die von ${code('clusterNetworks')} in den Values von Linkerd.`,
  }),
}
