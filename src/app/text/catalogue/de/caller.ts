import { say } from '../../sentence.ts'
import type { CALLER } from '../en/caller.ts'

export const caller: typeof CALLER = {
  noHandshake: say`UDP kennt keinen Handshake: erst eine Antwort zeigt, dass es ankam.`,
  passes: say`Policies lassen es durch. Ob das Programm antwortet, ist eine andere Frage.`,
  refused: say`Sofort abgewiesen, nicht erst nach einer Zeitüberschreitung: hier ist keine Policy am Werk.`,
  proxyAnswered: say`Die Verbindung steht: ein Proxy hat an der Stelle des Programms geantwortet.`,
  dnsRefused: say`Der DNS-Proxy hat mit REFUSED geantwortet.`,
  reset: say`Zurückgesetzt nach dem TLS-Hello, das den Server im Klartext nennt.`,
  proxyRefuses: say`Die Verbindung steht: ein Proxy lehnt ab, was darauf gesagt wird.`,
  unproven: say`Verworfen, bis beide Enden bewiesen haben, wer sie sind.`,
  filtered: say`Sofort gesagt, dass es gefiltert wurde: das Plugin antwortet auf das, was es ablehnt.`,
  silence: say`Stillschweigend verworfen. Der Aufrufer wartet bis zu seiner eigenen Zeitüberschreitung.`,
  noAnswer: '(keine Antwort)',
}
