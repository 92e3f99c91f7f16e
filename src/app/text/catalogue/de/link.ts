import { say } from '../../sentence.ts'
import type { LINK } from '../en/link.ts'

export const link: typeof LINK = {
  incomplete: say`Dieser Link ist unvollständig. Deine eigene Arbeit ist unberührt.`,
  newer: say`Dieser Link stammt aus einer späteren Version von Reachable. Deine eigene Arbeit ist unberührt.`,
  'other-example': say`Dieser Link enthält nur, was von einem Beispiel abweicht, und dieses Beispiel ist hier ein anderes. Deine eigene Arbeit ist unberührt.`,
  'too-large': say`Dieser Link wird ausgepackt größer als 30 MB und wurde nicht geöffnet. Deine eigene Arbeit ist unberührt.`,
  'not-a-work': say`Dieser Link enthält nichts, was sich hier zeigen ließe. Deine eigene Arbeit ist unberührt.`,
}
