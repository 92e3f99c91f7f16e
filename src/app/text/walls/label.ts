/** The name of what opens the window about a pod, and its heading. */
export const WALLS_LABEL = 'Walls'
export const wallsTitle = (pod: string) => `Walls of ${pod}`
